"""Rows of people of teams: written by the decisions and actions of the pages, taken back where one can."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from areas.models import Area
from areas.names import fold
from imports import values
from imports.book import Cell
from imports.kinds.team_check import TeamCheck
from imports.kinds.team_party import FIELDS
from imports.kinds.team_people import known
from imports.kinds.team_roll import Roll
from imports.lines import Line, Reader
from imports.models import Import, ImportRow, Outcome, RowResult
from imports.places import Places
from imports.values import Understood, Wrong
from teams.actions import Paper, change_member, found_teams, join, leave
from teams.counts import lock
from teams.models import Member, Team, Tier

# A person takes a dozen statements: few of them are one transaction.
CHUNK = 50
_TIERS = {
    Tier.COMMUNE.value: ("xa", "phuong", "dac khu", "cap xa", "cap phuong", "to cua xa"),
    Tier.VILLAGE.value: ("thon", "buon", "khu pho", "cap thon", "to dan pho", "to cua thon"),
}


class Why(models.TextChoices):
    """Why a person was not written, or not taken back."""

    PLACE = "place", gettext_lazy("Thôn này đã thôi trước khi nhập.")
    HAS_TEAM = "has_team", gettext_lazy("Nơi này đã có tổ sau lần xem trước. Gửi lại tệp.")
    NO_MORE = "no_more", gettext_lazy("Tổ đã giải thể sau lần xem trước.")
    SINCE = "since", gettext_lazy("Sổ đã đổi sau lần xem trước. Gửi lại tệp để so lại.")
    DAYS = "days", gettext_lazy("Ngày không khớp với các quyết định và vai trò của tổ.")
    BUILT_ON = "built_on", gettext_lazy("Người này đã có việc ghi sau lần nhập, nên giữ lại.")
    TOOK_OVER = (
        "took_over",
        gettext_lazy("Đã thay tổ trưởng cũ, nên giữ lại. Đổi tổ trưởng ở trang của tổ."),
    )
    FOUNDED = (
        "founded",
        gettext_lazy(
            "Đã rút người này. Tổ lập theo quyết định thì giữ lại; nếu nhầm, giải thể ở trang của tổ."
        ),
    )


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
    lock(source.commune)
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
    if member is None or _differs(member, pairs, 0):
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


def _fields(row: ImportRow) -> dict[str, Any]:
    """Return what `join` is told of a person."""
    said = {name: row.values[name] for name in FIELDS if name in row.values}
    day = date.fromisoformat(row.values["joined_on"])
    return {"full_name": row.values["name"], "joined_on": day, **said}


def _differs(member: Member, pairs: Mapping[str, Sequence[Any]], at: int) -> bool:
    """Say whether somebody is no longer as he was found (`at` 0), or as he was left (1)."""
    return any(getattr(member, name) != pair[at] for name, pair in pairs.items())


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
    return {name: value for name, value in _fields(row).items() if name != "joined_on"}


def _members(source: Import, rows: Sequence[ImportRow], team: Team) -> dict[int, RowResult]:
    founders = [row for row in rows if _is_founder(row)]
    pairs = zip(founders, team.members.order_by("pk"), strict=True)
    results = {row.pk: _result(row, member) for row, member in pairs}
    for row in rows:
        if row.pk not in results:
            results[row.pk] = _written(row, partial(_join, source, team, row))
    first = results[rows[0].pk]
    first.is_new = first.outcome == Outcome.WRITTEN
    return results


def _join(source: Import, team: Team, row: ImportRow) -> Member:
    return join(by=source.confirmed_by, team=team, **_fields(row))


# --- Taking back ---


def undo(source: Import, results: Sequence[RowResult]) -> None:
    """Let those leave who came by the file, on the day they came, and put back what it changed."""
    lock(source.commune)
    keys = [one.member_id or 0 for one in results if one.outcome == Outcome.WRITTEN]
    rows = Member.unscoped.filter(pk__in=keys).select_related("team__area")
    members = {member.pk: member for member in rows}
    for one in results:
        if one.outcome == Outcome.WRITTEN:
            one.why = _taken_back(source, one, members[one.member_id or 0])
            one.outcome = Outcome.KEPT if one.why else Outcome.UNDONE


def _taken_back(source: Import, one: RowResult, member: Member) -> str:
    """Take one row back; returns why it was not, or not wholly."""
    if "leader" in one.row.changes:
        return Why.TOOK_OVER
    try:
        if one.is_new_person:
            if not _is_untouched(one, member):
                return Why.BUILT_ON
            leave(by=source.undone_by, member=member, on=member.joined_on)
            return Why.FOUNDED if one.is_new else ""
        pairs = one.row.changes["fields"]
        if member.left_on or _differs(member, pairs, 1):
            return Why.BUILT_ON
        before = {name: pair[0] for name, pair in pairs.items()}
        change_member(by=source.undone_by, member=member, **before)
    except ValueError:
        return Why.DAYS
    return ""


def _is_untouched(one: RowResult, member: Member) -> bool:
    """Say whether nobody wrote anything of somebody since he came by the file."""
    nobody = Member()
    said = {name: getattr(nobody, name) for name in FIELDS} | _fields(one.row)
    as_written = all(getattr(member, name) == value for name, value in said.items())
    alone = member.left_on is None and member.account_id is None and member.tenures.count() == 1
    if not (as_written and alone):
        return False
    return not any(
        rows.exists()
        for rows in (member.sessions, member.trainings, member.support_lines, member.equipment)
    )
