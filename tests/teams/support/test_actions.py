"""Support as it is kept: policies by day, months approved and reopened, and what the database refuses."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import override

from areas.actions import add_village
from areas.kinds import Kind
from audit.models import AuditEntry
from teams.activities import actions as activities_actions
from teams.founding import actions as founding_actions
from teams.members import actions as members_actions
from teams.models import Member, SupportLine, SupportPolicy, SupportSheet
from teams.support import actions as support_actions
from teams.support.queries.board import board_of, overview_of
from teams.support.queries.facts import policy_of, span_of, work_out
from tests.factories import (
    SupportLineFactory,
    SupportPolicyFactory,
    SupportSheetFactory,
)

pytestmark = pytest.mark.django_db

MARCH = date(2026, 3, 1)
APRIL = date(2026, 4, 1)


def day(number, month=3):
    return date(2026, month, number)


@pytest.fixture
def own(world):
    return world.own


@pytest.fixture
def leader(own):
    return own.team.members.get(role=Member.Role.LEADER)


@pytest.fixture
def helper(own):
    return own.team.members.get(role=Member.Role.MEMBER)


def hold(own, held_on, *present, team=None):
    return activities_actions.log_activity(
        by=own.officer,
        team=team or own.team,
        held_on=held_on,
        title="Buổi thử",
        present=present,
    )


def approve(own, month=MARCH):
    seen = work_out(own.area, month).code
    return support_actions.approve_month(by=own.officer, commune=own.area, month=month, seen=seen)


def another_team(own, *members, on=date(2026, 2, 1)):
    village = add_village(by=own.officer, commune=own.area, kind=Kind.THON, name="Hai Tổ")
    return founding_actions.found_team(
        by=own.officer, area=village, on=on, number="9/QĐ", members=members
    )


def last_entry():
    return AuditEntry.unscoped.first()


# --- What a month comes to ---


def test_without_a_policy_nothing_is_paid(own):
    worked = work_out(own.area, date(2025, 11, 1))
    assert (worked.policy, worked.lines, worked.total) == (None, [], 0)


def test_every_line_says_what_it_rests_on(own, leader, helper):
    first, second = hold(own, day(5), leader, helper), hold(own, day(5), leader)
    hold(own, day(9))
    worked = work_out(own.area, MARCH)
    lines = [(line.kind, line.payee, line.day, line.due, line.amount) for line in worked.lines]
    assert lines == [
        ("team", "Tổ Trưởng", None, 300_000, 200_000),
        ("day", "Tổ Trưởng", day(5), 50_000, 50_000),
        ("day", "Tổ Viên", day(5), 50_000, 50_000),
    ]
    assert worked.lines[0].why[0] == ["decision", "01/QĐ", "2026-01-05"]
    assert worked.lines[1].held == [first, second]
    assert worked.total == 300_000
    assert worked.unnamed == 1


def test_a_withdrawn_session_and_one_of_another_month_pay_nothing(own, leader):
    activities_actions.withdraw_activity(by=None, activity=hold(own, day(5), leader), why="Nhầm")
    hold(own, day(1, 4), leader)
    assert [line.kind for line in work_out(own.area, MARCH).lines] == ["team"]


def test_one_person_in_two_teams_is_paid_for_a_day_once(own, leader):
    """The same name and telephone: one person, known apart by neither."""
    members_actions.change_member(by=None, member=leader, phone="0905 111 222")
    twin = {"full_name": "Tổ Trưởng", "phone": "0905111222", "role": Member.Role.LEADER}
    other = another_team(own, twin)
    hold(own, day(5), leader)
    hold(own, day(5), other.members.get(), team=other)
    days = [line for line in work_out(own.area, MARCH).lines if line.day]
    assert [(line.team, line.amount) for line in days] == [(own.team, 50_000), (other, 0)]
    assert days[1].why == [["elsewhere", str(own.team)]]
    assert {line.person for line in days} == {leader}


def test_a_team_merged_into_another_is_paid_until_that_day(own, leader):
    dissolved = day(16)
    founding_actions.dissolve_team(by=None, team=own.team, on=dissolved, number="2/QĐ")
    heir = another_team(own, {"full_name": "Người Mới"}, on=dissolved)
    lines = work_out(own.area, MARCH).lines
    assert {line.team: line.amount for line in lines} == {own.team: 145_000, heir: 155_000}


def test_a_month_may_begin_on_the_fifteenth_of_the_one_before(world, own):
    support_actions.change_policy(by=None, policy=world.policy, month_starts_on=15)
    worked = work_out(own.area, MARCH)
    assert (worked.span.first, worked.span.last) == (day(15, 2), day(14))


@pytest.mark.parametrize(
    ("month", "starts_on", "first", "last"),
    [
        (MARCH, 1, day(1), day(31)),
        (date(2026, 1, 1), 15, date(2025, 12, 15), day(14, 1)),
        (date(2028, 2, 1), 1, date(2028, 2, 1), date(2028, 2, 29)),
        (MARCH, 28, date(2026, 2, 28), day(27)),
    ],
)
def test_the_days_of_a_month(month, starts_on, first, last):
    span = span_of(month, starts_on)
    assert (span.first, span.last) == (first, last)


def test_the_years_cap_counts_what_was_approved_before(world, own, leader):
    support_actions.change_policy(by=None, policy=world.policy, team_year_cap=400_000)
    approve(own)
    assert [line.amount for line in work_out(own.area, APRIL).lines] == [100_000]
    approve(own, APRIL)
    # A month approved later takes nothing back from one approved before.
    assert board_of(own.area, MARCH).changed == []
    assert board_of(own.area, APRIL).changed == []


# --- Policies ---


def test_the_latest_policy_of_a_month_pays_it(world):
    support_actions.change_policy(by=None, policy=world.policy, last_on=day(15))
    later = SupportPolicyFactory(province=world.province, valid_from=day(16))
    assert policy_of(world.province.pk, MARCH) == later
    assert policy_of(world.province.pk, date(2026, 2, 1)) == world.policy
    assert policy_of(world.other_province.pk, MARCH) != later


@pytest.mark.parametrize(
    ("first", "last", "refused"),
    [
        (date(2025, 1, 1), date(2026, 1, 5), True),
        (date(2025, 1, 1), None, True),
        (day(1), day(2), True),
        (date(2025, 1, 1), date(2026, 1, 4), False),
        (date(2027, 1, 1), None, False),
    ],
)
def test_the_database_refuses_two_policies_on_one_day(world, first, last, refused):
    support_actions.change_policy(by=None, policy=world.policy, last_on=date(2026, 12, 31))
    try:
        with transaction.atomic():
            SupportPolicyFactory(province=world.province, valid_from=first, last_on=last)
    except IntegrityError:
        assert refused
    else:
        assert not refused


@pytest.mark.parametrize(
    "wrong",
    [
        {"team_month": None},
        {"number": ""},
        {"last_on": date(2020, 1, 1)},
        {"days_within": True},
        {"team_month": None, "member_day": 1, "top_up_times": 2},
        {"month_starts_on": 29},
    ],
)
def test_the_database_refuses_a_policy_that_makes_no_sense(wrong):
    with pytest.raises(IntegrityError):
        SupportPolicyFactory(**wrong)


def test_of_a_policy_in_use_only_its_last_day_changes(world, own):
    approve(own)
    with pytest.raises(support_actions.InUse):
        support_actions.change_policy(by=None, policy=world.policy, team_month=1_000_000)
    ended = support_actions.change_policy(by=None, policy=world.policy, last_on=date(2026, 12, 31))
    assert (ended.team_month, ended.last_on) == (300_000, date(2026, 12, 31))
    assert last_entry().verb == "Sửa chính sách hỗ trợ tổ"


def test_a_change_that_changes_nothing_is_not_written(world):
    before = AuditEntry.unscoped.count()
    policy = support_actions.change_policy(by=None, policy=world.policy, team_month=300_000)
    assert (policy.version, AuditEntry.unscoped.count()) == (1, before)


# --- What the commune adds ---


def add(own, policy, amount, month=MARCH):
    return support_actions.add_top_up(
        by=own.officer, commune=own.area, policy=policy, month=month, amount=amount, document="5/QĐ"
    )


def test_the_commune_adds_up_to_the_limit(world, own):
    add(own, world.policy, 600_000)
    assert work_out(own.area, MARCH).total == 900_000
    assert work_out(own.area, date(2026, 2, 1)).total == 300_000
    with pytest.raises(support_actions.TooMuch):
        add(own, world.policy, 600_001)


def test_the_later_word_about_a_month_holds_and_zero_ends_it(world, own):
    add(own, world.policy, 600_000)
    add(own, world.policy, 100_000)
    assert last_entry().changes == {"amount": [600_000, 100_000]}
    add(own, world.policy, 0, APRIL)
    totals = [work_out(own.area, month).total for month in (MARCH, APRIL)]
    assert totals == [400_000, 300_000]


def test_the_database_refuses_more_than_the_limit(world, own):
    top_up = add(own, world.policy, 600_000)
    top_up.amount = 600_001
    with pytest.raises(IntegrityError):
        top_up.save()


# --- Approving ---


def test_an_approved_month_is_frozen_line_by_line(own, leader):
    session = hold(own, day(5), leader)
    sheet = approve(own)
    lines = SupportLine.unscoped.filter(sheet=sheet)
    assert (sheet.total, lines.total()) == (300_000, 300_000)
    assert list(lines.get(kind="day").sessions.all()) == [session]
    assert sheet.approved_by == own.officer
    entry = last_entry()
    assert (entry.verb, entry.changes["total"]) == ("Duyệt bảng hỗ trợ tổ", [None, 300_000])
    board = board_of(own.area, MARCH)
    assert board.intact
    assert board.changed == []
    assert board.sums.total == sheet.total


def test_a_sheet_is_the_same_in_whatever_language_it_is_read(own):
    with override("en"):
        seen = work_out(own.area, MARCH).code
    with override("vi"):
        assert work_out(own.area, MARCH).code == seen
    assert approve(own).lines.first().team_name == "Tổ công nghệ số thôn Của Ta 01"


def test_approving_twice_approves_once(own):
    assert approve(own) == approve(own)
    assert SupportSheet.unscoped.count() == 1


def test_what_moved_since_it_was_read_is_not_approved(own, leader):
    seen = work_out(own.area, MARCH).code
    hold(own, day(5), leader)
    with pytest.raises(support_actions.Moved):
        support_actions.approve_month(by=own.officer, commune=own.area, month=MARCH, seen=seen)
    assert not SupportSheet.unscoped.exists()


def test_another_code_does_not_stand_for_what_was_approved(own):
    approve(own)
    with pytest.raises(support_actions.Moved):
        support_actions.approve_month(
            by=own.officer, commune=own.area, month=MARCH, seen="0000-0000"
        )


@pytest.mark.parametrize("which", ["not over", "without a policy"])
def test_a_month_that_is_not_over_or_has_no_policy_is_not_approved(own, which):
    this = timezone.localdate().replace(day=1)
    with pytest.raises(support_actions.Unpaid):
        approve(own, this if which == "not over" else date(2025, 6, 1))


def test_what_changes_after_approval_is_told_and_changes_nothing(own, leader, helper):
    first = hold(own, day(5), leader)
    sheet = approve(own)
    activities_actions.withdraw_activity(by=None, activity=first, why="Nhầm")
    hold(own, day(6), helper)
    board = board_of(own.area, MARCH)
    found = [(line.kind, line.payee, was, now) for line, was, now in board.changed]
    assert sorted(found) == [("day", "Tổ Trưởng", 50_000, 0), ("day", "Tổ Viên", 0, 50_000)]
    assert board.sums.total == sheet.total
    assert board.intact


def test_a_sheet_changed_behind_our_back_is_not_intact(own):
    approve(own)
    SupportLine.unscoped.update(amount=1)
    assert not board_of(own.area, MARCH).intact


def test_reopening_keeps_the_old_sheet_and_lets_another_take_its_place(own, leader):
    old = approve(own)
    support_actions.reopen_month(by=own.officer, sheet=old, why="Thiếu buổi")
    assert last_entry().told["reopened_why"] == ["", "Thiếu buổi"]
    hold(own, day(5), leader)
    new = approve(own)
    assert new != old
    assert SupportLine.unscoped.filter(sheet=old).total() == 300_000
    assert set(SupportLine.unscoped.filter(live=True).values_list("sheet", flat=True)) == {new.pk}


def test_reopening_twice_reopens_once(own):
    sheet = approve(own)
    first = support_actions.reopen_month(by=None, sheet=sheet, why="Một")
    second = support_actions.reopen_month(by=None, sheet=sheet, why="Hai")
    assert first.reopened_why == second.reopened_why == "Một"


# --- What the database itself refuses ---


def test_the_database_refuses_a_second_sheet_of_a_month(own):
    sheet = approve(own)
    with pytest.raises(IntegrityError):
        SupportSheetFactory(commune=own.area, policy=sheet.policy, month=MARCH)


def paid(person, team, kind, **facts):
    sheet = SupportSheetFactory()
    fields = {"person": person, "member": person} if person else {}
    return SupportLineFactory(sheet=sheet, team=team, kind=kind, **fields, **facts)


@pytest.mark.parametrize("kind", ["team", "top_up", "member", "day"])
def test_the_database_refuses_to_pay_twice_even_across_teams(own, leader, kind):
    person = leader if kind in {"member", "day"} else None
    other = another_team(own) if person else own.team
    facts = {"day": day(5)} if kind == "day" else {"month": MARCH}
    paid(person, own.team, kind, **facts)
    # Nothing is paid by a line of 0 đồng, and by one that was taken back.
    paid(person, other, kind, amount=0, **facts)
    paid(person, other, kind, live=False, **facts)
    with pytest.raises(IntegrityError):
        paid(person, other, kind, **facts)


@pytest.mark.parametrize(
    "wrong",
    [{"amount": 300_001}, {"kind": "day"}, {"days": 32}, {"kind": "other"}, {"day": day(5)}],
)
def test_the_database_refuses_a_line_that_makes_no_sense(own, wrong):
    with pytest.raises(IntegrityError):
        paid(None, own.team, **{"kind": "team", **wrong})


def test_the_database_refuses_a_reopening_without_a_reason(own):
    sheet = approve(own)
    sheet.reopened_at = timezone.now()
    with pytest.raises(IntegrityError):
        sheet.save()


# --- Many communes ---


def test_an_overview_counts_the_communes_that_approved(world, own):
    approve(own)
    rows = overview_of(world.province, MARCH)
    assert [(commune, bool(sheet)) for commune, sheet in rows] == [
        (own.area, True),
        (world.sibling.area, False),
    ]
    assert [sheet.total for _commune, sheet in rows if sheet] == [300_000]
    assert not any(sheet for _commune, sheet in overview_of(world.other_province, MARCH))


def test_a_policy_is_kept_as_it_was_said(world):
    facts = {"number": "1/NQ", "resolved_on": day(1), "valid_from": date(2024, 1, 1)}
    facts |= {"last_on": date(2025, 12, 31), "team_month": 600_000}
    policy = support_actions.set_policy(by=world.root, province=world.province, **facts)
    stored = SupportPolicy.unscoped.get(pk=policy.pk)
    assert {name: getattr(stored, name) for name in facts} == facts
    assert last_entry().document == "1/NQ"
    with pytest.raises(TypeError):
        support_actions.set_policy(by=None, province=world.province, province_id=1)
