"""Facts of teams that are put right: what they said before is kept, and figures tell it as it was known."""

from datetime import date, datetime, timedelta

import pytest
import time_machine
from django.utils import timezone

from areas.kinds import Level
from areas.models import Area
from figures.as_of import as_of_one
from teams.activities import actions
from teams.models import Activity, EarlierFact, Member
from teams.register.actions import bring_back, dissolve_on, restate
from tests.factories import (
    ActivityFactory,
    MemberFactory,
    TeamFactory,
    TeamVillageFactory,
)

pytestmark = pytest.mark.django_db
Kind = EarlierFact.Kind
D1, D2, D3 = date(2026, 9, 1), date(2026, 9, 10), date(2026, 11, 28)


def at(day):
    return timezone.make_aware(datetime.combine(day, datetime.min.time())) + timedelta(hours=9)


def earlier():
    rows = EarlierFact.unscoped.order_by("pk")
    return [(r.kind, r.since, r.until, r.recorded_at, r.replaced_at) for r in rows]


class TestRestate:
    def test_what_a_session_said_is_kept_with_the_moments_between_which_it_stood(self):
        session = ActivityFactory(held_on=D1, recorded_at=at(D1))
        for day, moment in ((D2, at(D2)), (D3, at(D3))):
            with time_machine.travel(moment, tick=False):
                restate(session, held_on=day)
        assert earlier() == [
            (Kind.HELD, D1, None, at(D1), at(D2)),
            (Kind.HELD, D2, None, at(D2), at(D3)),
        ]
        session.refresh_from_db()
        assert (session.held_on, session.recorded_at, session.changed_at) == (D3, at(D1), at(D3))

    def test_what_it_says_already_is_not_said_again(self):
        session = ActivityFactory(held_on=D1)
        restate(session, held_on=D1)
        session.refresh_from_db()
        assert (earlier(), session.changed_at) == ([], None)

    def test_only_those_that_change_are_kept(self):
        same, other = ActivityFactory(held_on=D2), ActivityFactory(held_on=D1)
        restate(same, other, held_on=D2)
        assert [row.team_id for row in EarlierFact.unscoped.all()] == [other.team_id]
        same.refresh_from_db()
        assert same.changed_at is None

    @pytest.mark.parametrize("role", [Member.Role.LEADER, Member.Role.DEPUTY, Member.Role.MEMBER])
    def test_of_roles_only_who_leads_enters_a_figure(self, role):
        tenure = MemberFactory(role=role, joined_on=D1).tenures.get()
        tenure.recorded_at = None
        with time_machine.travel(at(D3), tick=False):
            restate(tenure, valid_to=D2)
        led = [(Kind.LEADS, D1, None, None, at(D3))]
        assert earlier() == (led if role == Member.Role.LEADER else [])
        tenure.refresh_from_db()
        assert (tenure.valid_to, tenure.changed_at) == (D2, at(D3))

    def test_of_a_village_it_keeps_which(self):
        row = TeamVillageFactory(valid_from=D1, recorded_at=at(D1))
        with time_machine.travel(at(D3), tick=False):
            restate(row, valid_to=D2)
        assert earlier() == [(Kind.SERVES, D1, None, at(D1), at(D3))]
        assert EarlierFact.unscoped.get().village_id == row.village_id

    def test_a_withdrawn_session_said_nothing(self):
        restate(ActivityFactory(held_on=D1, withdrawn_on=D2, withdrawn_why="Nhầm"), held_on=D2)
        assert earlier() == []


class TestDissolveOn:
    def test_the_first_day_takes_the_place_of_none(self):
        team = TeamFactory()
        with time_machine.travel(at(D2), tick=False):
            dissolve_on(team, D1)
        assert (team.dissolved_on, team.dissolution_recorded_at) == (D1, at(D2))
        assert earlier() == []

    def test_the_day_before_is_kept(self):
        team = TeamFactory(dissolved_on=D1, dissolution_recorded_at=at(D1))
        with time_machine.travel(at(D3), tick=False):
            dissolve_on(team, D2)
        assert (team.dissolved_on, team.dissolution_recorded_at) == (D2, at(D3))
        assert earlier() == [(Kind.DISSOLVED, D1, None, at(D1), at(D3))]

    def test_the_same_day_is_nothing_new(self):
        team = TeamFactory(dissolved_on=D1, dissolution_recorded_at=at(D1))
        dissolve_on(team, D1)
        assert (team.dissolution_recorded_at, earlier()) == (at(D1), [])


class TestBringBack:
    def test_it_counts_again_from_now_on_and_not_for_the_time_between(self):
        session = ActivityFactory(
            held_on=D1,
            recorded_at=at(D1),
            withdrawn_on=D2,
            withdrawn_at=at(D2),
            withdrawn_why="Nhầm",
        )
        with time_machine.travel(at(D3), tick=False):
            bring_back(session)
        assert earlier() == [(Kind.HELD, D1, None, at(D1), at(D2))]
        found = (session.withdrawn_on, session.withdrawn_at, session.withdrawn_why)
        assert (*found, session.changed_at) == (None, None, "", at(D3))

    def test_one_that_was_not_withdrawn_stays_as_it_is(self):
        session = ActivityFactory(held_on=D1)
        bring_back(session)
        assert (earlier(), session.changed_at) == ([], None)

    def test_an_old_one_changes_nothing_that_was_known(self):
        """Withdrawn before moments were kept: known on no day that its return came before."""
        with time_machine.travel(at(D1), tick=False):
            team = TeamFactory(founded_on=D1)
            MemberFactory(team=team, role="leader", joined_on=D1)
            session = ActivityFactory(team=team, held_on=D1)
        with time_machine.travel(at(D2), tick=False):
            actions.withdraw_activity(by=None, activity=session, why="Nhầm")
        old = {"recorded_at": None, "withdrawn_at": at(D2).replace(hour=0)}
        Activity.unscoped.filter(pk=session.pk).update(**old)
        known = [D1, D2 - timedelta(1), D2, D2 + timedelta(1), date(2026, 10, 31)]
        with time_machine.travel(at(D3), tick=False):
            before = [active(date(2026, 9, 30), day) for day in known]
            actions.restore_activity(by=None, activity=session)
            assert [active(date(2026, 9, 30), day) for day in known] == before == [1, 1, 0, 0, 0]
            assert active(date(2026, 9, 30), D3) == active(date(2026, 9, 30)) == 1


def active(day, known_on=None):
    country = Area.unscoped.get(level=Level.COUNTRY)
    return as_of_one(country, day, known_on, old=False).active
