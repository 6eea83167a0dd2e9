"""Rows of people of teams: written by the decisions and actions of the pages."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any

from django.utils.translation import gettext as _

from areas.models import Area
from areas.names import fold
from imports.kinds.places import Places
from imports.kinds.teams.check import TeamCheck
from imports.kinds.teams.people import known
from imports.kinds.teams.roll import Roll
from imports.kinds.teams.rows import Why, differs, fields_of
from imports.kinds.teams.undo import undo
from imports.models import Import, ImportRow, Outcome, RowResult
from imports.spreadsheet import values
from imports.spreadsheet.book import Cell
from imports.spreadsheet.lines import Line, Reader
from imports.spreadsheet.values import Understood, Wrong
from rollup.counts import lock
from teams.founding.actions import Paper, found_teams
from teams.members.actions import change_member, join
from teams.models import Member, Team, Tier

# A person takes a dozen statements: few of them are one transaction.
CHUNK = 50
_TIERS = {
    Tier.COMMUNE.value: ("xa", "phuong", "dac khu", "cap xa", "cap phuong", "to cua xa"),
    Tier.VILLAGE.value: ("thon", "buon", "khu pho", "cap thon", "to dan pho", "to cua thon"),
}


def readers(today: date) -> dict[str, Reader]:
    """Return how the cell of each field is read."""
    return {
        "village": lambda cell: values.text(cell, longest=200),
        "tier": _tier,
        "number": lambda cell: values.text(cell, longest=60),
        "founded_on": lambda cell: values.day(cell, latest=today),
        "signer": lambda cell: values.text(cell, longest=120),
        "full_name": values.person,
        "role": values.role,
        "organisation": values.organisation,
        "birth_year": lambda cell: values.birth_year(cell, today=today),
        "sex": values.sex,
        "phone": values.phone,
        "joined_on": lambda cell: values.day(cell, latest=today),
        "id": lambda cell: values.text(cell, longest=20),
        "version": values.count,
    }


def _tier(cell: Cell) -> Understood[str]:
    text = values.text(cell, longest=60).value
    for tier, words in _TIERS.items():
        if fold(text) in words:
            return Understood(tier)
    if not text:
        return Understood("")
    raise Wrong(_("Không hiểu “%(text)s”.") % {"text": text}, _("Ghi Thôn hoặc Xã."))


def check(
    source: Import, lines: Iterable[Line], places: Places, _columns: Mapping[str, int]
) -> Iterable[ImportRow]:
    """Yield each row with its verdict against the others and the register. Five queries."""
    return TeamCheck(source.commune, Roll(source.commune), places, source.day).rows(lines)


# --- Writing ---


def write(source: Import, rows: Sequence[ImportRow]) -> list[RowResult]:
    """Write some people, in the name of who confirmed them; those that one decision founds together."""
    lock([source.commune])
    roll = Roll(source.commune)
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


def _refused(row: ImportRow, why: Why) -> RowResult:
    return RowResult(row=row, outcome=Outcome.REFUSED, why=why)


def _one(source: Import, row: ImportRow, roll: Roll) -> RowResult:
    """Write somebody of a team that was there: he joins, or what is known of him changes."""
    team = roll.teams.get(row.team_id or 0)
    if team is None:
        return _refused(row, Why.NO_MORE)
    leader = roll.leader(team)
    if "leader" in row.changes and (leader is None or leader.pk != row.changes["leader"]):
        return _refused(row, Why.SINCE)
    if row.member_id is None:
        return _joined(source, row, team, roll)
    pairs, member = row.changes["fields"], roll.members.get(row.member_id)
    if member is None or differs(member, pairs, 0):
        return _refused(row, Why.SINCE)
    after = {name: pair[1] for name, pair in pairs.items()}
    return _written(row, partial(change_member, by=source.confirmed_by, member=member, **after))


def _joined(source: Import, row: ImportRow, team: Team, roll: Roll) -> RowResult:
    if roll.match(team, known(row.number, row.values, row.values["name"])):
        return _refused(row, Why.SINCE)
    return _written(row, partial(_join, source, team, row))


def _written(row: ImportRow, action: Callable[[], Member]) -> RowResult:
    """Do it and say so; days that contradict others of the team are a reason, no failure."""
    try:
        member = action()
    except ValueError:
        return _refused(row, Why.DAYS)
    return _result(row, member)


def _result(row: ImportRow, member: Member, *, founds: bool = False) -> RowResult:
    return RowResult(
        row=row,
        outcome=Outcome.WRITTEN,
        team_id=member.team_id,
        member=member,
        is_new=founds,
        is_new_person=row.member_id is None,
    )


def _found(source: Import, rows: Sequence[ImportRow], roll: Roll) -> dict[int, RowResult]:
    """Found the teams of one decision with their people; who came later joins afterwards."""
    places = Area.unscoped.in_bulk({row.village_id for row in rows})
    results = dict[int, RowResult]()
    people = defaultdict[int, list[ImportRow]](list)
    for row in rows:
        place = places[row.village_id or 0]
        if not place.is_open:
            results[row.pk] = _refused(row, Why.PLACE)
        elif roll.of_place[place.pk]:
            results[row.pk] = _refused(row, Why.HAS_TEAM)
        else:
            people[place.pk].append(row)
    if not people:
        return results
    try:
        teams = _teams(source, {places[pk]: some for pk, some in people.items()})
    except ValueError:
        return results | {
            row.pk: _refused(row, Why.DAYS) for some in people.values() for row in some
        }
    for pk, some in people.items():
        results |= _members(source, some, teams[pk])
    return results


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


__all__ = ["CHUNK", "Why", "check", "readers", "undo", "write"]
