"""Rows of people of teams: written by the decisions and actions of the pages."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any

from django.db.models import Sum
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from areas.models import Area
from imports.kinds.places import Places, commune_of, communes_among
from imports.kinds.teams.check import TeamCheck
from imports.kinds.teams.people import Roll, differs, fields_of, known
from imports.kinds.teams.undoing import undo
from imports.kinds.villages.check import villages_in
from imports.models import Import, ImportRow, Outcome, RowResult, Why
from imports.spreadsheet.lines import Line
from imports.tidy.villages import is_named
from rollup.counts import lock
from rollup.models import CommuneCount
from teams.founding.actions import Paper, found_teams
from teams.members.actions import change_member, join
from teams.models import Member, Team

__all__ = ["CHUNK", "FIGURES", "check", "count", "undo", "write"]
# A person takes a dozen statements: few of them are one transaction.
CHUNK = 50
# The figures of a commune that these rows move, in words by name.
FIGURES = {
    "teams": _("Tổ đang có"),
    "members": _("Người trong các tổ"),
    "with_team": _("Thôn có tổ"),
}


def count(commune: Area) -> dict[str, int]:
    """Return the figures of a commune, or of all below a place, that teams move. Three queries."""
    in_force = Team.unscoped.inside(commune.path or "-").in_force(localdate())
    counts = CommuneCount.unscoped.filter(commune__path__startswith=commune.path or "-")
    return {
        "teams": in_force.count(),
        "members": Member.unscoped.serving().filter(team__in=in_force).count(),
        "with_team": counts.aggregate(n=Sum("with_team"))["n"] or 0,
    }


def check(
    source: Import, lines: Iterable[Line], places: Places, _columns: Mapping[str, int]
) -> Iterable[ImportRow]:
    """Yield each row with its verdict against the others and the register. Five queries."""
    return TeamCheck(source.commune, Roll(source.commune), places, source.day).rows(lines)


def write(source: Import, rows: Sequence[ImportRow]) -> list[RowResult]:
    """Write some people, in the name of who confirmed them; those that one decision founds together."""
    communes = communes_among(source.commune, rows)
    # In the one order: all count rows first.
    lock(communes.values())
    roll = Roll(source.commune, communes)
    results = dict[int, RowResult]()
    founded = defaultdict[int, list[ImportRow]](list)
    for row in rows:
        if row.team_id is None:
            founded[row.group].append(row)
        else:
            results[row.pk] = _one(source, row, roll)
    for group in founded.values():
        results |= _found(source, group, roll)
    return [results[row.pk] for row in rows]


def _one(source: Import, row: ImportRow, roll: Roll) -> RowResult:
    """Write somebody of a team that was there: they join, or what is known of them changes."""
    team = roll.teams.get(row.team_id or 0)
    if team is None:
        return RowResult.refused(row, Why.NO_MORE)
    leader = roll.leader(team)
    if "leader" in row.changes and (leader is None or leader.pk != row.changes["leader"]):
        return RowResult.refused(row, Why.SINCE)
    if row.member_id is None:
        if roll.match(team, known(row.number, row.values, row.values["name"])):
            return RowResult.refused(row, Why.SINCE)
        return _written(row, partial(_join, source, team, row))
    pairs, member = row.changes["fields"], roll.members.get(row.member_id)
    if member is None or differs(member, pairs, 0):
        return RowResult.refused(row, Why.SINCE)
    after = {name: pair[1] for name, pair in pairs.items()}
    return _written(row, partial(change_member, by=source.confirmed_by, member=member, **after))


def _written(row: ImportRow, action: Callable[[], Member]) -> RowResult:
    """Do it and say so; days that contradict others of the team are a reason, no failure."""
    try:
        member = action()
    except ValueError:
        return RowResult.refused(row, Why.DAYS)
    return _result(row, member)


def _result(row: ImportRow, member: Member) -> RowResult:
    return RowResult(
        row=row,
        outcome=Outcome.WRITTEN,
        team_id=member.team_id,
        member=member,
        is_new_person=row.member_id is None,
    )


def _found(source: Import, rows: Sequence[ImportRow], roll: Roll) -> dict[int, RowResult]:
    """Found the teams of one decision with their people; who came later joins afterwards."""
    of_rows = _places_of(source, rows)
    places = {place.pk: place for place in of_rows.values()}
    results = dict[int, RowResult]()
    people = defaultdict[int, list[ImportRow]](list)
    for row in rows:
        place = of_rows.get(row.pk)
        if place is None or not place.is_open:
            results[row.pk] = RowResult.refused(row, Why.VILLAGE)
        elif roll.of_place[place.pk]:
            results[row.pk] = RowResult.refused(row, Why.HAS_TEAM)
        else:
            people[place.pk].append(row)
    if not people:
        return results
    try:
        teams = _teams(source, {places[pk]: some for pk, some in people.items()})
    except ValueError:
        return results | {
            row.pk: RowResult.refused(row, Why.DAYS) for some in people.values() for row in some
        }
    for pk, some in people.items():
        results |= _members(source, some, teams[pk])
    return results


def _places_of(source: Import, rows: Sequence[ImportRow]) -> dict[int, Area]:
    """Return the place that each row's team is for; of one that the file itself was to bring, if it is there by now."""
    known = Area.unscoped.in_bulk({row.village_id for row in rows if row.village_id})
    found = {row.pk: known[row.village_id] for row in rows if row.village_id}
    coming = [row for row in rows if row.village_id is None]
    communes = {commune_of(source.commune, row) for row in coming}
    open_now = list(villages_in(source.commune, communes)) if coming else []
    for row in coming:
        here = [one for one in open_now if one.commune_id == commune_of(source.commune, row)]
        named = (one for one in here if is_named(one, *row.values["village"]))
        if village := next(named, None):
            found[row.pk] = village
    return found


def _is_founder(row: ImportRow) -> bool:
    return bool(row.values["joined_on"] == row.values["founded_on"])


def _teams(source: Import, people: Mapping[Area, Sequence[ImportRow]]) -> dict[int, Team]:
    """Found them; returns them by place."""
    said = next(iter(people.values()))[0].values
    paper = Paper(
        signed_on=date.fromisoformat(said["founded_on"]),
        number=said.get("number", ""),
        signer=said.get("signer", ""),
    )
    places = [
        (place, [_founder(row) for row in rows if _is_founder(row)])
        for place, rows in people.items()
    ]
    decision = found_teams(by=source.confirmed_by, paper=paper, places=places)
    return {team.area_id: team for team in decision.teams.select_related("area")}


def _founder(row: ImportRow) -> dict[str, Any]:
    return {name: value for name, value in fields_of(row).items() if name != "joined_on"}


def _members(source: Import, rows: Sequence[ImportRow], team: Team) -> dict[int, RowResult]:
    founders = [row for row in rows if _is_founder(row)]
    pairs = zip(founders, team.members.order_by("pk"), strict=True)
    results = {row.pk: _result(row, member) for row, member in pairs}
    for row in rows:
        if row.pk not in results:
            results[row.pk] = _written(row, partial(_join, source, team, row))
    written = (results[row.pk] for row in rows if results[row.pk].outcome == Outcome.WRITTEN)
    if first := next(written, None):
        first.is_new = True
    return results


def _join(source: Import, team: Team, row: ImportRow) -> Member:
    return join(by=source.confirmed_by, team=team, **fields_of(row))
