"""A finding that is added: on top of what stands where it may, else by reading all that was found."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from households.bulk import actions as bulk_actions
from households.counts.checks import wrong_standings
from households.models import Assessment, Resident
from households.register import actions as register_actions
from households.survey import actions as survey_actions
from skills.catalogue import CLEARED
from tests.factories import LocalPlatformFactory, UserFactory, VillageFactory, today

pytestmark = pytest.mark.django_db
FOUR = [2, 0, 2, 0, None]


@pytest.fixture
def village():
    return VillageFactory()


@pytest.fixture
def officer(village):
    return UserFactory(area=village.commune)


@pytest.fixture
def person(officer, village):
    """Somebody asked four skills while no platform was named, and skill 5 by mistake since one is."""
    home = register_actions.add_household(
        by=officer, village=village, head_name="Lê Lan", results=FOUR, on=today() - timedelta(9)
    )
    LocalPlatformFactory(area=village.province, valid_from=today() - timedelta(1))
    survey_actions.set_result(by=officer, household=home, number=5, result=2)
    return home.residents.get()


@pytest.fixture(autouse=True)
def what_stands_is_what_was_found(db):
    yield
    assert wrong_standings()[1] == []


def by_menu(officer, person):
    survey_actions.set_result(by=officer, household=person.household, number=5, result=CLEARED)


def by_delete_in_the_sheet(officer, person):
    cells = survey_actions.only(5, CLEARED)
    change = survey_actions.Change(household=person.household_id, resident=person.pk, results=cells)
    survey_actions.set_results(by=officer, village=person.household.village, changes=[change])


def by_a_file(officer, person):
    place, cells = person.household.village, survey_actions.only(5, CLEARED)
    row = bulk_actions.RowChange(1, place, person.household_id, person.pk, results=cells)
    assert not bulk_actions.change_many(by=officer, rows=[row]).refused


@pytest.mark.parametrize("way", [by_menu, by_delete_in_the_sheet, by_a_file])
def test_a_fifth_that_goes_back_to_not_asked_unmakes_no_whole_survey_of_four(officer, person, way):
    way(officer, person)
    person = Resident.unscoped.select_related("household").get(pk=person.pk)
    assert (person.results, person.whole, person.household.is_surveyed) == (FOUR, True, True)


def test_one_of_the_four_that_goes_back_does(officer, person):
    by_menu(officer, person)
    survey_actions.set_result(by=officer, household=person.household, number=1, result=CLEARED)
    assert Resident.unscoped.get(pk=person.pk).whole is False


def test_what_goes_on_top_reads_no_history(officer, person):
    with CaptureQueriesContext(connection) as queries:
        survey_actions.set_result(by=officer, household=person.household, number=2, result=2)
    reads = [one["sql"] for one in queries if one["sql"].startswith("SELECT")]
    table = Assessment._meta.db_table
    assert not any(f'FROM "{table}" ' in sql for sql in reads)


def test_one_of_two_findings_restored_lets_its_person_have_been_there_by_then(officer, village):
    """Both were of before they were written down as living there; both were withdrawn."""
    home = register_actions.add_household(
        by=officer, village=village, head_name="Lê Lan", on=today() - timedelta(40)
    )
    new = register_actions.add_resident(by=officer, household=home, full_name="Lê Mới")
    rows = [
        survey_actions.assess(by=officer, resident=new, results=FOUR, on=today() - timedelta(ago))
        for ago in (20, 10)
    ]

    def joined():
        return (today() - Resident.unscoped.get(pk=new.pk).joined_on).days

    survey_actions.unsurvey(by=officer, household=home)
    assert joined() == 0
    for some, ago in ((rows[1:], 10), (rows[:1], 20)):
        survey_actions.restore(by=officer, assessments=some)
        assert joined() == ago
    survey_actions.withdraw(by=officer, assessment=rows[0])
    assert joined() == 10
    survey_actions.unsurvey(by=officer, household=home)
    assert joined() == 0
