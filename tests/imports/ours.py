"""Our own sheets, taken, written into and sent back, as an officer does."""

from datetime import date
from tempfile import NamedTemporaryFile

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from imports.models import Import
from imports.sandbox.run import read
from imports.spreadsheet.columns import SHEET_KINDS
from tests.imports.sheets import workbook

HOUSEHOLDS = "households"
KEYS = [column.key for column in SHEET_KINDS[HOUSEHOLDS].columns]


def keys_of(kind):
    return [column.key for column in SHEET_KINDS[kind].columns]


def taken(client, place, kind=HOUSEHOLDS, **asked):
    """Return the bytes of the sheet with what a place has."""
    name = "imports:filled" if kind == HOUSEHOLDS else f"imports:filled_{kind}"
    answer = client.get(reverse(name, args=[place.pk]), asked)
    assert answer["Content-Disposition"].startswith("attachment")
    return b"".join(answer.streaming_content)


def book_of(content):
    """Read a workbook as a file of people is read."""
    with NamedTemporaryFile() as file:
        file.write(content)
        file.flush()
        return read(file.name)


def sheet_of(content):
    return book_of(content).sheets[0]


def rows_of(content, kind=HOUSEHOLDS):
    """Return the rows under the headings, each by field; blank cells are not there."""
    return [
        {key: cell for key, cell in zip(keys_of(kind), row.cells, strict=False) if cell is not None}
        for row in sheet_of(content).rows[1:]
    ]


def edited(content, wanted, kind=HOUSEHOLDS, more=()):
    """Write into cells by (a text of the row, field), as somebody does in Excel; return the workbook.

    `more` are rows that somebody typed below, each by field.
    """
    keys = keys_of(kind)
    rows = [[*row.cells, *[None] * (len(keys) - len(row.cells))] for row in sheet_of(content).rows]
    for (name, key), value in wanted.items():
        row = next(row for row in rows if name in row)
        row[keys.index(key)] = value
    rows += [[one.get(key) for key in keys] for one in more]
    plain = [[f"{c:%d/%m/%Y}" if isinstance(c, date) else c for c in row] for row in rows]
    return workbook(*plain[1:], head=plain[0])


def sent(client, content, **fields):
    """Send a workbook; return what was found in it."""
    file = SimpleUploadedFile("mau.xlsx", content)
    answer = client.post(reverse("imports:upload"), {"file": file, **fields})
    assert answer.status_code == 302, answer.content.decode()
    return Import.unscoped.get(uuid=answer.url.strip("/").split("/")[-1])


def written(client, content, **fields):
    """Send a workbook and have it written."""
    source = sent(client, content, **fields)
    client.post(reverse("imports:confirm", args=[source.uuid]))
    return source


def taken_back(client, source):
    """Take back what a file wrote; return why rows were not, by their number."""
    client.post(reverse("imports:undo", args=[source.uuid]))
    rows = source.rows.filter(result__isnull=False)
    return dict(rows.values_list("number", "result__why"))


def told(source):
    """Return what is said of each row: its verdict, what is wrong, what is noted."""
    return [
        (
            row.verdict,
            [one["what"] for one in row.problems],
            [one["what"] for one in row.notes],
        )
        for row in source.rows.order_by("number")
    ]
