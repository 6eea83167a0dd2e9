"""Rows of sessions that teams held: logged by the action of the pages, withdrawn when taken back."""

import uuid as uuids
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from areas.names import fold
from imports import values
from imports.lines import Line, Reader
from imports.models import Import, ImportRow, Outcome, RowResult, Verdict
from imports.places import Places
from imports.serving import Serving
from skills.catalogue import COLUMNS
from teams.actions import log_activity, withdraw_activity
from teams.counts import lock
from teams.models import Activity, Team

NUMBERS = ("people", "persons", "women", "households")
TEXTS = {"place": 120, "title": 200, "note": 500}
# A session takes several statements of its own: few of them are one transaction.
CHUNK = 50


class Why(models.TextChoices):
    """Why a session was not logged, or not taken back."""

    NO_TEAM = "no_team", gettext_lazy("Thôn này không có tổ vào ngày đó.")
    LOGGED = "logged", gettext_lazy("Buổi này đã được ghi sau lần xem trước.")
    SAID_SINCE = "said_since", gettext_lazy("Buổi này đã được sửa hoặc rút sau lần nhập.")


def readers(today: date) -> dict[str, Reader]:
    """Return how the cell of each field is read."""
    return {
        "village": lambda cell: values.text(cell, longest=200),
        "held_on": lambda cell: values.day(cell, latest=today),
        **{name: _text(longest) for name, longest in TEXTS.items()},
        **dict.fromkeys(NUMBERS, values.count),
        **dict.fromkeys(COLUMNS, values.yes_no),
    }


def _text(longest: int) -> Reader:
    return lambda cell: values.text(cell, longest=longest)


def check(
    source: Import, lines: Iterable[Line], places: Places, _columns: Mapping[str, int]
) -> Iterable[ImportRow]:
    """Yield each row with its verdict: a session that is logged already is the same one. Two queries."""
    serving = Serving(source.commune)
    logged = _logged_in(source)
    for line in lines:
        village = places.of(line)
        team = _team(line, serving, village)
        verdict = Verdict.ERROR
        _refuse_nonsense(line)
        if not line.problems and team:
            mark, numbers = _mark(team, line.values), tuple(map(line.values.get, NUMBERS))
            verdict = Verdict.IDENTICAL if mark in logged else Verdict.NEW
            if logged.setdefault(mark, numbers) != numbers:
                line.note("title", _("Đã có buổi này, với số người khác; sửa ở trang của buổi."))
        yield ImportRow(
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


def _refuse_nonsense(line: Line) -> None:
    """Refuse a session that says nothing of what was taught, and numbers that contradict each other."""
    said = line.values
    if not said.get("title") and not any(said.get(key) for key in COLUMNS):
        how = _("Ghi nội dung, hoặc đánh x ở kỹ năng đã hướng dẫn.")
        line.wrong("title", _("Không rõ buổi này hướng dẫn gì."), how)
    people, persons, women = (said.get(key) for key in ("people", "persons", "women"))
    if people is not None and persons is not None and persons > people:
        how = _("Số lượt đếm một người mỗi lần đến; sửa một trong hai số.")
        line.wrong("persons", _("Số người không thể nhiều hơn số lượt."), how, persons)
    among = min((one for one in (people, persons) if one is not None), default=None)
    if women is not None and among is not None and women > among:
        how = _("Sửa một trong hai số.")
        line.wrong("women", _("Số nữ không thể nhiều hơn số người."), how, women)


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


def _logged_in(source: Import) -> dict[Mark, Numbers]:
    """Return the numbers of the sessions that are logged, by what tells one from another."""
    rows = Activity.unscoped.held().filter(team__area__commune=source.commune_id)
    facts = rows.order_by().values_list("team", "held_on", "title", "place", *NUMBERS)
    return {
        (team, str(day), fold(title), fold(place)): tuple(numbers)
        for team, day, title, place, *numbers in facts
    }


def write(source: Import, rows: Sequence[ImportRow]) -> list[RowResult]:
    """Log some sessions, in the name of who confirmed them."""
    lock(source.commune)
    serving, logged = Serving(source.commune), _logged_in(source)
    return [_logged(source, row, serving, logged) for row in rows]


def _logged(
    source: Import, row: ImportRow, serving: Serving, logged: Mapping[Mark, Numbers]
) -> RowResult:
    said = dict(row.values)
    day = date.fromisoformat(said.pop("held_on"))
    team = serving.on(row.village_id, day)
    if team is None or day > timezone.localdate():
        return RowResult(row=row, outcome=Outcome.REFUSED, why=Why.NO_TEAM)
    if _mark(team, row.values) in logged:
        return RowResult(row=row, outcome=Outcome.REFUSED, why=Why.LOGGED)
    key = uuids.uuid5(source.uuid, str(row.number))
    facts = {name: value for name, value in said.items() if value is not None}
    activity = log_activity(by=source.confirmed_by, team=team, held_on=day, uuid=key, **facts)
    return RowResult(
        row=row, outcome=Outcome.WRITTEN, activity=activity, is_new=True, version=activity.version
    )


def undo(source: Import, results: Sequence[RowResult]) -> None:
    """Withdraw the sessions that nobody corrected since."""
    for one in results:
        if one.outcome != Outcome.WRITTEN or one.activity is None:
            continue
        if one.activity.version != one.version or one.activity.withdrawn_on:
            one.outcome, one.why = Outcome.KEPT, Why.SAID_SINCE
            continue
        why = _("Hoàn tác nhập từ tệp")
        withdraw_activity(by=source.undone_by, activity=one.activity, why=why)
        one.outcome = Outcome.UNDONE
