"""A table as an office sends it: who made it, title, day, ruled rows, sums, a place to sign; ready for A4.

Rows are streamed. How wide columns are is read from the first of them; what is longer wraps.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import chain, islice
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext

from web.cells import Cell, Forms, forms_of, write_cell
from web.paper import FONT, Paper, paper_of
from web.widths import ROOM, halved, lines, longest_word, width_of

# How many rows are looked at for the widths, and how many digits more a number may have that comes later.
SAMPLE, MORE = 1_000, 2
# Points a line takes; how many lines it takes to sign.
_LINE, _TO_SIGN = 15.5, 8
COUNTRY = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")
_GREY, _FILL, _SUM = "#5D6976", "#E2EEF8", "#F2F7FC"
RULED = {"border": 1, "border_color": _GREY, "valign": "vcenter"}
HEADING = {"bold": True, "text_wrap": True, "align": "center", "bg_color": _FILL, **RULED}


# Words, the column they begin in, and the one after the last.
type Block = tuple[str, int, int]


@dataclass(frozen=True)
class Head:
    """The heading of a column; `over` stands above it and those beside it that have the same.

    A line of it has `most` letters at most, what is longer wraps. With `sums` its numbers are added up.
    """

    words: str | Promise
    over: str | Promise = ""
    most: int = 30
    sums: bool = False


@dataclass(frozen=True)
class Top:
    """What stands above a table: the office, what it is, what is to be known of it.

    An official paper has the name of the country beside the office.
    """

    title: str
    said: Sequence[str] = ()
    office: Sequence[str] = ()
    is_official: bool = False

    @property
    def height(self) -> int:
        """How many rows it takes."""
        above = len(COUNTRY) if self.is_official else len(self.office) or 1
        return above + 1 + len(self.said)


def office_of(person: Any) -> str:
    """Name the office of whoever takes a paper along, as papers begin; that of the country says it by itself."""
    area = getattr(person, "area", None)
    if area is None or not area.level:
        return ""
    return f"{gettext('UBND')} {area.commune or area}".upper()


class Looks:
    """What the cells of a workbook of such tables look like."""

    def __init__(self, book: Any) -> None:
        middle = {"align": "center", "valign": "vcenter", "text_wrap": True}
        self.row: Forms = forms_of(book, **RULED)
        self.sum: Forms = forms_of(book, bold=True, bg_color=_SUM, **RULED)
        self.head = book.add_format(HEADING)
        self.title = book.add_format({"bold": True, "font_size": 14, **middle})
        self.said = book.add_format({"italic": True, **middle})
        self.bold = book.add_format({"bold": True, **middle})
        self.signed = book.add_format({**middle, "valign": "top"})
        self.note = book.add_format({"bold": True})


@dataclass
class Ruled:
    """Writes one table into a worksheet, from the top down."""

    sheet: Any
    looks: Looks
    top: Top
    heads: Sequence[Head]
    # Columns that stand on every page, and in sight on the screen.
    kept: int = 1
    paper: Paper = field(init=False)
    at: int = field(init=False, default=0)
    first: int = field(init=False, default=0)
    # What the columns to add up come to so far: nothing of one of which no number is known.
    _sums: dict[int, int] = field(init=False, default_factory=dict)

    def write(self, rows: Iterable[Sequence[Cell]], foot: Sequence[Sequence[Cell]] = ()) -> int:
        """Write all above the rows, the rows, and what stands under them; return how many rows there were."""
        rows = iter(rows)
        seen = list(islice(rows, SAMPLE))
        self.paper = self._laid(seen, foot, 0 if len(seen) < SAMPLE else MORE)
        self._top()
        self._headings()
        self.first = self.at
        for row in chain(seen, rows):
            self._row(row, self.looks.row)
            self._add(row)
        last = self.at - 1
        if last > self.first:
            self.sheet.autofilter(self.first - 1, 0, last, len(self.heads) - 1)
        for row in foot:
            self._row(row, self.looks.sum)
        self._for_reading()
        return last - self.first + 1

    def sums(self) -> None:
        """Write the sums under the rows."""
        row = self._summed()
        row[self.kept - 1] = gettext("Cộng")
        self._row(row, self.looks.sum)

    def note(self, words: str) -> None:
        """Write a sentence under the table."""
        self.sheet.write_string(self.at, 0, words, self.looks.note)
        self.at += 1

    def sign(self) -> None:
        """Leave the place where whoever made it and the head of the office sign: one row, which no page divides."""
        day = gettext("………, ngày …… tháng …… năm ……")
        maker, head = gettext("NGƯỜI LẬP BIỂU"), gettext("THỦ TRƯỞNG ĐƠN VỊ")
        below = gettext("(Ký, ghi rõ họ tên)"), gettext("(Ký, đóng dấu, ghi rõ họ tên)")
        start, middle, end = self._page
        self.at += 1
        self._high(_TO_SIGN)
        self._signature(start, middle, " ", maker, below[0])
        self._signature(middle, end, day, head, below[1])
        self.at += 1

    def _signature(self, start: int, end: int, above: str, who: str, below: str) -> None:
        looks, form = self.looks, self.looks.signed
        if end - start > 1:
            self.sheet.merge_range(self.at, start, self.at, end - 1, "", form)
        if end > start:
            words = (looks.said, f"{above}\n", looks.bold, f"{who}\n", looks.said, below)
            self.sheet.write_rich_string(self.at, start, *words, form)

    def _row(self, row: Sequence[Cell], forms: Forms) -> None:
        for column in range(len(self.heads)):
            value = row[column] if column < len(row) else None
            write_cell(self.sheet, self.at, column, value, forms)
        self.at += 1

    def _add(self, row: Sequence[Cell]) -> None:
        for at, head in enumerate(self.heads):
            if head.sums and isinstance(value := row[at], int):
                self._sums[at] = self._sums.get(at, 0) + value

    def _summed(self) -> list[Cell]:
        return [self._sums.get(at) for at in range(len(self.heads))]

    def _laid(
        self, seen: Sequence[Sequence[Cell]], foot: Sequence[Sequence[Cell]], more: int
    ) -> Paper:
        """Return how wide columns are for these rows and for their sums, and how they lie on paper."""
        for row in seen:
            self._add(row)
        rows = [*seen, *foot, self._summed()]
        self._sums = {}
        columns = [
            width_of(str(head.words), [row[at] for row in rows if at < len(row)], head.most, more)
            for at, head in enumerate(self.heads)
        ]
        for words, start, end in self._groups():
            each = (longest_word(words, is_bold=True) + ROOM) / (end - start)
            columns[start:end] = [one.at_least(each) for one in columns[start:end]]
        inside = {at for _words, start, end in self._groups() for at in range(start + 1, end)}
        return paper_of(columns, self.kept, inside)

    def _groups(self) -> list[Block]:
        """Return the headings that stand over others, each from a column to another."""
        groups = list[Block]()
        for at, head in enumerate(self.heads):
            over = str(head.over)
            if groups and groups[-1][0] == over and groups[-1][2] == at:
                groups[-1] = (over, groups[-1][1], at + 1)
            elif over:
                groups.append((over, at, at + 1))
        return groups

    @property
    def _page(self) -> tuple[int, int, int]:
        """Return where lines over the first page begin, where its right half begins, and its end.

        Columns that stand on every page are left out, or what is in them would, too.
        """
        start, end = self.kept if self.paper.breaks else 0, self.paper.first_page
        return start, start + halved(self.paper.widths[start:end]), end

    def _top(self) -> None:
        """Write the office, the title and what is said. Where columns stand on every page the office does."""
        top, looks = self.top, self.looks
        start, middle, end = self._page
        left = self.kept if self.paper.breaks else middle
        for at in range(top.height - 1 - len(top.said)):
            office = top.office[at] if at < len(top.office) else ""
            if top.is_official:
                self._blocks([(office, 0, left), (COUNTRY[at], middle, end)], looks.bold)
            elif self.paper.breaks:
                self._blocks([(office, 0, left)], looks.bold)
            else:
                self.sheet.write_string(self.at, 0, office, looks.note)
                self.at += 1
        self._blocks([(top.title, start, end)], looks.title, 14 / FONT)
        for words in top.said:
            self._blocks([(words, start, end)], looks.said)

    def _headings(self) -> None:
        """Write the headings, in two rows where one stands over several: the others stand in both."""
        cells = [(str(head.words), at, at + 1) for at, head in enumerate(self.heads)]
        over = self._groups()
        if over:
            low = [one for one in cells if self.heads[one[1]].over]
            both = [one for one in cells if not self.heads[one[1]].over]
            self._high(max(self._lines(over), self._lines(both) - self._lines(low)))
            self._cells([*over, *both], self.looks.head)
            self.at += 1
            self._cells([("", start, end) for _words, start, end in both], self.looks.head)
            for _words, start, _end in both:
                # The row above is on the disk by now, where `merge_range` does not reach it.
                self.sheet.merge.append([self.at - 1, start, self.at, start])
            cells = low
        self._high(self._lines(cells))
        self._cells(cells, self.looks.head)
        self.at += 1

    def _lines(self, blocks: Sequence[Block], size: float = 1.0) -> int:
        """Return over how many lines the longest of some words run."""
        widths = self.paper.widths
        found = (
            lines(words, (sum(widths[start:end]) - 0.4) / size, is_bold=True)
            for words, start, end in blocks
        )
        return max(found, default=1)

    def _high(self, number: int, size: float = 1.0) -> None:
        """Make a row high enough for so many lines; programs do so by themselves where nothing is merged."""
        self.sheet.set_row(self.at, _LINE * size * number + 3)

    def _blocks(self, blocks: Sequence[Block], form: Any, size: float = 1.0) -> None:
        """Write words beside each other, each from a column to another, as high as they need."""
        self._high(self._lines(blocks, size), size)
        self._cells(blocks, form)
        self.at += 1

    def _cells(self, blocks: Sequence[Block], form: Any) -> None:
        for words, start, end in blocks:
            if end - start > 1:
                self.sheet.merge_range(self.at, start, self.at, end - 1, "", form)
            if end > start:
                self.sheet.write_string(self.at, start, words, form)

    def _for_reading(self) -> None:
        """Keep the headings in sight, on the screen and on every page."""
        self.sheet.freeze_panes(self.first, self.kept)
        self.sheet.repeat_rows(self.top.height, self.first - 1)
        self.sheet.hide_gridlines(2)
        for at, width in enumerate(self.paper.widths):
            self.sheet.set_column(at, at, width)
        self.paper.lay(self.sheet, self.kept)
