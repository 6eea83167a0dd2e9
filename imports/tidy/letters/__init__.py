"""A file typed for fonts of before Unicode comes in Unicode: word by word, for some of its cells are in Unicode already."""

from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property
from itertools import islice

from imports.spreadsheet import fonts
from imports.spreadsheet.book import Book, Cell, Fault, Row
from imports.spreadsheet.changed import Changed
from imports.tidy import unseen
from imports.tidy.asking import Asking, Spot
from imports.tidy.letters.judging import Typed, read
from imports.tidy.model import Known
from imports.tidy.people.families import FAMILIES

__all__ = ["in_unicode"]

# Rows of each sheet by which a file is judged.
_JUDGED = 2_000
# A family name with what stands between it and the given name has so many words.
_NAMES = 4


def in_unicode(book: Book, asking: Asking, known: Known | None = None) -> Book:
    """Return a book in Unicode, and note what it was typed for; what may be either is asked about."""
    rows = (row for sheet in book.sheets for row in islice(sheet.rows, _JUDGED))
    judged = fonts.judge(cell for row in rows for cell in row.cells if isinstance(cell, str))
    if judged is None:
        return book
    asking.font = judged
    sure = _Sure(book, judged.encoding, known)
    sheets = [
        replace(sheet, rows=_Converted(sheet.rows, place, sure, asking))
        for place, sheet in enumerate(book.sheets)
    ]
    return replace(book, sheets=sheets)


class _Sure:
    """Texts of a file that can be read in one way only: they tell how others are meant."""

    def __init__(self, book: Book, encoding: fonts.Encoding, known: Known | None) -> None:
        self.book, self.encoding = book, encoding
        self.units = (known.villages, known.communes) if known else ()

    @cached_property
    def texts(self) -> frozenset[str]:
        """These texts, looked for when somebody first asks."""
        rows = (row for sheet in self.book.sheets for row in islice(sheet.rows, _JUDGED))
        texts = {cell for row in rows for cell in row.cells if isinstance(cell, str)}
        found = (read(text, self.encoding) for text in texts if not text.isascii())
        return frozenset(typed.text for typed in found if typed.is_sure)

    def of(self, text: str, typed: Typed) -> str | None:
        """Return which of both readings of a text stands elsewhere in the file, else names a unit; None where neither or both do."""
        both = (typed.text, typed.other or text)
        ways = [one for one in both if one in self.texts]
        ways = ways or [one for one in both if self._is_unit(one)]
        return ways[0] if len(ways) == 1 else None

    def _is_unit(self, text: str) -> bool:
        """Tell the name of a village or commune of the importer's from that of somebody: "Phú Mỡ", where "Phó Mì" is none."""
        if len(text.split()) < 2 or _is_family(text):
            return False
        return any(one is not None and one.find(text).pk is not None for one in self.units)


class _Converted(Changed):
    """Rows in Unicode, each converted when it is asked for: none is held."""

    def __init__(self, rows: Sequence[Row], place: int, sure: _Sure, asking: Asking) -> None:
        super().__init__(rows)
        self.place, self.sure, self.asking = place, sure, asking
        self.doubtful = dict[str, Cell]()

    def changed(self, row: Row) -> Row:
        if all(not isinstance(cell, str) or cell.isascii() for cell in row.cells):
            return row
        cells = [
            cell if not isinstance(cell, str) or cell.isascii() else self._text(cell, row, at)
            for at, cell in enumerate(row.cells)
        ]
        return replace(row, cells=cells)

    def _text(self, text: str, row: Row, column: int) -> Cell:
        typed = read(text, self.sure.encoding)
        is_told = typed.is_sure or self._is_name_told(text, row, column)
        return typed.text if is_told else self._asked(text, typed, row, column)

    def _is_name_told(self, text: str, row: Row, column: int) -> bool:
        """Tell a given name in a cell of its own by the family name beside it, which is surely typed for the font."""
        before = row.cells[column - 1] if column else None
        if not isinstance(before, str) or len(text.split()) > 1 or len(before.split()) > _NAMES:
            return False
        typed = read(before, self.sure.encoding)
        return typed.is_sure and typed.text != before and _is_family(typed.text)

    def _asked(self, text: str, typed: Typed, row: Row, column: int) -> Cell:
        """Ask once about a text that may be of the old font or of today."""
        if text not in self.doubtful and (told := self.sure.of(text, typed)):
            self.doubtful[text] = told
        if not isinstance(self.doubtful.get(text), str):
            unseen.note(text, self.place, row.number, self.asking)
        if text not in self.doubtful:
            spot = Spot(self.place, row.number, column)
            choices = (typed.text, typed.other or text, "skip")
            told = self.asking.ask("repair", text, choices, spot=spot, proposal=typed.text)
            self.doubtful[text] = Fault.UNREAD if told in {None, "skip"} else told
        return self.doubtful[text]


def _is_family(text: str) -> bool:
    return text.split(maxsplit=1)[0].casefold() in FAMILIES
