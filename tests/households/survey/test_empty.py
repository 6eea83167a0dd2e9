"""A household of which nobody is written down: what is set back there makes nobody."""

import pytest

from households.models import Resident
from households.survey import actions
from skills.catalogue import CLEARED
from tests.factories import HouseholdFactory, LocalPlatformFactory

pytestmark = pytest.mark.django_db


def test_setting_a_skill_back_where_nobody_lives_makes_nobody():
    LocalPlatformFactory()
    household = HouseholdFactory()
    Resident.unscoped.filter(household=household).delete()
    assert actions.set_result(by=None, household=household, number=2, result=CLEARED) is None
    assert not Resident.unscoped.filter(household=household).exists()
    assert actions.set_result(by=None, household=household, number=2, result=2)
    household.refresh_from_db()
    assert household.people == 1
