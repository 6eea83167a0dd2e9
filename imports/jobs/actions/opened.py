"""A file that was opened: its sheet, its headings, and each of its rows with a verdict."""

import shutil
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import islice
from typing import IO, Any

from areas.names import clean
from imports.kinds import KINDS
from imports.kinds.places import Places, villages_of
from imports.models import HeadingMemory, Import, ImportRow, VillageMemory
from imports.sandbox import run
from imports.spreadsheet import fonts
from imports.spreadsheet.book import Cell, Row, Sheet
from imports.spreadsheet.columns import SHEET_KINDS
from imports.spreadsheet.data_rows import Use, data_rows
from imports.spreadsheet.headings import Headings, choose, find
from imports.spreadsheet.lines import Line, line_of, plain, readers
from web.sandbox.turns import BEHIND, Lane

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
    """A file of rows, opened in the sandbox. Raises Unreadable for what is no such file, Busy out of turn."""

    def __init__(self, source: Import, file: IO[bytes], lane: Lane = BEHIND) -> None:
        self.source, self.kind = source, SHEET_KINDS[source.kind]
        self.font: dict[str, Any] | None = None
        self.passed, self.places = Counter[str](), Places({}, {})
        with tempfile.NamedTemporaryFile(prefix="to-so-") as copy:
            shutil.copyfileobj(file, copy)
            copy.flush()
            self.book = run.read(copy.name, lane)
        self.sheets = {
            str(place): sheet.name
            for place, sheet in enumerate(self.book.sheets)
            if sheet.rows and not sheet.is_hidden
        }
        # The sheet that was asked for, if it can be chosen, else the likeliest one.
        said = source.layout.get("chosen")
        self.place = said if str(said) in self.sheets else choose(self.book, self.kind)
        self.sheet = self._in_unicode(self.book.sheets[self.place])
        self.headings = self._headings()

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
        if judged:
            self.font = {"encoding": judged.encoding.value, "samples": judged.samples}
        return sheet

    def _headings(self) -> Headings:
        memory = HeadingMemory.unscoped.filter(commune=self.source.commune, kind=self.source.kind)
        given = self.source.layout.get("given", {})
        return find(
            self.sheet.rows,
            self.kind,
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
            "asked": list(self.places.asked.values()),
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
        lines = self._lines(told)
        for row in KINDS[source.kind].check(source, lines, self.places, self.columns):
            # Read once more: nobody holds the cells of a large file until all its rows are compared.
            if not row.is_hidden:
                cells = [plain(cell) for cell in self._mended(self.sheet.rows[row.at]).cells]
                row.cells = row.hides.without(cells) if row.hides else cells
            yield row

    def _lines(self, told: Callable[[int], None]) -> Iterator[Line]:
        """Yield the rows of the sheet as they are understood; its other rows are counted."""
        columns, how, rows = self.columns, readers(self.kind), self.sheet.rows
        last = max(self.headings.rows)
        first = next((at for at, row in enumerate(rows) if row.number > last), 0)
        for at, (row, use) in enumerate(
            data_rows(self.sheet, self.headings, self.kind), start=first
        ):
            told(at + 1)
            if use is Use.FACT:
                line = line_of(self._mended(row), columns, how, self.kind)
                line.at = at
                yield line
            else:
                self.passed[use.value] += 1

    def _mended(self, row: Row) -> Row:
        """Return a row with the cells that were typed anew in the preview."""
        texts = self.source.layout.get("cells", {}).get(str(row.number), {})
        typed = {self.columns[key]: text for key, text in texts.items() if key in self.columns}
        if not typed:
            return row
        cells: list[Cell] = [*row.cells, *[None] * (max(typed) + 1 - len(row.cells))]
        for column, text in typed.items():
            cells[column] = clean(text) or None
        return replace(row, cells=cells)
