"""Numbers are typed into a report: each change is a row of its own, so that it is known who changed what."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _, gettext_noop

from areas.models import Area
from audit.actions import locked, record
from periodic.content import Content, Row, Source, Value
from periodic.drafts.queries.typed import typed_in
from periodic.filing.actions.holding import change, take
from periodic.filing.actions.writing import Outdated, open_report, save_texts
from periodic.filing.rules.checks import problem
from periodic.filing.rules.states import Act
from periodic.models import Period, Report, TypedValue
from periodic.naming.queries import naming


@dataclass(frozen=True)
class Typed:
    """What was typed into one cell; neither number nor text is "nobody knows"."""

    number: Decimal | None = None
    text: str = ""
    evidence: str = ""

    def is_as(self, value: Value) -> bool:
        """Say whether a cell says this already."""
        n = None if value.n is None else Decimal(str(value.n))
        return (self.number, self.text, self.evidence) == (n, value.text, value.evidence)


# A cell: the key of its row's unit, None the whole, and its column.
type Cell = tuple[int | None, str]


class Refused(Exception):
    """Cells that cannot be so: of each, why."""

    def __init__(self, why: Mapping[Cell, str]) -> None:
        super().__init__(", ".join(key for _row, key in why))
        self.why = why


@transaction.atomic
def type_values(*, by: Any, report: Report, cells: Mapping[Cell, Typed], content: Content) -> int:
    """Write typed cells of a report, of the whole or of villages; returns how many changed.

    `content` is what the report says otherwise, for the checks: of a village what its own row says. Cells that are
    none of the report are left out. Raises Refused, NotNow, PeriodLocked.
    """
    said = _Said(content)
    cells = {cell: typed for cell, typed in cells.items() if said.has(cell)}
    if why := _wrong(report, said, cells):
        raise Refused(why)
    report, state = take(report, Act.SAVE)
    there = typed_in(report)
    before = {(row, key): there[row].get(key, Value()) for row, key in cells}
    changed = {cell: one for cell, one in cells.items() if not one.is_as(before[cell])}
    TypedValue.unscoped.bulk_create(
        TypedValue(
            report=report,
            column=key,
            area_id=row,
            number=one.number,
            text=one.text,
            evidence=one.evidence,
            by=by,
        )
        for (row, key), one in changed.items()
    )
    if changed:
        change(report, state)
        _say(by, report, said, {cell: (before[cell], one) for cell, one in changed.items()})
    return len(changed)


@transaction.atomic
def write_report(
    *,
    by: Any,
    period: Period,
    area: Area,
    values: Mapping[str, Typed],
    texts: Mapping[str, str],
    content: Content,
    version: int,
) -> Report:
    """Write all of a report's page or nothing; `version` is that of the page, 0 where nobody had opened the report.

    Raises Outdated where somebody else wrote into it meanwhile, and whatever `type_values` and `save_texts` raise.
    """
    report = _opened(by, period, area, version)
    cells: dict[Cell, Typed] = {(None, key): typed for key, typed in values.items()}
    type_values(by=by, report=report, cells=cells, content=content)
    return save_texts(by=by, report=report, texts=texts)


@transaction.atomic
def write_villages(
    *,
    by: Any,
    period: Period,
    area: Area,
    cells: Mapping[Cell, Typed],
    content: Content,
    version: int,
) -> int:
    """Write the page of villages or nothing of it; returns how many cells changed. Raises as `write_report` does."""
    report = _opened(by, period, area, version)
    return type_values(by=by, report=report, cells=cells, content=content)


def _opened(by: Any, period: Period, area: Area, version: int) -> Report:
    """Open a report and lock it, if it is as it was on a page of this version."""
    report = locked(open_report(by=by, period=period, area=area), "area", "period__schedule__area")
    if report.version != max(version, 1):
        raise Outdated(report)
    return report


class _Said:
    """What a report says otherwise: its typed columns, and the values of each row."""

    def __init__(self, content: Content) -> None:
        self.columns = {one.key: one for one in content.columns if one.source == Source.TYPED}
        self.names = {one.key: one.name for one in content.columns}
        villages = content.rows if content.is_commune else ()
        self.rows: dict[int | None, Row] = {row.pk: row for row in villages if row.pk}
        self.rows[None] = content.total

    def has(self, cell: Cell) -> bool:
        """Say whether people fill a cell in: of villages numbers alone."""
        row, key = cell
        column = self.columns.get(key)
        return column is not None and row in self.rows and not (column.is_text and row)

    def name(self, cell: Cell) -> str:
        """Name a cell for the journal."""
        row, key = cell
        return f"{key} ({self.rows[row].name})" if row else key


def _say(by: Any, report: Report, said: _Said, changed: Mapping[Cell, tuple[Value, Typed]]) -> None:
    """Tell the journal which numbers changed; of texts only that they did."""
    changes = {}
    for cell, (was, one) in changed.items():
        is_number = one.number is not None or was.n is not None
        now = None if one.number is None else str(one.number)
        changes[said.name(cell)] = [was.n, now] if is_number else [None, True]
    record(by, gettext_noop("Ghi số vào báo cáo"), report, changes)


def _wrong(report: Report, said: _Said, cells: Mapping[Cell, Typed]) -> dict[Cell, str]:
    """Say of each cell why it cannot be so: a row is compared with itself."""
    values = {row: dict(one.values) for row, one in said.rows.items()}
    for (row, key), one in cells.items():
        values[row][key] = Value(n=_n(one))
    why = {}
    for (row, key), one in cells.items():
        column = said.columns[key]
        why[row, key] = problem(column, one.number, values[row], said.names)
        if column.needs_evidence and one.number is not None and not one.evidence:
            why[row, key] = why[row, key] or _("Ghi căn cứ của số này: sổ, danh sách, văn bản nào.")
    # Names are looked for in all cells at once.
    named = {str(at): cell for at, cell in enumerate(cells)}
    texts = {at: f"{cells[cell].text} {cells[cell].evidence}".strip() for at, cell in named.items()}
    for at in naming(report.area, texts):
        why[named[at]] = _("Chỗ này có họ tên một người dân của địa bàn. Bỏ tên rồi lưu lại.")
    return {cell: words for cell, words in why.items() if words}


def _n(one: Typed) -> float | None:
    return None if one.number is None else float(one.number)
