"""Rows of a file about people who are there: of an earlier day they fill what was not asked since."""

from datetime import timedelta

import pytest

from households.bulk import actions as bulk_actions
from households.counts.checks import wrong_movements, wrong_standings
from households.models import Assessment, Household, Movement, Resident
from households.register import actions as register_actions
from households.survey import actions as survey_actions
from households.survey.actions import Refusal
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
    assert brought(officer, person, ALL, UNKNOWN).refused == {1: Refusal.CLASH}
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
