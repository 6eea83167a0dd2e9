"""The villages that a decision may name, each with its households."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from areas.kinds import Level
from areas.models import Area, AreaQuerySet
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


def communes_in(province: int | None, *, but: Area) -> AreaQuerySet:
    """Return the communes of a province that a village of one may go to."""
    communes = Area.unscoped.communes().filter(province=province, closed_on=None)
    return communes.exclude(pk=but.pk).in_order()


def provinces() -> AreaQuerySet:
    """Return the open provinces."""
    return Area.unscoped.filter(level=Level.PROVINCE, closed_on=None).in_order()


def is_called(commune: Area, kind: str, name: str, but: Sequence[Area]) -> bool:
    """Say whether a village of a commune, beside these, is called so."""
    others = Area.unscoped.filter(commune=commune).exclude(pk__in=[one.pk for one in but])
    return others.has_called(kind, name)
