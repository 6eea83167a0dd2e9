"""Cells of every workbook: each value is written as what it is.

Text is text, whatever it begins with: a name that begins with "=" is a name, an address is no link.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from typing import IO, Any

import xlsxwriter
from django.utils import timezone
from django.utils.functional import Promise

from web.paper import FONT
from web.sandbox.rooms import room

TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PLAIN = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
# The letters of offices; widths and sizes on paper are counted in them (web/paper.py).
_FONT = {"font_name": "Times New Roman", "font_size": FONT, "font_family": 1, "font_scheme": False}
# What a program would take for a formula once somebody edits the cell; the quote says it is text.
_LIKE_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")

type Cell = str | Promise | int | float | date | datetime | None
type Forms = dict[str, Any]


class Points(float):
    """A difference of shares, which is written with its sign."""


class AtRight(str):
    """Words in the place of a number."""

    __slots__ = ()


class Label(int):
    """A number that counts nothing, a year or a place in a list: no separators, no sums."""


@contextmanager
def streamed(target: IO[bytes]) -> Iterator[Any]:
    """Open a workbook whose rows go to the disk as they come; whatever happens, none of them stay there."""
    how = {"constant_memory": True, "default_format_properties": dict(_FONT), **PLAIN}
    with room() as folder, xlsxwriter.Workbook(target, {**how, "tmpdir": folder}) as book:
        yield book


def forms_of_text(book: Any, **how: Any) -> Forms:
    """Return what text looks like in a workbook; whoever writes cells has other forms beside these."""
    return {
        "text": book.add_format({"num_format": "@", **how}),
        "quoted": book.add_format({"num_format": "@", "quote_prefix": True, **how}),
    }


def forms_of(book: Any, **how: Any) -> Forms:
    """Return what cells of a ruled table look like: numbers at the right with room beside them, days in the middle."""
    # What stands after "_" is left free at its right; an indent is drawn by some programs and not by others.
    number = {"align": "right", **how}
    middle = {"align": "center", **how}
    return {
        **forms_of_text(book, text_wrap=True, **how),
        "blank": book.add_format(how),
        "number": book.add_format({"num_format": "#,##0_)", **number}),
        "share": book.add_format({"num_format": "0.0_)", **number}),
        "points": book.add_format({"num_format": "+0.0_);-0.0_);0.0_)", **number}),
        "at_right": book.add_format({"num_format": "@_)", **number}),
        "label": book.add_format({"num_format": "0", **middle}),
        "day": book.add_format({"num_format": "dd/mm/yyyy", **middle}),
        "time": book.add_format({"num_format": "dd/mm/yyyy hh:mm", **middle}),
    }


def forms_as_it_is(book: Any, **how: Any) -> Forms:
    """Return what cells look like of which nobody knows what they count: a year has no separators."""
    plain, middle = book.add_format(how), {"align": "center", **how}
    return {
        **forms_of_text(book, text_wrap=True, **how),
        "blank": plain,
        "number": plain,
        "day": book.add_format({"num_format": "dd/mm/yyyy", **middle}),
        "time": book.add_format({"num_format": "dd/mm/yyyy hh:mm", **middle}),
    }


def write_text(sheet: Any, row: int, column: int, text: str, forms: Forms) -> None:
    """Write text as text, which it stays when somebody edits the cell."""
    form = "quoted" if text.startswith(_LIKE_A_FORMULA) else "text"
    sheet.write_string(row, column, text, forms[form])


def write_cell(sheet: Any, row: int, column: int, value: Any, forms: Forms) -> None:
    """Write a value as what it is; nothing for a blank, which has its lines where there is a form "blank"."""
    match value:
        case None | "":
            if "blank" in forms:
                sheet.write_blank(row, column, None, forms["blank"])
        case bool():
            sheet.write_boolean(row, column, value, forms.get("blank"))
        case int() | float():
            sheet.write_number(row, column, value, forms.get(_form_of(value), forms.get("number")))
        case datetime():
            at = timezone.localtime(value).replace(tzinfo=None)
            sheet.write_datetime(row, column, at, forms["time"])
        case date():
            sheet.write_datetime(row, column, value, forms["day"])
        case AtRight():
            sheet.write_string(row, column, value, forms.get("at_right", forms["text"]))
        case _:
            write_text(sheet, row, column, str(value), forms)


def _form_of(number: int | float) -> str:
    match number:
        case Label():
            return "label"
        case int():
            return "number"
        case Points():
            return "points"
        case _:
            return "share"
