"""A report as a workbook: its indicators, the units below it, what each indicator means. Numbers are numbers."""

from collections.abc import Sequence
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

import xlsxwriter
from django.utils.translation import override

from periodic.content import Content
from periodic.documents.rules.annex import definitions, spread
from periodic.documents.rules.office import MOTTO
from periodic.documents.rules.paper import Paper, paper_of
from periodic.documents.rules.tables import Cell, Form, Table
from web.cells import PLAIN, forms_of_text, write_text

# Nobody's moment: the file is made of its content alone.
_MADE = datetime(2000, 1, 1, tzinfo=UTC).replace(tzinfo=None)
_FONT = {"font_name": "Times New Roman", "font_size": 11}
_NUMBERS = {
    Form.COUNT: "#,##0_)",
    Form.DECIMAL: "#,##0.0#_)",
    Form.PERCENT: "0.0_)",
    Form.CHANGE: "+#,##0.##_);-#,##0.##_);0_)",
}
# The format of a whole number with a sign would end in a comma.
_WHOLE_CHANGE = "+#,##0_);-#,##0_);0_)"
_A4, _SCALE = 9, 82
# Letters of a column: for each millimetre that words have on paper; of numbers, never less.
_LETTERS, _NUMBER = 0.56, 11.5
# What a page across holds at that scale, so that letters have nine points.
_PAGE = 148.0
# How much of it an upright page holds.
_UPRIGHT = 0.67
# After so many tables a page begins.
_ON_A_PAGE = 2
_LINE = 15.5
# The columns that stand on each page, where a table is broken by columns.
_KEPT = 2


@override("vi")
def workbook(content: Content) -> bytes:
    """Return the report of a content; the same content gives the same bytes, whoever reads it."""
    paper = paper_of(content)
    target = BytesIO()
    how = {"in_memory": True, "default_format_properties": dict(_FONT), **PLAIN}
    with xlsxwriter.Workbook(target, how) as book:
        book.set_properties({"title": paper.title, "created": _MADE})
        looks = _Looks(book)
        tables = [table for section in paper.sections for table in section.tables]
        _Sheet(book.add_worksheet("Tổng hợp"), looks, paper).write(tables, signed=True)
        if content.rows:
            _Sheet(book.add_worksheet("Từng đơn vị"), looks, paper).write(
                [spread(content)], signed=True
            )
        _Sheet(book.add_worksheet("Giải thích"), looks, paper).write([definitions(content)])
    return target.getvalue()


class _Looks:
    """What the cells of the workbook look like."""

    def __init__(self, book: Any) -> None:
        ruled = {"border": 1, "border_color": "#5D6976", "valign": "vcenter"}
        middle = {"align": "center", "valign": "vcenter", "text_wrap": True}
        self.head = book.add_format({**ruled, **middle, "bold": True, "bg_color": "#E2EEF8"})
        self.title = book.add_format({**middle, "bold": True, "font_size": 14})
        self.bold = book.add_format({**middle, "bold": True})
        self.said = book.add_format({**middle, "italic": True})
        # Wrapped over the table: what runs out of it would make the whole print smaller.
        left = {"align": "left", "valign": "top", "text_wrap": True}
        self.note = book.add_format({**left, "italic": True})
        self.caption = book.add_format({**left, "bold": True})
        self.rows = [
            self._row(book, ruled),
            self._row(book, {**ruled, "bold": True, "bg_color": "#F2F7FC"}),
        ]

    @staticmethod
    def _row(book: Any, how: dict[str, Any]) -> dict[str, Any]:
        """Return the looks of a row's cells."""
        right = {"align": "right", **how}
        made = {
            form.value: book.add_format({"num_format": words, **right})
            for form, words in _NUMBERS.items()
        }
        made["whole_change"] = book.add_format({"num_format": _WHOLE_CHANGE, **right})
        made["blank"] = book.add_format(how)
        made["indented"] = book.add_format({"indent": 1, "text_wrap": True, **how})
        made["words_right"] = book.add_format({"num_format": "@", "text_wrap": True, **right})
        return {**made, **forms_of_text(book, text_wrap=True, **how)}


class _Sheet:
    """Writes one sheet from the top down."""

    def __init__(self, sheet: Any, looks: _Looks, paper: Paper) -> None:
        self.sheet, self.looks, self.paper = sheet, looks, paper
        self.at = self.start = self.end = 0
        self.widths: Sequence[float] = ()

    def write(self, tables: Sequence[Table], *, signed: bool = False) -> None:
        """Write what it is, its tables, and where to sign."""
        widths = self._widths(tables)
        breaks = _breaks(widths)
        # Columns that stand on every page are left out, or what is over them would, too.
        self.start, end = (_KEPT, breaks[0]) if breaks else (0, len(widths))
        self.widths, self.end = widths, end
        self._top(widths, end)
        first = self.at
        for number, table in enumerate(tables, start=1):
            if number > _ON_A_PAGE:
                self.sheet.set_h_pagebreaks([self.at])
            if len(tables) > 1:
                self._line(f"{number}. {table.caption}", self.looks.caption)
            first = self.at if number == 1 else first
            self._table(table, widths)
        if signed:
            self._sign(widths, end)
        self._for_reading(widths, breaks, first, one=len(tables) == 1)

    @staticmethod
    def _widths(tables: Sequence[Table]) -> list[float]:
        """Return how many letters each column has: the widest of what the tables have there."""
        found: list[float] = []
        for table in tables:
            for at, head in enumerate(table.heads):
                wide = max(head.width * _LETTERS, 5 if at == 0 else 0 if head.is_words else _NUMBER)
                word = max((len(one) for one in head.words.split()), default=0) + 2.5
                found[at : at + 1] = [max(wide, word if at else 5, *found[at : at + 1])]
        return found

    def _top(self, widths: Sequence[float], end: int) -> None:
        office = self.paper.office
        half = self._middle(widths, end)
        left_end = _KEPT if self.start else half
        for left, right in ((office.above, MOTTO[0]), (office.name, MOTTO[1])):
            self._block(left, 0, left_end, self.looks.bold, widths)
            self._block(right, half, end, self.looks.bold, widths)
            self.at += 1
        self.at += 1
        for words, form in (
            (f"Báo cáo: {self.paper.title}", self.looks.title),
            (self._said(), self.looks.said),
        ):
            self._block(words, self.start, end, form, widths)
            self.at += 1
        self.at += 1

    def _middle(self, widths: Sequence[float], end: int) -> int:
        """Return before which column the right half of the first page begins."""
        return self.start + max(1, _half(widths[self.start : end]))

    def _said(self) -> str:
        warnings = "".join(f"{one.strip('()')}. " for one in self.paper.warnings)
        return f"{warnings}{self.paper.span}"

    def _block(self, words: str, start: int, end: int, form: Any, widths: Sequence[float]) -> None:
        """Write words over some columns, as high as they need."""
        letters = sum(widths[start:end]) or 1
        lines = -int(-len(words) * 1.25 // letters) or 1
        if lines > 1:
            self.sheet.set_row(self.at, _LINE * lines * (1.3 if form is self.looks.title else 1))
        if end - start > 1:
            self.sheet.merge_range(self.at, start, self.at, end - 1, words, form)
        elif end > start:
            self.sheet.write_string(self.at, start, words, form)

    def _line(self, words: str, form: Any) -> None:
        self._block(words, self.start, self.end, form, self.widths)
        self.at += 1

    def _table(self, table: Table, widths: Sequence[float]) -> None:
        lines = max(
            -int(-len(head.words) * 1.25 // widths[at]) for at, head in enumerate(table.heads)
        )
        self.sheet.set_row(self.at, _LINE * max(1, min(lines, 8)) + 3)
        for at, head in enumerate(table.heads):
            self.sheet.write_string(self.at, at, head.words, self.looks.head)
        self.at += 1
        for number, row in enumerate(table.rows):
            for at, cell in enumerate(row):
                self._cell(
                    at,
                    cell,
                    self.looks.rows[number in table.sums],
                    is_words=table.heads[at].is_words,
                )
            self.at += 1
        if table.note:
            self._line(table.note, self.looks.note)
        self.at += 1

    def _cell(self, at: int, cell: Cell, forms: dict[str, Any], *, is_words: bool) -> None:
        """Write a number as a number, words as words, nothing as nothing."""
        if cell.number is not None:
            is_whole = cell.form == Form.CHANGE and cell.number == int(cell.number)
            form = forms["whole_change" if is_whole else cell.form.value]
            self.sheet.write_number(self.at, at, cell.number, form)
        elif not cell.words:
            self.sheet.write_blank(self.at, at, None, forms["blank"])
        elif cell.is_indented:
            self.sheet.write_string(self.at, at, cell.words, forms["indented"])
        elif is_words:
            write_text(self.sheet, self.at, at, cell.words, forms)
        else:
            self.sheet.write_string(self.at, at, cell.words, forms["words_right"])

    def _sign(self, widths: Sequence[float], end: int) -> None:
        """Say by which form it was made, and leave the place where whoever made it and the head of the office sign, last."""
        self._line(self.paper.stamp, self.looks.note)
        half = self._middle(widths, end)
        lines = (
            ("", self.paper.office.place, self.looks.said),
            ("NGƯỜI LẬP BIỂU", " - ".join(self.paper.office.signs), self.looks.bold),
            ("(Ký, ghi rõ họ tên)", "(Ký, đóng dấu, ghi rõ họ tên)", self.looks.said),
        )
        for left, right, form in lines:
            self._block(left, self.start, half, form, widths)
            self._block(right, half, end, form, widths)
            self.at += 1

    def _for_reading(
        self, widths: Sequence[float], breaks: Sequence[int], first: int, *, one: bool
    ) -> None:
        """Set the sheet up for A4: readable letters, broken by columns where it is wide, pages numbered."""
        sheet = self.sheet
        for at, width in enumerate(widths):
            sheet.set_column(at, at, width)
        sheet.set_paper(_A4)
        sheet.set_margins(left=0.7, right=0.45, top=0.6, bottom=0.7)
        sheet.set_footer("&C&9Trang &P/&N")
        sheet.hide_gridlines(2)
        is_across = sum(widths) > _PAGE * _UPRIGHT * 0.9
        if is_across:
            sheet.set_landscape()
        if one:
            # Under the caption's line there is none: the headings stand where the table begins.
            sheet.freeze_panes(first + 1, _KEPT)
            sheet.repeat_rows(first)
        if breaks:
            sheet.set_print_scale(_SCALE)
            sheet.set_v_pagebreaks(list(breaks))
            sheet.repeat_columns(0, _KEPT - 1)
            sheet.print_across()
        else:
            # By a scale: a sheet that is fitted to its page breaks no page where it is told to.
            page = _PAGE * (1 if is_across else _UPRIGHT) * _SCALE
            sheet.set_print_scale(min(100, int(page / sum(widths))))


def _half(widths: Sequence[float]) -> int:
    """Return before which column the right half begins."""
    used, whole = 0.0, sum(widths)
    for at, width in enumerate(widths):
        used += width
        if used >= whole * 0.4:
            return at + 1 if at + 1 < len(widths) else at
    return len(widths)


def _breaks(widths: Sequence[float]) -> list[int]:
    """Return before which columns a page begins, so that no letter is smaller than nine points."""
    if sum(widths) <= _PAGE:
        return []
    kept = sum(widths[:_KEPT])
    breaks, used = list[int](), kept
    for at, width in enumerate(widths[_KEPT:], start=_KEPT):
        if used + width > _PAGE and used > kept:
            breaks.append(at)
            used = kept
        used += width
    return breaks
