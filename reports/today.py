"""The day's work of an officer: what is missing, largest first, each with the page that mends it."""

from dataclasses import dataclass

from django.utils import timezone

from areas.kinds import Level
from areas.models import Area
from households.models import VillageCount
from reports.calls import villages_without_team
from reports.figures import Figures, figures_of_one


@dataclass(frozen=True)
class Work:
    """What the home page shows."""

    figures: Figures
    missing: list[Area]
    missing_count: int
    next_village: Area | None
    next_unsurveyed: int
    short_village: Area | None
    villages: int


def today_of(area: Area) -> Work:
    """Put together the day's work of a commune or village."""
    day = timezone.localdate()
    villages = Area.unscoped.within(area).villages().on(day)
    missing = list(villages_without_team(area, day)[:200])
    rows = VillageCount.unscoped.filter(area__in=villages).order_by("-households", "pk")
    counted = sorted(rows.select_related("area"), key=lambda row: -row.unsurveyed)
    shortest = max(counted, key=lambda row: row.one_short, default=None)
    first = counted[0] if counted and counted[0].unsurveyed else None
    only = area if area.level == Level.VILLAGE else None
    return Work(
        figures=figures_of_one(area, day),
        missing=missing[:1],
        missing_count=len(missing),
        next_village=first.area if first else only or villages.in_order().first(),
        next_unsurveyed=first.unsurveyed if first else 0,
        short_village=shortest.area if shortest else None,
        villages=villages.count(),
    )
