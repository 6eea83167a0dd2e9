"""The sheet of ours, empty or with the households of a commune or village: sent back, it finds its own rows."""

import io
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

import xlsxwriter
from django.utils.translation import gettext as _

from areas.models import Area
from households.models import Resident
from imports.columns import HOUSEHOLDS, Column
from imports.register import code_of
from skills.catalogue import COLUMNS, Result

# Text stays text: a name that begins with "=" is a name.
PLAIN = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "default_date_format": "dd/mm/yyyy",
}
# Headings cannot be typed over; everything else can.
FREE = {"insert_rows": True, "delete_rows": True, "sort": True, "autofilter": True}
FREE |= {"format_columns": True, "format_rows": True, "format_cells": True}
MARKS = {Result.ALONE: "x", Result.WITH_HELP: "h", Result.NONE: "0"}
WIDTHS = {
    "village": 22,
    "head_name": 26,
    "full_name": 26,
    "relation": 14,
    "hamlet": 18,
    "phone": 15,
}
HIDDEN = ("household", "id", "version")
# Rows to which choices are offered, beyond those that are filled.
SPARE = 2_000


def workbook(villages: Iterable[Area], people: Iterable[Resident]) -> bytes:
    """Write the sheet with these people, one a row, the head of each household first."""
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, PLAIN) as book:
        sheet, lists = book.add_worksheet(_("Hộ")), book.add_worksheet(_("Danh mục"))
        _headings(book, sheet)
        line = 0
        for line, person in enumerate(people, start=1):
            for column, value in enumerate(_cells(person)):
                _write(sheet, line, column, value)
        _offer(sheet, lists, [village.full_name for village in villages], line + SPARE)
        lists.hide()
        sheet.protect("", FREE)
    return target.getvalue()


def _headings(book: Any, sheet: Any) -> None:
    bold = book.add_format(
        {"bold": True, "text_wrap": True, "valign": "top", "bg_color": "#E2EEF8"}
    )
    free = book.add_format({"locked": False})
    for number, column in enumerate(HOUSEHOLDS.columns):
        how = {"hidden": True} if column.key in HIDDEN else {}
        sheet.set_column(number, number, WIDTHS.get(column.key, 11), free, how)
        sheet.write_string(0, number, _title(column), bold)
    sheet.freeze_panes(1, 0)


def _title(column: Column) -> str:
    return str(column.label)


def _offer(sheet: Any, lists: Any, villages: list[str], last: int) -> None:
    """Offer what a cell may hold; anything else is a warning, not a wall."""
    for number, name in enumerate(villages):
        lists.write_string(number, 0, name)
    relations = [str(label) for label in Resident.Relation.labels]
    choices: dict[str, Any] = {
        "relation": relations,
        "sex": [str(label) for label in Resident.Sex.labels],
        **{key: list(MARKS.values()) for key in COLUMNS},
    }
    if villages:
        choices["village"] = f"='{lists.get_name()}'!$A$1:$A${len(villages)}"
    for number, column in enumerate(HOUSEHOLDS.columns):
        if column.key in choices:
            rule = {"validate": "list", "source": choices[column.key], "error_type": "warning"}
            sheet.data_validation(1, number, last, number, rule)


def _cells(person: Resident) -> Iterator[Any]:
    """Yield the cells of a person in the order of the columns."""
    home = person.household
    said: dict[str, Any] = {
        "village": home.village.full_name,
        "head_name": home.head_name,
        "household": home.code,
        "full_name": person.full_name,
        "relation": str(Resident.Relation(person.relation).label),
        "birth_year": person.birth_year,
        "sex": str(Resident.Sex(person.sex).label) if person.sex else "",
        "hamlet": home.hamlet if person.is_head else "",
        "phone": home.phone if person.is_head else "",
        "assessed_on": person.assessed_on,
        "id": code_of(person.pk),
        "version": home.version,
    }
    for column in HOUSEHOLDS.columns:
        result = getattr(person, column.key) if column.key in COLUMNS else None
        yield said.get(column.key) if result is None else MARKS[Result(result)]


def _write(sheet: Any, line: int, column: int, value: Any) -> None:
    if isinstance(value, int):
        sheet.write_number(line, column, value)
    elif isinstance(value, date):
        sheet.write_datetime(line, column, value)
    elif value:
        sheet.write_string(line, column, value)
