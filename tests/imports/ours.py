"""Our own sheet, taken, written into and sent back, as an officer does."""

from datetime import date
from tempfile import NamedTemporaryFile

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from imports.cage import read
from imports.columns import HOUSEHOLDS
from imports.models import Import
from tests.imports.sheets import workbook

KEYS = [column.key for column in HOUSEHOLDS.columns]


def taken(client, place):
    """Return the bytes of the sheet with the households of a place."""
    answer = client.get(reverse("imports:filled", args=[place.pk]))
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


def rows_of(content):
    """Return the rows under the headings, each by field; blank cells are not there."""
    return [
        {key: cell for key, cell in zip(KEYS, row.cells, strict=False) if cell is not None}
        for row in sheet_of(content).rows[1:]
    ]


def edited(content, wanted):
    """Write into cells by (name, field), as somebody does in Excel; return the workbook."""
    rows = [[*row.cells, *[None] * (len(KEYS) - len(row.cells))] for row in sheet_of(content).rows]
    for (name, key), value in wanted.items():
        row = next(row for row in rows if name in (row[KEYS.index("full_name")], row[1]))
        row[KEYS.index(key)] = value
    plain = [[f"{c:%d/%m/%Y}" if isinstance(c, date) else c for c in row] for row in rows]
    return workbook(*plain[1:], head=plain[0])


def sent(client, content, **fields):
    """Send a workbook; return what was found in it."""
    file = SimpleUploadedFile("mau.xlsx", content)
    answer = client.post(reverse("imports:upload"), {"file": file, **fields})
    assert answer.status_code == 302, answer.content.decode()
    return Import.unscoped.get(uuid=answer.url.strip("/").split("/")[-1])


def written(client, content):
    """Send a workbook and have it written."""
    source = sent(client, content)
    client.post(reverse("imports:confirm", args=[source.uuid]))
    return source
