"""Rows of sessions that teams held: logged by the action of the pages, withdrawn when taken back."""

import uuid as uuids
from collections import defaultdict
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
from skills.catalogue import COLUMNS
from teams.actions import log_activity, withdraw_activity
from teams.models import Activity, Team

NUMBERS = ("people", "persons", "women", "households")
TEXTS = {"place": 120, "title": 200, "note": 500}
# A session takes several statements of its own: few of them are one transaction.
CHUNK = 50


class Why(models.TextChoices):
    """Why a session was not logged, or not taken back."""

    NO_TEAM = "no_team", gettext_lazy("Thôn này không có tổ vào ngày đó.")
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
    teams = _teams_of(source)
    logged = _logged_in(source)
    for line in lines:
        village = places.of(line)
        team = _team(line, teams.get(village or 0, []))
        verdict = Verdict.ERROR
        if not line.problems and team:
            mark = _mark(team, line.values)
            verdict = Verdict.IDENTICAL if mark in logged else Verdict.NEW
            logged.add(mark)
        yield ImportRow(
            number=line.number,
            group=line.number,
            verdict=verdict,
            noted=bool(line.notes),
            cells=line.cells,
            values=_kept(line),
            problems=line.problems,
            notes=line.notes,
            village_id=village,
        )


def _kept(line: Line) -> dict[str, Any]:
    return {
        key: value.isoformat() if isinstance(value, date) else value
        for key, value in line.values.items()
        if key != "village"
    }


def _team(line: Line, teams: Sequence[Team]) -> Team | None:
    """Return the team that held a session; what is missing becomes a problem of the row."""
    day: date | None = line.values.get("held_on")
    if day is None:
        if not any(one["column"] == "held_on" for one in line.problems):
            line.wrong("held_on", _("Thiếu ngày."), _("Ghi ngày tổ chức buổi hướng dẫn."))
        return None
    found = [team for team in teams if _is_in_force(team, day)]
    if not found and not any(one["column"] == "village" for one in line.problems):
        line.wrong("village", str(Why.NO_TEAM.label), _("Lập tổ trước, hoặc sửa ngày."))
    return found[0] if found else None


def _is_in_force(team: Team, day: date) -> bool:
    return team.founded_on <= day and (team.dissolved_on is None or day < team.dissolved_on)


def _teams_of(source: Import) -> dict[int, list[Team]]:
    teams = defaultdict[int, list[Team]](list)
    for team in Team.unscoped.filter(area__commune=source.commune_id).order_by("pk"):
        teams[team.area_id].append(team)
    return teams


type Mark = tuple[int, str, str, str]


def _mark(team: Team, said: Mapping[str, Any]) -> Mark:
    day: Any = said["held_on"]
    return team.pk, str(day), fold(said.get("title", "")), fold(said.get("place", ""))


def _logged_in(source: Import) -> set[Mark]:
    rows = Activity.unscoped.held().filter(team__area__commune=source.commune_id)
    facts = rows.order_by().values_list("team", "held_on", "title", "place")
    return {(team, str(day), fold(title), fold(place)) for team, day, title, place in facts}


def write(source: Import, rows: Sequence[ImportRow]) -> list[RowResult]:
    """Log some sessions, in the name of who confirmed them."""
    teams = _teams_of(source)
    return [_logged(source, row, teams) for row in rows]


def _logged(source: Import, row: ImportRow, teams: Mapping[int, list[Team]]) -> RowResult:
    said = dict(row.values)
    day = date.fromisoformat(said.pop("held_on"))
    found = [team for team in teams.get(row.village_id or 0, []) if _is_in_force(team, day)]
    if not found or day > timezone.localdate():
        return RowResult(row=row, outcome=Outcome.REFUSED, why=Why.NO_TEAM)
    key = uuids.uuid5(source.uuid, str(row.number))
    facts = {name: value for name, value in said.items() if value is not None}
    activity = log_activity(by=source.confirmed_by, team=found[0], held_on=day, uuid=key, **facts)
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
