"""Many hands on one month at once: one sheet stands, nobody is paid twice, the total is its lines."""

from contextlib import suppress
from datetime import date

import pytest
from django.db import IntegrityError

from teams.activities import actions as activities_actions
from teams.models import Activity, Member, SupportLine, SupportSheet
from teams.support import actions as support_actions
from teams.support.queries.board import board_of
from teams.support.queries.facts import work_out
from tests.factories import (
    CommuneFactory,
    CountryFactory,
    MemberFactory,
    SupportPolicyFactory,
    TeamFactory,
    VillageFactory,
)
from tests.households.counts.test_race import THREADS, together
from tests.proving import sample_or_all

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]

MARCH = date(2026, 3, 1)
TURNS = sample_or_all(6, 12)


@pytest.fixture
def commune():
    CountryFactory()
    commune = CommuneFactory()
    SupportPolicyFactory(province=commune.province, member_day=50_000)
    for village in VillageFactory.create_batch(2, parent=commune):
        # The same name and nothing else: one person, as far as anybody knows.
        MemberFactory(team=TeamFactory(area=village), full_name="Lê Nam", role=Member.Role.LEADER)
    return commune


def work(commune, number):
    """Log, approve and reopen in turn; what another hand was quicker at is let go."""
    for turn in range(TURNS):
        day = MARCH.replace(day=1 + (number * TURNS + turn) % 28)
        member = Member.unscoped.order_by("pk")[turn % 2]
        if turn % 3 == 0:
            activities_actions.log_activity(
                by=None, team=member.team, held_on=day, title="Buổi", present=[member]
            )
        with suppress(support_actions.Moved):
            seen = work_out(commune, MARCH).code
            support_actions.approve_month(by=None, commune=commune, month=MARCH, seen=seen)
        if turn % 2:
            for sheet in SupportSheet.unscoped.standing().select_related("commune"):
                support_actions.reopen_month(by=None, sheet=sheet, why="Thử")


def test_whoever_approves_first_the_month_adds_up(commune):
    together(lambda number: work(commune, number))
    assert Activity.unscoped.count() == THREADS * TURNS // 3
    assert SupportSheet.unscoped.count() > 1
    assert SupportSheet.unscoped.standing().count() <= 1
    for sheet in SupportSheet.unscoped.all():
        assert sheet.lines.total() == sheet.total
    live = SupportLine.unscoped.filter(live=True, kind="day", amount__gt=0)
    days = list(live.values_list("person", "day"))
    assert len(days) == len(set(days))
    assert board_of(commune, MARCH).intact


def test_two_policies_of_one_day_written_at_once_are_one(commune):
    province = commune.province

    facts = {"number": "1/NQ", "resolved_on": MARCH, "team_month": 1}
    facts |= {"valid_from": date(2020, 1, 1), "last_on": date(2020, 12, 31)}

    def write(_number):
        with suppress(IntegrityError):
            support_actions.set_policy(by=None, province=province, **facts)

    together(write)
    assert province.support_policies.filter(valid_from__year=2020).count() == 1
