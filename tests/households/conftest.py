"""A village with its officer, for tests that build their own households."""

import pytest

from tests.factories import LocalPlatformFactory, UserFactory, VillageFactory


@pytest.fixture
def village():
    """A village where skill 5 means something: its province names a platform."""
    village = VillageFactory()
    LocalPlatformFactory(area=village.province)
    return village


@pytest.fixture
def officer(village):
    return UserFactory(area=village.commune)
