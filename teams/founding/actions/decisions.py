"""Teams are founded, reconstituted and dissolved by decision, one for any number of teams, and get their villages."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import gettext_noop

from areas.dated import not_later_than_today
from areas.models import Area
from rollup.counts import lock
from teams.models import Decision, Member, Team, TeamTitle, TeamVillage, Tier
from teams.register.actions import (
    OutOfOrder,
    Twice,
    add_member,
    dissolve_on,
    end_service,
    hold,
    hold_all,
    in_order,
    restate,
    set_role,
    settle_and_record,
    step_down,
)

Kind = Decision.Kind


@dataclass(frozen=True)
class Paper:
    """What a decision says of itself; the number may come later."""

    signed_on: date
    number: str = ""
    signer: str = ""
    abstract: str = ""


@dataclass(frozen=True)
class TeamChanges:
    """What a decision changes in one team: who leaves, who is what from now on, who comes.

    `joining` are the fields of `join` without its day.
    """

    team: Team
    leaving: Sequence[Member] = ()
    roles: Mapping[Member, str] = field(default_factory=dict)
    joining: Sequence[Mapping[str, Any]] = ()


@in_order()
def found_teams(
    *,
    by: Any,
    paper: Paper,
    places: Iterable[tuple[Area, Sequence[Mapping[str, Any]]]],
    also: Mapping[Area, Sequence[Area]] | None = None,
) -> Decision:
    """Found a team in each of these villages (or communes), with its people, by one decision.

    People are the fields of `join` without its day; `also` are further villages of the team of a
    village. Raises ValueError for a future day, WrongVillages, and Twice for a decision with a number
    that was written down before.
    """
    not_later_than_today(paper.signed_on)
    places = list(places)
    lock(area for area, _ in places)
    refuse_twice(Kind.FOUND, paper, teams__area__in=[area for area, _ in places])
    titles = dict(TeamTitle.unscoped.values_list("province_id", "title"))
    decision = Decision.unscoped.create(kind=Kind.FOUND, **asdict(paper))
    for area, members in places:
        team = Team.unscoped.create(
            area=area,
            tier=Tier.VILLAGE if area.is_village else Tier.COMMUNE,
            founded_on=paper.signed_on,
            title=titles.get(area.province_id or 0, ""),
        )
        decision.teams.add(team)
        if team.tier == Tier.VILLAGE:
            serve(team, [area, *(also or {}).get(area, ())], decision)
        for fields in members:
            add_member(team, joined_on=paper.signed_on, decision=decision, **fields)
        changes = {"founded_on": [None, str(paper.signed_on)]}
        settle_and_record(by, gettext_noop("Thành lập tổ"), team, changes, document=paper.number)
    return decision


def found_team(
    *,
    by: Any,
    area: Area,
    on: date,
    number: str = "",
    signer: str = "",
    members: Sequence[Mapping[str, Any]] | None = None,
    also: Sequence[Area] = (),
) -> Team:
    """Found one team by a decision of its own, as `found_teams` does."""
    paper = Paper(signed_on=on, number=number, signer=signer)
    decision = found_teams(by=by, paper=paper, places=[(area, members or [])], also={area: also})
    return decision.teams.select_related("area").get()


@in_order()
def reconstitute(*, by: Any, paper: Paper, changes: Iterable[TeamChanges]) -> Decision:
    """Reconstitute (kiện toàn) several teams by one decision: people leave, change roles, come.

    Raises ValueError for a future day, OutOfOrder for one that contradicts what is known of a team,
    Twice for a decision that was written down before.
    """
    not_later_than_today(paper.signed_on)
    of_team = {change.team.pk: change for change in changes}
    held = hold_all((change.team for change in of_team.values()), even_ended=True)
    refuse_twice(Kind.RECONSTITUTE, paper, teams__in=held)
    decision = Decision.unscoped.create(kind=Kind.RECONSTITUTE, **asdict(paper))
    for team in held:
        refuse_disorder(team, decision)
        decision.teams.add(team)
        said = _apply(team, of_team[team.pk], decision)
        settle_and_record(by, gettext_noop("Kiện toàn tổ"), team, said, document=paper.number)
    return decision


@in_order()
def dissolve_teams(*, by: Any, paper: Paper, teams: Iterable[Team]) -> Decision | None:
    """Dissolve several teams by one decision, each once; they cover nothing any more.

    Returns None where all were dissolved before. Raises as `reconstitute` does.
    """
    not_later_than_today(paper.signed_on)
    held = [team for team in hold_all(teams, even_ended=True) if team.dissolved_on is None]
    if not held:
        return None
    decision = Decision.unscoped.create(kind=Kind.DISSOLVE, **asdict(paper))
    for team in held:
        refuse_disorder(team, decision)
        decision.teams.add(team)
        dissolve_on(team, paper.signed_on)
        changes = {"dissolved_on": [None, str(paper.signed_on)]}
        settle_and_record(by, gettext_noop("Giải thể tổ"), team, changes, document=paper.number)
    return decision


def dissolve_team(*, by: Any, team: Team, on: date, number: str = "") -> Team:
    """Dissolve one team by a decision of its own, once."""
    dissolve_teams(by=by, paper=Paper(signed_on=on, number=number), teams=[team])
    return Team.unscoped.select_related("area").get(pk=team.pk)


def refuse_twice(kind: Decision.Kind, paper: Paper, **of: Any) -> None:
    """Refuse what came before: the same page sent twice writes one decision."""
    same = Decision.unscoped.filter(kind=kind, number=paper.number, signed_on=paper.signed_on, **of)
    if paper.number and same.filter(withdrawn_on=None).exists():
        raise Twice


def refuse_disorder(team: Team, decision: Decision) -> None:
    """Refuse a day before the founding of a team, after its dissolution, and what would swap them."""
    mine = _step(team, decision)
    for other in team.decisions.exclude(pk=decision.pk):
        step, apart = _step(team, other) - mine, (other.signed_on - decision.signed_on).days
        if step * apart < 0:
            raise OutOfOrder


def _step(team: Team, decision: Decision) -> int:
    """Say where it stands in the life of a team, which is founded before all else and ends after all else."""
    return 2 if decision.ends(team) else int(decision.kind != Kind.FOUND)


def _apply(team: Team, change: TeamChanges, decision: Decision) -> dict[str, Any]:
    """Change who is in a team and as what; return the difference in words."""
    day, before = decision.signed_on, _leader(team)
    leaving = [member for member in _serving(team) if member in change.leaving]
    for member in leaving:
        end_service(member, on=day, decision=decision)
    roles = {member: change.roles[member] for member in _serving(team) if member in change.roles}
    leaders = [member for member, role in roles.items() if role == Member.Role.LEADER]
    for leader in leaders:
        step_down(team, on=day, decision=decision, but=leader)
    for member in sorted(roles, key=leaders.__contains__):
        set_role(member, roles[member], on=day, decision=decision)
    for fields in change.joining:
        add_member(team, joined_on=day, decision=decision, **fields)
    left = ", ".join(member.full_name for member in leaving)
    came = ", ".join(str(fields["full_name"]) for fields in change.joining)
    said = {"member": [left or None, came or None]} if left or came else {}
    after = _leader(team)
    return {**said, "leader": [before, after]} if before != after else said


def _serving(team: Team) -> list[Member]:
    """Read the people again: since the page was opened some may have left."""
    return list(team.members.filter(left_on=None))


def _leader(team: Team) -> str | None:
    leader = team.members.filter(role=Member.Role.LEADER, left_on=None).first()
    return leader.full_name if leader else None


class WrongVillages(ValueError):
    """Villages that a team cannot be for: none at all, of another commune, or not open on that day."""


@in_order()
def set_villages(
    *, by: Any, team: Team, decision: Decision, villages: Iterable[Area]
) -> list[TeamVillage]:
    """Let the team be for these villages and no others from the decision's day on.

    Returns what it is for now. Raises WrongVillages, and OutOfOrder where a later decision said more.
    """
    team, wanted = hold(team, even_ended=True), list(villages)
    decision = Decision.unscoped.but_ending(team).get(pk=decision.pk)
    before = _now(team)
    serve(team, wanted, decision)
    after = _now(team)
    if before != after:
        verb, changes = (
            gettext_noop("Ghi thôn của tổ"),
            {"villages": [_names(before), _names(after)]},
        )
        settle_and_record(by, verb, team, changes, document=decision.number)
    return after


def serve(team: Team, wanted: list[Area], decision: Decision) -> None:
    """Let the team be for these villages and no others from the decision's day on; the caller holds and saves it."""
    day, now = decision.signed_on, {row.village_id: row for row in _now(team)}
    keys = {village.pk: village for village in wanted}
    _refuse_wrong(team, wanted, day)
    for row in now.values():
        if row.village_id not in keys:
            restate(row, valid_to=day, ended_by=decision)
    for key in sorted(keys.keys() - now.keys()):
        TeamVillage.unscoped.create(team=team, village=keys[key], valid_from=day, begun_by=decision)
    if team.area_id not in keys:
        team.area = min(wanted, key=lambda one: (one.sort_key, one.pk))
    team.further_villages = len(keys) - 1


def _refuse_wrong(team: Team, wanted: list[Area], day: date) -> None:
    own = team.area.commune_id
    fits = all(one.is_village and one.commune_id == own for one in wanted)
    fits = fits and all(one.closed_on is None or one.closed_on > day for one in wanted)
    if team.tier != Tier.VILLAGE or not wanted or not fits:
        raise WrongVillages("a team is for open villages of its own commune, one at least")


def _now(team: Team) -> list[TeamVillage]:
    return list(TeamVillage.unscoped.filter(team=team).named())


def _names(rows: list[TeamVillage]) -> str | None:
    return ", ".join(row.village.full_name for row in rows) or None
