"""A sheet of ours, empty or with rows, as a workbook: sent back, each row finds whom it means.

Words are Vietnamese whatever language its reader chose: the sheet goes on to the villages.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import IO, Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _, override
from xlsxwriter.utility import xl_col_to_name

from areas.models import Area
from imports.spreadsheet.columns import HIDDEN, VILLAGES, SheetKind
from web.cells import forms_of_text, streamed, write_cell

# What the stamp says; a sheet of another form is read all the same, by its headings.
FORM = 1
# Headings and codes cannot be typed over, rows not be sorted away from their codes; the rest is free.
FREE = {"insert_rows": True, "autofilter": True, "format_columns": True, "format_rows": True}
# Rows to which choices are offered, beyond those that are filled.
SPARE = 2_000
_LOOKS = {"bold": True, "text_wrap": True, "valign": "top", "border": 1, "bg_color": "#E2EEF8"}

type Cells = Mapping[str, Any]
type Days = tuple[date, date]
# The fields that offer the same, and what that is.
type Offer = tuple[Sequence[str], Sequence[str | Promise]]


def this_year() -> Days:
    """Return the days of what is exported where nobody asks for others."""
    today = timezone.localdate()
    return today.replace(month=1, day=1), today


@dataclass(frozen=True)
class Sheet:
    """One kind of sheet. Its words are read in Vietnamese, `about` on the first sheet of a workbook of several.

    `rows` are those of a place for a reader, of some days where they have days; its villages are given.
    `offers` are what cells may hold, beside the names of villages. `forms` are fields that hold numbers or days. What stands in `fixed` no file changes: filled cells of
    it are locked. `hints` are said beside a cell in which one types, by field.
    """

    kind: SheetKind
    title: str | Promise
    file_name: str
    rows: Callable[[Any, Area, Sequence[Area], Days], Iterator[Cells]]
    # What the journal says of it; of a sheet of a workbook of several the workbook says it.
    taken: str = ""
    offers: Sequence[Offer] = ()
    forms: Mapping[str, str] = field(default_factory=dict)
    fixed: frozenset[str] = frozenset()
    widths: Mapping[str, int] = field(default_factory=dict)
    hints: Mapping[str, str | Promise] = field(default_factory=dict)
    # Columns that stay in sight.
    frozen: int = 1
    about: str | Promise = ""


@dataclass(frozen=True)
class Page:
    """One sheet of a workbook: its rows, and what cells may hold in this place, by field."""

    sheet: Sheet
    rows: Iterable[Cells]
    offers: Mapping[str, Sequence[str]] = field(default_factory=dict)


def write(
    target: IO[bytes],
    place: Area,
    villages: Iterable[Area],
    rows: Iterable[Cells],
    sheet: Sheet,
) -> int:
    """Write the sheet with these rows; return how many there were. Its memory does not grow with them."""
    names = [] if sheet.kind is VILLAGES else [("village", [one.full_name for one in villages])]
    return write_pages(target, place, [Page(sheet, rows, dict(names))])


def write_pages(
    target: IO[bytes],
    place: Area,
    pages: Sequence[Page],
    begin: Callable[[Any], None] = lambda _book: None,
) -> int:
    """Write a workbook of these sheets, after what `begin` puts before them; return how many rows there were."""
    with override("vi"), streamed(target) as book:
        begin(book)
        forms = _forms(book, locked=False), _forms(book, locked=True)
        made = [book.add_worksheet(str(page.sheet.title)) for page in pages]
        lists, written, offered = book.add_worksheet(_("Danh mục")), 0, list[Sequence[str]]()
        for worksheet, page in zip(made, pages, strict=True):
            offers = _offers(page)
            last = _fill(worksheet, page, *forms)
            _offer(worksheet, page.sheet, offers, last + SPARE, len(offered))
            _for_reading(worksheet, page.sheet, last)
            offered += [texts for _keys, texts in offers]
            written += last
        _list(lists, [*offered, _stamp(pages, place)])
    return written


def _fill(worksheet: Any, page: Page, free: dict[str, Any], fixed: dict[str, Any]) -> int:
    """Write headings and rows of a sheet; return how many rows there were."""
    sheet, last = page.sheet, 0
    _headings(worksheet, sheet, free, fixed)
    kept = HIDDEN | sheet.fixed
    cells = [(one.key, fixed if one.key in kept else free) for one in sheet.kind.columns]
    for last, row in enumerate(page.rows, start=1):
        for column, (key, forms) in enumerate(cells):
            write_cell(worksheet, last, column, row.get(key), forms)
    return last


def _offers(page: Page) -> list[tuple[Sequence[str], list[str]]]:
    """Return the fields whose cells offer something, what this place has first, and what that is."""
    of_place = [((key,), list(texts)) for key, texts in page.offers.items()]
    of_kind = [(keys, [str(text) for text in texts]) for keys, texts in page.sheet.offers]
    return [*of_place, *of_kind]


def _forms(book: Any, *, locked: bool) -> dict[str, Any]:
    """Return how cells look; what may be typed over is not locked."""
    return {
        **forms_of_text(book, locked=locked),
        "number": book.add_format({"num_format": "0", "locked": locked}),
        "day": book.add_format({"num_format": "dd/mm/yyyy", "locked": locked}),
        "head": book.add_format(_LOOKS),
    }


def _headings(page: Any, sheet: Sheet, free: dict[str, Any], fixed: dict[str, Any]) -> None:
    for number, column in enumerate(sheet.kind.columns):
        is_hidden = column.key in HIDDEN
        form = fixed["text"] if is_hidden else free[sheet.forms.get(column.key, "text")]
        how = {"hidden": True} if is_hidden else {}
        page.set_column(number, number, sheet.widths.get(column.key, 11), form, how)
        page.write_string(0, number, str(column.label), fixed["head"])


def _stamp(pages: Sequence[Page], place: Area) -> list[str]:
    """Return which form of sheet this is, when it was taken, and of where."""
    at = date_format(timezone.localtime(), "d/m/Y H:i")
    what = {"what": ", ".join(str(page.sheet.title).lower() for page in pages), "n": FORM}
    form, taken = _("Mẫu %(what)s, dạng %(n)d") % what, _("Tải lúc %(at)s") % {"at": at}
    return [form, taken, place.full_name]


def _list(lists: Any, columns: Sequence[Sequence[str]]) -> None:
    """Write what is offered and the stamp, out of sight; row by row, as large sheets are written."""
    for number in range(max(map(len, columns))):
        for column, texts in enumerate(columns):
            if number < len(texts):
                lists.write_string(number, column, texts[number])
    lists.very_hidden()


def _offer(page: Any, sheet: Sheet, offers: Sequence[Offer], last: int, first: int) -> None:
    """Offer what a cell may hold, listed from a column on; anything else is a warning, not a wall."""
    keys = [column.key for column in sheet.kind.columns]
    for number, (offered, texts) in enumerate(offers, start=first):
        at = xl_col_to_name(number)
        source = f"='{_('Danh mục')}'!${at}$1:${at}${len(texts)}"
        for key in offered if texts else ():
            rule = {"validate": "list", "source": source, "error_type": "warning"}
            if key in sheet.hints:
                label = str(sheet.kind.column(key).label)
                rule |= {"input_title": label[:32], "input_message": str(sheet.hints[key])}
            page.data_validation(1, keys.index(key), last, keys.index(key), rule)


def _for_reading(page: Any, sheet: Sheet, last: int) -> None:
    """Keep headings and names in sight, on the screen and on A4; let nobody lose the codes."""
    shown = [n for n, column in enumerate(sheet.kind.columns) if column.key not in HIDDEN]
    page.freeze_panes(1, sheet.frozen)
    page.autofilter(0, 0, max(last, 1), shown[-1])
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    page.repeat_rows(0)
    page.print_area(0, 0, max(last, 1), shown[-1])
    if len(shown) < len(sheet.kind.columns):
        page.protect("", FREE)
