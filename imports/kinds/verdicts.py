"""What the checks of all kinds say of a row: its verdict, and that it cannot be taken as it stands."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from imports.models import ImportRow, Kind, Verdict
from imports.spreadsheet.lines import Line

# A model takes its fields in their order in half of the time that it takes them by name.
_FIELDS = [field.attname for field in ImportRow._meta.concrete_fields]


def row_of(
    line: Line, verdict: str, values: dict[str, Any], *, group: int | None = None, **facts: Any
) -> ImportRow:
    """Return a row with its verdict, and what it keeps of what it said; by itself it is a group."""
    told = {
        "kind": Kind.HOUSEHOLDS.value,
        "number": line.number,
        "sheet": line.sheet,
        "line": line.row or line.number,
        "group": line.number if group is None else group,
        "verdict": Verdict.ERROR if line.problems else verdict,
        "noted": bool(line.notes),
        "cells": [],
        "values": values,
        "changes": {},
        "problems": list(line.problems),
        "notes": list(line.notes),
        **facts,
    }
    row = ImportRow(*map(told.get, _FIELDS))
    for name in facts.keys() - {*_FIELDS}:  # what a row is about, not its key
        setattr(row, name, facts[name])
    row.at = line.at
    return row


def refuse_foreign_code(line: Line) -> None:
    """Refuse a code that this commune's register does not have: what it is elsewhere, is not said."""
    line.wrong(
        "id",
        _("Mã dòng này ở ngoài địa bàn, hoặc không còn trong sổ."),
        _("Xóa mã dòng để nhập như dòng mới, hoặc bỏ dòng này."),
        line.values["id"],
    )


def refuse_repeated(line: Line, other: Line, column: str, how: str, value: str = "") -> None:
    """Refuse a row that means the same as another one of the file."""
    line.wrong(
        column, _("Trùng với dòng %(n)d của tệp.") % {"n": other.row or other.number}, how, value
    )


def refuse_other_person(line: Line, was: Any, name: Any) -> None:
    """Refuse a row that must be about somebody else than when it was exported: rows were typed over."""
    line.wrong(
        "full_name",
        _("Tên khác hẳn người ở dòng này lúc tải mẫu, là %(name)s.") % {"name": was},
        _("Nếu là người khác thì ghi thành dòng mới, trả dòng này về như cũ."),
        name,
    )


def date_figures(line: Line, figures: Iterable[str], day: date | None) -> None:
    """Give figures of a file that was put in order the day that was said of rows that say none."""
    values = line.values
    if day is None or not line.row or "declared_on" in values or line.is_wrong("declared_on"):
        return
    if not values.keys().isdisjoint(figures):
        values["declared_on"] = day
