"""Rows of sessions that teams held: logged and corrected by the actions of the pages, and taken back."""

import uuid as uuids
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from areas.models import Area
from areas.names import fold
from imports.kinds.activities.exported import NUMBERS, TEXTS, code_of, facts_of, settle
from imports.kinds.activities.serving import Serving
from imports.kinds.places import Places
from imports.kinds.reconcile import not_ours, plain
from imports.models import Import, ImportRow, Outcome, RowResult, Verdict
from imports.spreadsheet import values
from imports.spreadsheet.lines import Line, Reader
from rollup.counts import lock
from skills.catalogue import COLUMNS
from teams.activities.actions import change_activity, log_activity, withdraw_activity
from teams.models import Activity, Team

# A session takes several statements of its own: few of them are one transaction.
CHUNK = 50


class Why(models.TextChoices):
    """Why a session was not logged, or not taken back."""

    NO_TEAM = "no_team", gettext_lazy("Thôn này không có tổ vào ngày đó.")
    LOGGED = "logged", gettext_lazy("Buổi này đã được ghi sau lần xem trước.")
    MEANWHILE = (
        "meanwhile",
        gettext_lazy("Buổi này đã được sửa hoặc rút sau lần xem trước. Gửi lại tệp để so lại."),
    )
    SAID_SINCE = "said_since", gettext_lazy("Buổi này đã được sửa hoặc rút sau lần nhập.")


def readers(today: date) -> dict[str, Reader]:
    """Return how the cell of each field is read."""
    return {
        "village": lambda cell: values.text(cell, longest=200),
        "held_on": lambda cell: values.day(cell, latest=today),
        **{name: _text(longest) for name, longest in TEXTS.items()},
        **dict.fromkeys(NUMBERS, values.count),
        **dict.fromkeys(COLUMNS, values.yes_no),
        "id": lambda cell: values.text(cell, longest=20),
        "version": values.count,
    }


def _text(longest: int) -> Reader:
    return lambda cell: values.text(cell, longest=longest)


def check(
    source: Import, lines: Iterable[Line], places: Places, _columns: Mapping[str, int]
) -> Iterable[ImportRow]:
    """Yield each row with its verdict: a session that is logged already is the same one. Two queries."""
    return _Check(source.commune, places).rows(lines)


class _Check:
    """One file being checked."""

    def __init__(self, commune: Area, places: Places) -> None:
        self.places, self.serving, self.logged = places, Serving(commune), Logged(commune)
        self.seen = dict[int, Line]()

    def rows(self, lines: Iterable[Line]) -> Iterable[ImportRow]:
        """Yield each row with its verdict."""
        for line in lines:
            code = line.values.get("id", "")
            if code in self.logged.by_code:
                yield self._ours(line, self.logged.by_code[code])
            elif code:
                not_ours(line)
                yield _row(line, None, Verdict.ERROR)
            else:
                yield self._new(line)

    def _new(self, line: Line) -> ImportRow:
        village = self.places.of(line)
        team = _team(line, self.serving, village)
        _refuse_nonsense(line, line.values)
        if line.problems or team is None:
            return _row(line, village, Verdict.ERROR)
        mark, numbers = _mark(team, line.values), tuple(map(line.values.get, NUMBERS))
        verdict = Verdict.IDENTICAL if mark in self.logged.marks else Verdict.NEW
        if self.logged.marks.setdefault(mark, numbers) != numbers:
            line.note("title", _("Đã có buổi này, với số người khác; sửa ở trang của buổi."))
        return _row(line, village, verdict)

    def _ours(self, line: Line, activity: Activity) -> ImportRow:
        """Say what a row of our own sheet changes of the session that its code means."""
        pairs = settle(line, activity)
        if not line.problems:
            self._refuse_ours(line, activity, pairs)
        verdict = Verdict.CHANGES if pairs else Verdict.IDENTICAL
        row = _row(line, activity.team.area_id, Verdict.ERROR if line.problems else verdict)
        if row.verdict == Verdict.CHANGES:
            row.changes = {"fields": pairs, "activity": activity.pk}
        return row

    def _refuse_ours(self, line: Line, activity: Activity, pairs: Mapping[str, Any]) -> None:
        """Refuse a session that another row means, too, and what it cannot become."""
        if (other := self.seen.setdefault(activity.pk, line)) is not line:
            words = _("Trùng với dòng %(n)d của tệp.") % {"n": other.number}
            line.wrong("id", words, _("Xóa một dòng."))
        if pairs:
            _refuse_nonsense(line, facts_of(activity) | line.values)
        if "held_on" in pairs and not _is_in_force(activity.team, line.values["held_on"]):
            line.wrong("held_on", str(Why.NO_TEAM.label), _("Lập tổ trước, hoặc sửa ngày."))


def _is_in_force(team: Team, day: date) -> bool:
    return team.founded_on <= day and (team.dissolved_on is None or day < team.dissolved_on)


def _row(line: Line, village: int | None, verdict: str) -> ImportRow:
    return ImportRow(
        number=line.number,
        group=line.number,
        verdict=verdict,
        noted=bool(line.notes),
        cells=line.cells,
        values=_kept(line),
        problems=list(line.problems),
        notes=list(line.notes),
        village_id=village,
    )


def _refuse_nonsense(line: Line, said: Mapping[str, Any]) -> None:
    """Refuse a session that says nothing of what was taught, and numbers that contradict each other."""
    for column, what, how in _nonsense(said):
        line.wrong(column, what, how, said.get(column, ""))


def _nonsense(said: Mapping[str, Any]) -> Iterable[tuple[str, str, str]]:
    """Yield what of a session cannot be: column, what is wrong, how to mend it."""
    if not said.get("title") and not any(said.get(key) for key in COLUMNS):
        how = _("Ghi nội dung, hoặc đánh x ở kỹ năng đã hướng dẫn.")
        yield "title", _("Không rõ buổi này hướng dẫn gì."), how
    people, persons, women = (said.get(key) for key in ("people", "persons", "women"))
    if people is not None and persons is not None and persons > people:
        how = _("Số lượt đếm một người mỗi lần đến; sửa một trong hai số.")
        yield "persons", _("Số người không thể nhiều hơn số lượt."), how
    among = min((one for one in (people, persons) if one is not None), default=None)
    if women is not None and among is not None and women > among:
        yield "women", _("Số nữ không thể nhiều hơn số người."), _("Sửa một trong hai số.")


def _kept(line: Line) -> dict[str, Any]:
    return {
        key: value.isoformat() if isinstance(value, date) else value
        for key, value in line.values.items()
        if key != "village"
    }


def _team(line: Line, serving: Serving, village: int | None) -> Team | None:
    """Return the team that held a session; what is missing becomes a problem of the row."""
    day: date | None = line.values.get("held_on")
    if day is None:
        if not any(one["column"] == "held_on" for one in line.problems):
            line.wrong("held_on", _("Thiếu ngày."), _("Ghi ngày tổ chức buổi hướng dẫn."))
        return None
    found = serving.on(village, day)
    if found is None and not any(one["column"] == "village" for one in line.problems):
        line.wrong("village", str(Why.NO_TEAM.label), _("Lập tổ trước, hoặc sửa ngày."))
    return found


type Mark = tuple[int, str, str, str]
type Numbers = tuple[Any, ...]


def _mark(team: Team, said: Mapping[str, Any]) -> Mark:
    day: Any = said["held_on"]
    return team.pk, str(day), fold(said.get("title", "")), fold(said.get("place", ""))


class Logged:
    """The sessions of a commune that were held: by code, and by what tells one from another. One query."""

    def __init__(self, commune: Area) -> None:
        rows = Activity.unscoped.held().filter(
            Q(team__area__commune=commune) | Q(team__area=commune)
        )
        self.by_key = {one.pk: one for one in rows.select_related("team__area").order_by("pk")}
        self.by_code = {code_of(pk): one for pk, one in self.by_key.items()}
        self.marks: dict[Mark, Numbers] = {
            _mark(one.team, facts_of(one)): tuple(getattr(one, name) for name in NUMBERS)
            for one in self.by_key.values()
        }


def write(source: Import, rows: Sequence[ImportRow]) -> list[RowResult]:
    """Log and correct some sessions, in the name of who confirmed them."""
    lock([source.commune])
    serving, logged = Serving(source.commune), Logged(source.commune)
    return [
        _changed(source, row, logged)
        if row.verdict == Verdict.CHANGES
        else _logged(source, row, serving, logged)
        for row in rows
    ]


def _changed(source: Import, row: ImportRow, logged: Logged) -> RowResult:
    """Correct a session that is still as it was shown; what else was said of it since must fit, too."""
    activity = logged.by_key.get(row.changes["activity"])
    pairs = row.changes["fields"]
    if activity is None or any(
        plain(getattr(activity, key)) != plain(pair[0]) for key, pair in pairs.items()
    ):
        return RowResult(row=row, outcome=Outcome.REFUSED, why=Why.MEANWHILE)
    after = _facts(pairs, 1)
    if any(_nonsense(facts_of(activity) | after)):
        return RowResult(row=row, outcome=Outcome.REFUSED, why=Why.MEANWHILE)
    activity = change_activity(
        by=source.confirmed_by, activity=activity, version=activity.version, **after
    )
    return RowResult(row=row, outcome=Outcome.WRITTEN, activity=activity, version=activity.version)


def _facts(pairs: Mapping[str, Sequence[Any]], at: int) -> dict[str, Any]:
    """Return what a row changes, as it was before (`at` 0) or is wanted (1)."""
    facts = {name: pair[at] for name, pair in pairs.items()}
    if "held_on" in facts:
        facts["held_on"] = date.fromisoformat(facts["held_on"])
    return facts


def _logged(source: Import, row: ImportRow, serving: Serving, logged: Logged) -> RowResult:
    said = dict(row.values)
    day = date.fromisoformat(said.pop("held_on"))
    team = serving.on(row.village_id, day)
    if team is None or day > timezone.localdate():
        return RowResult(row=row, outcome=Outcome.REFUSED, why=Why.NO_TEAM)
    if _mark(team, row.values) in logged.marks:
        return RowResult(row=row, outcome=Outcome.REFUSED, why=Why.LOGGED)
    key = uuids.uuid5(source.uuid, str(row.number))
    facts = {name: value for name, value in said.items() if value is not None}
    activity = log_activity(by=source.confirmed_by, team=team, held_on=day, uuid=key, **facts)
    return RowResult(
        row=row, outcome=Outcome.WRITTEN, activity=activity, is_new=True, version=activity.version
    )


def undo(source: Import, results: Sequence[RowResult]) -> None:
    """Withdraw the sessions that came by the file and put back the others, where nobody corrected them since."""
    for one in results:
        if one.outcome != Outcome.WRITTEN or one.activity is None:
            continue
        if one.activity.version != one.version or one.activity.withdrawn_on:
            one.outcome, one.why = Outcome.KEPT, Why.SAID_SINCE
            continue
        if one.is_new:
            why = _("Hoàn tác nhập từ tệp")
            withdraw_activity(by=source.undone_by, activity=one.activity, why=why)
        else:
            before = _facts(one.row.changes["fields"], 0)
            version = one.activity.version
            change_activity(by=source.undone_by, activity=one.activity, version=version, **before)
        one.outcome = Outcome.UNDONE
