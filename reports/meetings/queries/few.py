"""A frozen page of a commune for who reads no names: villages of few households are one row, then and now."""

from dataclasses import replace
from typing import Any

from areas.kinds import Level
from areas.models import Area
from reports.meetings.queries.frozen import Frozen
from reports.units.queries.child_units import Below
from reports.units.queries.few import fold
from rollup.few import NAMES, few_for


def frozen_for(user: Any, area: Area, frozen: Frozen) -> Frozen:
    """Return what this person may read of a frozen page of a unit."""
    if area.level != Level.COMMUNE or user.has_perm(NAMES):
        return frozen
    inside = Below(frozen.children, frozen.rest, frozen.figures, [])
    fold(inside, few_for(user, area))
    return replace(frozen, children=inside.children, rest=inside.rest, few=inside.few)
