"""A household that is kept but not used: in the figures, in no list of whom to ask."""

from datetime import date

import pytest
from django.utils import timezone

from audit.models import AuditEntry
from households.models import Household
from households.register.actions.restricting import restrict_use, use_again
from reports.today.queries.work import today_of
from rollup.models import VillageCount

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 12)


@pytest.fixture
def home(world):
    return world.own.households[2]


def to_survey(world):
    """Return the numbers of the tasks of whom to survey."""
    tasks = today_of(world.own.area, world.own.officer).tasks
    return [task.number for task in tasks if task.title == "Khảo sát hộ còn lại"]


def test_a_restricted_household_stays_in_the_figures_and_is_in_no_task(world, home):
    before = VillageCount.unscoped.get(area=home.village)
    assert to_survey(world) == [1]
    restrict_use(by=world.own.officer, household=home, on=DAY)
    after = VillageCount.unscoped.get(area=home.village)
    assert (after.households, after.unsurveyed) == (before.households, before.unsurveyed)
    assert to_survey(world) == []
    use_again(by=world.own.officer, household=home)
    assert to_survey(world) == [1]


def test_the_one_rule_of_whom_to_ask_leaves_it_out(world, home):
    today = timezone.localdate()
    home = restrict_use(by=None, household=home, on=DAY)
    assert not home.may_be_asked(today)
    assert home not in Household.unscoped.to_ask(today)
    assert home in Household.unscoped.left_alone(today)


def test_it_is_restricted_once_and_each_turn_is_journalled(world, home):
    by = world.own.officer
    for _turn in range(2):
        assert restrict_use(by=by, household=home, on=DAY).restricted_on == DAY
    use_again(by=by, household=home)
    use_again(by=by, household=home)
    rows = AuditEntry.unscoped.about(home).filter(verb__startswith="Thôi hạn chế")
    restricted = AuditEntry.unscoped.about(home).filter(verb__startswith="Hạn chế")
    assert [row.changes for row in restricted] == [{"restricted_on": [None, "2026-11-12"]}]
    assert [row.changes for row in rows] == [{"restricted_on": ["2026-11-12", None]}]
