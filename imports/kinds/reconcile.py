"""One cell of a sheet of ours that comes back: what was exported, what it says, what the register says now.

Only what was changed in the sheet is left in its row. What somebody changed in the register since is
never replaced: it is noted, with both values.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from areas.names import fold
from imports.spreadsheet.lines import Line, comparable

# The words of the values of a field, by field; those of None where a blank has words of its own.
type Choices = Mapping[str, Mapping[Any, Any]]


def _as_told(choices: Choices, name: str, value: Any) -> str:
    """Return how a value is told to a reader: a choice by its words, a day as a day, none as blank."""
    known = choices.get(name, {})
    if value is None or value in known:
        return str(known[value]) if value in known else _("trống")
    try:
        return date_format(date.fromisoformat(value))
    except (TypeError, ValueError):  # No day, whatever the hidden cell says.
        return str(value)


def reconcile_cell(line: Line, name: str, was: Any, now: Any, choices: Choices) -> None:
    """Reconcile one cell: what was exported, what it says, what the register says."""
    if not line.problems and line.values.get(name) == was == now:
        line.values.pop(name, None)
        return
    said, now = comparable(line.values.get(name)), comparable(now)
    changed_here, changed_there = said != was, now != was
    if said is not None and changed_here and not (changed_there and said != now):
        return
    if line.is_wrong(name):
        return
    line.values.pop(name, None)
    if changed_here or changed_there:
        _note(line, name, (was, said, now), choices)


def _note(line: Line, name: str, values: tuple[Any, Any, Any], choices: Choices) -> None:
    """Say what of a cell is not taken, and why."""
    was, said, now = values
    names = ("was", "said", "now")
    told = {key: _as_told(choices, name, one) for key, one in zip(names, values, strict=True)}
    if said is None and said != was:
        if now is not None:
            line.note(name, _("Ô đã xóa trống; giữ %(now)s trong sổ.") % told)
    elif said != was:
        text = _("Lúc tải mẫu là %(was)s, tệp ghi %(said)s, trong sổ nay là %(now)s: giữ trong sổ.")
        line.note(name, text % told, said)
    else:
        text = _("Sau khi tải mẫu, trong sổ đã đổi thành %(now)s: giữ trong sổ.")
        line.note(name, text % told, said)


def leave(line: Line, exported: Mapping[str, Any], names: Iterable[str], why: str) -> None:
    """Leave out the cells of a row of ours that no file changes; say why where one was changed."""
    for name in names:
        said = comparable(line.values.pop(name, None))
        if said not in (None, exported.get(name)):
            line.note(name, why, said)


def exported_values(line: Line, stands: Mapping[str, Any], version: int) -> Mapping[str, Any]:
    """Return what a row of ours said when it was exported; from now on the row is reconciled.

    Where that is lost it is what stands in the register; a row of another version then only fills its blanks.
    """
    exported, line.exported, line.is_reconciled = line.exported, None, True
    if exported is not None:
        return exported
    if line.values.get("version", version) != version:
        _only_blanks(line, stands)
    return {name: comparable(now) for name, now in stands.items()}


def _only_blanks(line: Line, stands: Mapping[str, Any]) -> None:
    late = [
        name
        for name, now in stands.items()
        if name in line.values and comparable(now) not in (None, comparable(line.values[name]))
    ]
    for name in late:
        line.values.pop(name)
    if late:
        line.note(
            "version", _("Sổ đã đổi sau khi tải mẫu này; giữ giá trị trong sổ, chỉ điền ô trống.")
        )


def share_a_word(name: str, other: str) -> bool:
    """Say whether two names have a word in common, marks aside."""
    return bool(set(fold(name).split()) & set(fold(other).split()))


def is_still(name: str, was: str, *, is_lost: bool) -> bool:
    """Say whether a row that was called `was` may still mean the same under another name.

    Where it is lost what was exported (`is_lost`) a code may have been typed by hand: only marks may differ.
    """
    return fold(name) == fold(was) or (not is_lost and share_a_word(name, was))
