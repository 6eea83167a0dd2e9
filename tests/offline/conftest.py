"""One village in which a skill 5 means something, and who writes there."""

import pytest

from accounts.roles import Role
from households.register.actions import add_household
from tests.factories import LocalPlatformFactory, UserFactory, VillageFactory
from tests.offline.phone import Phone


@pytest.fixture
def village(db):
    village = VillageFactory()
    LocalPlatformFactory(area=village.province)
    return village


@pytest.fixture
def member(village):
    return UserFactory(area=village, role=Role.MEMBER)


@pytest.fixture
def phone(client, member, village):
    return Phone(client, member, village)


@pytest.fixture
def home(village, member):
    """A household of one person, of whom nothing was asked."""
    return add_household(by=member, village=village, head_name="Nguyễn Văn An", birth_year=1970)


@pytest.fixture
def an(home):
    return home.residents.get()
