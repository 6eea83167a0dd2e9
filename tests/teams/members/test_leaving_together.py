"""Many who leave at once leave as each would alone."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from audit.models import AuditEntry
from rollup.counts import wrong_rows
from teams.counts.rollup import TEAMS
from teams.founding.actions import found_team, withdraw_founding, withdraw_foundings
from teams.members.actions import join, leave, leave_many
from teams.models import EarlierFact, Member, Tenure
from teams.register.actions import OutOfOrder
from tests.factories import VillageFactory
from tests.world import FOUNDED

pytestmark = [pytest.mark.django_db, pytest.mark.engines]
LATER = FOUNDED + timedelta(days=3)


def founded(world, number, people=3):
    """Found teams with a leader and others; return their people."""
    for _team in range(number):
        village = VillageFactory(parent=world.own.area)
        team = found_team(by=world.own.officer, area=village, on=FOUNDED)
        for at in range(people):
            role = "leader" if not at else "member"
            named = {"full_name": f"Lê Một {at}", "phone": f"090512345{at}", "role": role}
            join(by=world.own.officer, team=team, joined_on=FOUNDED, **named)
    newest = Member.unscoped.select_related("team__area").order_by("-pk")[: number * people]
    return newest[::-1]


def told(members):
    """Return what is known of people, their team and its journal, whoever they are."""
    found = []
    for one in Member.unscoped.filter(pk__in=[one.pk for one in members]).order_by("pk"):
        roles = Tenure.unscoped.filter(member=one).order_by("pk")
        entries = AuditEntry.unscoped.about(one.team).order_by("pk")
        earlier = EarlierFact.unscoped.filter(team=one.team).order_by("pk")
        found.append(
            (
                (one.full_name, one.role, one.left_on, one.team.led, one.team.last_active_on),
                list(roles.values_list("role", "valid_from", "valid_to", "ended_by")),
                [(e.verb, e.actor, e.personal.count(), set(e.changes)) for e in entries],
                list(earlier.values_list("kind", "since", "until")),
            )
        )
    return found


def statements(step, **said):
    with CaptureQueriesContext(connection) as seen:
        step(**said)
    return len(seen)


def test_together_is_as_one_by_one(world):
    alone, together = founded(world, 2), founded(world, 2)
    by = world.own.officer
    for at, member in enumerate(alone):
        leave(by=by, member=member, on=LATER if at % 2 else FOUNDED)
    days = {one: LATER if at % 2 else FOUNDED for at, one in enumerate(together)}
    leave_many(by=by, leaving=days)
    assert told(together) == told(alone)
    assert all(one.left_on for one in together)
    assert wrong_rows(of=[TEAMS])[1] == []


def test_one_who_cannot_leave_keeps_all(world):
    first, second, *_others = founded(world, 1)
    before = AuditEntry.unscoped.count()
    with pytest.raises(OutOfOrder):
        leave_many(by=None, leaving={first: LATER, second: FOUNDED - timedelta(days=1)})
    with pytest.raises(ValueError, match="never later than today"):
        leave_many(by=None, leaving={first: timezone.localdate() + timedelta(days=1)})
    assert not Member.unscoped.filter(pk__in=[first.pk, second.pk]).exclude(left_on=None).exists()
    assert AuditEntry.unscoped.count() == before


def test_more_people_of_a_team_are_no_more_statements(world):
    few, many = founded(world, 1, people=3), founded(world, 1, people=9)
    asked = [
        statements(leave_many, by=None, leaving=dict.fromkeys(some, LATER)) for some in (few, many)
    ]
    assert asked[0] == asked[1]


def test_foundings_go_together_but_for_what_rests_on_one(world):
    teams = {one.team.pk: one.team for one in founded(world, 3, people=1)}
    papers = [team.decisions.get() for team in teams.values()]
    for team in list(teams.values())[:2]:
        leave(by=None, member=team.members.get(), on=FOUNDED)
    withdraw_founding(by=None, decision=papers[0], why="Ghi nhầm")
    found = withdraw_foundings(by=None, decisions=[one.pk for one in papers], why="Lần nữa")
    assert {pk: one.withdrawn_why for pk, one in found.items()} == {
        papers[0].pk: "Ghi nhầm",
        papers[1].pk: "Lần nữa",
    }
    for team in teams.values():
        team.refresh_from_db()
    assert [team.dissolved_on for team in teams.values()] == [FOUNDED, FOUNDED, None]
    assert wrong_rows(of=[TEAMS])[1] == []
