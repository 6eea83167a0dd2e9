"""Villages of so few households that a number of them speaks of somebody: who reads no names reads their sum.

How many households a village has is no secret; what is known of them is. One rule for every page.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping
from typing import Any

from django.conf import settings

from areas.kinds import Level
from areas.models import Area
from rollup.models import VillageCount

NAMES = "households.view_names"
# So many households, or events, speak of nobody.
FEWEST = 5


def folded(households: Mapping[int, int]) -> frozenset[int]:
    """Return which villages of a commune are shown as one sum, by how many households each has.

    Those with fewer than `SMALL_UNIT_HOUSEHOLDS`; where they are one, or together still so few, another one with
    them, for else the commune's sum would give them back: always the same one, and without one all.
    """
    least = int(settings.SMALL_UNIT_HOUSEHOLDS)
    few = {pk for pk, n in households.items() if 0 < n < least}
    if not few:
        return frozenset()
    if len(few) < 2 or sum(households[pk] for pk in few) < least:
        large = [pk for pk, n in households.items() if n >= least]
        few |= {min(large)} if large else set(households)
    return frozenset(few)


def few_in(communes: Collection[int]) -> frozenset[int]:
    """Return the villages of communes that are shown as one sum of each. One query."""
    return _few_of(VillageCount.unscoped.filter(commune__in=communes))


def few_below(area: Area) -> frozenset[int]:
    """Return the same of all communes of a unit. One query over all its villages."""
    return _few_of(VillageCount.unscoped.below(area))


def _few_of(rows: Any) -> frozenset[int]:
    found: dict[int, dict[int, int]] = defaultdict(dict)
    rows = rows.filter(area__closed_on=None).order_by()
    for commune, village, n in rows.values_list("commune_id", "area_id", "expected"):
        found[commune][village] = n
    return frozenset().union(*(folded(households) for households in found.values()))


def is_folded_for(user: Any, area: Area) -> bool:
    """Say whether a unit is a village of which this person reads the sum with others only."""
    if area.level != Level.VILLAGE or user.has_perm(NAMES):
        return False
    return area.pk in few_in([area.commune_id or 0])


def few_for(user: Any, commune: Area) -> frozenset[int]:
    """Return the villages of a commune that this person reads as one sum; none above communes, or in a village."""
    if commune.level != Level.COMMUNE or user.has_perm(NAMES):
        return frozenset()
    return few_in([commune.pk])
