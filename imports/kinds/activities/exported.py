"""A session of a sheet of ours that comes back: which one its code means, and what of it was changed in the sheet."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _, gettext_lazy

from imports.kinds.reconcile import exported_values, is_still, leave, reconcile_cell
from imports.spreadsheet.lines import Line, comparable
from skills.catalogue import COLUMNS
from teams.models import Activity

NUMBERS = ("people", "persons", "women", "households")
TEXTS = {"place": 120, "title": 200, "note": 500}
# What a row may change of a session that was logged.
CHANGED = ("held_on", *TEXTS, *COLUMNS, *NUMBERS)
_TAUGHT = {None: gettext_lazy("không"), False: gettext_lazy("không"), True: gettext_lazy("có")}
_CHOICES: Mapping[str, Mapping[Any, Any]] = dict.fromkeys(COLUMNS, _TAUGHT)


def facts_of(activity: Activity) -> dict[str, Any]:
    """Return what may be changed of a session, by field."""
    return {name: getattr(activity, name) for name in CHANGED}


def as_registered(activity: Activity) -> dict[str, Any]:
    """Return what a row says of a session; of a skill that was not taught it says nothing."""
    facts = facts_of(activity)
    taught = {name: 1 if facts[name] else None for name in COLUMNS}
    return {**facts, **taught, "village": activity.team.area.full_name}


def reconcile(line: Line, activity: Activity) -> dict[str, list[Any]]:
    """Leave in a row of ours only what it changes; return that, before and after, days as ISO."""
    is_lost = line.exported is None
    now = as_registered(activity)
    exported = exported_values(line, now, activity.version)
    leave(line, exported, ("village",), _("Buổi của tổ nào thì giữ ở tổ đó."))
    _refuse_another(line, exported, is_lost=is_lost)
    for name in CHANGED:
        reconcile_cell(line, name, exported[name], now[name], _CHOICES)
    after = {name: line.values[name] for name in CHANGED if name in line.values}
    pairs = {
        name: [as_json(getattr(activity, name)), as_json(said)] for name, said in after.items()
    }
    return {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}


def as_json(value: Any) -> Any:
    """Return a value as a row keeps it: a day as ISO."""
    return value.isoformat() if isinstance(value, date) else value


def _refuse_another(line: Line, exported: Mapping[str, Any], *, is_lost: bool) -> None:
    """Refuse a row that must be about another session: rows were typed over, or a code was typed by hand."""
    said = line.values
    same_day = comparable(said.get("held_on", exported["held_on"])) == exported["held_on"]
    was = str(exported["title"] or "")
    same_title = is_still(str(said.get("title", was)), was, is_lost=is_lost)
    if (same_day and same_title) or (not is_lost and (same_day or same_title)):
        return
    line.wrong(
        "title",
        _("Ngày và nội dung khác hẳn buổi ở dòng này lúc tải mẫu."),
        _("Nếu là buổi khác thì ghi thành dòng mới, trả dòng này về như cũ."),
        said.get("title", ""),
    )
