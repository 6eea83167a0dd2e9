"""Cells of every workbook: each value is written as what it is.

Text is text, whatever it begins with: a name that begins with "=" is a name, an address is no link.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from typing import IO, Any

import xlsxwriter
from django.utils import timezone

from web.sandbox.rooms import room

TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PLAIN = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
# What a program would take for a formula once somebody edits the cell; the quote says it is text.
_LIKE_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


@contextmanager
def streamed(target: IO[bytes]) -> Iterator[Any]:
    """Open a workbook whose rows go to the disk as they come; whatever happens, none of them stay there."""
    with (
        room() as folder,
        xlsxwriter.Workbook(target, {"constant_memory": True, "tmpdir": folder, **PLAIN}) as book,
    ):
        yield book


def forms_of_text(book: Any, **how: Any) -> dict[str, Any]:
    """Return what text looks like in a workbook; whoever writes cells has other forms beside these."""
    return {
        "text": book.add_format({"num_format": "@", **how}),
        "quoted": book.add_format({"num_format": "@", "quote_prefix": True, **how}),
    }


def write_text(sheet: Any, row: int, column: int, text: str, forms: dict[str, Any]) -> None:
    """Write text as text, which it stays when somebody edits the cell."""
    form = "quoted" if text.startswith(_LIKE_A_FORMULA) else "text"
    sheet.write_string(row, column, text, forms[form])


def write_cell(sheet: Any, row: int, column: int, value: Any, forms: dict[str, Any]) -> None:
    """Write a value as what it is, nothing for a blank; days need a form "day", moments one "time"."""
    match value:
        case None | "":
            return
        case bool():
            sheet.write_boolean(row, column, value)
        case int() | float():
            sheet.write_number(row, column, value, forms.get("number"))
        case datetime():
            at = timezone.localtime(value).replace(tzinfo=None)
            sheet.write_datetime(row, column, at, forms["time"])
        case date():
            sheet.write_datetime(row, column, value, forms["day"])
        case _:
            write_text(sheet, row, column, str(value), forms)
