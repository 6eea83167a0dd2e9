"""Tables, as the tests of cells make them: headings are the names of roles."""

from datetime import date

import pytest
from django.utils import translation

from imports.spreadsheet.book import Row
from imports.tidy.asking import Asking, about
from imports.tidy.cells import line_of, look_at
from imports.tidy.model import Context, Entry, Known, Record, Table
from imports.tidy.roles import Role

TODAY = date(2026, 9, 15)
# What shapes call the cells of a role.
FIELDS = {"name": "full_name", "birth": "birth_year"}


@pytest.fixture(autouse=True)
def vietnamese():
    with translation.override("vi"):
        yield


class Read:
    """A table that was read: its lines, and what was asked of it."""

    def __init__(self, columns, answers=(), above=(), kind="households", groups=()):
        self.asking = Asking({about(*key): told for key, told in dict(answers).items()})
        cells = list(zip(*columns.values(), strict=True))
        rows = [Row(number, list(row)) for number, row in enumerate(cells, 5)]
        roles = {at: Role(key) for at, key in enumerate(columns)}
        context = [Context(text, "title", 0, 1) for text in above]
        headings = {at: (key,) for at, key in enumerate(columns)}
        table = Table(0, "Sheet1", rows, 0, len(columns) - 1, (4,), headings, context, roles, kind)
        known = Known(TODAY, None, platforms=("Đắk Lắk Số",))
        look_at([table], known, self.asking)
        self.lines = []
        for row in rows:
            held = [Context(text, "group", 0, row.number) for text in groups]
            entry = Entry(table, row, columns={role: at for at, role in roles.items()})
            entry.context = [*held, *context]
            record = Record(kind, entry)
            for at, key in enumerate(columns):
                if row.cells[at] is not None:
                    record.cells[FIELDS.get(key, key)] = row.cells[at]
                    record.spots[FIELDS.get(key, key)] = table.spot(row, at)
            self.lines.append(line_of(record, self.asking, known))

    def values(self, field):
        return [line.values.get(field) for line in self.lines]

    @property
    def asked(self):
        return {(one.kind, one.subject): one for one in self.asking.questions.values()}

    @property
    def left(self):
        return [(one.why, one.name, one.count) for one in self.asking.left]


@pytest.fixture
def read():
    return Read
