"""Figures of units at the ends of months, as their snapshots keep them."""

from collections.abc import Collection
from datetime import date
from typing import Any

from django.db.models import DateField

from areas.composed import Answer, Rows, Slots, by_keys
from figures.figures import Figures
from figures.models import Snapshot
from households.counts.rollup import SUMS

# Figures by unit and month.
type MonthEnds = dict[tuple[int, date], Figures]

# The figures that stand by themselves, beside the sums of households.
OWN = ("villages", "with_team", "led", "active", "unattributed_villages")
# What decides what may be said of them.
TOLD = (
    *("begun_villages", "communes", "idle_communes", "waiting", "doubted"),
    *("undeclared_villages", "undeclared_lists"),
)


@by_keys
def _snapshots() -> Any:
    units, months = Slots("units"), Slots("months", DateField())
    rows = Snapshot.unscoped.filter(area__in=units, month__in=months)
    return rows.order_by().values_list("area_id", "month", *OWN, *TOLD, *SUMS)


def month_ends(units: Collection[int], months: Collection[date]) -> MonthEnds:
    """Return what is kept of units at the ends of months, in one query; what is not kept is left out.

    `months` are first days.
    """
    return ask_month_ends(units, months)()


def ask_month_ends(units: Collection[int], months: Collection[date]) -> Answer[MonthEnds]:
    """Ask for the same."""
    if not units or not months:
        return dict
    asked = _snapshots.ask(units=units, months=months)
    return lambda: _figures(asked())


def _figures(rows: Rows) -> MonthEnds:
    found = {}
    for pk, month, *numbers in rows:
        own, end = dict(zip(OWN, numbers, strict=False)), len(OWN) + len(TOLD)
        told = dict(zip(TOLD, numbers[len(OWN) : end], strict=True))
        is_told = None not in told.values()
        found[pk, month] = Figures(
            **own, **(told if is_told else {}), sums=tuple(numbers[end:]), is_told=is_told
        ).of_past()
    return found
