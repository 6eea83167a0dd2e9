"""The unit that a page is about, and the way down to it, for breadcrumbs: a link where the reader may go."""

from typing import Any, NamedTuple

from django.http import HttpRequest

from areas.models import Area
from web.scope import KEY_DIGITS, key_of, may_see, visible_or_404

_ABOVE = ("province", "district", "commune")


class Step(NamedTuple):
    """One unit on the way; `open` says whether the reader may open it."""

    pk: int
    name: str
    open: bool


def asked_area(request: HttpRequest) -> Area:
    """Return the unit that the address asks for (`dia-ban`), the reader's own where it asks for none."""
    user: Any = request.user
    # A number too long to be a key is cut to one that nothing has: it is not found.
    key = key_of(request.GET.get("dia-ban", "")[:KEY_DIGITS])
    return visible_or_404(request, Area, pk=key or user.area_id)


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
