"""Figures of units at the ends of months, as their snapshots keep them."""

from collections.abc import Collection
from datetime import date
from typing import Any

from django.db.models import DateField

from areas.composed import Slots, by_keys
from households.counts import SUMS
from reports.figures import Figures
from reports.models import Snapshot

# The sums that figures name by themselves.
OWN = ("villages", "with_team", "staffed", "active")


@by_keys
def _snapshots() -> Any:
    units, months = Slots("units"), Slots("months", DateField())
    rows = Snapshot.unscoped.filter(area__in=units, month__in=months)
    return rows.order_by().values_list("area_id", "month", *OWN, *SUMS)


def month_ends(units: Collection[int], months: Collection[date]) -> dict[tuple[int, date], Figures]:
    """Return what is kept of units at the ends of months, in one query; what is not kept is left out.

    `months` are first days; keys are a unit and a month.
    """
    if not units or not months:
        return {}
    found = {}
    for pk, month, villages, with_team, staffed, active, *sums in _snapshots(
        units=units, months=months
    ):
        counted = dict(zip(SUMS, sums, strict=True))
        found[pk, month] = Figures(villages, with_team, staffed, active, counted)
    return found
