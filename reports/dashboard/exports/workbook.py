"""Figures as a workbook: those of the page, under its headings, stamped with day and filter."""

import io
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

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
from figures.restated import Restated
from reports.dashboard.queries.ranking import COLUMNS, NAME, SAVED, SHOWN, Column
from reports.targets.queries.targets import Standing
from reports.targets.queries.wording import step_words
from reports.units.queries.child_units import Child, sum_of
from web import cells, ruled
from web.cells import TYPE, AtRight, Label, streamed
from web.ruled import Looks, Ruled, Top, office_of

# Of households: declared and in no register, and of no village.
DECLARED = ("khai-bao", "chua-ro-thon")

# A cell: what every cell may hold, or a rate (in three columns: part, whole, percent); nothing known is a dash.
type Cell = cells.Cell | Rate
# Sums under the units.
type Foot = list[Child]


@dataclass(frozen=True)
class Head:
    """A heading, and whether rates stand under it."""

    words: str
    is_rate: bool = False


@dataclass(frozen=True)
class Page:
    """One sheet of a workbook; `foot` are the sums under its rows, which are `numbered` where they are units."""

    name: str
    heads: Sequence[Head]
    rows: Iterable[Sequence[Cell]]
    foot: Sequence[Sequence[Cell]] = ()
    numbered: bool = False


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


def top_of(person: Any, title: str, said: Sequence[str], *, is_official: bool = False) -> Top:
    """Return what stands above figures: the office of whoever takes them along, what they are, what is said of them."""
    office = [office_of(person) or gettext("CHÍNH PHỦ"), gettext("BAN CHỈ ĐẠO CHUYỂN ĐỔI SỐ")]
    return Top(title, said, office, is_official)


def said_of(day: date, filters: Sequence[str], as_of: datetime | None = None) -> list[str]:
    """Say until which day figures reach, when they are taken along, and what was chosen; of a copy as of when it is."""
    words = {"day": date_format(day), "at": date_format(timezone.localtime(), "d/m/Y H:i")}
    said = gettext("Số liệu đến %(day)s, tải lúc %(at)s") % words
    if as_of:
        at = date_format(timezone.localtime(as_of), "d/m/Y H:i:s")
        said += "; " + gettext("gồm những gì đã lưu đến %(at)s") % {"at": at}
    return [said, filtered(filters)]


def reading_words(units: Restated) -> list[str]:
    """Say by which units past months are told, where units changed since."""
    if not units.is_offered:
        return []
    then, now = (
        gettext("các tháng trước theo đơn vị lúc đó"),
        gettext("các tháng trước theo đơn vị hiện nay"),
    )
    return [then if units.is_then else now]


def filtered(filters: Sequence[str]) -> str:
    """Say what was chosen."""
    return gettext("Lọc: %(words)s") % {"words": "; ".join(filters) or gettext("không")}


def foot_of(children: Sequence[Child], sums: Foot, *, cut: bool) -> Foot:
    """Return the sums under the units; where a filter cut some, of those shown and of the whole."""
    if cut:
        whole = replace(sums[-1], name=gettext("Cả đơn vị"))
        return [sum_of(gettext("Cộng các dòng trên"), children), whole]
    return sums


def pages_of(
    figures: Figures,
    standings: Mapping[str, Standing],
    children: Sequence[Child],
    foot: Foot,
    *,
    is_past: bool = False,
) -> list[Page]:
    """Return the unit's own figures, of today unless they are past, and the table of the units below it."""
    when = gettext("Ngày đó") if is_past else gettext("Hiện nay")
    pages = [_summary(figures, standings, when)]
    if children:
        pages.append(_units(children, foot))
    return pages


def _summary(figures: Figures, standings: Mapping[str, Standing], when: str) -> Page:
    heads = [
        Head(gettext("Chỉ số")),
        Head(when, is_rate=True),
        Head(gettext("Còn thiếu")),
        Head(gettext("Chỉ tiêu (%)")),
        Head(gettext("Hạn")),
    ]
    return Page(gettext("Tổng quan"), heads, [*_shares(figures, standings), *_counts(figures)])


def _shares(figures: Figures, standings: Mapping[str, Standing]) -> Iterable[Sequence[Cell]]:
    for indicator in INDICATORS:
        rate, held = indicator.rate(figures), standings.get(indicator.key)
        target: list[Cell] = [float(held.level), held.due_on] if held else ["", ""]
        yield [str(indicator.name), rate, rate.gap, *target]


def _counts(figures: Figures) -> Iterable[Sequence[Cell]]:
    """Name the numbers that are no share of anything."""
    for column in COLUMNS.values():
        if column.count:
            yield [str(column.name), column.count(figures)]


def _units(children: Sequence[Child], foot: Foot) -> Page:
    shown = [COLUMNS[NAME], *(COLUMNS[key] for key in (*SHOWN[:-1], *DECLARED, SHOWN[-1]))]
    found = [one for column in shown for one in _readers(column, children[0].level)]
    if any(child.steps for child in children):
        found.append((Head(gettext("Mức bắt đầu")), _step))
    rows, under = (
        [[read(child) for _head, read in found] for child in some] for some in (children, foot)
    )
    heads = [head for head, _read in found]
    return Page(gettext("Các đơn vị"), heads, rows, under, numbered=True)


def _readers(column: Column, level: int) -> Iterator[tuple[Head, Callable[[Child], Cell]]]:
    """Return the headings of a column, and what stands there for a unit."""
    words, indicator = str(column.name), column.indicator
    if column.key == NAME:
        yield Head(words), lambda child: child.full_name
    elif column.key == "thon-co-to" and level == Level.VILLAGE:
        yield Head(gettext("Tình trạng tổ")), _state
        yield Head(words), lambda child: child.figures.team_rate.n
    elif column.key == SAVED:
        yield Head(words), _saved
    elif indicator:
        yield Head(words, is_rate=True), lambda child: indicator.rate(child.figures)
    else:
        yield Head(words), lambda child: int(column.number(child) or 0)


def _state(child: Child) -> Cell:
    """Say how far a village's team has come; a sum has come nowhere."""
    return str(child.figures.state.label) if child.kind else ""


def _step(child: Child) -> Cell:
    return step_words(child.steps, child.level)


def _saved(child: Child) -> Cell:
    at = child.figures.saved_at
    return timezone.localdate(at) if at else None


def written(top: Top, pages: Sequence[Page]) -> bytes:
    """Write a workbook: on every sheet what stands above, the headings, the rows, and where to sign; ready for A4."""
    target = io.BytesIO()
    with streamed(target) as book:
        looks = Looks(book)
        for page in pages:
            sheet, heads = book.add_worksheet(page.name), list(_heads(page))
            drawn = Ruled(sheet, looks, top, heads, kept=1 + page.numbered)
            rows = (_flat(page, row, Label(at)) for at, row in enumerate(page.rows, start=1))
            drawn.write(rows, [_flat(page, row, "") for row in page.foot])
            drawn.sign()
    return target.getvalue()


def _heads(page: Page) -> Iterator[ruled.Head]:
    """Return the headings: a rate's stands over the words part, whole, percent."""
    if page.numbered:
        yield ruled.Head(gettext("STT"))
    for head in page.heads:
        if head.is_rate:
            for words in (gettext("Số"), gettext("Mẫu số"), "%"):
                yield ruled.Head(words, head.words)
        else:
            yield ruled.Head(head.words)


def _flat(page: Page, row: Sequence[Cell], number: cells.Cell) -> list[cells.Cell]:
    """Return the cells of a row, three for a rate."""
    flat: list[cells.Cell] = [number] if page.numbered else []
    for head, cell in zip(page.heads, row, strict=False):
        if isinstance(cell, Rate):
            flat += [None if cell.is_unknown else cell.n, cell.of, _percent(cell)]
        else:
            flat += ["", ""] if head.is_rate and cell is None else []
            flat.append(AtRight("—") if cell is None else cell)
    return flat


def _percent(rate: Rate) -> cells.Cell:
    """Return a number; both ends of a range are words, for one of them alone would be a number to reckon with."""
    if rate.is_said and not rate.high:
        return rate.shown
    return AtRight(rate.percent.removesuffix("%"))
