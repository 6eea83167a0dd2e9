"""Sheets of changes of villages as tests write them, and a small commune that they name."""

from datetime import date

from areas.kinds import Kind
from imports.spreadsheet.book import Book, Row as SheetRow, Sheet
from imports.tidy.units import Communes, Unit
from imports.tidy.villages import Villages
from reorganisations.sheet.rules.around import Around, Ended, Village

HEAD = (
    "Xã",
    "Thôn cũ",
    "Thôn mới",
    "Loại mới",
    "Sang xã",
    "Số quyết định",
    "Ngày ký",
    "Hiệu lực từ",
)
PAPER = ("58/NQ-HĐND", date(2026, 11, 2), "01/12/2026")
TODAY = date(2026, 11, 30)
AN, BINH = 1, 2
# Villages of the two communes by key.
NAMES = {
    11: (AN, "Hội Phú"),
    12: (AN, "Diêm Hội"),
    13: (AN, "Tân Lập"),
    14: (AN, "Phú Hội"),
    21: (BINH, "Tân Lập"),
}


def book(*rows, shared=(), head=HEAD):
    """Return a book of one sheet; `shared` are (row, column) of cells merged over several rows."""
    cells = [head, *rows]
    made = [
        SheetRow(at, list(row), shared=frozenset(c for r, c in shared if r == at))
        for at, row in enumerate(cells, start=1)
    ]
    return Book("xlsx", [Sheet("Bảng", made)])


def around(**facts):
    """Return what is known of the two communes."""
    villages = {
        pk: Village(commune, "thon", name, f"Thôn {name}", since=date(2020, 1, 1))
        for pk, (commune, name) in NAMES.items()
    }
    units = [Unit(AN, Kind.XA, "Tuy An"), Unit(BINH, Kind.XA, "Tuy Bình")]
    named = {
        commune: Villages(
            {pk: {(Kind.THON, name)} for pk, (of, name) in NAMES.items() if of == commune}
        )
        for commune in (AN, BINH)
    }
    made = {
        "communes": {AN: "Xã Tuy An", BINH: "Xã Tuy Bình"},
        "names": Communes(units),
        "villages": villages,
        "villages_of": named.__getitem__,
        "ended": {(AN, "thon giai the"): Ended("Thôn Giải Thể", date(2025, 7, 1))},
        "today_is": TODAY,
    }
    return Around(**{**made, **facts})
