"""The extract as a workbook of one sheet: part under part, as on paper."""

import tempfile
from typing import IO, Any

from django.utils.translation import gettext as _

from privacy.requests.exports.words import head_of, title_of
from privacy.requests.queries.extract import Extract
from privacy.requests.queries.part import Part
from web.cells import forms_as_it_is, forms_of_text, streamed, write_cell, write_text
from web.paper import Width, paper_of
from web.ruled import HEADING, RULED

WIDTHS = (26, 26, 30, 30, 18, 13, 22)


def workbook_of(extract: Extract) -> IO[bytes]:
    """Return the extract as an open file; whoever sends it closes it."""
    handle = tempfile.TemporaryFile()  # noqa: SIM115 - the response closes it
    with streamed(handle) as book:
        sheet, forms = book.add_worksheet(_("Bản sao")), _forms(book)
        for at, width in enumerate(WIDTHS):
            sheet.set_column(at, at, width)
        paper_of([Width(width, width) for width in WIDTHS]).lay(sheet)
        sheet.hide_gridlines(2)
        sheet.write_string(0, 0, title_of(extract), forms["title"])
        row = 1
        for row, line in enumerate(head_of(extract), start=1):
            write_text(sheet, row, 0, line, forms)
        for number, part in enumerate(extract.parts, start=1):
            row = _write(sheet, row + 2, number, part, forms)
    handle.seek(0)
    return handle


def _write(sheet: Any, row: int, number: int, part: Part, forms: dict[str, Any]) -> int:
    """Write a part from a row on; return its last row."""
    sheet.write_string(row, 0, f"{number}. {part.heading}", forms["heading"])
    if part.note:
        row += 1
        write_text(sheet, row, 0, part.note, forms)
    if not part.rows:
        write_text(sheet, row + 1, 0, _("Không có."), forms)
        return row + 1
    row += 1
    for at, word in enumerate(part.heads):
        sheet.write_string(row, at, word, forms["head"])
    for values in part.rows:
        row += 1
        for at, value in enumerate(values):
            write_cell(sheet, row, at, value, forms["cells"])
    return row


def _forms(book: Any) -> dict[str, Any]:
    return {
        "title": book.add_format({"bold": True, "font_size": 14}),
        "heading": book.add_format({"bold": True, "font_size": 12}),
        "head": book.add_format(HEADING),
        # Sentences run on over the columns beside them; what stands in a table is ruled.
        **forms_of_text(book),
        "cells": forms_as_it_is(book, **RULED),
    }
