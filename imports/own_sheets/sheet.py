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
from imports.spreadsheet.columns import HIDDEN, VILLAGES, Column, SheetKind
from web.cells import Forms, forms_of_text, streamed, write_cell
from web.paper import Width, head_over, paper_of
from web.ruled import HEADING, RULED

# What the stamp says; a sheet of another form is read all the same, by its headings.
FORM = 1
# Headings and codes cannot be typed over, rows not be sorted away from their codes; the rest is free.
FREE = {"insert_rows": True, "autofilter": True, "format_columns": True, "format_rows": True}
# Rows to which choices are offered, beyond those that are filled.
SPARE = 2_000

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


class _Looks:
    """How cells look: those that may be typed over and those that are kept, both ruled; and what is below the rows."""

    def __init__(self, book: Any) -> None:
        self.free = _forms(book, locked=False, text_wrap=True, **RULED)
        # A code that wraps in its column of no width makes its row as high as a page.
        self.kept = _forms(book, locked=True, **RULED)
        # Lines to the end of a sheet would be printed, all of them.
        self.below = _forms(book, locked=False, text_wrap=True)
        self.head = book.add_format(HEADING)

    def of(self, sheet: Sheet, key: str) -> Forms:
        """Return how the cells of a field look; in a blank one stands what its column holds."""
        is_code = key in HIDDEN
        blank = (self.kept if is_code else self.free)[_form(sheet, key)]
        forms = self.kept if is_code or key in sheet.fixed else self.free
        return {**forms, "blank": blank}


def _forms(book: Any, **how: Any) -> Forms:
    return {
        **forms_of_text(book, **how),
        "number": book.add_format({"num_format": "0", "align": "center", **how}),
        "day": book.add_format({"num_format": "dd/mm/yyyy", "align": "center", **how}),
    }


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
        looks = _Looks(book)
        made = [book.add_worksheet(str(page.sheet.title)) for page in pages]
        lists, written, offered = book.add_worksheet(_("Danh mục")), 0, list[Sequence[str]]()
        for worksheet, page in zip(made, pages, strict=True):
            offers = _offers(page)
            last = _fill(worksheet, page, looks)
            _offer(worksheet, page.sheet, offers, last + SPARE, len(offered))
            _for_reading(worksheet, page.sheet, last)
            # Above the rows nothing may stand, for they are read back; on paper it stands in the margin.
            head_over(worksheet, f"{page.sheet.title}, {place.full_name}", _taken())
            offered += [texts for _keys, texts in offers]
            written += last
        _list(lists, [*offered, _stamp(pages, place)])
    return written


def _fill(worksheet: Any, page: Page, looks: _Looks) -> int:
    """Write headings and rows of a sheet; return how many rows there were."""
    sheet, last = page.sheet, 0
    _headings(worksheet, sheet, looks)
    cells = [(one.key, looks.of(sheet, one.key)) for one in sheet.kind.columns]
    for last, row in enumerate(page.rows, start=1):
        for column, (key, forms) in enumerate(cells):
            write_cell(worksheet, last, column, row.get(key), forms)
    return last


def _offers(page: Page) -> list[tuple[Sequence[str], list[str]]]:
    """Return the fields whose cells offer something, what this place has first, and what that is."""
    of_place = [((key,), list(texts)) for key, texts in page.offers.items()]
    of_kind = [(keys, [str(text) for text in texts]) for keys, texts in page.sheet.offers]
    return [*of_place, *of_kind]


def _headings(page: Any, sheet: Sheet, looks: _Looks) -> None:
    for number, column in enumerate(sheet.kind.columns):
        is_hidden = not _width(sheet, column)
        form = looks.kept["text"] if is_hidden else looks.below[_form(sheet, column.key)]
        how = {"hidden": True} if is_hidden else {}
        page.set_column(number, number, _width(sheet, column) or None, form, how)
        page.write_string(0, number, str(column.label), looks.head)


def _form(sheet: Sheet, key: str) -> str:
    return sheet.forms.get(key, "text")


def _width(sheet: Sheet, column: Column) -> float:
    """Return how wide a column is; a code has no width."""
    return 0 if column.key in HIDDEN else sheet.widths.get(column.key, 11)


def _stamp(pages: Sequence[Page], place: Area) -> list[str]:
    """Return which form of sheet this is, when it was taken, and of where."""
    what = {"what": ", ".join(str(page.sheet.title).lower() for page in pages), "n": FORM}
    return [_("Mẫu %(what)s, dạng %(n)d") % what, _taken(), place.full_name]


def _taken() -> str:
    return _("Tải lúc %(at)s") % {"at": date_format(timezone.localtime(), "d/m/Y H:i")}


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
    page.repeat_rows(0)
    widths = [_width(sheet, column) for column in sheet.kind.columns]
    paper_of([Width(width, width) for width in widths], sheet.frozen).lay(page, sheet.frozen)
    if len(shown) < len(sheet.kind.columns):
        page.protect("", FREE)
