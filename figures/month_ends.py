"""Figures of units at the ends of months, as their snapshots keep them."""

from collections.abc import Collection
from datetime import date

from figures.figures import Figures
from figures.models import Snapshot
from households.counts.rollup import SUMS

# Figures by unit and month.
type MonthEnds = dict[tuple[int, date], Figures]

# The figures that stand by themselves, beside the sums of households.
OWN = ("villages", "with_team", "led", "active", "unattributed_villages")
# What decides what may be said of them.
TOLD = (
    *("begun_villages", "communes", "idle_communes", "waiting", "waiting_lists"),
    *("doubted", "undeclared_villages", "undeclared_lists"),
)


def month_ends(units: Collection[int], months: Collection[date]) -> MonthEnds:
    """Return what is kept of units at the ends of months, in one query; what is not kept is left out.

    `months` are first days.
    """
    if not units or not months:
        return {}
    rows = Snapshot.unscoped.filter(area__in=units, month__in=months).order_by()
    found = {}
    for pk, month, *numbers in rows.values_list("area_id", "month", *OWN, *TOLD, *SUMS):
        own, end = dict(zip(OWN, numbers, strict=False)), len(OWN) + len(TOLD)
        told = dict(zip(TOLD, numbers[len(OWN) : end], strict=True))
        is_told = None not in told.values()
        found[pk, month] = Figures(
            **own, **(told if is_told else {}), sums=tuple(numbers[end:]), is_told=is_told
        ).of_past()
    return found
