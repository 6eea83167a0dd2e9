"""Rows of teams and their members: founded and joined by the actions of the pages."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import groupby
from typing import Any

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from areas.models import Area
from areas.names import fold
from households.duplicates import years_fit
from imports import values
from imports.lines import Line, Reader
from imports.models import Import, ImportRow, Outcome, RowResult, Verdict
from imports.places import Places
from imports.serving import Serving
from teams.actions import OutOfOrder, change_member, found_team, join, leave
from teams.models import Member, Team

# A member takes several statements of its own: few of them are one transaction.
CHUNK = 50
TEXTS = {"village": 200, "number": 60, "signer": 120}
OF_MEMBER = ("role", "organisation", "birth_year", "sex", "phone")


class Why(models.TextChoices):
    """Why a row was not written, or not taken back."""

    TEAM_THERE = "team_there", gettext_lazy("Thôn này đã có tổ trước khi nhập.")
    TEAM_ORDER = "team_order", gettext_lazy("Ngày này trái với các quyết định đã ghi của tổ.")
    MEMBER_SINCE = "member_since", gettext_lazy("Thành viên này đã được sửa sau lần nhập.")
    FOUNDED = "founded", gettext_lazy("Tổ đã lập theo quyết định; giải thể ở trang của tổ.")


def readers(today: date) -> dict[str, Reader]:
    """Return how the cell of each field is read."""
    return {
        **{name: _text(longest) for name, longest in TEXTS.items()},
        "founded_on": lambda cell: values.day(cell, latest=today),
        "joined_on": lambda cell: values.day(cell, latest=today),
        "full_name": values.person,
        "role": values.role,
        "organisation": values.organisation,
        "birth_year": lambda cell: values.birth_year(cell, today=today),
        "sex": values.sex,
        "phone": values.phone,
    }


def _text(longest: int) -> Reader:
    return lambda cell: values.text(cell, longest=longest)


def check(
    source: Import, lines: Iterable[Line], places: Places, _columns: Mapping[str, int]
) -> Iterable[ImportRow]:
    """Yield each row with its verdict: a new team, a new member, somebody who is there. Three queries."""
    serving, today = Serving(source.commune), timezone.localdate()
    serves = Member.unscoped.filter(team__area__commune=source.commune, left_on=None)
    members = list(serves.order_by("pk"))
    for village, rows in _teams(lines, places):
        team = serving.on(village, today)
        there = [one for one in members if team and one.team_id == team.pk]
        yield from _checked(village, list(rows), team, there)


def _teams(lines: Iterable[Line], places: Places) -> Iterator[tuple[int | None, Iterator[Line]]]:
    """Group rows that follow each other by village; a blank is the village of the row above."""
    last: Any = None
    placed: list[tuple[int | None, Line]] = []
    for line in lines:
        line.values.setdefault("village", last) if last else None
        last = line.values.get("village")
        placed.append((places.of(line), line))
    for village, rows in groupby(placed, key=lambda pair: pair[0]):
        yield village, (line for _village, line in rows)


def _checked(
    village: int | None, lines: list[Line], team: Team | None, there: list[Member]
) -> Iterator[ImportRow]:
    first = lines[0]
    if team is None and village is not None and "founded_on" not in first.values:
        first.wrong(
            "founded_on", _("Thôn chưa có tổ, thiếu ngày thành lập."), _("Ghi ngày ký quyết định.")
        )
    seen, led = set[str](), False
    for line in lines:
        line.key = fold(line.values.get("full_name", ""))
        _refuse_names(line, seen)
        if line.values.get("role") == Member.Role.LEADER:
            if led:
                line.wrong("role", _("Tổ có hai tổ trưởng."), _("Để một người là tổ trưởng."))
            led = True
        if line is not first and team is None and first.problems:
            words = _("Dòng %(n)d của tổ có lỗi.") % {"n": first.number}
            line.wrong("full_name", words, _("Sửa dòng đầu của tổ."))
        yield _row(village, line, first, team, there)


def _refuse_names(line: Line, seen: set[str]) -> None:
    if not line.key and not any(one["column"] == "full_name" for one in line.problems):
        line.wrong("full_name", _("Thiếu họ tên."), _("Ghi họ tên thành viên."))
    if line.key in seen:
        line.wrong("full_name", _("Tên này đã có ở tổ này trong tệp."), _("Xóa một dòng."))
    seen.add(line.key)


def _row(
    village: int | None, line: Line, first: Line, team: Team | None, there: list[Member]
) -> ImportRow:
    verdict, changes = _against(line, there)
    said = {k: v.isoformat() if isinstance(v, date) else v for k, v in line.values.items()}
    return ImportRow(
        number=line.number,
        group=first.number if team is None else line.number,
        verdict=verdict,
        noted=bool(line.notes),
        cells=line.cells,
        values={**said, "founds": team is None},
        changes=changes,
        problems=list(line.problems),
        notes=list(line.notes),
        village_id=village,
    )


def _against(line: Line, there: Sequence[Member]) -> tuple[str, dict[str, Any]]:
    """Say what a row would do to the people of the team that is there."""
    year = line.values.get("birth_year")
    same = [m for m in there if fold(m.full_name) == line.key and years_fit(m.birth_year, year)]
    if line.problems or not same:
        return Verdict.ERROR if line.problems else Verdict.NEW, {}
    pairs = {
        name: [getattr(same[0], name), line.values[name]]
        for name in OF_MEMBER
        if name in line.values and line.values[name] != getattr(same[0], name)
    }
    if not pairs:
        return Verdict.IDENTICAL, {}
    return Verdict.CHANGES, {"member": same[0].pk, "fields": pairs}


def write(source: Import, rows: Sequence[ImportRow]) -> list[RowResult]:
    """Found teams with their people, let others join, change who is there; in the officer's name."""
    places = Area.unscoped.select_related("commune").in_bulk({row.village_id for row in rows})
    results: list[RowResult] = []
    for _group, some in groupby(rows, key=lambda row: row.group):
        group = list(some)
        try:
            with transaction.atomic():
                results += _written(source, group, places[group[0].village_id or 0])
        except OutOfOrder:
            results += [_refused(row, Why.TEAM_ORDER) for row in group]
    return results


def _refused(row: ImportRow, why: str) -> RowResult:
    return RowResult(row=row, outcome=Outcome.REFUSED, why=why)


def _written(source: Import, rows: list[ImportRow], village: Area) -> list[RowResult]:
    by, first = source.confirmed_by, rows[0].values
    team = Serving(village.commune or village).on(village.pk, timezone.localdate())
    if first["founds"]:
        if team is not None:
            return [_refused(row, Why.TEAM_THERE) for row in rows]
        team = found_team(
            by=by,
            area=village,
            on=date.fromisoformat(first["founded_on"]),
            number=first.get("number", ""),
            signer=first.get("signer", ""),
            members=[{"full_name": row.values["full_name"], **_facts(row)} for row in rows],
        )
        members = list(team.members.order_by("pk"))
        pairs = zip(rows, members, strict=True)
        return [_result(row, member, is_new=True) for row, member in pairs]
    if team is None:
        return [_refused(row, Why.TEAM_ORDER) for row in rows]
    return [_one(by, team, row) for row in rows]


def _one(by: Any, team: Team, row: ImportRow) -> RowResult:
    """Let one person join, or change what is known of him unless somebody changed it meanwhile."""
    if key := row.changes.get("member"):
        member = Member.unscoped.select_related("team").get(pk=key)
        pairs = row.changes["fields"]
        if member.left_on or any(getattr(member, n) != was for n, (was, _new) in pairs.items()):
            return _refused(row, Why.MEMBER_SINCE)
        fields = {name: wanted for name, (_was, wanted) in pairs.items()}
        return _result(row, change_member(by=by, member=member, **fields))
    day = row.values.get("joined_on") or row.values.get("founded_on")
    on = max(date.fromisoformat(day), team.founded_on) if day else timezone.localdate()
    name = row.values["full_name"]
    member = join(by=by, team=team, full_name=name, joined_on=on, **_facts(row))
    return _result(row, member, is_new_person=True)


def _facts(row: ImportRow) -> dict[str, Any]:
    return {name: row.values[name] for name in OF_MEMBER if name in row.values}


def _result(row: ImportRow, member: Member, **what: bool) -> RowResult:
    return RowResult(row=row, outcome=Outcome.WRITTEN, member=member, version=1, **what)


def undo(source: Import, results: Sequence[RowResult]) -> None:
    """Let those who joined leave today, and values go back; a team that was founded stays."""
    for one in results:
        if one.outcome == Outcome.WRITTEN and one.member is not None:
            one.why = _undone(source.undone_by, one, one.member)
            one.outcome = Outcome.KEPT if one.why else Outcome.UNDONE


def _undone(by: Any, one: RowResult, member: Member) -> str:
    pairs = one.row.changes.get("fields", {})
    now = {name: wanted for name, (_was, wanted) in pairs.items()} or _facts(one.row)
    if one.is_new:
        return Why.FOUNDED
    if member.left_on or any(getattr(member, name) != value for name, value in now.items()):
        return Why.MEMBER_SINCE
    if one.is_new_person:
        leave(by=by, member=member, on=max(timezone.localdate(), member.joined_on))
    else:
        change_member(by=by, member=member, **{name: was for name, (was, _new) in pairs.items()})
    return ""
