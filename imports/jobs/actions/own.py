"""A sheet of ours that comes back: its rows find by hidden codes whom they mean, and are reconciled cell by cell."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import islice
from typing import Any

from django.utils.translation import override

from areas.names import fold
from imports.jobs.actions.mended import mended
from imports.jobs.actions.remembering import answers_of, villages_told
from imports.kinds import KINDS
from imports.kinds.places import Places, villages_of
from imports.models import Import, ImportRow, Kind
from imports.spreadsheet import fonts
from imports.spreadsheet.book import Book, Row, Sheet
from imports.spreadsheet.columns import HIDDEN, HOUSEHOLDS, SHEET_KINDS
from imports.spreadsheet.data_rows import Use, data_rows
from imports.spreadsheet.headings import UNUSED, Headings, choose, find
from imports.spreadsheet.lines import Line, line_of, plain, readers

# Rows by which a file is judged to be typed for an old font.
_JUDGED = 2_000

# How the hidden columns of a sheet of ours are headed, folded: two of them are enough to know it by.
_HIDDEN = frozenset(
    fold(text)
    for column in HOUSEHOLDS.columns
    if column.key in HIDDEN
    for text in (str(column.label), *column.also)
)
_LOOKED_AT = 30


def own_kind(book: Book) -> str | None:
    """Return of which kind the sheet of ours is that a book holds; None where it holds none."""
    for sheet in book.sheets:
        for row in () if sheet.is_hidden else islice(sheet.rows, _LOOKED_AT):
            words = {fold(cell) for cell in row.cells if isinstance(cell, str)}
            if len(words & _HIDDEN) > 1:
                return _kind_of(words)
    return None


def _kind_of(words: Collection[str]) -> str:
    """Return the kind of sheet that has most of these headings."""
    with override("vi"):
        labels = {
            kind.key: {fold(str(column.label)) for column in kind.columns}
            for kind in SHEET_KINDS.values()
        }
    return max(labels, key=lambda key: len(labels[key] & set(words)))


class OwnSheet:
    """The one sheet of a file of ours that is read: what stands in it, without what is not kept."""

    def __init__(self, source: Import, book: Book) -> None:
        self.source, self.kind, self.book = source, SHEET_KINDS[source.kind], book
        self.font: dict[str, Any] | None = None
        self.passed, self.places = Counter[str](), Places({}, {})
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
        said = self.source.layout.get("given", {})
        # Under what was not kept nothing stands that a field could be read from.
        given = {int(column): key for column, key in said.items()}
        given |= dict.fromkeys(self.sheet.cut, UNUSED)
        return find(self.sheet.rows, self.kind, given=given)

    @property
    def missing(self) -> list[str]:
        """The fields that must be there and are not; where all rows are of one village, it need not."""
        keys = [column.key for column in self.headings.missing]
        return [key for key in keys if key != "village" or self.source.village_id is None]

    @property
    def columns(self) -> dict[str, int]:
        """In which column each field stands."""
        return {key: match.column for key, match in self.headings.matches.items()}

    @property
    def total(self) -> int:
        """How many rows there are to read."""
        return len(self.sheet.rows)

    def layout(self) -> dict[str, Any]:
        """Return what was found in it so far."""
        matches = self.headings.matches
        headings = {
            **{str(match.column): match.text for match in matches.values()},
            **{str(column): text for column, text in self.headings.unused.items()},
        }
        return {
            "font": self.font,
            "sheet": self.sheet.name,
            "place": self.place,
            "tables": [self._table(headings)],
            "sheets": self.sheets,
            "cut": {str(column): cells for column, cells in self.sheet.cut.items()},
            "masked": self.sheet.masked,
            "columns": self.columns,
            "headings": headings,
            "doubtful": [match.key for match in self.headings.doubtful],
            "missing": self.missing,
            "passed": dict(self.passed),
            "unanswered": len(self.places.asked),
            "questions": [self._question(one) for one in self.places.asked.values()],
        }

    def _table(self, headings: Mapping[str, str]) -> dict[str, Any]:
        """Return the sheet as any other table is told of."""
        return {
            "sheet": self.place,
            "name": self.sheet.name,
            "kind": self.source.kind,
            "fields": {str(at): key for key, at in self.columns.items()},
            "headings": headings,
        }

    def _question(self, asked: Mapping[str, Any]) -> dict[str, Any]:
        """Return a name of a village that is not sure as what is asked of any file."""
        none = "new" if self.source.kind == Kind.VILLAGES else "skip"
        options = [str(key) for key in asked["options"]]
        every = map(str, self.places.villages.keys())
        others = [key for key in every if key not in options]
        return {
            "kind": "village",
            "subject": asked["text"],
            "choices": [*options, *others, none],
            "count": asked["rows"],
            "examples": [],
            "proposal": "",
            "source": "",
        }

    def rows(self, told: Callable[[int], None]) -> Iterable[ImportRow]:
        """Yield each row with its verdict, none where the headings must be asked about first.

        `told` hears how many rows were read.
        """
        if self.missing or self.headings.doubtful or not self.headings.rows:
            return
        source = self.source
        said = villages_told(answers_of(source))
        source.villages = {key: village for key, village in said.items() if not village}
        self.places = Places(villages_of(source.commune), said, source.village)
        lines = self._lines(told)
        for row in KINDS[source.kind].check(source, lines, self.places, self.columns):
            # Read once more: nobody holds the cells of a large file until all its rows are compared.
            if not row.is_hidden:
                cells = [plain(cell) for cell in self._mended(self.sheet.rows[row.at]).cells]
                row.cells = row.hides.without(cells) if row.hides else cells
            row.kind = source.kind
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
                line.at, line.sheet = at, self.place
                yield line
            else:
                self.passed[use.value] += 1

    def _mended(self, row: Row) -> Row:
        """Return a row with the cells that were typed anew in the preview."""
        texts = self.source.layout.get("cells", {}).get(f"{self.place}.{row.number}", {})
        return mended(row, {int(at): text for at, text in texts.items()})
