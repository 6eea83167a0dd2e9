"""Whoever reads a letter stops them without signing in: after a press, by a link that is theirs alone and tells nothing."""

import pytest
from django.test import Client

from accounts.codes.actions import TRIES
from accounts.models import User
from accounts.outbox.queries import wants_digest
from accounts.outbox.rules import MARK, mark_of
from audit.models import AuditEntry

pytestmark = pytest.mark.django_db
VERB = "Ngừng nhận thư bằng đường dẫn trong thư"


def link(person, mark=None):
    return f"/thoi-thu/{person.pk}/{mark or mark_of(person)}/"


def text(answer):
    return answer.content.decode()


def is_mailed(person):
    return User.unscoped.get(pk=person.pk).wants_mail


def test_to_open_the_link_changes_nothing_and_a_press_stops_the_letters(officer, client):
    assert wants_digest().filter(pk=officer.pk).exists()
    page = client.get(link(officer))
    assert page.status_code == 200
    assert is_mailed(officer)
    # Not whose it is, not where: a letter is passed on.
    for secret in (officer.full_name, officer.username, officer.email, officer.area.name):
        assert secret
        assert secret not in text(page)
    done = client.post(link(officer), follow=True)
    assert "Đã ngừng gửi thư" in text(done)
    assert not is_mailed(officer)
    assert not wants_digest().filter(pk=officer.pk).exists()
    assert AuditEntry.unscoped.filter(verb=VERB, actor=officer.username).count() == 1
    # Nobody is signed in by it, and said twice it is one.
    assert "_auth_user_id" not in client.session
    client.post(link(officer))
    assert AuditEntry.unscoped.filter(verb=VERB).count() == 1


def test_a_press_is_from_the_page(officer):
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(link(officer)).status_code == 403
    assert is_mailed(officer)


def test_the_link_of_somebody_else_or_of_another_address_stops_nothing(officer, world, client):
    before, other = link(officer), link(officer, mark_of(world.own.member))
    nobody = f"/thoi-thu/{10**9}/{mark_of(officer)}/"
    User.unscoped.filter(pk=officer.pk).update(email="moi@xa.example.vn")
    for address in (before, other, nobody):
        assert client.post(address).status_code == 404
    assert "không còn dùng được" in text(client.get(before))
    assert is_mailed(officer)


def test_guesses_from_an_address_are_slowed_and_right_links_are_not(officer, client):
    wrong = link(officer, "x" * MARK)
    assert [client.post(wrong).status_code for _ in range(TRIES + 1)] == [404] * TRIES + [429]
    assert client.get(link(officer)).status_code == 200
    assert client.post(link(officer)).status_code == 302
    assert not is_mailed(officer)


def test_a_link_outlives_a_change_of_the_key_as_long_as_the_old_one_is_good(
    officer, client, settings
):
    address = link(officer)
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "anew" * 20, [settings.SECRET_KEY]
    assert client.get(address).status_code == 200
    settings.SECRET_KEY_FALLBACKS = []
    assert client.get(address).status_code == 404
