"""What moved households in a unit between two days, and in which of the units below, by the units of today or those that stood."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date
from typing import Any

from django.db.models import Q, Sum

from areas.kinds import Level
from areas.models import Area
from figures.places import today_in
from figures.standing import Reading
from households.models import Movement
from reports.why.queries.kinds import UNITS, Kind
from reports.why.queries.then import BELOW, Stood

type Row = tuple[Area, int, int]


def stood_between(area: Area, since: date, until: date, reading: Reading) -> Stood | None:
    """Return where villages stood, by the units that stood; None by those of today, and of a village."""
    is_then = reading is Reading.THEN and area.level < Level.VILLAGE
    return Stood(area, since, until) if is_then else None


def movements(area: Area, since: date, until: date, stood: Stood | None = None) -> Any:
    """Return what moved in a unit after the first day and up to the second."""
    if stood:
        return stood.between()
    return every_of(area, since).filter(day__gt=since, day__lte=until)


def every_of(area: Area, since: date) -> Any:
    """Return the movements of a unit: of a village its own, of what is above those of the villages it has today.

    And of what went into these, so that what went from one to the other is nothing above both.
    """
    if area.level == Level.VILLAGE:
        return Movement.unscoped.filter(village=area)
    return today_in(area, since)(Movement.unscoped.all(), "village")


def by_unit(
    area: Area, since: date, until: date, kind: Kind, stood: Stood | None = None
) -> list[Row]:
    """Return the units below in which a cause moved the figure: how many more, how many fewer."""
    if area.level not in BELOW:
        return []
    rows = kind.rows & Q(day__gt=since)
    sums = {
        "more": Sum("covered", filter=rows & Q(covered__gt=0)),
        "fewer": Sum("covered", filter=rows & Q(covered__lt=0)),
    }
    if stood:
        found = _then(stood, kind, sums)
        units = Area.unscoped.in_bulk(found)
    else:
        units = Area.unscoped.filter(parent=area).in_bulk() | {area.pk: area}
        moved = movements(area, since, until).filter(kind.rows).exclude(covered=0).order_by()
        found = _today(area, moved, units, sums)
    told = [(units[pk], more, fewer) for pk, (more, fewer) in found.items()]
    return sorted(told, key=lambda row: (-row[1] - row[2], row[0].sort_key))


def _today(
    area: Area, rows: Any, units: Collection[int], sums: dict[str, Any]
) -> dict[int, tuple[int, int]]:
    below = BELOW[Level(area.level)]
    own = ["village_id" if name == "area_id" else f"village__{name}" for name in below]
    counted = rows.values_list(*own).annotate(**sums)
    return _added(
        (next((key for key in keys if key in units), area.pk), more or 0, -(fewer or 0))
        for *keys, more, fewer in counted
    )


def _then(stood: Stood, kind: Kind, sums: dict[str, Any]) -> dict[int, tuple[int, int]]:
    found, steps = stood.sums(**sums)
    rows = [(pk, one["more"], -one["fewer"]) for pk, one in found.items()]
    if kind is UNITS:
        for step in steps:
            rows += [(step.left, 0, step.n)] if step.left else []
            rows += [(step.came, step.n, 0)] if step.came else []
    return {pk: pair for pk, pair in _added(rows).items() if any(pair)}


def _added(rows: Iterable[tuple[int, int, int]]) -> dict[int, tuple[int, int]]:
    found = defaultdict[int, tuple[int, int]](lambda: (0, 0))
    for pk, more, fewer in rows:
        found[pk] = (found[pk][0] + more, found[pk][1] + fewer)
    return dict(found)
