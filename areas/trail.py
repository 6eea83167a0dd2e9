"""The way down to a unit, for breadcrumbs: a link where the reader may go, words where not."""

from typing import Any, NamedTuple

from areas.models import Area
from web.scope import may_see

_ABOVE = ("province", "district", "commune")


class Step(NamedTuple):
    """One unit on the way; `open` says whether the reader may open it."""

    pk: int
    name: str
    open: bool


def trail(area: Area, user: Any) -> list[Step]:
    """Return the units above this one, below the country, highest first.

    One query, or none where the unit was read with its places (`with_places`).
    """
    fields: list[Any] = [Area._meta.get_field(name) for name in _ABOVE]
    if all(field.is_cached(area) for field in fields):
        units = [unit for unit in (area.province, area.district, area.commune) if unit]
    else:
        units = list(Area.unscoped.filter(pk__in=area.ancestor_ids()[1:]).order_by("level"))
    return [Step(unit.pk, unit.full_name, may_see(user, unit.path)) for unit in units]


def trail_to(area: Area, user: Any) -> list[Step]:
    """Return the same with the unit itself, for a page about the unit that is not its own page."""
    return [*trail(area, user), Step(area.pk, area.full_name, open=True)]
