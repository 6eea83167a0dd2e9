"""Rows of sessions that teams held: logged and corrected by the actions of the pages, and taken back."""

import uuid as uuids
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _, gettext_lazy

from areas.models import Area
from areas.names import fold
from imports.kinds.activities.exported import NUMBERS, as_json, facts_of, reconcile
from imports.kinds.places import Places
from imports.kinds.verdicts import refuse_foreign_code, refuse_repeated, row_of
from imports.models import Import, ImportRow, Outcome, RowResult, Verdict, Why
from imports.spreadsheet.lines import SESSION, Line, code_of, comparable
from rollup.counts import lock
from skills.catalogue import COLUMNS
from teams.activities.actions import change_activity, log_activity, withdraw_activity
from teams.models import Activity, Team, TeamVillage, Tier

# A session takes several statements of its own: few of them are one transaction.
CHUNK = 50
# The figures of a commune that these rows move, in words by name.
FIGURES = {
    "sessions": gettext_lazy("Buổi hướng dẫn đã ghi"),
    "turns": gettext_lazy("Lượt người đã ghi"),
}


def count(commune: Area) -> dict[str, int]:
    """Count all sessions, of whatever year: a sheet is often of the one before."""
    totals = Activity.unscoped.inside(commune.path or "-").held().totals()
    return {"sessions": totals.n, "turns": totals.turns or 0}


type Mark = tuple[int, str, str, str]


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
        self.by_code = {code_of(SESSION, pk): one for pk, one in self.by_key.items()}
        self.marks: dict[Mark, tuple[Any, ...]] = {
            _mark(one.team, facts_of(one)): tuple(getattr(one, name) for name in NUMBERS)
            for one in self.by_key.values()
        }


class Serving:
    """The teams of the villages of a commune, and its own, by day. Two queries."""

    def __init__(self, commune: Area) -> None:
        self.commune = commune
        own = Team.unscoped.filter(area=commune).select_related("area")
        self.own = list(own.order_by("-founded_on", "pk"))
        self.stretches = defaultdict[int, list[TeamVillage]](list)
        rows = TeamVillage.unscoped.filter(village__commune=commune)
        for row in rows.select_related("team__area").order_by("-valid_from", "pk"):
            self.stretches[row.village_id].append(row)

    def on(self, village: int | None, day: date) -> Team | None:
        """Return the team in force for a village, or for the commune, on a day; of two the one that came last."""
        if village == self.commune.pk:
            return next((team for team in self.own if _is_in_force(team, day)), None)
        for one in self.stretches.get(village or 0, []):
            ends = [end for end in (one.valid_to, one.team.dissolved_on) if end]
            if one.valid_from <= day and all(day < end for end in ends):
                return one.team
        return None


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
                refuse_foreign_code(line)
                yield _row(line, None, Verdict.ERROR)
            else:
                yield self._new(line)

    def _new(self, line: Line) -> ImportRow:
        of_commune = line.values.pop("tier", None) == Tier.COMMUNE
        village = self.serving.commune.pk if of_commune else self.places.of(line)
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
        pairs = reconcile(line, activity)
        if not line.problems:
            self._refuse_ours(line, activity, pairs)
        village = activity.team.area_id
        if not pairs or line.problems:
            return _row(line, village, Verdict.IDENTICAL)
        changes = {"fields": pairs, "activity": activity.pk}
        return _row(line, village, Verdict.CHANGES, changes=changes)

    def _refuse_ours(self, line: Line, activity: Activity, pairs: Mapping[str, Any]) -> None:
        """Refuse a session that another row means, too, and what it cannot become."""
        if (other := self.seen.setdefault(activity.pk, line)) is not line:
            refuse_repeated(line, other, "id", _("Xóa một dòng."))
        if pairs:
            _refuse_nonsense(line, facts_of(activity) | line.values)
        if "held_on" in pairs and not _is_in_force(activity.team, line.values["held_on"]):
            line.wrong("held_on", str(Why.NO_TEAM.label), _("Lập tổ trước, hoặc sửa ngày."))


def _is_in_force(team: Team, day: date) -> bool:
    return team.founded_on <= day and (team.dissolved_on is None or day < team.dissolved_on)


def _row(line: Line, village: int | None, verdict: str, **facts: Any) -> ImportRow:
    kept = {name: as_json(said) for name, said in line.values.items() if name != "village"}
    return row_of(line, verdict, kept, village_id=village, **facts)


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


def _team(line: Line, serving: Serving, village: int | None) -> Team | None:
    """Return the team that held a session; what is missing becomes a problem of the row."""
    day: date | None = line.values.get("held_on")
    if day is None:
        if not line.is_wrong("held_on"):
            line.wrong("held_on", _("Thiếu ngày."), _("Ghi ngày tổ chức buổi hướng dẫn."))
        return None
    found = serving.on(village, day)
    if found is None and not line.is_wrong("village"):
        line.wrong("village", str(Why.NO_TEAM.label), _("Lập tổ trước, hoặc sửa ngày."))
    return found


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
        comparable(getattr(activity, key)) != comparable(pair[0]) for key, pair in pairs.items()
    ):
        return RowResult.refused(row, Why.MEANWHILE)
    after = _facts(pairs, 1)
    if any(_nonsense(facts_of(activity) | after)):
        return RowResult.refused(row, Why.MEANWHILE)
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
        return RowResult.refused(row, Why.NO_TEAM)
    if _mark(team, row.values) in logged.marks:
        return RowResult.refused(row, Why.LOGGED)
    key = uuids.uuid5(source.uuid, str(row.number))
    facts = {name: value for name, value in said.items() if value is not None}
    activity = log_activity(by=source.confirmed_by, team=team, held_on=day, uuid=key, **facts)
    return RowResult(
        row=row, outcome=Outcome.WRITTEN, activity=activity, is_new=True, version=activity.version
    )


def undo(source: Import, results: Sequence[RowResult]) -> None:
    """Withdraw the sessions that came by the file and put back the others, where nobody corrected them since."""
    for one in results:
        activity: Any = one.activity
        if activity.version != one.version or activity.withdrawn_on:
            one.why = Why.SAID_SINCE
        elif one.is_new:
            why = _("Hoàn tác nhập từ tệp")
            withdraw_activity(by=source.undone_by, activity=activity, why=why)
        else:
            before = _facts(one.row.changes["fields"], 0)
            change_activity(
                by=source.undone_by, activity=activity, version=activity.version, **before
            )
