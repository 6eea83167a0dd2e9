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
        return frozenset(" ".join(typed.text.split()) for typed in found if typed.is_sure)

    def of(self, readings: Sequence[str]) -> str | None:
        """Return which of two readings of a text stands elsewhere in the file, else names a unit; None where neither or both do."""
        ways = [one for one in readings if " ".join(one.split()) in self.texts]
        ways = ways or [one for one in readings if self._is_unit(one)]
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
        if typed.is_sure:
            return typed.text
        family = self._family(text, row, column)
        if family and family.text != row.cells[column - 1]:
            return typed.text  # surely typed for the font, and so is what stands behind it
        before = f"{' '.join(family.text.split())} " if family else ""
        whole = (before + typed.text, before + (typed.other or text))
        if before and (told := self.sure.of(whole)):
            return told.removeprefix(before)
        # More than one word may be a whole name, and what stands behind it anything.
        return self._asked(text, typed, before if before.count(" ") == 1 else "", row, column)

    def _family(self, text: str, row: Row, column: int) -> Typed | None:
        """Return the family name beside a given name in a cell of its own, where it is sure."""
        before = row.cells[column - 1] if column else None
        if not isinstance(before, str) or len(text.split()) > 1 or len(before.split()) > _NAMES:
            return None
        typed = read(before, self.sure.encoding)
        return typed if typed.is_sure and before.strip() and _is_family(typed.text) else None

    def _asked(self, text: str, typed: Typed, before: str, row: Row, column: int) -> Cell:
        """Ask once about a text that may be of the old font or of today, with the family name `before` it."""
        choices = (before + typed.text, before + (typed.other or text), "skip")
        text = before + text
        if text not in self.doubtful and (told := self.sure.of(choices[:2])):
            self.doubtful[text] = told
        if not isinstance(self.doubtful.get(text), str):
            unseen.note(text, self.place, row.number, self.asking)
        if text not in self.doubtful:
            spot = Spot(self.place, row.number, column)
            told = self.asking.ask("repair", text, choices, spot=spot, proposal=choices[0])
            self.doubtful[text] = Fault.UNREAD if told in {None, "skip"} else told
        found = self.doubtful[text]
        return found.removeprefix(before) if isinstance(found, str) else found


def _is_family(text: str) -> bool:
    return text.split(maxsplit=1)[0].casefold() in FAMILIES
