"""Writes to many rows of a sheet at once, and the price of one cell."""

import uuid
from datetime import timedelta

import pytest
from django.db import connection
from django.db.models import Sum
from django.test.utils import CaptureQueriesContext

from areas.actions import recount_villages
from audit.models import AuditEntry
from households.bulk import actions as bulk_actions
from households.counts.checks import wrong_standings
from households.counts.rollup import HOUSEHOLDS
from households.models import Assessment, Cause, Household, Movement, Status
from households.register import actions as register_actions
from households.register.actions import folding
from households.register.rules import Clash
from households.survey import actions as survey_actions
from households.survey.actions import Change, Unsaved
from rollup.counts import wrong_rows
from skills.catalogue import CLEARED
from skills.models import LocalPlatform
from tests.factories import VillageFactory, today

pytestmark = pytest.mark.django_db
ALL, NO, UNKNOWN, LEAVE = [2] * 5, [0] * 5, [None] * 5, [None] * 5


@pytest.fixture
def three(officer, village):
    return [
        register_actions.add_household(
            by=officer, village=village, head_name=f"Hộ {n}", results=results
        )
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
    survey_actions.set_result(by=officer, household=three[0], number=1, result=2)
    household = Household.unscoped.select_related("village").get(pk=three[0].pk)
    person = household.residents.get()
    with CaptureQueriesContext(connection) as queries:
        survey_actions.set_result(
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
            survey_actions.set_results(by=officer, village=village, changes=changes)
        return len(queries)

    few = cost([change(three[0], [2, None, None, None, None])])
    assert few == cost([change(one, [1, None, None, None, None]) for one in three])


# --- set_results ---


def test_set_results_saves_rows_together(three, officer, village):
    outcome = survey_actions.set_results(
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
    elsewhere = register_actions.add_household(
        by=officer, village=VillageFactory(), head_name="Hộ Xa"
    )
    stranger = three[2].residents.get().pk
    register_actions.set_status(by=officer, household=three[2], status="moved_away")
    outcome = survey_actions.set_results(
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
        Unsaved.GONE,
        Unsaved.GONE,
        Unsaved.LEFT,
        Unsaved.CLASH,
        Unsaved.NO_PLATFORM,
    ]
    assert results_of(three[:2]) == [NO, [2, None, None, None, None]]


def test_set_results_keeps_what_another_found_of_another_skill(three, officer, village):
    survey_actions.set_result(by=officer, household=three[0], number=5, result=2)
    survey_actions.set_results(
        by=officer, village=village, changes=[change(three[0], [2, None, None, None, None], was=NO)]
    )
    assert results_of(three[:1]) == [[2, 0, 0, 0, 2]]


def test_set_results_twice_records_once(three, officer, village):
    block = [change(three[0], [2, None, None, None, None], uuid=uuid.uuid4())]
    for _time in range(2):
        survey_actions.set_results(by=officer, village=village, changes=block)
    assert Assessment.unscoped.filter(resident__household=three[0]).count() == 2


def test_set_results_brings_those_back_who_were_out(three, officer, village):
    register_actions.set_status(by=officer, household=three[1], status="nobody_home")
    survey_actions.set_results(by=officer, village=village, changes=[change(three[1], ALL)])
    assert Household.unscoped.get(pk=three[1].pk).status == "resident"


# --- set_aside ---


def test_set_aside_keeps_a_finding_that_never_counts(three, officer):
    person, key = three[0].residents.get(), uuid.uuid4()
    rows = [
        survey_actions.set_aside(by=officer, resident=person, results=[2, 2, 0, 0, 0], uuid=key)
        for _time in range(2)
    ]
    assert rows[0] == rows[1]
    assert (rows[0].set_aside, rows[0].withdrawn_by) == (True, officer)
    assert results_of(three[:1]) == [NO]
    entry = AuditEntry.unscoped.about(three[0]).first()
    assert entry.changes == {"public_services": [0, 2], "shopping": [0, 2]}


def test_set_aside_is_not_brought_back(three, officer, village):
    row = survey_actions.set_aside(by=officer, resident=three[0].residents.get(), results=ALL)
    assert survey_actions.restore_all(by=officer, village=village, assessments=[row]) == []
    assert results_of(three[:1]) == [NO]


# --- withdraw_all, restore_all ---


def test_a_block_is_undone_and_redone_at_once(three, officer, village):
    outcome = survey_actions.set_results(
        by=officer, village=village, changes=[change(one, [1, 1, 1, 1, 1]) for one in three[:2]]
    )
    rows = [row for _household, _person, row in outcome.saved]
    touched = survey_actions.withdraw_all(by=officer, village=village, assessments=rows)
    assert {one.pk for one in touched} == {one.pk for one in three[:2]}
    assert results_of(three) == [NO, UNKNOWN, ALL]
    assert survey_actions.withdraw_all(by=officer, village=village, assessments=rows) == []
    survey_actions.restore_all(by=officer, village=village, assessments=rows)
    assert results_of(three) == [[1] * 5, [1] * 5, ALL]


def test_what_stands_in_another_village_is_not_undone(three, officer):
    row = Assessment.unscoped.filter(resident__household=three[2]).get()
    elsewhere = VillageFactory()
    recount_villages(elsewhere.commune)
    assert survey_actions.withdraw_all(by=officer, village=elsewhere, assessments=[row]) == []
    assert results_of(three[2:]) == [ALL]


# --- unsurvey ---


def test_unsurvey_asked_twice_names_the_same_findings(three, officer):
    first = survey_actions.unsurvey(by=officer, household=three[2], was=ALL)
    again = survey_actions.unsurvey(by=officer, household=three[2], was=ALL)
    assert first == again == list(Assessment.unscoped.filter(resident__household=three[2]))


def test_unsurvey_of_what_another_has_changed_is_a_clash(three, officer):
    with pytest.raises(Clash):
        survey_actions.unsurvey(by=officer, household=three[0], was=ALL)
    assert results_of(three[:1]) == [NO]


# --- A cell of the sheet and a tap say the same ---


def test_a_cell_that_only_takes_back_hears_nobody(officer, village):
    """Nobody was at home, and figures move as by a correction; as one tap says it."""
    homes = [
        register_actions.add_household(
            by=officer, village=village, head_name=f"Hộ {n}", results=ALL
        )
        for n in range(2)
    ]
    for home in homes:
        register_actions.set_status(by=officer, household=home, status=Status.NOBODY_HOME)
    cells, back = [None, CLEARED, None, None, None], {"number": 2, "result": CLEARED}
    survey_actions.set_results(by=officer, village=village, changes=[change(homes[0], cells)])
    survey_actions.set_result(by=officer, household=homes[1], **back)
    for home in homes:
        home.refresh_from_db()
        last = Movement.unscoped.filter(household=home).order_by("-pk").first()
        assert (home.status, last.cause) == (Status.NOBODY_HOME, Cause.CORRECTED)
        assert AuditEntry.unscoped.filter(subject_key=str(home.pk)).order_by("-pk")[0].verb == (
            "Đưa về chưa hỏi"
        )


def old_home(officer, village):
    """Make a household that has been in the register for forty days; nobody was asked there."""
    day = today() - timedelta(days=40)
    return register_actions.add_household(by=officer, village=village, head_name="Hộ cũ", on=day)


def test_a_file_and_a_form_say_alike_since_when_somebody_lived_there(officer, village):
    """Whoever was surveyed there lived there, however it was written down."""
    day, homes = today() - timedelta(days=18), [old_home(officer, village) for _ in range(2)]
    by_form, by_file = (
        register_actions.add_resident(by=officer, household=home, full_name="Lê Con")
        for home in homes
    )
    survey_actions.assess(by=officer, resident=by_form, results=ALL, on=day)
    row = bulk_actions.RowChange(
        1, village, homes[1].pk, by_file.pk, results=ALL, was=UNKNOWN, on=day
    )
    assert not bulk_actions.change_many(by=officer, rows=[row]).refused
    for home, person in zip(homes, (by_form, by_file), strict=True):
        person.refresh_from_db()
        assert person.joined_on in (None, day)
        moved = Movement.unscoped.filter(household=home, day=day).order_by()
        assert moved.aggregate(n=Sum("covered"))["n"] == 1


def test_a_paper_that_comes_late_makes_nobody_forget(officer, village):
    """What a later survey had brought stands on an earlier day: the later day is corrected."""
    home = old_home(officer, village)
    person, day = home.residents.get(), today() - timedelta(days=18)
    survey_actions.assess(by=officer, resident=person, results=ALL, on=today() - timedelta(days=8))
    survey_actions.assess(by=officer, resident=person, results=ALL, on=day)
    rows = Movement.unscoped.filter(household=home, covered__lt=0)
    assert [row.cause for row in rows] == [Cause.CORRECTED]
    assert Movement.unscoped.get(household=home, day=day).cause == Cause.SURVEYED


def test_a_file_says_nothing_against_what_was_taken_back_later(three, officer):
    home = three[2]
    person = home.residents.get()
    Assessment.unscoped.filter(resident=person).update(assessed_on=today() - timedelta(days=40))
    folding.take_latest(person)
    survey_actions.set_result(by=officer, household=home, number=3, result=CLEARED)
    was = [2, 2, None, 2, 2]
    row = bulk_actions.RowChange(
        1, home.village, home.pk, person.pk, results=ALL, was=was, on=today() - timedelta(days=9)
    )
    assert not bulk_actions.change_many(by=officer, rows=[row]).refused
    person.refresh_from_db()
    assert person.results == was
