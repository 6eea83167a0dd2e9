"""Teams counted for a unit: how far its villages have come, each by its furthest step; rows by the units below."""

from datetime import date
from typing import Any

from django.db.models import Count, Sum
from django.db.models.functions import Coalesce

from areas.kinds import Level
from areas.models import Area
from rollup.models import CommuneCount, VillageCount, active_since, still_holds
from teams.models import VILLAGE_STATES, State, active_days, in_each

# By which column of a place rows are grouped, for the units that a reader of each level looks at.
GROUPS = {Level.COUNTRY: "province", Level.PROVINCE: "commune", Level.DISTRICT: "commune"}
type Steps = list[tuple[State, int, int]]


def is_active(led: int, last_active_on: date | None, day: date) -> bool:
    """Say whether a village with so many led teams, last active then, has an active one on a day."""
    first, last = active_days(day)
    return led > 0 and last_active_on is not None and first <= last_active_on <= last


def state_of(row: VillageCount, day: date) -> State:
    """Return how far the village's best team has come by this day."""
    active = is_active(row.led, row.last_active_on, day)
    return State.of(teams=row.teams, led=row.led, active=active)


def steps_of(area: Area, day: date) -> Steps:
    """Return each state, how many villages are in it and in all: n of N. Two queries at most.

    From the count rows, as the dashboard does; no team and no member is read.
    """
    if area.level == Level.VILLAGE:
        row = VillageCount.unscoped.filter(pk=area.pk).first()
        state = state_of(row, day) if row else State.NONE
        return [(one, int(one == state), 1) for one in VILLAGE_STATES]
    since, communes = active_since(day), CommuneCount.unscoped.below(area)
    sums = communes.aggregate(
        villages=Coalesce(Sum("villages"), 0),
        with_team=Coalesce(Sum("with_team"), 0),
        led=Coalesce(Sum("led"), 0),
        active=Coalesce(Sum("active", filter=still_holds(since)), 0),
    )
    # Where a team has ceased to be active since its commune was counted, the villages are asked.
    fading = VillageCount.unscoped.below(area).active(*active_days(day))
    fading = fading.filter(commune__in=communes.faded(since).values("pk"))
    villages, with_team, led = sums["villages"], sums["with_team"], sums["led"]
    active = sums["active"] + fading.count()
    counts = in_each(villages, with_team, led, active)
    return [(state, n, villages) for state, n in zip(VILLAGE_STATES, counts, strict=True)]


def count_by_unit(rows: Any, place: str, area: Area, what: str = "pk") -> dict[int, int]:
    """Count rows by the units below: their keys and how many rows stand there, in one query.

    Provinces of the country, communes of a province or district, else villages. `place` is the path
    from a row to its area, "" where the rows are areas; `what` is the column whose values are counted. What stands at a commune itself, such as its
    own team, is counted there.
    """
    head = f"{place}__" if place else ""
    own = f"{place}_id" if place else "id"
    group = GROUPS.get(Level(area.level))
    unit: Any = Coalesce(f"{head}{group}_id", own) if group else own
    return dict(rows.order_by().values_list(unit).annotate(n=Count(what, distinct=True)))


def by_unit(rows: Any, place: str, area: Area) -> list[tuple[Area, int]]:
    """Return the same as units in order, the most first; nothing of a commune or village."""
    if Level(area.level) not in GROUPS:
        return []
    counts = count_by_unit(rows, place, area)
    units = Area.unscoped.in_bulk(counts)
    found = [(units[pk], n) for pk, n in counts.items()]
    return sorted(found, key=lambda row: (-row[1], row[0].sort_key))
