"""Meetings: frozen once, numbered, checked by a code, read from nothing but what was frozen."""

import json
import uuid
from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from accounts.roles import POWERS, Role
from audit.models import AuditEntry
from figures.indicators import COVERED, TEAMS
from figures.rates import Rate
from households.survey.actions import assess, set_result
from reports.dashboard.queries.dashboard import dashboard_of
from reports.dashboard.queries.ranking import Order
from reports.meetings.actions import freeze
from reports.meetings.queries.frozen import Frozen, code_of, page_now
from reports.meetings.queries.shown import COLUMNS, Shown, drafts
from reports.models import Meeting
from tests.pages import signed_in
from tests.reorganisations.plays import carried, merged
from tests.world import NOTHING
from web.once import KeyTaken

pytestmark = pytest.mark.django_db


@pytest.fixture
def area(world):
    return world.own.area


@pytest.fixture
def by(world):
    return world.own.officer


def frozen_now(area):
    return Frozen.of(page_now(area, timezone.now()))


# What is put away


def test_what_is_read_again_is_what_the_dashboard_said(world):
    for area in (world.own.area, world.district, world.province, world.country):
        board = dashboard_of(area, timezone.localdate(), Order.asked(""))
        frozen = Frozen.of(json.loads(json.dumps(page_now(area, timezone.now()))))
        assert frozen.figures.sums == board.figures.sums
        rates = ("team_rate", "active_rate", "covered_rate", "surveyed_rate", "combined_rate")
        for name in rates:
            assert getattr(frozen.figures, name) == getattr(board.figures, name)
        assert [c.pk for c in frozen.children] == [c.pk for c in board.units.children]
        assert [c.figures.covered_rate for c in frozen.children] == [
            c.figures.covered_rate for c in board.units.children
        ]
        assert frozen.standings.keys() == board.progress.standings.keys()
        for key, standing in frozen.standings.items():
            live = board.progress.standings[key]
            assert (standing.rate, standing.need, standing.verdict) == (
                live.rate,
                live.need,
                live.verdict,
            )


def test_nothing_frozen_is_a_fraction_or_a_person(world, area, by):
    text = json.dumps(freeze(by=by, area=area).page, ensure_ascii=False)

    def no_fraction(words):
        raise AssertionError(words)

    json.loads(text, parse_float=no_fraction)
    for person in (world.own.officer.full_name, world.own.household.head_name):
        assert person not in text


def test_a_later_save_changes_today_and_not_the_frozen_page(world, area, by):
    meeting = freeze(by=by, area=area)
    before = Frozen.of(meeting.page).figures.covered
    set_result(by=by, household=world.own.households[0], number=1, result=0)
    assert frozen_now(area).figures.covered == before - 1
    meeting.refresh_from_db()
    assert Frozen.of(meeting.page).figures.covered == before


# Number, code, key


def test_numbers_count_up_within_unit_and_year(world, area, by):
    last = world.own.meeting.number
    assert freeze(by=by, area=area).number == last + 1
    assert freeze(by=world.root, area=world.province).number == 1
    with time_machine.travel(timezone.now() + timedelta(days=400)):
        assert freeze(by=by, area=area).number == 1


def test_a_double_click_freezes_once(area, by):
    same, before = uuid.uuid4(), Meeting.unscoped.count()
    pks = {freeze(by=by, area=area, uuid=same).pk for _ in range(2)}
    assert (len(pks), Meeting.unscoped.count()) == (1, before + 1)


def test_the_key_of_another_unit_is_refused(world, by):
    with pytest.raises(KeyTaken):
        freeze(by=world.root, area=world.province, uuid=world.own.meeting.uuid)


def test_a_village_holds_no_meeting(world, by):
    with pytest.raises(ValueError, match="village"):
        freeze(by=by, area=world.own.village)


def test_the_code_is_that_of_what_was_stored(area, by):
    meeting = Meeting.unscoped.get(pk=freeze(by=by, area=area).pk)
    assert code_of(meeting.page, meeting.proposals, meeting.name) == meeting.code
    meeting.page["figures"]["sums"]["covered"] += 1
    assert code_of(meeting.page, meeting.proposals, meeting.name) != meeting.code
    assert code_of(meeting.page, ["khác"], meeting.name) != meeting.code


def test_the_meeting_before_is_kept_with_its_rates(world, area, by):
    set_result(by=by, household=world.own.households[0], number=1, result=0)
    shown = Shown(Frozen.of(freeze(by=by, area=area).page))
    assert shown.since.uuid == str(world.own.meeting.uuid)
    assert (shown.more_homes, shown.more_teams) == (-1, 0)


# Proposals


def known(world):
    """Survey the last household, so that all of our commune is known."""
    last = world.own.households[2].residents.get(is_head=True)
    assess(by=world.own.officer, resident=last, results=NOTHING)


def test_proposals_are_drafted_from_the_figures(world, area, by, settings):
    settings.SMALL_UNIT_HOUSEHOLDS = 1
    known(world)
    for number in (2, 3, 4, 5):
        set_result(by=by, household=world.own.households[1], number=number, result=2)
    first, second = drafts(frozen_now(area))
    assert first.startswith("Của Ta 02: lập đủ tổ cho 1 thôn trước ")
    assert second.startswith("Kỹ năng 1 thấp nhất (33,3%, 1/3 hộ): mở lớp dịch vụ công trực tuyến")


def test_of_equal_skills_none_is_called_the_lowest(world, area, settings):
    settings.SMALL_UNIT_HOUSEHOLDS = 1
    known(world)
    assert not any("Kỹ năng" in words for words in drafts(frozen_now(area)))


def test_idle_teams_are_asked_for_a_session(area, settings):
    settings.TEAM_ACTIVE_DAYS = 1
    assert any("1 thôn có tổ chưa hoạt động" in words for words in drafts(frozen_now(area)))


def test_where_nobody_was_surveyed_no_skill_is_the_lowest(world, area):
    page = page_now(area, timezone.now())
    page["figures"]["sums"] = dict.fromkeys(page["figures"]["sums"], 0)
    assert not any("Kỹ năng" in words for words in drafts(Frozen.of(page)))


def test_an_edited_proposal_stays_as_written_and_is_audited(area, by):
    drafted = drafts(frozen_now(area))
    meeting = freeze(by=by, area=area, proposals=[None, "Họp lại sau Tết.", ""])
    assert meeting.proposals == [drafted[0], "Họp lại sau Tết."]
    entry = AuditEntry.unscoped.about(meeting).get()
    assert (entry.verb, entry.document) == ("Chốt số liệu", meeting.name)
    assert entry.told["proposals"] == [" / ".join(drafted), " / ".join(meeting.proposals)]


def test_proposals_left_alone_are_not_audited_as_changed(area, by):
    entry = AuditEntry.unscoped.about(freeze(by=by, area=area)).get()
    assert entry.changes.keys() == {"code"}


@pytest.mark.parametrize("role", Role)
def test_who_may_freeze(role):
    assert ("reports.add_meeting" in POWERS[role].permissions) == (role != Role.MEMBER)


# What the pages take of it


def test_every_unit_has_its_half_page_and_its_row(world):
    shown = Shown(frozen_now(world.district))
    units = {child.pk for child in shown.frozen.children}
    assert {entry.child.pk for pair in shown.book for entry in pair} == units
    assert {child.pk for column in shown.columns for _, child in column} == units
    assert len(shown.columns) <= COLUMNS


def test_a_meeting_before_a_merger_is_compared_by_the_villages_of_today(world, area, by):
    """Two villages, one with a team, became one: no village and no household is more or less than it was."""
    with time_machine.travel(timezone.now(), tick=False) as clock:
        before = freeze(by=by, area=area)
        kept = Frozen.of(before.page).figures
        clock.shift(timedelta(days=10))
        on = timezone.localdate() - timedelta(days=5)
        decision = merged(area, world.own.villages[:2], on=on)
        carried(decision, proposer=world.own.officer, approver=world.reviewer)
        later = freeze(by=by, area=area)
        shown = Shown(Frozen.of(later.page))
        page = signed_in(by).get(f"/hop/{later.uuid}/").content.decode()
    assert (kept.team_rate.n, kept.team_rate.of) == (1, 2)
    assert (shown.since.is_by_today, shown.since.rates[TEAMS.key]) == (True, Rate(1, 1))
    assert shown.since.rates[COVERED.key] == kept.covered_rate
    assert (shown.more_teams, shown.more_homes) == (0, 0)
    assert page.count("theo đơn vị hiện nay") == 2
    # What was frozen stays as it was.
    before.refresh_from_db()
    assert Frozen.of(before.page).figures == kept
