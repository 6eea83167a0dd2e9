"""One cell of a sheet of ours that comes back: what was given out, what it says, what the register says now.

Only what was changed in the sheet is left in its row. What somebody changed in the register since is
never replaced: it is noted, with both values.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from areas.names import clean, fold
from imports.spreadsheet.lines import Line

# How a value of a field is told to a reader.
type Words = Callable[[str, Any], str]


def words_of(choices: Mapping[str, Mapping[Any, Any]]) -> Words:
    """Return how values are told: those of a choice by its words, days as days, none as blank."""

    def words(name: str, value: Any) -> str:
        known = choices.get(name, {})
        if value is None:
            return str(known.get(None, _("trống")))
        return str(known[value]) if value in known else _as_told(value)

    return words


def _as_told(value: Any) -> str:
    try:
        return date_format(date.fromisoformat(value))
    except (TypeError, ValueError):  # No day, whatever the hidden cell says.
        return str(value)


def settle_cell(line: Line, name: str, was: Any, now: Any, words: Words) -> None:
    """Settle one cell: what was given out, what it says, what stands in the register."""
    if not line.problems and line.values.get(name) == was == now:
        line.values.pop(name, None)
        return
    said, now = plain(line.values.get(name)), plain(now)
    changed_here, changed_there = said != was, now != was
    if said is not None and changed_here and not (changed_there and said != now):
        return
    if _is_wrong(line, name):
        return
    line.values.pop(name, None)
    if changed_here or changed_there:
        _note(line, name, (was, said, now), words)


def _note(line: Line, name: str, values: tuple[Any, Any, Any], words: Words) -> None:
    """Say what of a cell is not taken, and why."""
    was, said, now = values
    told = {"was": words(name, was), "said": words(name, said), "now": words(name, now)}
    if said is None and said != was:
        if now is not None:
            line.note(name, _("Ô đã xóa trống; giữ %(now)s trong sổ.") % told)
    elif said != was:
        text = _("Lúc tải mẫu là %(was)s, tệp ghi %(said)s, trong sổ nay là %(now)s: giữ trong sổ.")
        line.note(name, text % told, said)
    else:
        text = _("Sau khi tải mẫu, trong sổ đã đổi thành %(now)s: giữ trong sổ.")
        line.note(name, text % told, said)


def leave(line: Line, given: Mapping[str, Any], names: Iterable[str], why: str) -> None:
    """Leave out the cells of a row of ours that no file changes; say why where one was changed."""
    for name in names:
        said = plain(line.values.pop(name, None))
        if said not in (None, given.get(name)):
            line.note(name, why, said)


def given_out(line: Line, stands: Mapping[str, Any], version: int) -> Mapping[str, Any]:
    """Return what a row of ours said when it was given out.

    Where that is lost it is what stands in the register; a row of another version then only fills its blanks.
    """
    if line.given is not None:
        return line.given
    if line.values.get("version", version) != version:
        _only_blanks(line, stands)
    return {name: plain(now) for name, now in stands.items()}


def _only_blanks(line: Line, stands: Mapping[str, Any]) -> None:
    late = [
        name
        for name, now in stands.items()
        if name in line.values and plain(now) not in (None, plain(line.values[name]))
    ]
    for name in late:
        line.values.pop(name)
    if late:
        line.note(
            "version", _("Sổ đã đổi sau khi tải mẫu này; giữ giá trị trong sổ, chỉ điền ô trống.")
        )


def not_ours(line: Line) -> None:
    """Refuse a code that this commune's register does not have: what it is elsewhere, is not said."""
    line.wrong(
        "id",
        _("Mã dòng này ở ngoài địa bàn, hoặc không còn trong sổ."),
        _("Xóa mã dòng để nhập như dòng mới, hoặc bỏ dòng này."),
        line.values["id"],
    )


def share_a_word(name: str, other: str) -> bool:
    """Say whether two names have a word in common, marks aside."""
    return bool(set(fold(name).split()) & set(fold(other).split()))


def is_still(name: str, was: str, *, is_lost: bool) -> bool:
    """Say whether a row that was called `was` may still mean the same under another name.

    Where it is lost what was given out (`is_lost`) a code may have been typed by hand: only marks may differ.
    """
    return fold(name) == fold(was) or (not is_lost and share_a_word(name, was))


def plain(value: Any) -> Any:
    """Return a value as it is compared: a day as ISO, no text as None."""
    if isinstance(value, date):
        return value.isoformat()
    return (clean(value) or None) if isinstance(value, str) else value


def _is_wrong(line: Line, name: str) -> bool:
    return any(one["column"] == name for one in line.problems)
