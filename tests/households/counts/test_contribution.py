"""Days after the one that was written of: what is told of them, and why."""

from datetime import date, timedelta

import pytest

from households.counts.checks import wrong_movements, wrong_standings
from households.lifecycle import actions as lifecycle_actions
from households.models import Movement
from households.register import actions as register_actions
from households.survey import actions as survey_actions
from tests.factories import LocalPlatformFactory, VillageFactory, today

pytestmark = pytest.mark.django_db
ALL = [2] * 5
BORN = today().year - 15
LAST_JUNE, NEW_YEAR = date(today().year - 1, 6, 1), date(today().year, 1, 1)


@pytest.fixture
def village():
    village = VillageFactory()
    LocalPlatformFactory(area=village.province, valid_from=date(2020, 1, 1))
    return village


@pytest.fixture
def child(village):
    """Somebody who came of age this year, in a household that has been there since last June."""
    home = register_actions.add_household(
        by=None, village=village, head_name="Lê Lan", on=LAST_JUNE
    )
    return register_actions.add_resident(
        by=None, household=home, full_name="Lê Con", birth_year=BORN, joined_on=LAST_JUNE
    )


@pytest.fixture(autouse=True)
def what_is_written_adds_up(db):
    yield
    assert wrong_movements()[1] == wrong_standings()[1] == []


def told():
    rows = Movement.unscoped.exclude(covered=0).order_by("pk")
    return list(rows.values_list("day", "cause", "covered"))


def test_a_survey_typed_late_counts_from_new_year_because_they_came_of_age(child):
    survey_actions.assess(by=None, resident=child, results=ALL, on=LAST_JUNE)
    assert told() == [(NEW_YEAR, "of_age", 1)]


def test_a_file_of_last_year_says_it_too(village):
    row = register_actions.NewHousehold(
        village, "Lê Con", birth_year=BORN, results=ALL, on=LAST_JUNE
    )
    register_actions.add_many(by=None, rows=[row])
    assert told() == [(NEW_YEAR, "of_age", 1)]
    entered = Movement.unscoped.get(households=1)
    assert (entered.day, entered.cause) == (LAST_JUNE, "entered")


def test_a_correction_is_no_coming_of_age(child):
    row = survey_actions.assess(by=None, resident=child, results=ALL, on=LAST_JUNE)
    survey_actions.withdraw(by=None, assessment=row)
    survey_actions.restore(by=None, assessments=[row])
    assert told()[1:] == [(NEW_YEAR, "corrected", -1), (NEW_YEAR, "corrected", 1)]


def test_a_birth_year_put_right_is_no_coming_of_age(child):
    register_actions.change_resident(by=None, resident=child, birth_year=BORN - 1)
    survey_actions.assess(by=None, resident=child, results=ALL, on=LAST_JUNE)
    register_actions.change_resident(by=None, resident=child, birth_year=BORN)
    assert {cause for day, cause, _n in told() if day == NEW_YEAR} == {"corrected"}


def test_a_household_that_went_takes_its_coming_of_age_along(child):
    """It is put right today that it had moved away before New Year."""
    survey_actions.assess(by=None, resident=child, results=ALL, on=LAST_JUNE)
    day = NEW_YEAR - timedelta(40)
    lifecycle_actions.move_out(by=None, household=child.household, on=day)
    assert told()[1:] == [(NEW_YEAR, "moved_out", -1)]
