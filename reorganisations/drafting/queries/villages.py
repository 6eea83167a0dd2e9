"""The villages that a decision may name, each with its households."""

from typing import Any, NamedTuple

from areas.models import Area
from reorganisations.models import Operation, Part, Reorganisation
from rollup.models import VillageCount


class Village(NamedTuple):
    """An open village of a commune and how many households its register has."""

    area: Area
    households: int


def villages_of(
    user: Any,
    commune: Area,
    decision: Reorganisation | None = None,
    but: Operation | None = None,
) -> list[Village]:
    """Return the open villages of a commune that no other operation of the decision names. Two or three queries."""
    rows = Area.objects.visible_to(user).villages().filter(commune=commune, closed_on=None)
    if decision:
        named = Part.unscoped.sources().filter(operation__reorganisation=decision)
        named = named.exclude(operation=but) if but else named
        rows = rows.exclude(pk__in=list(named.values_list("area_id", flat=True)))
    found = list(rows.in_order())
    counted = VillageCount.unscoped.filter(area__in=found).order_by()
    homes = dict(counted.values_list("area_id", "households"))
    return [Village(one, homes.get(one.pk, 0)) for one in found]
