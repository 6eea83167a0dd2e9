"""One village in which a skill 5 means something, and who writes there."""

import pytest

from accounts.roles import Role
from tests.factories import LocalPlatformFactory, UserFactory, VillageFactory


@pytest.fixture
def village(db):
    village = VillageFactory()
    LocalPlatformFactory(area=village.province)
    return village


@pytest.fixture
def member(village):
    return UserFactory(area=village, role=Role.MEMBER)
