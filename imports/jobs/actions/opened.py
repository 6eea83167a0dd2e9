"""A file that was opened: its sheet, its headings, and each of its rows with a verdict."""

import shutil
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import islice
from typing import IO, Any

from django.utils import timezone

from areas.names import clean
from imports.kinds import KINDS
from imports.kinds.places import Places, villages_of
from imports.models import HeadingMemory, Import, ImportRow, VillageMemory
from imports.sandbox import run
from imports.spreadsheet import fonts
from imports.spreadsheet.book import Cell, Row, Sheet
from imports.spreadsheet.columns import SHEET_KINDS, SheetKind
from imports.spreadsheet.data_rows import Use, body
from imports.spreadsheet.headings import Headings, choose, find
from imports.spreadsheet.lines import Line, line_of, plain

# Rows by which a file is judged to be typed for an old font.
_JUDGED = 2_000

# What was said of a file, each with how it is when nothing was.
_SAID: Mapping[str, Callable[[], Any]] = {
    "given": dict,
    "convert": str,
    "cells": dict,
    "day": str,
    "language": str,
    "chosen": lambda: None,
}


class Opened:
    """A file of rows, opened in the cage. Raises Unreadable for what is no such file."""

    def __init__(self, source: Import, file: IO[bytes]) -> None:
        self.source, self.kind = source, SHEET_KINDS[source.kind]
        self.font: dict[str, Any] | None = None
        self.passed, self.places = Counter[str](), Places((), {})
        with tempfile.NamedTemporaryFile(prefix="to-so-") as copy:
            shutil.copyfileobj(file, copy)
            copy.flush()
            self.book = run.read(copy.name)
        self.sheets = {
            str(place): sheet.name
            for place, sheet in enumerate(self.book.sheets)
            if sheet.rows and not sheet.is_hidden
        }
        self.place = self._place()
        self.sheet = self._in_unicode(self.book.sheets[self.place])
        self.headings = self._headings(self.sheet, self.kind)

    def _place(self) -> int:
        """Return the place of the sheet that was asked for, if it can be chosen, else of the likeliest one."""
        said = self.source.layout.get("chosen")
        return said if str(said) in self.sheets else choose(self.book, self.kind)

    @property
    def most_rows(self) -> int:
        """How many rows its longest sheet has: any of them may be chosen to be read."""
        return max(len(sheet.rows) for sheet in self.book.sheets)

    def _in_unicode(self, sheet: Sheet) -> Sheet:
        """Convert text of old fonts where that was asked for; else note that it looks like some."""
        if said := self.source.layout.get("convert"):
            return replace(sheet, rows=fonts.Converted(sheet.rows, fonts.Encoding(said)))
        cells = (cell for row in islice(sheet.rows, _JUDGED) for cell in row.cells)
        judged = fonts.judge(cell for cell in cells if isinstance(cell, str))
        self.font = (
            {"encoding": judged.encoding.value, "samples": judged.samples} if judged else None
        )
        return sheet

    def _headings(self, sheet: Sheet, kind: SheetKind) -> Headings:
        memory = HeadingMemory.unscoped.filter(commune=self.source.commune, kind=self.source.kind)
        given = self.source.layout.get("given", {})
        return find(
            sheet.rows,
            kind,
            given={int(column): key for column, key in given.items()},
            known=dict(memory.values_list("heading", "field")),
        )

    @property
    def missing(self) -> list[str]:
        """The fields that must be there and are not; where all rows are of one village, it need not."""
        keys = [column.key for column in self.headings.missing]
        return [key for key in keys if key != "village" or self.source.village_id is None]

    @property
    def columns(self) -> dict[str, int]:
        """In which column each field stands."""
        return {key: match.column for key, match in self.headings.matches.items()}

    def layout(self) -> dict[str, Any]:
        """Return what was said of the file, and what was found in it so far."""
        said, matches = self.source.layout, self.headings.matches
        return {
            **{key: said.get(key, blank()) for key, blank in _SAID.items()},
            "font": self.font,
            "sheet": self.sheet.name,
            "place": self.place,
            "sheets": self.sheets,
            "most_rows": self.most_rows,
            "columns": self.columns,
            "headings": {
                **{str(match.column): match.text for match in matches.values()},
                **{str(column): text for column, text in self.headings.unused.items()},
            },
            "doubtful": [match.key for match in self.headings.doubtful],
            "missing": self.missing,
            "passed": dict(self.passed),
            "asked": [
                {"key": key, "text": one.text, "rows": one.rows, "options": list(one.options)}
                for key, one in self.places.asked.items()
            ],
        }

    def rows(self, told: Callable[[int], None]) -> Iterable[ImportRow]:
        """Yield each row with its verdict, none where the headings must be asked about first.

        `told` hears how many rows were read.
        """
        if self.missing or self.headings.doubtful or not self.headings.rows:
            return
        source = self.source
        memory = VillageMemory.unscoped.filter(commune=source.commune)
        said = dict(memory.values_list("written", "village")) | source.villages
        self.places = Places(villages_of(source.commune), said, source.village)
        lines = _Lines(self, told)
        yield from KINDS[source.kind].check(source, lines, self.places, self.columns)


class _Lines:
    """The rows of a sheet as they are understood; its other rows are counted."""

    def __init__(self, opened: Opened, told: Callable[[int], None]) -> None:
        self.opened, self.told, self.columns = opened, told, opened.columns
        self.mended: Mapping[str, Any] = opened.source.layout.get("cells", {})

    def __iter__(self) -> Iterator[Line]:
        opened = self.opened
        kind, rows = opened.kind, opened.sheet.rows
        how = KINDS[opened.source.kind].readers(timezone.localdate())
        last = max(opened.headings.rows)
        first = next((at for at, row in enumerate(rows) if row.number > last), 0)
        for at, (row, use) in enumerate(body(opened.sheet, opened.headings, kind), start=first):
            self.told(at + 1)
            if use is Use.FACT:
                whole = _mended(row, self.columns, self.mended)
                line = line_of(whole, self.columns, how, kind)
                line.at = at
                yield line
            else:
                opened.passed[use.value] += 1

    def cells_of(self, line: Line) -> list[Any]:
        row = _mended(self.opened.sheet.rows[line.at], self.columns, self.mended)
        return [plain(cell) for cell in row.cells]


def _mended(row: Row, columns: Mapping[str, int], mended: Mapping[str, Mapping[str, str]]) -> Row:
    """Return a row with the cells that were typed anew in the preview."""
    texts = mended.get(str(row.number))
    if not texts:
        return row
    width = max(len(row.cells), *(columns[key] + 1 for key in texts if key in columns), 0)
    cells: list[Cell] = [*row.cells, *[None] * (width - len(row.cells))]
    for key, text in texts.items():
        if key in columns:
            cells[columns[key]] = clean(text) or None
    return replace(row, cells=cells)
