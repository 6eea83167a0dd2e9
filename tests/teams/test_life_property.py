"""Whatever is decided, and whoever joins, leaves and leads: what stands follows from the decisions."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings, strategies as st

from areas.kinds import Level
from areas.models import Area
from figures.as_of import as_of_one
from rollup.counts import wrong_rows
from rollup.models import CommuneCount, VillageCount
from teams.activities import actions as activities_actions
from teams.counts.rollup import TEAMS
from teams.founding import actions as founding_actions
from teams.members import actions as members_actions
from teams.models import (
    Decision,
    Member,
    State,
    Team,
    Tenure,
    Tier,
)
from teams.register import actions as register_actions
from teams.register.rules import pairs
from tests.factories import CommuneFactory, VillageFactory
from tests.proving import histories

pytestmark = [pytest.mark.slow]

DAYS = 60
LEADER = Member.Role.LEADER
ANY = st.integers(0, 10**6)
AGO = st.integers(0, DAYS)
ROLE = st.sampled_from(["leader", "leader", "deputy", "member"])
STEP = st.one_of(
    st.tuples(st.just("found"), ANY, AGO, st.booleans()),
    st.tuples(st.just("reconstitute"), ANY, AGO, ROLE, st.integers(0, 3)),
    st.tuples(st.just("dissolve"), ANY, AGO, st.integers(1, 3)),
    st.tuples(st.just("correct"), ANY, AGO),
    st.tuples(st.just("join_teams"), ANY, AGO, st.integers(0, 3)),
    st.tuples(st.just("join"), ANY, AGO, ROLE),
    st.tuples(st.just("leave"), ANY, AGO),
    st.tuples(st.just("change"), ANY, ROLE),
    st.tuples(st.just("session"), ANY, AGO),
    st.tuples(st.just("serve"), ANY, ANY, st.integers(1, 3)),
    st.tuples(st.just("serve"), ANY, ANY, st.integers(1, 3)),
)

REFUSED = (
    founding_actions.WrongVillages,
    founding_actions.NotTogether,
    founding_actions.NoLeader,
)


class Life:
    """Two communes with villages, and one way to do each thing; what is out of order is refused."""

    def __init__(self):
        self.today = timezone.localdate()
        self.places = []
        for commune in CommuneFactory.create_batch(2):
            self.places += [commune, *VillageFactory.create_batch(3, parent=commune)]
        self.refused = 0

    def do(self, name, *arguments):
        try:
            getattr(self, name)(*arguments)
        except (register_actions.OutOfOrder, *REFUSED):
            self.refused += 1

    def day(self, ago):
        return self.today - timedelta(ago)

    def paper(self, ago):
        return founding_actions.Paper(signed_on=self.day(ago), number="1/QĐ")

    def pick(self, model, number, many=1):
        rows = list(model.unscoped.order_by("pk"))
        return [rows[(number + step) % len(rows)] for step in range(min(many, len(rows)))]

    def found(self, number, ago, led):
        people = [{"full_name": "Lê Lan", "role": LEADER}, {"full_name": "Lê Hoa"}] if led else []
        start = number % len(self.places)
        places = [(area, people) for area in self.places[start : start + 2]]
        founding_actions.found_teams(by=None, paper=self.paper(ago), places=places)

    def reconstitute(self, number, ago, role, leave):
        changes = []
        for team in self.pick(Team, number, 2):
            serving = list(team.members.serving())
            changes.append(
                founding_actions.TeamChanges(
                    team=team,
                    leaving=serving[:leave],
                    roles=dict.fromkeys(serving[leave : leave + 1], role),
                    joining=[{"full_name": "Vũ An", "role": role}] if number % 2 else [],
                )
            )
        if changes:
            founding_actions.reconstitute(by=None, paper=self.paper(ago), changes=changes)

    def join_teams(self, number, ago, leave):
        """Make a team one with another of its commune; whoever has another's name is somebody else, every third time the same."""
        for into in self.pick(Team, number):
            near = Team.unscoped.filter(area__commune=into.area.commune_id, dissolved_on=None)
            teams = [into, *near.exclude(pk=into.pk).order_by("pk")[: 1 + number % 2]]
            serving = founding_actions.serving_in(teams)
            rows = [row.pk for people in serving for row in people]
            _sure, asked = pairs(
                [founding_actions.known_of(one) for one in some] for some in serving
            )
            if rows:
                founding_actions.join_teams(
                    by=None,
                    paper=self.paper(ago),
                    into=into,
                    others=teams[1:],
                    leader=rows[number % len(rows)],
                    leaving=rows[len(rows) - leave :],
                    **{"apart" if number % 3 else "same": asked},
                )

    def dissolve(self, number, ago, many):
        teams = self.pick(Team, number, many)
        founding_actions.dissolve_teams(by=None, paper=self.paper(ago), teams=teams)

    def correct(self, number, ago):
        for decision in self.pick(Decision, number):
            founding_actions.record_number(
                by=None, decision=decision, number="2", signed_on=self.day(ago), signer="A"
            )

    def join(self, number, ago, role):
        for team in self.pick(Team, number):
            members_actions.join(
                by=None, team=team, full_name="Đỗ Bình", role=role, joined_on=self.day(ago)
            )

    def leave(self, number, ago):
        for member in self.pick(Member, number):
            members_actions.leave(by=None, member=member, on=self.day(ago))

    def change(self, number, role):
        for member in self.pick(Member, number):
            members_actions.change_member(by=None, member=member, role=role)

    def session(self, number, ago):
        for team in self.pick(Team, number):
            activities_actions.log_activity(by=None, team=team, held_on=self.day(ago), title="Buổi")

    def serve(self, number, which, many):
        for team in self.pick(Team, number):
            decisions = list(Decision.unscoped.but_ending(team).order_by("pk"))
            near = [
                p for p in self.places if p.commune_id == (team.area.commune_id or team.area_id)
            ]
            villages = [near[(which + step) % len(near)] for step in range(many)]
            founding_actions.set_villages(
                by=None,
                team=team,
                decision=decisions[which % len(decisions)],
                villages=villages,
            )


def holds(row, day):
    return row.valid_from <= day and (row.valid_to is None or row.valid_to > day)


def what(decision, team):
    """Say what a decision does to a team: one that is made one with another ends."""
    return "dissolve" if decision.into_id not in {None, team.pk} else decision.kind


def state_by_decisions(team, day):
    """Say how far a team had come, from its decisions, roles and sessions alone."""
    told = {what(d, team): d.signed_on for d in team.decisions.order_by("-signed_on", "-pk")}
    if day < told["found"]:
        return State.NONE
    if "dissolve" in told and told["dissolve"] <= day:
        return State.DISSOLVED
    if not any(t.role == LEADER and holds(t, day) for t in team.tenures.all()):
        return State.ON_PAPER
    lately = any(day - timedelta(90) <= a.held_on <= day for a in team.activities.all())
    return State.ACTIVE if lately else State.LED


def check(today):
    teams = list(Team.unscoped.select_related("area"))
    for team in teams:
        for ago in range(-1, DAYS + 2, 3):
            day = today - timedelta(ago)
            leaders = [t for t in team.tenures.all() if t.role == LEADER and holds(t, day)]
            assert len(leaders) <= 1
            assert team.state_on(day) == state_by_decisions(team, day)
        kinds = [what(d, team) for d in team.decisions.order_by("signed_on", "pk")]
        assert (kinds.count("found"), kinds.count("dissolve") <= 1) == (1, True)
        now = team.tenures.filter(role=LEADER, valid_to=None).exists()
        assert team.led is now
    for member in Member.unscoped.prefetch_related("tenures"):
        spans = sorted((t.valid_from, t.valid_to, t.pk) for t in member.tenures.all() if t.valid_to)
        current = [t for t in member.tenures.all() if t.valid_to is None]
        assert len(current) == (member.left_on is None)
        assert min(t.valid_from for t in member.tenures.all()) == member.joined_on
        assert not current or current[0].role == member.role
        assert member.left_on is None or max(span[1] for span in spans) == member.left_on
    check_coverage(teams)
    for ago in range(0, DAYS, 7):
        check_past(teams, today - timedelta(ago))


def check_coverage(teams):
    """Count villages by hand: a team of the commune covers none, nor does one that was dissolved."""
    assert wrong_rows(of=[TEAMS])[1] == []
    force = [t for t in teams if t.tier == Tier.VILLAGE and t.dissolved_on is None]
    stored = VillageCount.unscoped.filter(teams__gt=0)
    by_commune, all_served = {}, set()
    for team in force:
        served = {row.village_id for row in team.villages.all() if row.valid_to is None}
        assert team.area_id in served
        assert len(served) == team.further_villages + 1
        all_served |= served
        by_commune.setdefault(team.area.commune_id, set()).update(served)
    assert {row.area_id for row in stored} == all_served
    rows = CommuneCount.unscoped.filter(with_team__gt=0)
    assert {r.pk: r.with_team for r in rows} == {pk: len(v) for pk, v in by_commune.items()}


def check_past(teams, day):
    """Villages with a team on a past day, and with an active one, are those the rows of that day say."""
    standing = (State.ON_PAPER, State.LED, State.ACTIVE)
    had, led, active = set(), set(), set()
    for team in (one for one in teams if one.tier == Tier.VILLAGE):
        state = team.state_on(day)
        served = {row.village_id for row in team.villages.all() if holds(row, day)}
        had |= served if state in standing else set()
        led |= served if state in (State.LED, State.ACTIVE) else set()
        active |= served if state == State.ACTIVE else set()
    country = Area.unscoped.get(level=Level.COUNTRY)
    then = as_of_one(country, day, old=False)
    assert (then.with_team, then.led, then.active) == (len(had), len(led), len(active))


@pytest.mark.django_db
@settings(
    max_examples=histories(5, 400),
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(steps=st.lists(STEP, min_size=5, max_size=25))
def test_what_stands_follows_from_the_decisions_whatever_is_done(db, steps):
    with transaction.atomic():
        life = Life()
        life.do("found", 1, DAYS // 2, True)
        for step in steps:
            life.do(*step)
        check(life.today)
        transaction.set_rollback(True)


@pytest.mark.django_db
def test_the_check_sees_a_day_that_no_decision_says(db):
    """The property is not empty: one day changed behind the back of the actions is noticed."""
    life = Life()
    life.do("found", 1, 10, True)
    Tenure.unscoped.filter(role=LEADER).update(valid_from=life.day(8))
    check_failed = False
    try:
        check(life.today)
    except AssertionError:
        check_failed = True
    assert check_failed
