"""A household of three people in one commune, and another commune with an officer of its own."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.roles import Role
from households.models import Household
from households.register import actions as register_actions
from rollup.counts import recount_villages
from tests.factories import CommuneFactory, UserFactory, VillageFactory

ALL = [2, 2, 2, 2, 2]


def day(days=0):
    return timezone.localdate() + timedelta(days)


@pytest.fixture
def there(village):
    """Return a village of another commune of the province, with an officer."""
    there = VillageFactory(parent=CommuneFactory(parent=village.commune.parent))
    recount_villages(there.commune)
    there.officer = UserFactory(area=there.commune, role=Role.OFFICER)
    return there


@pytest.fixture
def household(officer, village):
    household = register_actions.add_household(
        by=officer,
        village=village,
        head_name="Kanarix Lan",
        birth_year=1950,
        hamlet="Xóm Kanarix",
        phone="0912345678",
        results=ALL,
        on=day(-40),
    )
    register_actions.add_resident(
        by=officer, household=household, full_name="Kanarix An", birth_year=1955
    )
    return Household.unscoped.get(pk=household.pk)
