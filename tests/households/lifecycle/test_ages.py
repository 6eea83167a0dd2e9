"""People come of age with the year, whether somebody saves or the daily work comes by."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.db.models import Sum
from django.test.utils import CaptureQueriesContext

from households.counts.checks import wrong_movements, wrong_standings
from households.counts.rollup import HOUSEHOLDS
from households.duplicates import actions as duplicates_actions
from households.lifecycle import actions as lifecycle_actions
from households.models import Household, Movement
from households.register import actions as register_actions
from households.survey import actions as survey_actions
from rollup.counts import wrong_rows
from rollup.models import VillageCount
from tests.factories import LocalPlatformFactory, UserFactory, VillageFactory, today

pytestmark = pytest.mark.django_db
ALL = [2] * 5


@pytest.fixture
def village():
    village = VillageFactory()
    LocalPlatformFactory(area=village.province, valid_from=date(2020, 1, 1))
    return village


@pytest.fixture
def household(village):
    """A household whose child comes of age this year, as it was summed up last year."""
    household = register_actions.add_household(
        by=None, village=village, head_name="Lê Lan", on=date(today().year - 1, 6, 1)
    )
    child = register_actions.add_resident(
        by=None,
        household=household,
        full_name="Lê Con",
        birth_year=today().year - 14,
        joined_on=date(today().year - 1, 6, 1),
    )
    survey_actions.assess(by=None, resident=child, results=ALL, on=date(today().year - 1, 7, 1))
    # The year turns: as if they had been born a year earlier.
    Household.unscoped.update(summed_on=date(today().year - 1, 12, 31))
    child.__class__.unscoped.filter(pk=child.pk).update(birth_year=today().year - 15)
    return household


def of_age():
    return Movement.unscoped.filter(cause="of_age").values_list("day", "covered", "surveyed")


def test_come_of_age_counts_from_the_first_day_of_the_year(household, village):
    saved_at = Household.unscoped.get().saved_at
    assert lifecycle_actions.come_of_age(day=today()) == 1
    assert list(of_age()) == [(date(today().year, 1, 1), 1, 1)]
    assert VillageCount.unscoped.get(pk=village.pk).covered == 1
    assert Household.unscoped.get().saved_at == saved_at
    assert wrong_rows(of=[HOUSEHOLDS])[1] == wrong_standings()[1] == wrong_movements()[1] == []


def test_come_of_age_done_twice_finds_nothing_left(household):
    lifecycle_actions.come_of_age(day=today())
    assert lifecycle_actions.come_of_age(day=today()) == 0
    assert len(of_age()) == 1


def test_a_save_before_the_daily_work_says_it_too(household):
    register_actions.change_household(
        by=UserFactory(),
        household=household,
        version=Household.unscoped.get().version,
        hamlet="Xóm 1",
    )
    assert list(of_age()) == [(date(today().year, 1, 1), 1, 1)]
    assert lifecycle_actions.come_of_age(day=today()) == 0


def test_come_of_age_leaves_households_where_nobody_does(village):
    household = register_actions.add_household(
        by=None, village=village, head_name="Vũ An", birth_year=1970, results=ALL
    )
    Household.unscoped.update(summed_on=date(today().year - 1, 12, 31))
    assert lifecycle_actions.come_of_age(day=today()) == 0
    assert not of_age()
    assert household.covered


# --- Households that nobody saved since last year ---


def last_year(village, name="Lê Lan", **more):
    """Make a household of last year's summer, its head covered, that was summed up at its end."""
    day = date(today().year - 1, 6, 1)
    home = register_actions.add_household(
        by=None, village=village, head_name=name, on=day, results=ALL, **more
    )
    Movement.unscoped.filter(household=home).update(day=day)
    home.residents.update(assessed_on=day)
    for row in home.residents.get().assessments.all():
        type(row).unscoped.filter(pk=row.pk).update(assessed_on=day)
    then = date(today().year - 1, 12, 1)
    Household.unscoped.filter(pk=home.pk).update(summed_on=then, surveyed_on=day, reviewed_on=day)
    return Household.unscoped.get(pk=home.pk)


def covered_on(day):
    rows = Movement.unscoped.filter(day__lte=day).order_by()
    return rows.aggregate(households=Sum("households"), covered=Sum("covered"))


def test_a_split_takes_nobody_out_of_the_days_before_it(village):
    home = last_year(village)
    lan = home.residents.get()
    register_actions.add_resident(by=None, household=home, full_name="Lê Hai")
    Household.unscoped.filter(pk=home.pk).update(summed_on=date(today().year - 1, 12, 1))
    lifecycle_actions.split(by=None, household=home, residents=[lan], head=lan)
    yesterday = today() - timedelta(days=1)
    assert covered_on(yesterday) == {"households": 1, "covered": 1}
    assert covered_on(today()) == {"households": 2, "covered": 1}
    assert wrong_standings()[1] == wrong_movements()[1] == []


def test_a_merger_takes_nobody_out_of_the_days_before_it(village):
    keep, duplicate = last_year(village), last_year(village)
    duplicates_actions.merge(by=None, keep=keep, duplicate=duplicate)
    assert covered_on(today() - timedelta(days=1)) == {"households": 2, "covered": 2}
    assert covered_on(today()) == {"households": 1, "covered": 1}
    assert wrong_standings()[1] == wrong_movements()[1] == []


def test_who_came_of_age_and_moves_out_counted_from_new_year_where_they_lived(household):
    child = household.residents.get(is_head=False)
    lifecycle_actions.split(by=None, household=household, residents=[child], head=child)
    assert list(of_age()) == [(date(today().year, 1, 1), 1, 1)]
    assert covered_on(today() - timedelta(days=1)) == {"households": 1, "covered": 1}
    assert covered_on(today()) == {"households": 2, "covered": 1}


def test_the_first_save_of_a_year_asks_once_who_came_of_age(village):
    homes = [last_year(village, f"Lê {n}", birth_year=1970) for n in range(2)]
    Household.unscoped.filter(pk=homes[1].pk).update(summed_on=today())
    numbers = []
    for home in homes:
        with CaptureQueriesContext(connection) as asked:
            survey_actions.set_result(by=None, household=home, number=1, result=0)
        numbers.append(len(asked))
    assert numbers[0] == numbers[1] + 1
    assert not of_age()
