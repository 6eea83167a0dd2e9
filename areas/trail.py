"""The way down to a unit, for breadcrumbs: a link where the reader may go, words where not."""

from typing import Any, NamedTuple

from areas.models import Area
from audit.scope import territory_path


class Step(NamedTuple):
    """One unit on the way; `open` says whether the reader may open it."""

    pk: int
    name: str
    open: bool


def trail(area: Area, user: Any) -> list[Step]:
    """Return the units above this one, below the country, highest first. One query."""
    mine = territory_path(user) or "-"
    above = Area.unscoped.filter(pk__in=area.ancestor_ids()[1:]).in_bulk()
    return [
        Step(pk, above[pk].full_name, (above[pk].path or "").startswith(mine))
        for pk in area.ancestor_ids()[1:]
    ]


def trail_to(area: Area, user: Any) -> list[Step]:
    """Return the same with the unit itself, for a page about the unit that is not its own page."""
    return [*trail(area, user), Step(area.pk, area.full_name, open=True)]
