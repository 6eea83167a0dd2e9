"""Past months of villages: what was of few households then is not shown by itself to who reads no names."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date

from django.db.models import Q

from areas.kinds import Level
from figures.models import Snapshot
from figures.months import Point
from figures.restated import Restated
from rollup.few import folded

_NONE = frozenset[int]()


def few_then(
    commune: int | None, months: Collection[date], beside: Collection[int] = ()
) -> Mapping[date, frozenset[int]]:
    """Return for each month which villages of a commune of today are one sum by the figures of then. One query.

    Of units `beside` them, which stand in another commune by now or stood in one that is no more, so few are one sum with them.
    """
    here = Q(area__commune=commune) | Q(area__in=beside)
    rows = Snapshot.unscoped.filter(here, area__level=Level.VILLAGE).order_by()
    own: dict[date, dict[int, int]] = defaultdict(dict)
    every: dict[date, dict[int, int]] = defaultdict(dict)
    columns = ("month", "area_id", "area__commune", "expected")
    for month, pk, where, n in rows.filter(month__in=months).values_list(*columns):
        every[month][pk] = n
        if where == commune:
            own[month][pk] = n
    # What a page without these hides is hidden beside them, too.
    return {month: folded(some) | folded(own[month]) for month, some in every.items()}


def without_few(
    series: Mapping[int, list[Point]], commune: int | None, units: Restated | None = None
) -> dict[int, list[Point]]:
    """Leave gaps in the series of villages of a commune where they were few; of the running month nothing is kept.

    Also where something was few that is one of these villages today: beside what was not it would be told.
    """
    months = {point.month for points in series.values() for point in points}
    few = few_then(commune, months, series.keys())

    def shown(pk: int, point: Point) -> Point:
        those = [pk, *(units.parts(pk, point.on) if units else ())]
        return replace(point, figures=None) if few.get(point.month, _NONE) & set(those) else point

    return {pk: [shown(pk, point) for point in points] for pk, points in series.items()}
