"""The way down to a unit, for breadcrumbs: a link where the reader may go, words where not."""

from typing import Any, NamedTuple

from django.db.models import BigIntegerField, Subquery

from areas.composed import Slot, by_keys, instances
from areas.models import Area
from web.scope import may_see

_ABOVE = ("province", "district", "commune")
# The keys of lists stay behind: no page about a unit shows them.
_READ = [
    field.attname
    for field in Area._meta.concrete_fields
    if field.attname not in {"search_key", "sort_key"}
]


class Step(NamedTuple):
    """One unit on the way; `open` says whether the reader may open it."""

    pk: int
    name: str
    open: bool


def trail(area: Area, user: Any) -> list[Step]:
    """Return the units above this one, below the country, highest first.

    One query, or none where the unit was read with its places (`with_places`).
    """
    return [Step(above.pk, above.full_name, may_see(user, above.path)) for above in _above(area)]


def _above(area: Area) -> list[Area]:
    fields: list[Any] = [Area._meta.get_field(name) for name in _ABOVE]
    if all(field.is_cached(area) for field in fields):
        return [above for above in (area.province, area.district, area.commune) if above]
    ids = area.ancestor_ids()[1:]
    found = Area.unscoped.filter(pk__in=ids).in_bulk()
    return [found[pk] for pk in ids]


def trail_to(area: Area, user: Any) -> list[Step]:
    """Return the same with the unit itself, for a page about the unit that is not its own page."""
    return [*trail(area, user), Step(area.pk, area.full_name, open=True)]


def with_above(pk: int) -> Area | None:
    """Return a unit with the units above it, whoever asks; None where there is no such unit.

    One query, which the database answers without planning how to join four times the same table.
    """
    if pk > BigIntegerField.MAX_BIGINT:
        return None
    found = {unit.pk: unit for unit in instances(Area, _READ, _unit_and_above(unit=pk))}
    unit = found.get(pk)
    if unit:
        for name in _ABOVE:
            setattr(unit, name, found.get(getattr(unit, f"{name}_id")))
    return unit


@by_keys
def _unit_and_above() -> Any:
    unit = Area.unscoped.filter(pk=Slot("unit")).order_by()
    above = [Subquery(unit.values(f"{name}_id")[:1]) for name in _ABOVE]
    return Area.unscoped.filter(pk__in=[Slot("unit"), *above]).order_by().values_list(*_READ)
