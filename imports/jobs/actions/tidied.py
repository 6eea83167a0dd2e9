"""A file of people's own: put in order, its rows of each kind checked against the register, and what it asks and leaves."""

from array import array
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from operator import itemgetter
from typing import Any

from areas.names import fold
from households.erasing.queries import erased_among
from imports.jobs.actions.mended import Heard, Mended
from imports.jobs.actions.remembering import answers_of
from imports.jobs.actions.told import texts_of, told_of, without
from imports.jobs.queries.known import known_of
from imports.kinds import KINDS, kinds_for
from imports.kinds.places import Places, villages_of
from imports.models import Import, ImportRow
from imports.sandbox.run import KeptRows
from imports.spreadsheet.book import Book, Row
from imports.spreadsheet.lines import Line, plain
from imports.tidy.asking import Asking
from imports.tidy.file import Tidied
from imports.tidy.turned import turned


class TidiedFile:
    """A file that was opened and put in order. What it asks, takes and leaves is known once all rows were taken."""

    def __init__(self, source: Import, book: Book) -> None:
        self.source, self.as_kept = source, book
        # While its rows are read the lease on it is renewed, also before the first one has a verdict.
        self.hear: Callable[[], None] = lambda: None
        self.book = self._heard(self._mended(book))
        self.asking = Asking(answers_of(source))
        self.tidied = Tidied(self.book, known_of(source), self.asking, source.name)
        self.numbers, self.starts = Numbers(), dict[int, array[int]]()
        # What rows said of which nothing is kept, for they name somebody who was erased.
        self.unsaid = set[str]()
        # Rows of kinds that the sender may not bring in.
        self.refused = Counter[str]()

    def _mended(self, book: Book) -> Book:
        """Return the book with the cells that were typed anew in the preview."""
        typed = self.source.layout.get("cells", {})
        if not typed:
            return book
        stands = turned(book)
        sheets = [
            replace(sheet, rows=Mended(sheet.rows, texts)) if texts else sheet
            for place, sheet in enumerate(book.sheets)
            for texts in [stands.stood(place, _typed(typed, place))]
        ]
        return replace(book, sheets=sheets)

    def _heard(self, book: Book) -> Book:
        heard = (replace(sheet, rows=Heard(sheet.rows, self._hear)) for sheet in book.sheets)
        return replace(book, sheets=list(heard))

    def _hear(self) -> None:
        self.hear()

    @property
    def total(self) -> int:
        """How many rows there are to read."""
        return sum(len(sheet.rows) for sheet in self.book.sheets)

    def rows(self, told: Callable[[int], None]) -> Iterable[ImportRow]:
        """Yield each row with its verdict, kind by kind; `told` hears how many rows were read."""
        source = self.source
        places = Places(villages_of(source.commune), {}, source.village)
        allowed = {key for key, _words in kinds_for(source.added_by)}
        for kind, pairs in groupby(self._counted(told), key=itemgetter(0)):
            lines = (line for _kind, line in pairs)
            if kind not in allowed:
                self.refused[kind] += sum(1 for _line in lines)
                continue
            numbered = map(self._numbered, lines)
            for row in KINDS[kind].check(source, numbered, places, self._columns(kind)):
                row.kind = kind
                yield self._with_cells(row)

    def _counted(self, told: Callable[[int], None]) -> Iterator[tuple[str, Line]]:
        number = 0
        self.hear = lambda: told(number)
        for number, pair in enumerate(self.tidied.lines(), start=1):
            told(number)
            yield pair

    def _columns(self, kind: str) -> Mapping[str, int]:
        """Return which columns the tables of a kind have."""
        tables = [table for table in self.tidied.tables if table.kind == kind]
        return {role.key: at for table in tables for at, role in table.roles.items()}

    def _numbered(self, line: Line) -> Line:
        """Give a line its number in the file, and its place among the rows of its sheet."""
        line.row, line.number = line.number, self.numbers.of(line.number)
        line.at = self._at(line)
        return line

    def _at(self, line: Line) -> int:
        starts = self.starts.get(line.sheet)
        if starts is None:
            starts = array("L", _numbers(self.as_kept.sheets[line.sheet].rows))
            self.starts[line.sheet] = starts
        return bisect_left(starts, line.row)

    def _with_cells(self, row: ImportRow) -> ImportRow:
        """Read the cells of a row once more: nobody holds those of a large file until all its rows are compared."""
        rows = self.tidied.book.sheets[row.sheet].rows
        if row.at >= len(rows):
            return row
        cells = [plain(cell) for cell in rows[row.at].cells]
        if row.is_hidden:
            self.unsaid |= _texts(cells)
        elif row.hides:
            row.cells = row.hides.without(cells)
            self.unsaid |= _texts(cells) - _texts(row.cells)
        else:
            row.cells = cells
        return row

    def layout(self) -> dict[str, Any]:
        """Return what was found: tables, questions, answers in use, what is taken and left."""
        told = told_of(self.book, self.tidied, self.refused)
        # Rows that wait for an answer have no verdict yet: their names stand in questions and examples.
        unsaid = self.unsaid | erased_among(self.source.commune, texts_of(told))
        return without(told, unsaid) if unsaid else told


def _texts(cells: Iterable[Any]) -> set[str]:
    """Return what cells say, as it is compared."""
    return {fold(cell) for cell in cells if isinstance(cell, str)} - {""}


def _numbers(rows: Sequence[Row]) -> Iterable[int]:
    """Return the numbers of rows; of those on disk their cells need not be read."""
    return rows.numbers() if isinstance(rows, KeptRows) else (row.number for row in rows)


class Numbers:
    """Numbers of rows in a file, each once: the row where it is free, else the next one after all others."""

    def __init__(self) -> None:
        self.taken, self.last = set[int](), 0

    def of(self, row: int) -> int:
        """Return the number of a row that comes now."""
        number = self.last + 1 if row in self.taken else row
        self.taken.add(number)
        self.last = max(self.last, number)
        return number


def _typed(cells: Mapping[str, Mapping[str, str]], place: int) -> dict[int, dict[int, str]]:
    """Return the texts that were typed for a sheet, by row and column."""
    found = dict[int, dict[int, str]]()
    for where, texts in cells.items():
        sheet, _dot, row = where.partition(".")
        if sheet == str(place) and row.isdecimal():
            found[int(row)] = {int(at): text for at, text in texts.items() if at.isdecimal()}
    return found
