"""Several teams of a commune become one by one decision (kiện toàn), as where villages were merged."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict
from datetime import date
from typing import Any

from django.utils.translation import gettext_noop

from areas.dated import not_later_than_today
from areas.models import Area
from audit.actions import record
from teams.founding.actions.decisions import Paper, refuse_disorder, refuse_twice, serve
from teams.founding.actions.joined import (
    NoLeader,
    NotAsked,
    Person,
    Said,
    bring_along,
    bring_together,
    people_of,
)
from teams.models import Decision, Member, Team, TeamVillage, Tier
from teams.register.actions import (
    OutOfOrder,
    Twice,
    dissolve_on,
    hold_all,
    in_order,
    settle,
)

__all__ = ["NoLeader", "NotAsked", "NotTogether", "TooEarly", "join_teams"]


class NotTogether(ValueError):
    """Teams that cannot become one: of two communes, a commune's own, or one that was dissolved."""


class TooEarly(OutOfOrder):
    """A day before one of the teams came to the village that they share: before the merger, mostly."""


@in_order()
def join_teams(
    *,
    by: Any,
    paper: Paper,
    into: Team,
    others: Iterable[Team],
    leader: int,
    roles: Mapping[int, str] | None = None,
    leaving: Collection[int] = (),
    same: Iterable[tuple[int, int]] = (),
    apart: Iterable[tuple[int, int]] = (),
) -> Decision:
    """Let one team go on with the people of all, led by one of them; the others end by the same decision on its day.

    People are named by the keys of their rows: who leads, what others are from now on (else what they were; who led
    becomes a member), who does not go on; which two are one person and which are not. Sessions stay with
    the team that held them; what it has, asks for and takes courses in goes over, and its villages.
    Raises ValueError for a future day, Twice where it was done before, NotTogether, TooEarly, NoLeader, NotAsked
    where two may be one person and nobody said so, and OutOfOrder.
    """
    not_later_than_today(paper.signed_on)
    into, gone = _held(into, others)
    refuse_twice(Decision.Kind.RECONSTITUTE, paper, teams__in=[into, *gone])
    _refuse_early([into, *gone], paper.signed_on)
    people = people_of([into, *gone], Said(leader, roles or {}, leaving, same, apart))
    changes = {"joined_teams": [None, _names(gone)], **_of_people(people, into)}
    decision = Decision.unscoped.create(kind=Decision.Kind.RECONSTITUTE, into=into, **asdict(paper))
    decision.teams.add(into, *gone)
    for team in (into, *gone):
        refuse_disorder(team, decision)
    rows = bring_together(people, into, decision)
    changes |= bring_along(by, into, gone, rows)
    serve(into, _villages([into, *gone]), decision)
    for team in gone:
        dissolve_on(team, paper.signed_on)
    settle([into, *gone])
    verb = gettext_noop("Kiện toàn nhiều tổ thành một")
    record(by, verb, into, changes, document=decision.number)
    for team in gone:
        ended = {"dissolved_on": [None, str(decision.signed_on)], "into": [None, str(into)]}
        record(by, gettext_noop("Nhập vào tổ khác"), team, ended, document=decision.number)
    return decision


def _held(into: Team, others: Iterable[Team]) -> tuple[Team, list[Team]]:
    """Lock the teams, and return the one that goes on and those that end, as they are now."""
    held = {team.pk: team for team in hold_all([into, *others], even_ended=True)}
    into = held.pop(into.pk)
    gone = [team for team in held.values() if team.dissolved_on is None]
    if not gone:
        raise Twice
    fits = {(team.tier, team.area.commune_id) for team in (into, *gone)}
    if into.dissolved_on or fits != {(Tier.VILLAGE.value, into.area.commune_id)}:
        raise NotTogether
    return into, gone


def _refuse_early(teams: list[Team], day: date) -> None:
    """Refuse a day on which they did not share yet what they share now."""
    rows = TeamVillage.unscoped.open().filter(team__in=teams).order_by("valid_from", "pk")
    since: dict[int, list[date]] = defaultdict(list)
    for village, begun in rows.values_list("village_id", "valid_from"):
        since[village].append(begun)
    if any(len(begun) > 1 and begun[-1] > day for begun in since.values()):
        raise TooEarly


def _villages(teams: list[Team]) -> list[Area]:
    """Return the villages that the teams are for and that still stand: the one that goes on is for all."""
    rows = TeamVillage.unscoped.filter(team__in=teams).named()
    return list({row.village_id: row.village for row in rows if not row.village.closed_on}.values())


def _of_people(people: Sequence[Person], into: Team) -> dict[str, list[Any]]:
    """Return what becomes of people: who leads, how many there are, who leaves, who comes."""
    rows = [row for one in people for row in one.rows]
    led = [row for row in rows if row.team_id == into.pk and row.role == Member.Role.LEADER]
    leads = [one.row for one in people if one.role == Member.Role.LEADER]
    left = [one.row for one in people if not one.goes_on]
    came = [one.row for one in people if one.goes_on and one.row.team_id != into.pk]
    return {
        "leader": [_names(led), _names(leads)],
        "members": [len(rows), sum(one.goes_on for one in people)],
        "member": [_names(left), _names(came)],
    }


def _names(rows: Iterable[Any]) -> str | None:
    return ", ".join(str(row) for row in rows) or None
