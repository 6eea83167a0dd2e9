"""Which villages of the demo have a team, by which decisions; and all of it written in bulk."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from typing import Any

from areas.loading import REFORM
from areas.models import Area
from demo.names import MALE, People, family, person
from demo.seeded_random import day_between, seeded
from demo.sessions import activities_of, present_at
from demo.teams import commune_members_of, members_of, settle, tenure_of, village_of
from demo.village_plans import VillagePlan
from rollup.counts import add_rows, lock, recount
from rollup.models import VillageCount
from teams.counts.rollup import TEAMS
from teams.models import (
    Activity,
    Decision,
    Member,
    Team,
    TeamVillage,
    Tenure,
    Tier,
)

# Teams were founded in two waves, and one by one since; after the reform the new communes
# confirmed them.
_FIRST_WAVE = (date(2022, 3, 21), date(2022, 11, 30))
_SECOND_WAVE = (date(2023, 2, 1), date(2024, 8, 31))
_SINCE = (date(2024, 12, 1), date(2026, 9, 30))
_CONFIRMED = (date(2025, 8, 1), date(2025, 10, 31))
_ABSTRACTS = {
    Decision.Kind.FOUND: "Về việc thành lập Tổ công nghệ số cộng đồng",
    Decision.Kind.RECONSTITUTE: "Về việc kiện toàn Tổ công nghệ số cộng đồng",
    Decision.Kind.DISSOLVE: "Về việc giải thể Tổ công nghệ số cộng đồng",
}


@dataclass
class Drawn:
    """What was drawn and is not written yet."""

    teams: list[Team] = field(default_factory=list)
    members: list[Member] = field(default_factory=list)
    activities: list[Activity] = field(default_factory=list)
    present: list[tuple[Activity, Member]] = field(default_factory=list)
    decisions: list[tuple[Decision, list[Team]]] = field(default_factory=list)
    # Villages that share the team of another one.
    shared: list[tuple[Team, Area]] = field(default_factory=list)

    def add(self, team: Team, members: list[Member], activities: list[Activity]) -> None:
        """Take a team with its people and sessions."""
        settle(team, members, activities)
        self.teams.append(team)
        self.members += members
        self.activities += activities
        self.present += [(one, member) for one in activities for member in present_at(one, members)]

    def decide(
        self, rng: Random, kind: Decision.Kind, signer: str, teams: list[Team], on: date
    ) -> None:
        """Take a decision on several teams, with a number of its year."""
        if teams:
            number = f"{rng.randint(21, 389)}/QĐ-UBND"
            abstract = _ABSTRACTS[kind]
            decision = Decision(
                kind=kind, number=number, signed_on=on, signer=signer, abstract=abstract
            )
            self.decisions.append((decision, teams))


def make_teams(plans: list[VillagePlan], today: date, loggers: Mapping[int, Any]) -> None:
    """Found the teams commune by commune; `loggers` names who logs the sessions of a village."""
    drawn = Drawn()
    by_commune: dict[int, list[VillagePlan]] = defaultdict(list)
    for plan in plans:
        by_commune[plan.village.area.commune_id or 0].append(plan)
    communes = Area.unscoped.in_bulk(by_commune)
    for pk, here in sorted(by_commune.items()):
        _found_all(drawn, communes[pk], here, today, loggers)
    _write(drawn)
    villages = [plan.village.area for plan in plans]
    lock(communes.values())
    add_rows(villages, VillageCount)
    recount(*villages, of=[TEAMS])


def _found_all(
    drawn: Drawn, commune: Area, plans: list[VillagePlan], today: date, loggers: Mapping[int, Any]
) -> None:
    """Let a commune found the teams of its villages, and perhaps one of its own."""
    rng = seeded("teams", commune.code)
    waves = [min(today, day_between(rng, *span)) for span in (_FIRST_WAVE, _SECOND_WAVE)]
    start, first = len(drawn.teams), len(drawn.members)
    for plan in plans:
        founded = _founded(rng.random(), plan, waves, today)
        _village_team(drawn, rng, plan, founded, today, loggers.get(plan.village.area.pk))
    _share(drawn, commune, plans, drawn.teams[start:])
    if rng.random() < 0.35:
        team = Team(area=commune, tier=Tier.COMMUNE, founded_on=waves[0])
        members = commune_members_of(rng, team, plans[0])
        drawn.add(team, members, activities_of(rng, team, today, logger=None))
    signer = person(rng, family(rng, People.KINH), MALE)
    _decide(drawn, rng, commune, drawn.teams[start:], signer, today)
    _renew(drawn, rng, drawn.members[first:], signer)


def _share(drawn: Drawn, commune: Area, plans: list[VillagePlan], teams: list[Team]) -> None:
    """In some communes, let a village without a team share that of another, as its decision says."""
    rng = seeded("shared", commune.code)
    standing = [team for team in teams if team.dissolved_on is None]
    served = {team.area_id for team in teams}
    alone = [one for one in plans if one.village.area.pk not in served and not one.leader]
    alone = [one for one in alone if not one.is_shown_without_team]
    if standing and alone and rng.random() < 0.3:
        team = rng.choice(standing)
        team.further_villages = 1
        drawn.shared.append((team, alone[0].village.area))


def _founded(drawn: float, plan: VillagePlan, waves: list[date], today: date) -> date:
    """Say when a village's team was founded: half of them in the first wave."""
    if drawn < 0.2:
        return waves[1]
    if drawn < 0.5 and not plan.leader:
        return min(today, day_between(seeded("founded", plan.village.key), *_SINCE))
    return waves[0]


def _renew(drawn: Drawn, rng: Random, members: list[Member], signer: str) -> None:
    """Write the decisions by which a team got another leader: one for all of a day."""
    changed: dict[date, list[Team]] = defaultdict(list)
    for member in members:
        new = member.joined_on > member.team.founded_on and member.left_on is None
        if new and member.role == Member.Role.LEADER:
            changed[member.joined_on].append(member.team)
    for day, teams in sorted(changed.items()):
        drawn.decide(rng, Decision.Kind.RECONSTITUTE, signer, teams, day)


def _decide(
    drawn: Drawn, rng: Random, commune: Area, teams: list[Team], signer: str, today: date
) -> None:
    """Write the decisions of a commune: one on the teams of each day, and on each that ended."""
    for day in sorted({team.founded_on for team in teams}):
        founded_then = [team for team in teams if team.founded_on == day]
        drawn.decide(rng, Decision.Kind.FOUND, signer, founded_then, day)
    if commune.opened_on >= REFORM:
        day = min(today, day_between(rng, *_CONFIRMED))
        still = [t for t in teams if t.founded_on < day < (t.dissolved_on or date.max)]
        drawn.decide(rng, Decision.Kind.RECONSTITUTE, signer, still, day)
    for team in teams:
        if team.dissolved_on:
            drawn.decide(rng, Decision.Kind.DISSOLVE, signer, [team], team.dissolved_on)


def _village_team(
    drawn: Drawn, rng: Random, plan: VillagePlan, founded: date, today: date, logger: Any
) -> None:
    """Draw a village's team, or none; a few villages had one that was dissolved."""
    if plan.is_shown_without_team:
        return
    team = Team(area=plan.village.area, tier=Tier.VILLAGE, founded_on=founded)
    if not plan.leader and rng.random() * 100 >= plan.profile.with_team:
        if rng.random() >= 0.2:
            return
        team.dissolved_on = max(founded, today - timedelta(days=rng.randint(30, 600)))
    members = members_of(rng, team, plan, today)
    led = any(member.role == Member.Role.LEADER for member in members)
    sessions = activities_of(rng, team, today, logger=logger) if led else []
    drawn.add(team, members, sessions)


def _write(drawn: Drawn) -> None:
    Team.unscoped.bulk_create(drawn.teams, batch_size=500)
    Member.unscoped.bulk_create(drawn.members, batch_size=1000)
    Activity.unscoped.bulk_create(drawn.activities, batch_size=1000)
    there = Activity.present.through
    there.objects.bulk_create(
        [there(activity_id=one.pk, member_id=member.pk) for one, member in drawn.present],
        batch_size=1000,
    )
    Decision.unscoped.bulk_create([decision for decision, _ in drawn.decisions], batch_size=500)
    link = Decision.teams.through
    link.objects.bulk_create(
        [
            link(decision_id=decision.pk, team_id=team.pk)
            for decision, teams in drawn.decisions
            for team in teams
        ],
        batch_size=1000,
    )
    _write_dated(drawn)


def _write_dated(drawn: Drawn) -> None:
    """Write what holds for stretches of time: who was what, and which villages a team is for."""
    said = {
        (team.pk, decision.signed_on): decision
        for decision, teams in drawn.decisions
        for team in teams
    }
    tenures = (tenure_of(member, said) for member in drawn.members)
    Tenure.unscoped.bulk_create(tenures, batch_size=1000)
    own = [(team, team.area) for team in drawn.teams if team.tier == Tier.VILLAGE]
    served = (village_of(team, area, said) for team, area in own + drawn.shared)
    TeamVillage.unscoped.bulk_create(served, batch_size=1000)
