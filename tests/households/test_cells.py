"""Writes to many rows of a sheet at once, and the price of one cell."""

import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from audit.models import AuditEntry
from households import actions
from households.actions import Change, Refusal
from households.checks import wrong_standings
from households.counts import HOUSEHOLDS
from households.models import Assessment, Household, Movement
from rollup.counts import wrong_rows
from skills.models import LocalPlatform
from tests.factories import LocalPlatformFactory, UserFactory, VillageFactory, today

pytestmark = pytest.mark.django_db
ALL, NO, UNKNOWN, LEAVE = [2] * 5, [0] * 5, [None] * 5, [None] * 5


@pytest.fixture
def village():
    village = VillageFactory()
    LocalPlatformFactory(area=village.province)
    return village


@pytest.fixture
def officer(village):
    return UserFactory(area=village.commune)


@pytest.fixture
def three(officer, village):
    return [
        actions.add_household(by=officer, village=village, head_name=f"Hộ {n}", results=results)
        for n, results in (("A", NO), ("B", None), ("C", ALL))
    ]


@pytest.fixture(autouse=True)
def every_count_is_right_afterwards(db):
    yield
    assert wrong_rows(of=[HOUSEHOLDS])[1] == []
    assert wrong_standings()[1] == []


def results_of(households):
    return [one.residents.get().results for one in households]


def change(household, results, **more):
    return Change(household=household.pk, results=results, **more)


# --- What one saved cell costs ---


def test_a_saved_cell_takes_ten_statements(three, officer):
    """Lock, read, platform, finding, resident, household, village, commune, audit, movement."""
    actions.set_result(by=officer, household=three[0], number=1, result=2)
    household = Household.unscoped.select_related("village").get(pk=three[0].pk)
    person = household.residents.get()
    with CaptureQueriesContext(connection) as queries:
        actions.set_result(
            by=officer,
            household=household,
            number=2,
            result=2,
            was=0,
            resident=person,
            uuid=uuid.uuid4(),
        )
    statements = [q["sql"].split()[0] for q in queries if "SAVEPOINT" not in q["sql"]]
    assert len(statements) == 10, statements


def test_a_block_costs_the_same_however_many_rows(three, officer, village):
    def cost(changes):
        with CaptureQueriesContext(connection) as queries:
            actions.set_results(by=officer, village=village, changes=changes)
        return len(queries)

    few = cost([change(three[0], [2, None, None, None, None])])
    assert few == cost([change(one, [1, None, None, None, None]) for one in three])


# --- set_results ---


def test_set_results_saves_rows_together(three, officer, village):
    outcome = actions.set_results(
        by=officer,
        village=village,
        changes=[
            change(three[0], [2, 2, None, None, None]),
            change(three[1], [None, 1, None, None, None]),
            change(three[2], LEAVE),
        ],
    )
    assert results_of(three) == [[2, 2, 0, 0, 0], [None, 1, None, None, None], ALL]
    assert [one.pk for one, _person, _row in outcome.saved] == [three[0].pk, three[1].pk]
    assert outcome.refused == []
    assert AuditEntry.unscoped.filter(verb="Khảo sát").count() == 2
    partly = Household.unscoped.get(pk=three[1].pk)
    assert (partly.is_surveyed, partly.is_partly) == (False, True)
    assert Movement.unscoped.filter(cause="surveyed").count() == 2


def test_set_results_refuses_row_by_row(three, officer, village):
    LocalPlatform.unscoped.update(valid_to=today())
    elsewhere = actions.add_household(by=officer, village=VillageFactory(), head_name="Hộ Xa")
    stranger = three[2].residents.get().pk
    actions.set_status(by=officer, household=three[2], status="moved_away")
    outcome = actions.set_results(
        by=officer,
        village=village,
        changes=[
            change(elsewhere, ALL),
            change(three[2], NO),
            change(three[0], ALL, resident=stranger),
            change(three[0], [2, None, None, None, None], was=[1, 0, 0, 0, 0]),
            change(three[0], [None, None, None, None, 2]),
            change(three[1], [2, None, None, None, None]),
        ],
    )
    assert [why for _change, why in outcome.refused] == [
        Refusal.GONE,
        Refusal.GONE,
        Refusal.LEFT,
        Refusal.CLASH,
        Refusal.NO_PLATFORM,
    ]
    assert results_of(three[:2]) == [NO, [2, None, None, None, None]]


def test_set_results_keeps_what_another_found_of_another_skill(three, officer, village):
    actions.set_result(by=officer, household=three[0], number=5, result=2)
    actions.set_results(
        by=officer, village=village, changes=[change(three[0], [2, None, None, None, None], was=NO)]
    )
    assert results_of(three[:1]) == [[2, 0, 0, 0, 2]]


def test_set_results_twice_records_once(three, officer, village):
    block = [change(three[0], [2, None, None, None, None], uuid=uuid.uuid4())]
    for _time in range(2):
        actions.set_results(by=officer, village=village, changes=block)
    assert Assessment.unscoped.filter(resident__household=three[0]).count() == 2


def test_set_results_brings_those_back_who_were_out(three, officer, village):
    actions.set_status(by=officer, household=three[1], status="nobody_home")
    actions.set_results(by=officer, village=village, changes=[change(three[1], ALL)])
    assert Household.unscoped.get(pk=three[1].pk).status == "resident"


# --- set_aside ---


def test_set_aside_keeps_a_finding_that_never_counts(three, officer):
    person, key = three[0].residents.get(), uuid.uuid4()
    rows = [
        actions.set_aside(by=officer, resident=person, results=[2, 2, 0, 0, 0], uuid=key)
        for _time in range(2)
    ]
    assert rows[0] == rows[1]
    assert (rows[0].set_aside, rows[0].withdrawn_by) == (True, officer)
    assert results_of(three[:1]) == [NO]
    entry = AuditEntry.unscoped.about(three[0]).first()
    assert entry.changes == {"public_services": [0, 2], "shopping": [0, 2]}


def test_set_aside_is_not_brought_back(three, officer, village):
    row = actions.set_aside(by=officer, resident=three[0].residents.get(), results=ALL)
    assert actions.restore_all(by=officer, village=village, assessments=[row]) == []
    assert results_of(three[:1]) == [NO]


# --- withdraw_all, restore_all ---


def test_a_block_is_undone_and_redone_at_once(three, officer, village):
    outcome = actions.set_results(
        by=officer, village=village, changes=[change(one, [1, 1, 1, 1, 1]) for one in three[:2]]
    )
    rows = [row for _household, _person, row in outcome.saved]
    touched = actions.withdraw_all(by=officer, village=village, assessments=rows)
    assert {one.pk for one in touched} == {one.pk for one in three[:2]}
    assert results_of(three) == [NO, UNKNOWN, ALL]
    assert actions.withdraw_all(by=officer, village=village, assessments=rows) == []
    actions.restore_all(by=officer, village=village, assessments=rows)
    assert results_of(three) == [[1] * 5, [1] * 5, ALL]


def test_what_stands_in_another_village_is_not_undone(three, officer):
    row = Assessment.unscoped.filter(resident__household=three[2]).get()
    assert actions.withdraw_all(by=officer, village=VillageFactory(), assessments=[row]) == []
    assert results_of(three[2:]) == [ALL]


# --- unsurvey ---


def test_unsurvey_asked_twice_names_the_same_findings(three, officer):
    first = actions.unsurvey(by=officer, household=three[2], was=ALL)
    again = actions.unsurvey(by=officer, household=three[2], was=ALL)
    assert first == again == list(Assessment.unscoped.filter(resident__household=three[2]))


def test_unsurvey_of_what_another_has_changed_is_a_clash(three, officer):
    with pytest.raises(actions.Clash):
        actions.unsurvey(by=officer, household=three[0], was=ALL)
    assert results_of(three[:1]) == [NO]
