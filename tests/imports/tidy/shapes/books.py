"""Small files as communes make them, put in order."""

from datetime import date

from areas.kinds import Kind
from imports.spreadsheet.book import Book, Row, Sheet
from imports.tidy.asking import Asking, about
from imports.tidy.file import Tidied
from imports.tidy.model import Known
from imports.tidy.units import Own
from imports.tidy.villages import Villages

HOI_PHU, EA_KAR, KP3 = 1, 2, 3
VILLAGES = Villages(
    {
        HOI_PHU: {(Kind.THON, "Hội Phú")},
        EA_KAR: {(Kind.BUON, "Ea Kar")},
        KP3: {(Kind.KHU_PHO, "3")},
    }
)
TODAY = date(2026, 9, 15)


class Read:
    """What came of a file: its lines, what is asked and left."""

    def __init__(self, book, answers, **known):
        own = Own(Kind.XA, "Hòa Xuân", provinces=("Đắk Lắk",))
        self.asking = Asking({about(*key): told for key, told in answers.items()})
        known = Known(TODAY, VILLAGES, own, **known)
        pairs = list(Tidied(book, known, self.asking, "tep.xlsx").lines())
        self.kinds = {kind for kind, _line in pairs}
        self.lines = [line for _kind, line in pairs]
        self.asked = {(one.kind, one.subject) for one in self.asking.questions.values()}
        self.left = {one.why for one in self.asking.left}

    def told(self, *fields):
        """Return of each line the values of fields, words for choices."""
        return [tuple(_plain(line.values.get(name)) for name in fields) for line in self.lines]


def _plain(value):
    return value if value is None or isinstance(value, int | date) else str(value)


def read(*rows, answers=None, **known):
    """Read one sheet of rows; a text stands alone in its row, None is a blank one."""
    return read_sheets({"Sheet1": rows}, answers=answers, **known)


def read_sheets(sheets, answers=None, **known):
    made = []
    for name, rows in sheets.items():
        filled = [
            Row(number, (row,) if isinstance(row, str) else tuple(row))
            for number, row in enumerate(rows, start=1)
            if row is not None
        ]
        made.append(Sheet(name, filled))
    return Read(Book("xlsx", made), answers or {}, **known)
