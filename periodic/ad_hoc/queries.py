"""Whom one may ask, and what has come back: every unit that was asked, with what it sent or what the register says."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from areas.ended import ended_words, heirs_of, names_of
from areas.models import Area
from periodic.catalogue.queries import columns_in, latest
from periodic.catalogue.rules.defaults import MONTHLY
from periodic.content import Column, Row, Value
from periodic.drafts.queries.below import sent_below
from periodic.drafts.queries.drafts import draft
from periodic.drafts.rules.values import REGISTER, added
from periodic.filing.rules.words import value_text
from periodic.models import Form, FormVersion, Period, Report, RequestDraft, Span, State
from periodic.periods.queries import units_asked


def units_below(area: Area, day: date) -> QuerySet[Area]:
    """Return the communes that may be asked, by name."""
    inside = Area.unscoped.within(area).communes().exclude(pk=area.pk)
    return inside.on(day).in_order()


def drafts_of(user: Any, area: Area) -> QuerySet[RequestDraft]:
    """Return the requests that somebody's own unit has not sent yet, the newest first."""
    return RequestDraft.objects.visible_to(user).filter(area=area)


def monthly_columns() -> tuple[Column, ...]:
    """Return what our form of the month asks for."""
    ours = Form.unscoped.filter(key=MONTHLY).first()
    return columns_in(latest(ours)) if ours else ()


@dataclass(frozen=True)
class Collected:
    """What came back of one request."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    total: Row
    # Of whom it was sent, of all that were asked.
    answered: frozenset[int]
    # Of whom it came back to be put right: of them, too, what the register knows stands there.
    back: frozenset[int] = frozenset()
    # Of units that were told by name and had ended by the last day: what each is now.
    gone: tuple[str, ...] = ()

    @property
    def whole(self) -> int:
        """How many units were asked."""
        return len(self.rows)

    def is_answered(self, row: Row) -> bool:
        """Whether a unit has sent; of one that has not, what the register knows stands there."""
        return row.pk in self.answered


def collected(period: Period, area: Area, version: FormVersion) -> Collected:
    """Put the answers side by side. The number of queries depends on neither households nor units."""
    units = units_asked(period).filter(path__within=area.path)
    asked = sorted(units, key=lambda one: (one.sort_key, one.pk))
    said = draft(period, area, version)
    rows = {one.pk: one for one in said.rows}
    if others := {one.pk: one for one in asked if one.pk not in rows}:
        # The country's own rows are provinces.
        sent = sent_below(period, others)
        rows |= {pk: one.row(pk) for pk, one in sent.items()}
    found = tuple(rows.get(one.pk) or Row(one.full_name, one.code, one.pk) for one in asked)
    total = Row("", values=_sums(said.columns, found))
    return Collected(said.columns, found, total, _came(found), _back(period), _gone(period, asked))


def _back(period: Period) -> frozenset[int]:
    rows = Report.unscoped.filter(period=period, state=State.RETURNED)
    return frozenset(rows.values_list("area", flat=True))


def _gone(period: Period, asked: Sequence[Area]) -> tuple[str, ...]:
    """Say of units that were asked once, and ended by the last day, what each is now, and which of these was not asked.

    A query, or none; a few more where some have ended.
    """
    if period.schedule.span != Span.FREE:
        return ()
    found = list(period.schedule.chosen.filter(closed_on__lte=period.ends_on).in_order())
    heirs, there = heirs_of(found), {one.pk for one in asked}
    return tuple(_what_became(one, heirs[one.pk], there) for one in found)


def _what_became(unit: Area, heirs: Sequence[Area], asked: Collection[int]) -> str:
    words = f"{ended_words(unit, heirs)} {_('Không phải trả lời nữa.')}"
    if others := [one for one in heirs if one.pk not in asked]:
        names = {"names": names_of(others)}
        words = f"{words} {_('Nơi chưa được hỏi: %(names)s.') % names}"
    return words


def _sums(columns: Sequence[Column], rows: Sequence[Row]) -> dict[str, Value]:
    """Add up what may be added: numbers, not texts."""
    return added([one for one in columns if not one.is_text], rows)


def _came(rows: Sequence[Row]) -> frozenset[int]:
    return frozenset(
        one.pk
        for one in rows
        if one.values and all(value.origin != REGISTER for value in one.values.values())
    )


@dataclass(frozen=True)
class Line:
    """One unit as it is shown: each cell in words, with its column."""

    name: str
    is_answered: bool
    is_back: bool
    cells: tuple[tuple[str, Column], ...]


def line_of(table: Collected, row: Row) -> Line:
    """Write the cells of a row; a text that was not written is a dash."""
    cells = tuple((_text(row.values.get(one.key), one), one) for one in table.columns)
    return Line(row.name, table.is_answered(row), row.pk in table.back, cells)


def sums_of(table: Collected) -> list[tuple[str, Column, str]]:
    """Write the sums, each with its column and, where units are missing in it, how many it adds up."""
    cells, values = line_of(table, table.total).cells, table.total.values
    return [(words, one, _told(values.get(one.key))) for words, one in cells]


def _told(value: Value | None) -> str:
    return f"{value.told}/{value.parts}" if value and value.told is not None else ""


def _text(value: Value | None, column: Column) -> str:
    value = value or Value()
    return value.text or "—" if column.is_text else value_text(value, column)
