"""Tables of a report in words and numbers: every cell knows both, so that no drawing may differ from another."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from figures.rates import Rate, sign_of
from periodic.content import Column, Content, Measure, Row, Source, Value
from periodic.drafts.rules.sentences import number_text
from periodic.filing.rules.words import evidence_of

NO_SOURCE, NO_NUMBER = "chưa có nguồn", "chưa có số"
FROM_REGISTER = "* Đơn vị chưa gửi báo cáo, số lấy từ sổ."
_NOTHING = Value()
# A table takes so much more than it needs, if its page has it.
_STRETCHED = 1.2
# So many rows are not cut by the end of a page.
_SHORT = 8


class Form(StrEnum):
    """How the number of a cell is written."""

    COUNT = "count"
    DECIMAL = "decimal"
    PERCENT = "percent"
    CHANGE = "change"


@dataclass(frozen=True)
class Cell:
    """What a cell says, and the number that it says; None of words."""

    words: str = ""
    number: int | float | None = None
    form: Form = Form.COUNT
    is_indented: bool = False


@dataclass(frozen=True)
class Head:
    """The heading of a column, its share of the width, whether words stand under it."""

    words: str
    width: float
    is_words: bool = False


@dataclass(frozen=True)
class Table:
    """A table with its caption and what must be known to read it; `sums` are the rows that sum up the others."""

    caption: str
    heads: tuple[Head, ...]
    rows: tuple[tuple[Cell, ...], ...]
    sums: frozenset[int] = frozenset()
    note: str = ""
    # What stands over the caption of an annex, and whether the annex begins with it, on a page of its own.
    heading: str = ""
    begins: bool = False
    # Of a template: a row becomes many when it is filled.
    grows: bool = False

    @property
    def is_short(self) -> bool:
        """Say whether it stands whole on one page, where the one before it left room; a long one begins a page."""
        return not self.grows and len(self.rows) <= _SHORT


def widths_of(table: Table, page: float) -> list[float]:
    """Share the width of a page out, in millimetres; a narrow table does not fill it."""
    wanted = sum(head.width for head in table.heads)
    whole = min(page, wanted * _STRETCHED)
    return [whole * head.width / wanted for head in table.heads]


def day_words(day: str) -> str:
    """Write a day, given as ISO, or the first and the last of some ("2026-10-08/2026-10-13")."""
    return "–".join(f"{date.fromisoformat(one):%d/%m/%Y}" for one in day.split("/") if one)


def number_cell(number: float, mark: str = "") -> Cell:
    """Return the cell of a number."""
    form = Form.COUNT if number == int(number) else Form.DECIMAL
    return Cell(number_text(number) + mark, number, form)


def value_cell(column: Column, value: Value, nothing: str = NO_NUMBER) -> Cell:
    """Return the cell of a value: blank is never 0."""
    if column.source == Source.NONE:
        return Cell(NO_SOURCE)
    if value.n is None:
        return Cell(nothing)
    return number_cell(value.n, "*" if value.origin == "register" else "")


def of_cell(value: Value) -> Cell:
    """Return the cell of N."""
    return Cell() if value.of is None else number_cell(value.of)


def percent_cell(value: Value) -> Cell:
    """Return the cell of a percentage: blank where there is none."""
    if value.n is None or not value.of or not value.is_said:
        return Cell()
    shown = Rate(int(value.n), value.of)
    return Cell(shown.percent.removesuffix("%"), shown.shown, Form.PERCENT)


def change_cell(now: Value, before: Value) -> Cell:
    """Return the cell of a change: blank where either is not known."""
    if now.n is None or before.n is None:
        return Cell()
    gap = round(now.n - before.n, 2)
    return Cell(f"{sign_of(gap)}{number_text(abs(gap))}", gap, Form.CHANGE)


def main_tables(content: Content) -> tuple[Table, ...]:
    """Return what stands at the end, what happened within, and what was recorded late."""
    return tuple(_own(content)) + ((_late(content),) if content.late else ())


def _own(content: Content) -> Iterable[Table]:
    end = date.fromisoformat(content.ends_on)
    before = date.fromisoformat(content.begins_on) - timedelta(days=1)
    days = (f"{before:%d/%m/%Y}", f"{end:%d/%m/%Y}")
    captions = {
        Measure.STOCK: (f"Số có đến hết ngày {end:%d/%m/%Y}", days),
        Measure.FLOW: (f"Số trong kỳ {content.period}", ("Kỳ trước", "Kỳ này")),
    }
    for measure, (caption, heads) in captions.items():
        columns = [one for one in content.columns if one.measure == measure and not one.is_text]
        if columns:
            yield _table(caption, heads, columns, content)


def _table(
    caption: str, when: tuple[str, str], columns: Sequence[Column], content: Content
) -> Table:
    """Return the table of indicators, a row each; those before stand beside them if there are any."""
    now, before = content.total, content.previous
    compared = before is not None
    heads = [
        Head("TT", 9),
        Head("Chỉ tiêu", 56, is_words=True),
        Head("Đơn vị tính", 18, is_words=True),
    ]
    heads += [Head(when[0], 24)] if compared else []
    heads += [Head(when[1], 24), Head("Trên tổng số", 20), Head("Tỷ lệ (%)", 15)]
    heads += [Head("Tăng, giảm", 18)] if compared else []
    rows = [_indicator(at, column, now, before) for at, column in enumerate(columns, start=1)]
    papers = evidence_note(columns, content)
    note = " ".join(filter(None, (register_note(rows), partial_note(columns, content), papers)))
    return Table(caption, tuple(heads), tuple(rows), note=note)


def _indicator(number: int, column: Column, now: Row, before: Row | None) -> tuple[Cell, ...]:
    """Return the row of one indicator."""
    value = now.values.get(column.key, _NOTHING)
    row = [number_cell(number), Cell(column.name, is_indented=column.is_part), Cell(column.unit)]
    told = [value_cell(column, value), of_cell(value), percent_cell(value)]
    if before is None:
        return (*row, *told)
    old = before.values.get(column.key, _NOTHING)
    return (*row, value_cell(column, old, ""), *told, change_cell(value, old))


def register_note(rows: Iterable[Iterable[Cell]]) -> str:
    """Say what the star means, where there is one."""
    starred = any(
        cell.number is not None and cell.words.endswith("*") for row in rows for cell in row
    )
    return FROM_REGISTER if starred else ""


def partial_note(columns: Iterable[Column], content: Content) -> str:
    """Name the sums in which units are missing, each with how many it adds up."""
    values = ((one.name, content.total.values.get(one.key, _NOTHING)) for one in columns)
    said = [
        f"{name} ({number_text(value.told)}/{number_text(value.parts or 0)})"
        for name, value in values
        if value.told is not None
    ]
    what = "thôn" if content.is_commune else "nơi"
    return f"Chưa đủ {what} có số: {', '.join(said)}." if said else ""


def evidence_note(columns: Iterable[Column], content: Content) -> str:
    """Name the papers by which numbers were typed."""
    found = ((one.name, evidence_of(content, one)) for one in columns)
    said = [f"{name} ({'; '.join(papers)})" for name, papers in found if papers]
    return f"Căn cứ: {', '.join(said)}." if said else ""


def _late(content: Content) -> Table:
    """Return what happened before the period and was recorded after the report before it was sent."""
    names = {column.key: column for column in content.columns}
    heads = (
        Head("TT", 9),
        Head("Việc", 68, is_words=True),
        Head("Chỉ tiêu", 40, is_words=True),
        Head("Diễn ra ngày", 22, is_words=True),
        Head("Ghi ngày", 22, is_words=True),
        Head("Số", 14),
    )
    rows = tuple(
        (
            number_cell(number),
            Cell(late.words),
            Cell(names[late.column].name if late.column in names else late.column),
            Cell(day_words(late.happened_on)),
            Cell(day_words(late.recorded_on)),
            number_cell(late.amount),
        )
        for number, late in enumerate(content.late, start=1)
    )
    return Table(
        "Bổ sung kỳ trước (diễn ra trước kỳ này, ghi sau khi báo cáo kỳ trước đã gửi)", heads, rows
    )
