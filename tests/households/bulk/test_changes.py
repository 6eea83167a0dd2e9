"""Rows of a file about people who are there: of an earlier day they fill what was not asked since."""

from datetime import timedelta

import pytest

from figures.as_of import as_of_one
from households.bulk import actions as bulk_actions
from households.counts.checks import wrong_movements, wrong_standings
from households.lifecycle import actions as lifecycle_actions
from households.models import Assessment, Household, Movement, Resident
from households.register import actions as register_actions
from households.survey import actions as survey_actions
from households.survey.actions import Unsaved
from skills.catalogue import CLEARED
from tests.factories import LocalPlatformFactory, UserFactory, VillageFactory, today

pytestmark = pytest.mark.django_db
ALL, UNKNOWN = [2] * 5, [None] * 5
DAY = 8


@pytest.fixture
def village():
    village = VillageFactory()
    LocalPlatformFactory(area=village.province, valid_from=today() - timedelta(900))
    return village


@pytest.fixture
def officer(village):
    return UserFactory(area=village.commune)


@pytest.fixture
def person(officer, village):
    day = today() - timedelta(40)
    home = register_actions.add_household(by=officer, village=village, head_name="Lê Lan", on=day)
    return home.residents.get()


@pytest.fixture(autouse=True)
def what_stands_is_what_was_found(db):
    yield
    assert wrong_standings()[1] == wrong_movements()[1] == []


def tap(officer, person, number, result=2, ago=0):
    day = today() - timedelta(ago)
    survey_actions.set_result(
        by=officer, household=person.household, number=number, result=result, on=day
    )


def brought(officer, person, results, was, ago=DAY):
    day, home = today() - timedelta(ago), person.household
    row = bulk_actions.RowChange(
        1, home.village, home.pk, person.pk, results=results, was=was, on=day
    )
    return bulk_actions.change_many(by=officer, rows=[row])


def again(person):
    return Resident.unscoped.get(pk=person.pk)


def test_a_survey_of_before_the_last_tap_fills_the_rest_as_the_form_does(officer, person):
    tap(officer, person, 1)
    done = brought(officer, person, ALL, [2, None, None, None, None])
    assert (done.refused, again(person).results) == ({}, ALL)
    assert done.saved[1][1].results == ALL
    covered = Movement.unscoped.filter(covered=1).values_list("day", flat=True)
    assert list(covered) == [today() - timedelta(DAY)]
    assert Household.unscoped.get().covered


def test_the_same_recorded_between_preview_and_writing_is_no_clash(officer, person):
    tap(officer, person, 1)
    assert not brought(officer, person, ALL, UNKNOWN).refused
    assert again(person).results == ALL


def test_something_else_recorded_meanwhile_is_one(officer, person):
    tap(officer, person, 1, result=0)
    assert brought(officer, person, ALL, UNKNOWN).refused == {1: Unsaved.CLASH}
    assert again(person).results == [0, None, None, None, None]


def test_a_newer_answer_stands_and_one_of_before_the_row_does_not(officer, person):
    tap(officer, person, 1, result=0, ago=20)
    tap(officer, person, 2, result=0)
    brought(officer, person, [2, 2, 2, None, None], [0, 0, None, None, None])
    assert again(person).results == [2, 0, 2, None, None]


def test_what_would_change_nothing_is_not_written(officer, person):
    for number in (1, 2):
        tap(officer, person, number)
    tap(officer, person, 2, result=CLEARED)
    stands = [2, None, None, None, None]
    done = brought(officer, person, [2, 2, None, None, None], stands)
    assert (done.refused, done.saved[1][1]) == ({}, None)
    assert again(person).results == stands
    assert Assessment.unscoped.count() == 3


def test_two_rows_about_one_person_are_folded_by_their_days(officer, person):
    home = person.household
    rows = [
        bulk_actions.RowChange(
            key,
            home.village,
            home.pk,
            person.pk,
            results=survey_actions.only(1, result),
            on=today() - timedelta(ago),
        )
        for key, (ago, result) in enumerate([(3, 2), (9, 0), (0, 1), (5, 0)])
    ]
    assert not bulk_actions.change_many(by=officer, rows=rows).refused
    assert again(person).results == [1, None, None, None, None]


@pytest.fixture
def hai(officer, person):
    """Somebody who joined five days ago, in a household whose head knows nothing."""
    survey_actions.assess(by=officer, resident=person, results=[0] * 5, on=today() - timedelta(40))
    return register_actions.add_resident(
        by=officer,
        household=person.household,
        full_name="Vũ Hai",
        birth_year=1960,
        joined_on=today() - timedelta(5),
    )


def test_a_sex_that_a_file_brings_speaks_of_every_day_and_so_does_what_is_taken_back(officer, hai):
    """As a year of birth does; of days before they came they are not counted."""
    home = hai.household
    on = {"resident": hai.pk, "results": [2] * 5, "was": [None] * 5, "on": today() - timedelta(3)}
    rows = [bulk_actions.RowChange(1, home.village, home.pk, **on)]
    assert not bulk_actions.change_many(by=officer, rows=rows).refused
    fields = {"sex": ["", "f"]}
    row = bulk_actions.RowChange(1, home.village, home.pk, hai.pk, fields=fields)
    done = bulk_actions.change_many(by=officer, rows=[row])
    assert women(home, 0, 3, 4) == [1, 1, 0]
    saved = done.saved[1][0].household
    own = {"resident": hai.pk, "fields": fields}
    took = bulk_actions.Written(1, home.village, home.pk, saved.version, is_new=False, **own)
    assert bulk_actions.take_back_many(by=officer, rows=[took]) == {}
    assert women(home, 0, 3, 4) == [0, 0, 0]


def women(home, *ago):
    """Return how many women were known to know all five some days ago."""
    days = [today() - timedelta(days) for days in ago]
    return [as_of_one(home.village.commune, day).people_women_covered for day in days]


def ruled_out(person, *ago):
    commune = person.household.village.commune
    return [as_of_one(commune, today() - timedelta(days)).ruled_out for days in ago]


def joined(person):
    return (today() - again(person).joined_on).days


def taken_back(person, found):
    home = Household.unscoped.get(pk=person.household_id)
    row = bulk_actions.Written(
        1, home.village, home.pk, home.version, False, resident=person.pk, assessment=found.pk
    )
    return bulk_actions.take_back_many(by=None, rows=[row])


def test_a_file_taken_back_leaves_nobody_there_before_they_joined(officer, hai):
    days = (20, 10, 5, 0)
    assert ruled_out(hai, *days) == [1, 1, 0, 0]
    found = brought(officer, hai, [2, 0, 0, 0, 0], UNKNOWN, ago=20).saved[1][1]
    assert (joined(hai), ruled_out(hai, *days)) == (20, [1, 1, 1, 1])
    assert not taken_back(hai, found)
    assert (joined(hai), ruled_out(hai, *days)) == (5, [1, 1, 0, 0])


@pytest.mark.parametrize("many", [False, True], ids=["one", "many"])
def test_so_does_a_survey_withdrawn_and_restored(officer, hai, many):
    village = hai.household.village
    found = survey_actions.assess(
        by=officer, resident=hai, results=[0] * 5, on=today() - timedelta(20)
    )
    more = {"village": village} if many else {}
    if many:
        survey_actions.withdraw_all(by=officer, assessments=[found], **more)
    else:
        survey_actions.withdraw(by=officer, assessment=found)
    assert (joined(hai), ruled_out(hai, 20, 5)) == (5, [1, 0])
    restore = survey_actions.restore_all if many else survey_actions.restore
    restore(by=officer, assessments=[found], **more)
    assert (joined(hai), ruled_out(hai, 20, 5)) == (20, [1, 1])


@pytest.mark.parametrize("first", [0, 1])
def test_surveys_that_stand_keep_somebody_there(officer, hai, first):
    """Of days before they joined, in whichever order they are withdrawn."""
    rows = [
        survey_actions.assess(
            by=officer, resident=hai, results=[0] * 5, on=today() - timedelta(ago)
        )
        for ago in (20, 15, 30)
    ]
    order = [rows[0], rows[2]] if first else [rows[2], rows[0]]
    found = []
    for row in order:
        survey_actions.withdraw(by=officer, assessment=row)
        found.append(joined(hai))
    assert found == ([30, 15] if first else [20, 15])
    survey_actions.withdraw(by=officer, assessment=rows[1])
    assert joined(hai) == 5


def test_what_moved_the_day_since_stands(officer, hai):
    found = survey_actions.assess(
        by=officer, resident=hai, results=[0] * 5, on=today() - timedelta(20)
    )
    new = lifecycle_actions.split(
        by=officer, household=hai.household, residents=[again(hai)], on=today() - timedelta(3)
    )
    survey_actions.withdraw(by=officer, assessment=found)
    assert (again(hai).household, joined(hai)) == (new, 3)
