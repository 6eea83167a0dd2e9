"""A list as a workbook: the rows of the page, all of them, written down in the journal as taken away.

Days and numbers are days and numbers. The memory it takes does not grow with the rows. How it looks is `web.ruled`.
"""

import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import IO, Any

from django.db.models import Model, QuerySet, TextChoices
from django.http import FileResponse, HttpRequest
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_noop

from audit.actions import record
from web.cells import TYPE, Cell, Label, streamed
from web.ruled import Head, Looks, Ruled, Top, office_of
from web.scope import note_names, place_of

# What an address says when the list is wanted as a workbook.
ASKED, BOOK = "tep", "excel"
# More than that nobody works with in one sheet; the last line says that there are more.
MOST = 100_000
CHUNK = 2_000
# The row of the headings, under the office, the title, and what is said of them; the column of numbers, first.
HEADS, NUMBERED = 4, 1


@dataclass(frozen=True)
class Column[M]:
    """A heading, what stands under it for a row (None: not known), and how many letters a line of it has at most.

    `over` stands above it and those beside it that have the same. With `sums` its numbers are added up.
    """

    words: str | Promise
    read: Callable[[M], Cell]
    width: int = 14
    over: str | Promise = ""
    sums: bool = False


@dataclass(frozen=True)
class Book[M]:
    """What a list is as a workbook; `name` is a file name of plain letters, `filters` are in words.

    With `names` its rows name residents of the unit they are of. `signed`, or with sums, it has a place to sign;
    never where it names residents ([0011](docs/decisions/0011-files-and-exports.md)).
    """

    title: str
    name: str
    columns: Sequence[Column[M]]
    filters: Sequence[str] = ()
    names: bool = False
    signed: bool = False

    @property
    def has_sums(self) -> bool:
        """Whether something is added up."""
        return any(column.sums for column in self.columns)

    @property
    def is_signed(self) -> bool:
        """Whether an office signs it."""
        return (self.signed or self.has_sums) and not self.names


def choice_label(choices: type[TextChoices], name: str) -> Callable[[Any], Cell]:
    """Read a choice in words. Django's own way hashes the words of all choices at each reading."""
    labels = {choice.value: choice.label for choice in choices}
    return lambda row: labels.get(getattr(row, name))


def year_of(name: str) -> Callable[[Any], Cell]:
    """Read a year, which counts nothing."""

    def read(row: Any) -> Cell:
        found = getattr(row, name)
        return Label(found) if found else None

    return read


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
    rows = rows.iterator(CHUNK) if isinstance(rows, QuerySet) else rows
    number = write(handle, book, rows, office_of(request.user))
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


def write[M](target: IO[bytes], book: Book[M], rows: Iterable[M], office: str = "") -> int:
    """Write all that stands above the rows, the rows and what stands under them; return how many rows there were."""
    with streamed(target) as file:
        sheet = file.add_worksheet(gettext("Danh sách"))
        heads = [Head(gettext("STT")), *(_head(column) for column in book.columns)]
        ruled = Ruled(sheet, Looks(file), _top(book, office), heads, kept=NUMBERED + 1)
        number = ruled.write(_cells(book, islice(rows, MOST)))
        if number == MOST:
            more = gettext("Chỉ lấy %(n)s dòng đầu. Lọc bớt rồi tải lại để lấy phần còn lại.")
            ruled.note(more % {"n": MOST})
        elif book.has_sums:
            ruled.sums()
        if book.is_signed:
            ruled.sign()
    return number


def _cells[M](book: Book[M], rows: Iterable[M]) -> Iterator[list[Cell]]:
    for number, row in enumerate(rows, start=1):
        yield [Label(number), *(column.read(row) for column in book.columns)]


def _head(column: Column[Any]) -> Head:
    return Head(column.words, column.over, column.width, column.sums)


def _top(book: Book[Any], office: str) -> Top:
    """Say what the list is, as of when, and by which filter."""
    now = date_format(timezone.localtime(), "d/m/Y H:i")
    filters = "; ".join(map(str, book.filters)) or gettext("không")
    taken = gettext("Tải lúc %(at)s") % {"at": now}
    return Top(book.title, [taken, gettext("Lọc: %(words)s") % {"words": filters}], [office])
