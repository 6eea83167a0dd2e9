"""A mail server, and an officer who reads their mail and has something unread."""

import pytest
from django.core.mail.backends.smtp import DNS_NAME

from accounts.inbox.actions import notify
from accounts.models import User
from tests.accounts.outbox.post import Letters, mailers, serving


@pytest.fixture
def letters(settings, monkeypatch):
    """Letters that a mail server took, which the site is set to use."""
    # A machine without a name asks for one for seconds.
    monkeypatch.setattr(DNS_NAME, "_fqdn", "localhost", raising=False)
    found = Letters()
    server = serving(found)
    server.start()
    settings.SENDS_MAIL, settings.MAIL_AT = True, "00:00"
    settings.MAILERS = mailers(server.port)
    found.server = server
    yield found
    if server.server:
        server.stop()


@pytest.fixture
def officer(world):
    """Return an officer with an address and two notices."""
    officer = world.own.officer
    User.unscoped.filter(pk=officer.pk).update(email="canbo@xa.example.vn")
    notify(to=[officer.pk], kind="made", person=world.own.member)
    notify(to=[officer.pk], kind="file_asks", ref="0b9d9a5e-0000-4000-8000-000000000001")
    officer.refresh_from_db()
    return officer
