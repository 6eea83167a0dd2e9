"""A village's sheet: printed, keyed back row by row, the rest confirmed, rows taken back."""

import uuid
from datetime import timedelta
from importlib import import_module

import pytest
import time_machine
from django.apps import apps
from django.utils import timezone

from audit.models import AuditEntry
from households.models import (
    NOT_SURVEYED,
    Assessment,
    Confirmation,
    Household,
    KeyedRow,
    PrintedSheet,
    Status,
)
from households.paper import actions as paper_actions
from households.paper.queries import added_since, asks_fifth, lines_of
from households.register import actions as register_actions
from households.survey import actions as survey_actions
from skills.actions import name_platform
from skills.models import LocalPlatform
from tests.factories import UserFactory
from tests.reorganisations.plays import carried, merged
from tests.world import ALL, NOTHING
from web.once import KeyTaken

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(world):
    return world.own.officer


@pytest.fixture
def sheet(world, officer):
    """Print the sheet five days ago: 1 knows all, 2 nothing, 3 was never surveyed."""
    return printed_five_days_ago(world, officer)


def printed_five_days_ago(world, officer):
    with time_machine.travel(timezone.now() - timedelta(days=5)):
        for household, results in zip(world.own.households, (ALL, NOTHING), strict=False):
            today = timezone.localdate()
            head = household.residents.filter(is_head=True)
            assert head.get().results == results
            head.update(assessed_on=today)
            Assessment.unscoped.filter(resident__in=head).update(assessed_on=today)
            Household.unscoped.filter(pk=household.pk).update(surveyed_on=today, reviewed_on=today)
        return paper_actions.print_sheet(by=officer, village=world.own.village)


def line(sheet, user, number):
    return lines_of(sheet, user, number)[0]


def key(sheet, user, number, what, on=None, **more):
    return paper_actions.key_row(
        by=user,
        sheet=sheet,
        line=line(sheet, user, number),
        what=what,
        on=on or sheet.printed_on,
        **more,
    )


def household(sheet, number):
    return Household.unscoped.get(pk=sheet.rows[number - 1][0])


# Printing


def test_a_sheet_keeps_the_order_and_state_of_the_roster(world, sheet):
    roster = list(Household.unscoped.filter(village=world.own.village).in_order())
    assert sheet.rows == [
        [one.pk, one.version, one.best_mask if one.is_surveyed else NOT_SURVEYED] for one in roster
    ]


def test_households_that_left_the_roster_are_not_printed(world, officer):
    gone = world.own.households[0]
    register_actions.set_status(by=officer, household=gone, status=Status.MOVED_AWAY)
    sheet = paper_actions.print_sheet(by=officer, village=world.own.village)
    assert gone.pk not in [row[0] for row in sheet.rows]


def test_a_double_press_prints_one_sheet(world, officer):
    before, same = PrintedSheet.unscoped.count(), uuid.uuid4()
    sheets = {
        paper_actions.print_sheet(by=officer, village=world.own.village, uuid=same).pk
        for _ in range(2)
    }
    assert len(sheets) == 1
    assert PrintedSheet.unscoped.count() == before + 1


def test_the_key_of_another_village_is_refused(world, officer):
    with pytest.raises(KeyTaken):
        paper_actions.print_sheet(
            by=officer, village=world.own.villages[1], uuid=world.own.sheet.uuid
        )


def test_printing_names_is_written_in_the_journal_without_a_name(sheet):
    entry = AuditEntry.unscoped.about(sheet).get()
    assert (entry.verb, entry.changes) == ("In phiếu khảo sát", {"households": [None, 3]})


# Keying back


def test_digits_are_the_skills_of_the_best_person_on_the_day_of_the_survey(sheet, officer):
    keyed = key(sheet, officer, 3, "135")
    one = household(sheet, 3)
    assert (one.best_mask, one.surveyed_on) == (0b10101, sheet.printed_on)
    assert keyed.assessment.results == [2, 0, 2, 0, 2]
    assert line(sheet, officer, 3).state == "done"


@pytest.mark.parametrize(("typed", "fifth"), [("13", 0), ("135", 2)])
def test_a_fifth_without_a_tick_was_asked_where_a_platform_was_in_force_that_day(
    world, sheet, officer, typed, fifth
):
    world.platform.valid_to = timezone.localdate() - timedelta(2)
    world.platform.save()
    assert key(sheet, officer, 3, typed).assessment.results == [2, 0, 2, 0, fifth]


@pytest.mark.parametrize("since", [3, 5, 30], ids=["later", "same day", "dated back"])
@pytest.mark.parametrize(
    ("typed", "found"), [("13", [2, 0, 2, 0, None]), ("0", [0] * 4 + [None]), ("5", [0] * 4 + [2])]
)
def test_a_fifth_that_the_paper_does_not_ask_was_not_asked(world, officer, since, typed, found):
    """The platform was named after the printing, whatever day it is said to be in force from."""
    today = timezone.localdate()
    LocalPlatform.unscoped.all().delete()
    sheet = printed_five_days_ago(world, officer)
    day = today - timedelta(since)
    name_platform(by=world.root, area=world.own.area, name="Mới", valid_from=day)
    keyed = key(sheet, officer, 3, typed, on=today - timedelta(2))
    assert keyed.assessment.results == found
    assert not asks_fifth(sheet, world.own.village, today)


def test_a_fifth_of_a_platform_that_ended_before_the_survey_was_not_asked(world, sheet, officer):
    today = timezone.localdate()
    world.platform.valid_to = today - timedelta(3)
    world.platform.save()
    assert sheet.asks_fifth
    keyed = key(sheet, officer, 3, "13", on=today - timedelta(1))
    assert keyed.assessment.results == [2, 0, 2, 0, None]


@pytest.mark.parametrize(("after", "asks"), [(1, True), (-1, False)])
def test_a_sheet_of_before_asks_a_fifth_that_was_named_by_its_printing(
    world, sheet, after, asks, monkeypatch
):
    """What the migration fills in: what the paper said, not what is known of its day since."""
    entry = AuditEntry.unscoped.about(world.platform).get()
    migration, named = import_module("households.migrations.0003_sheet_asks_fifth"), entry.at
    monkeypatch.setattr(migration, "NAMED", entry.verb)  # it was called otherwise then
    mine = PrintedSheet.unscoped.filter(pk=sheet.pk)
    mine.update(asks_fifth=False, printed_at=named + timedelta(minutes=after))
    migration.fill(apps, None)
    assert mine.get().asks_fifth is asks


def test_nobody_home_is_no_finding(sheet, officer):
    key(sheet, officer, 3, "v")
    one = household(sheet, 3)
    assert (one.status, one.surveyed_on) == (Status.NOBODY_HOME, None)


def test_unchanged_is_a_confirmation_and_no_assessment(sheet, officer):
    before = Assessment.unscoped.count()
    key(sheet, officer, 1, "k", on=timezone.localdate())
    assert Assessment.unscoped.count() == before
    assert household(sheet, 1).reviewed_on == timezone.localdate()


def test_unchanged_cannot_be_said_of_what_was_never_surveyed(sheet, officer):
    with pytest.raises(paper_actions.NotKeyable):
        key(sheet, officer, 3, "k")
    assert not KeyedRow.unscoped.filter(sheet=sheet).exists()


def test_the_same_key_twice_writes_once(sheet, officer):
    same = uuid.uuid4()
    first, again = (key(sheet, officer, 3, "12", uuid=same) for _ in range(2))
    assert first.pk == again.pk
    assert household(sheet, 3).residents.get(is_head=True).assessments.count() == 1


def test_the_key_of_another_row_is_refused(sheet, officer):
    same = uuid.uuid4()
    key(sheet, officer, 3, "12", uuid=same)
    with pytest.raises(KeyTaken):
        key(sheet, officer, 2, "12", uuid=same)


def test_a_row_keyed_again_is_corrected_unasked(sheet, officer):
    key(sheet, officer, 3, "12")
    key(sheet, officer, 3, "4")
    assert household(sheet, 3).best_mask == 0b01000
    assert line(sheet, officer, 3).keyed.what == "4"


@pytest.mark.parametrize("days", [-1, 6])
def test_the_survey_lies_between_printing_and_today(sheet, officer, days):
    with pytest.raises(ValueError, match="between the printing and today"):
        key(sheet, officer, 3, "1", on=sheet.printed_on + timedelta(days=days))


def test_an_older_survey_than_the_latest_is_kept_and_does_not_count(sheet, officer):
    one = household(sheet, 2)
    survey_actions.assess(
        by=officer, resident=survey_actions.best_resident(one), results=[2, 0, 0, 0, 0]
    )
    key(sheet, officer, 2, "2345", seen=household(sheet, 2).version)
    assert household(sheet, 2).best_mask == 0b00001
    assert line(sheet, officer, 2).newer


# What changed since


def test_a_household_changed_since_is_asked_about_and_says_what_changed(sheet, officer):
    survey_actions.set_result(by=officer, household=household(sheet, 2), number=2, result=2)
    row = line(sheet, officer, 2)
    assert row.state == "ask"
    assert row.changes[0] == "kỹ năng lúc in 0, nay 2"
    assert row.changes[1].startswith("Khảo sát ")
    with pytest.raises(register_actions.Conflict):
        key(sheet, officer, 2, "1")
    key(sheet, officer, 2, "1", seen=row.household.version)
    assert line(sheet, officer, 2).state == "done"


def test_what_was_seen_before_another_change_is_asked_again(sheet, officer):
    survey_actions.set_result(by=officer, household=household(sheet, 2), number=2, result=2)
    seen = household(sheet, 2).version
    survey_actions.set_result(by=officer, household=household(sheet, 2), number=3, result=2)
    with pytest.raises(register_actions.Conflict):
        key(sheet, officer, 2, "1", seen=seen)


def test_a_change_after_the_keying_is_told_apart_from_the_keying(sheet, officer):
    key(sheet, officer, 2, "1")
    assert not line(sheet, officer, 2).has_changed
    survey_actions.set_result(by=officer, household=household(sheet, 2), number=3, result=2)
    row = line(sheet, officer, 2)
    assert row.has_changed
    assert len(row.changes) == 1


def test_a_closed_household_takes_a_finding_for_its_history_only(sheet, officer):
    one = household(sheet, 2)
    register_actions.set_status(by=officer, household=one, status=Status.MOVED_AWAY)
    row = line(sheet, officer, 2)
    assert "không vào mẫu số" in row.changes[0]
    key(sheet, officer, 2, "1", on=timezone.localdate(), seen=row.household.version)
    assert household(sheet, 2).is_closed
    assert household(sheet, 2).best_mask == 0b00001
    for what in ("v", "k"):
        with pytest.raises(paper_actions.NotKeyable):
            key(sheet, officer, 2, what)


def test_a_merged_household_leads_to_the_one_it_was_merged_into(sheet, officer):
    first, into = household(sheet, 2), household(sheet, 3)
    Household.unscoped.filter(pk=first.pk).update(
        status=Status.MERGED, closed_on=timezone.localdate(), merged_into=into, version=99
    )
    row = line(sheet, officer, 2)
    assert row.household == into
    assert row.changes[0] == f"đã gộp vào hộ {into.head_name}"
    with pytest.raises(register_actions.Conflict):
        key(sheet, officer, 2, "1")
    key(sheet, officer, 2, "1", seen=into.version)
    assert household(sheet, 3).best_mask == 0b00001


def test_a_household_moved_to_another_village_says_where_it_is(world, sheet, officer):
    Household.unscoped.filter(pk=sheet.rows[1][0]).update(village=world.own.villages[1], version=99)
    assert line(sheet, officer, 2).changes[0] == f"nay ở {world.own.villages[1].full_name}"


def test_a_household_out_of_the_territory_is_gone(world, sheet, officer):
    Household.unscoped.filter(pk=sheet.rows[1][0]).update(village=world.sibling.village, version=99)
    row = line(sheet, officer, 2)
    assert (row.state, row.household) == ("gone", None)


def test_households_added_since_are_listed_apart(world, sheet, officer):
    assert list(added_since(sheet, officer)) == []
    new = register_actions.add_household(
        by=officer, village=world.own.village, head_name="Lê Văn Mới"
    )
    assert list(added_since(sheet, officer)) == [new]


def test_somebody_else_sees_no_row_of_the_sheet(sheet):
    assert all(row.household is None for row in lines_of(sheet, UserFactory()))


# The rest


def test_the_rest_is_what_was_surveyed_and_neither_keyed_nor_changed(sheet, officer):
    rows = paper_actions.key_rest(by=officer, sheet=sheet, on=timezone.localdate())
    assert [row.number for row in rows] == [1, 2]
    assert Confirmation.unscoped.count() == 2
    assert [row.state for row in lines_of(sheet, officer)] == ["done", "done", "todo"]
    assert not any(row.has_changed for row in lines_of(sheet, officer))


def test_the_rest_leaves_out_what_was_changed_or_keyed(sheet, officer):
    key(sheet, officer, 1, "12")
    survey_actions.set_result(by=officer, household=household(sheet, 2), number=2, result=2)
    assert paper_actions.key_rest(by=officer, sheet=sheet, on=timezone.localdate()) == []


def test_the_rest_confirmed_twice_is_confirmed_once(sheet, officer):
    paper_actions.key_rest(by=officer, sheet=sheet, on=timezone.localdate())
    assert paper_actions.key_rest(by=officer, sheet=sheet, on=timezone.localdate()) == []
    assert Confirmation.unscoped.count() == 2


def test_the_rest_of_a_village_that_was_merged_is_confirmed_in_the_one_that_it_is_now(
    world, sheet, officer
):
    decision = merged(world.own.area, world.own.villages[:2], on=timezone.localdate())
    carried(decision, proposer=officer, approver=world.reviewer)
    rows = paper_actions.key_rest(by=officer, sheet=sheet, on=timezone.localdate())
    assert {row.household.village.name for row in rows} == {"Mới"}
    assert [row.number for row in rows] == [1, 2]
    assert paper_actions.key_rest(by=officer, sheet=sheet, on=timezone.localdate()) == []


# Taken back


@pytest.mark.parametrize("what", ["135", "v", "k"])
def test_a_row_taken_back_is_as_if_never_keyed(sheet, officer, what):
    before = Household.unscoped.get(pk=sheet.rows[1][0])
    keyed = key(sheet, officer, 2, what, on=timezone.localdate())
    paper_actions.unkey_row(by=officer, keyed=keyed)
    after = household(sheet, 2)
    fields = ("best_mask", "surveyed_on", "reviewed_on", "status")
    assert [getattr(after, f) for f in fields] == [getattr(before, f) for f in fields]
    row = line(sheet, officer, 2)
    assert (row.state, row.has_changed) == ("todo", False)


def test_the_last_of_two_keyings_taken_back_leaves_the_first(sheet, officer):
    key(sheet, officer, 3, "12")
    paper_actions.unkey_row(by=officer, keyed=key(sheet, officer, 3, "4"))
    assert household(sheet, 3).best_mask == 0b00011
    assert line(sheet, officer, 3).keyed.what == "12"


def test_taken_back_twice_is_taken_back_once(sheet, officer):
    keyed = key(sheet, officer, 3, "12")
    paper_actions.unkey_row(by=officer, keyed=keyed)
    version = household(sheet, 3).version
    paper_actions.unkey_row(by=officer, keyed=keyed)
    assert household(sheet, 3).version == version
