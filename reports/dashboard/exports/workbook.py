"""Figures as a workbook: those of the page, under its headings, stamped with day and filter."""

import io
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import xlsxwriter
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext, gettext_noop

from areas.kinds import Level
from areas.models import Area
from audit.actions import record
from figures.figures import Figures
from figures.indicators import INDICATORS
from figures.rates import Rate
from reports.dashboard.queries.ranking import COLUMNS, NAME, SAVED, SHOWN, Column
from reports.targets.queries.targets import Standing
from reports.targets.queries.wording import step_words
from reports.units.queries.child_units import Child, sum_of
from web.cells import PLAIN, TYPE, forms_of_text, write_text

# Of households: declared and in no register, and of no village.
DECLARED = ("khai-bao", "chua-ro-thon")
IN_MEMORY = {"in_memory": True, **PLAIN}

# A cell: words, a count, points of a percentage, a rate (in three columns: part, whole, percent), a day,
# or nothing known.
type Cell = str | int | float | Rate | date | None
# Sums under the units.
type Foot = list[Child]


@dataclass(frozen=True)
class Head:
    """A heading, and whether rates stand under it."""

    words: str
    is_rate: bool = False


@dataclass(frozen=True)
class Page:
    """One sheet of a workbook."""

    name: str
    heads: Sequence[Head]
    rows: Iterable[Sequence[Cell]]


def send(request: HttpRequest, body: bytes, name: str, *, title: str, area: Area) -> HttpResponse:
    """Hand a workbook to the browser under a file name of plain letters; the journal says who took it.

    `title` says what it is, `area` is the unit whose figures are in it.
    """
    if request.method == "GET":
        verb, taken = gettext_noop("Tải số liệu"), {"list": [None, title]}
        record(by=request.user, verb=verb, subject=area, place=area.path or "", changes=taken)
    response = HttpResponse(body, content_type=TYPE)
    response["Content-Disposition"] = f'attachment; filename="{name}.xlsx"'
    return response


def of_board(
    title: str,
    day: date,
    filters: Sequence[str],
    pages: Sequence[Page],
) -> bytes:
    """Return a workbook of figures as they are now."""
    now = date_format(timezone.localtime(), "d/m/Y H:i")
    words = {"day": date_format(day), "at": now}
    return written(
        [title, gettext("Số liệu đến %(day)s, tải lúc %(at)s") % words, _filtered(filters)], pages
    )


def _filtered(filters: Sequence[str]) -> str:
    return gettext("Lọc: %(words)s") % {"words": "; ".join(filters) or gettext("không")}


def foot_of(children: Sequence[Child], sums: Foot, *, cut: bool) -> Foot:
    """Return the sums under the units; where a filter cut some, of those shown and of the whole."""
    if cut:
        whole = replace(sums[-1], name=gettext("Cả đơn vị"))
        return [sum_of(gettext("Cộng các dòng trên"), children), whole]
    return sums


def pages_of(
    figures: Figures, standings: Mapping[str, Standing], children: Sequence[Child], foot: Foot
) -> list[Page]:
    """Return the unit's own figures, and the table of the units below it."""
    pages = [_summary(figures, standings)]
    if children:
        pages.append(_units(children, foot))
    return pages


def _summary(figures: Figures, standings: Mapping[str, Standing]) -> Page:
    heads = [
        Head(gettext("Chỉ số")),
        Head(gettext("Hiện nay"), is_rate=True),
        Head(gettext("Còn thiếu")),
        Head(gettext("Chỉ tiêu (%)")),
        Head(gettext("Hạn")),
    ]
    return Page(gettext("Tổng quan"), heads, [*_shares(figures, standings), *_counts(figures)])


def _shares(figures: Figures, standings: Mapping[str, Standing]) -> Iterable[Sequence[Cell]]:
    for indicator in INDICATORS:
        rate, held = indicator.rate(figures), standings.get(indicator.key)
        target: list[Cell] = [f"{held.level:f}", held.due_on] if held else ["", ""]
        yield [str(indicator.name), rate, rate.gap, *target]


def _counts(figures: Figures) -> Iterable[Sequence[Cell]]:
    """Name the numbers that are no share of anything."""
    for column in COLUMNS.values():
        if column.count:
            yield [str(column.name), column.count(figures)]


def _units(children: Sequence[Child], foot: Foot) -> Page:
    shown = [COLUMNS[NAME], *(COLUMNS[key] for key in (*SHOWN[:-1], *DECLARED, SHOWN[-1]))]
    cells = [_reader(column, children[0].level) for column in shown]
    heads = [
        Head(str(column.name), is_rate=is_rate)
        for column, (is_rate, _) in zip(shown, cells, strict=True)
    ]
    rows = [[read(child) for _, read in cells] for child in [*children, *foot]]
    if any(child.steps for child in children):
        heads.append(Head(gettext("Mức bắt đầu")))
        steps = [step_words(child.steps, child.level) for child in [*children, *foot]]
        rows = [[*row, step] for row, step in zip(rows, steps, strict=True)]
    return Page(gettext("Các đơn vị"), heads, rows)


def _reader(column: Column, level: int) -> tuple[bool, Callable[[Child], Cell]]:
    """Return whether rates stand in a column, and what stands there for a unit."""
    if column.key == NAME:
        return False, lambda child: child.full_name
    if column.key == "thon-co-to" and level == Level.VILLAGE:
        return False, _state
    if column.key == SAVED:
        return False, _saved
    if indicator := column.indicator:
        return True, lambda child: indicator.rate(child.figures)
    return False, lambda child: int(column.number(child) or 0)


def _state(child: Child) -> Cell:
    """Say how far a village's team has come; of a sum, how many villages have one."""
    rate = child.figures.team_rate
    return str(child.figures.state.label) if child.kind else f"{rate.n}/{rate.of}"


def _saved(child: Child) -> Cell:
    at = child.figures.saved_at
    return timezone.localdate(at) if at else None


def written(stamp: Sequence[str], pages: Sequence[Page]) -> bytes:
    """Write a workbook: on every sheet the stamp, the headings, the rows, ready to print on A4."""
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, IN_MEMORY) as book:
        forms = {
            "title": book.add_format({"bold": True, "font_size": 14}),
            "head": book.add_format({"bold": True, "text_wrap": True, "border": 1, "align": "top"}),
            "count": book.add_format({"num_format": "#,##0"}),
            "percent": book.add_format({"num_format": "0.0", "bold": True}),
            "points": book.add_format({"num_format": "+0.0;-0.0;0.0"}),
            "day": book.add_format({"num_format": "dd/mm/yyyy", "align": "right"}),
            "none": book.add_format({"align": "right"}),
            **forms_of_text(book),
        }
        for page in pages:
            _sheet(book.add_worksheet(page.name), page, stamp, forms)
    return target.getvalue()


def _sheet(sheet: Any, page: Page, stamp: Sequence[str], forms: dict[str, Any]) -> None:
    for at, words in enumerate(stamp):
        sheet.write_string(at, 0, words, forms["title"] if at == 0 else None)
    top = len(stamp) + 1
    _heads(sheet, page, top, forms["head"])
    for at, row in enumerate(page.rows, start=top + 2):
        column = 0
        for head, cell in zip(page.heads, row, strict=False):
            if head.is_rate and cell is None:
                column += 2
            column = _cell(sheet, at, column, cell, forms)
    sheet.set_column(0, 0, 34)
    sheet.set_column(1, 30, 12)
    sheet.freeze_panes(top + 2, 1)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(top, top + 1)


def _heads(sheet: Any, page: Page, top: int, form: Any) -> None:
    """Write the headings: a rate's stands over the words part, whole, percent."""
    column = 0
    for head in page.heads:
        if head.is_rate:
            sheet.merge_range(top, column, top, column + 2, "", form)
            sheet.write_string(top, column, head.words, form)
            for words in (gettext("Số"), gettext("Mẫu số"), "%"):
                sheet.write_string(top + 1, column, words, form)
                column += 1
        else:
            sheet.merge_range(top, column, top + 1, column, "", form)
            sheet.write_string(top, column, head.words, form)
            column += 1


def _cell(sheet: Any, row: int, column: int, cell: Cell, forms: dict[str, Any]) -> int:
    """Write one cell; return the column after it."""
    match cell:
        case Rate():
            sheet.write_number(row, column, cell.n, forms["count"])
            sheet.write_number(row, column + 1, cell.of, forms["count"])
            if cell.is_said and not cell.high:
                sheet.write_number(row, column + 2, cell.shown, forms["percent"])
            else:
                # Both ends are words, for one of them alone would be a number to reckon with.
                sheet.write_string(row, column + 2, cell.percent.removesuffix("%"), forms["none"])
            return column + 3
        case int():
            sheet.write_number(row, column, cell, forms["count"])
        case float():
            sheet.write_number(row, column, cell, forms["points"])
        case date():
            sheet.write_datetime(row, column, cell, forms["day"])
        case _:
            write_text(sheet, row, column, "—" if cell is None else cell, forms)
    return column + 1
