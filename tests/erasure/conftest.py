"""Somebody of whom every place knows (tests/erasure/known.py), and a second officer.

Nothing here is imported before the tests run: tasks would be those of production.
"""

import pytest
from django.utils import timezone


@pytest.fixture(autouse=True)
def places(settings, tmp_path):
    """Keep files and backups apart."""
    settings.MEDIA_ROOT = str(tmp_path / "media")
    settings.BACKUP_DIR, settings.BACKUP_COPY = str(tmp_path / "backups"), ""
    settings.BACKUP_PLAIN = True


@pytest.fixture
def known(world, places):
    """Return the person in the small world."""
    from tests.erasure.known import known_everywhere

    return known_everywhere(world)


@pytest.fixture
def colleague(world):
    """Return a second officer of the commune, who has signed in before."""
    from accounts.roles import Role
    from tests.world import PASSWORD, account

    person = account("canbo2", Role.OFFICER, world.own.area, "Lê Thị Hai", PASSWORD)
    person.last_login = timezone.now()
    person.save(update_fields=["last_login"])
    return person
