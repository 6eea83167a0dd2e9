"""A list as a workbook: the rows of the page, all of them, written down in the journal as taken away.

Days and numbers are days and numbers. The memory it takes does not grow with the rows.
"""

import tempfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import islice
from typing import IO, Any

from django.db.models import Model, QuerySet, TextChoices
from django.http import FileResponse, HttpRequest
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_noop

from audit.actions import record
from web.cells import TYPE, forms_of_text, streamed, write_cell
from web.scope import note_names, place_of

# What an address says when the list is wanted as a workbook.
ASKED, BOOK = "tep", "excel"
# More than that nobody works with in one sheet; the last line says that there are more.
MOST = 100_000
CHUNK = 2_000
# The row of the headings, under the stamp.
HEADS = 4

type Cell = str | Promise | int | float | date | datetime | None


@dataclass(frozen=True)
class Column[M]:
    """A heading, what stands under it for a row (None: not known), and its width in letters."""

    words: str | Promise
    read: Callable[[M], Cell]
    width: int = 14


@dataclass(frozen=True)
class Book[M]:
    """What a list is as a workbook; `name` is a file name of plain letters, `filters` are in words.

    With `names` its rows name residents of the unit they are of.
    """

    title: str
    name: str
    columns: Sequence[Column[M]]
    filters: Sequence[str] = ()
    names: bool = False


def choice_label(choices: type[TextChoices], name: str) -> Callable[[Any], Cell]:
    """Read a choice in words. Django's own way hashes the words of all choices at each reading."""
    labels = {choice.value: choice.label for choice in choices}
    return lambda row: labels.get(getattr(row, name))


def commune_name(area: Any) -> str:
    """Name the commune of a village; a commune names itself."""
    return str(area.commune or area)


def with_book[V: Callable[..., Any]](view: V) -> V:
    """Mark a view that gives its list as a workbook when the address asks: the access sweep asks."""
    view.has_book = True  # type: ignore[attr-defined]  # a mark on the view
    return view


def wants_book(request: HttpRequest) -> bool:
    """Say whether the address asks for the workbook of the list; a form that is sent never does."""
    return request.method != "POST" and request.GET.get(ASKED) == BOOK


def send_book(
    request: HttpRequest, book: Book[Any], rows: Iterable[Any], *, subject: Model
) -> FileResponse:
    """Hand all rows of a list to the browser as a workbook; the journal says who took how many.

    `rows` are those of the page, already of the reader's scope; `subject` is the unit they are of.
    """
    handle = tempfile.TemporaryFile()  # noqa: SIM115 - the response closes it
    number = write(handle, book, rows.iterator(CHUNK) if isinstance(rows, QuerySet) else rows)
    handle.seek(0)
    if book.names:
        # Narrowed another way it names other people.
        note_names(request, place_of(subject), (book.name, *map(str, book.filters)), people=number)
    if request.method == "GET":
        taken = {"list": [None, book.title], "rows": [None, number]}
        verb = gettext_noop("Tải danh sách")
        record(request.user, verb, subject, taken)
    name = f"{book.name}-{timezone.localdate():%Y-%m-%d}.xlsx"
    return FileResponse(handle, as_attachment=True, filename=name, content_type=TYPE)


def send_list[M](request: HttpRequest, area: Any, book: Book[M], rows: Iterable[M]) -> FileResponse:
    """Hand out the list of a unit, after which the title (`%(name)s`) and the file of the book are called."""
    title, name = book.title % {"name": area.full_name}, f"{book.name}-{area.pk}"
    return send_book(request, replace(book, title=title, name=name), rows, subject=area)


def write[M](target: IO[bytes], book: Book[M], rows: Iterable[M]) -> int:
    """Write the stamp, the headings and the rows; return how many rows there were."""
    with streamed(target) as file:
        sheet = file.add_worksheet(gettext("Danh sách"))
        forms = _forms(file)
        _stamp(sheet, book, forms)
        for at, column in enumerate(book.columns):
            sheet.set_column(at, at, column.width)
            sheet.write_string(HEADS, at, str(column.words), forms["head"])
        last = HEADS
        for last, row in enumerate(islice(rows, MOST), start=HEADS + 1):
            for at, column in enumerate(book.columns):
                write_cell(sheet, last, at, column.read(row), forms)
        if last - HEADS == MOST:
            more = gettext("Chỉ lấy %(n)s dòng đầu. Lọc bớt rồi tải lại để lấy phần còn lại.")
            sheet.write_string(last + 1, 0, more % {"n": MOST}, forms["head"])
        _for_reading(sheet, last, len(book.columns))
    return last - HEADS


def _for_reading(sheet: Any, last: int, columns: int) -> None:
    """Keep the headings in sight on the screen and on every printed page of A4."""
    sheet.freeze_panes(HEADS + 1, 1)
    sheet.autofilter(HEADS, 0, max(last, HEADS + 1), columns - 1)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(HEADS)


def _stamp(sheet: Any, book: Book[Any], forms: dict[str, Any]) -> None:
    """Say what the list is, as of when, and by which filter."""
    now = date_format(timezone.localtime(), "d/m/Y H:i")
    filters = "; ".join(book.filters) or gettext("không")
    sheet.write_string(0, 0, book.title, forms["title"])
    sheet.write_string(1, 0, gettext("Tải lúc %(at)s") % {"at": now})
    sheet.write_string(2, 0, gettext("Lọc: %(words)s") % {"words": filters})


def _forms(file: Any) -> dict[str, Any]:
    return {
        "title": file.add_format({"bold": True, "font_size": 14}),
        "head": file.add_format({"bold": True, "text_wrap": True, "border": 1, "valign": "top"}),
        "day": file.add_format({"num_format": "dd/mm/yyyy"}),
        "time": file.add_format({"num_format": "dd/mm/yyyy hh:mm"}),
        **forms_of_text(file),
    }
