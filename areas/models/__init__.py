"""The dated tree of units: country, provinces, districts (until 2025), communes, villages; days that decrees moved."""

from areas.models.area import BEFORE_RECORDS, Area, AreaQuerySet, Unit
from areas.models.moved_day import MovedDay
from areas.models.placement import Placement, Succession

__all__ = [
    "BEFORE_RECORDS",
    "Area",
    "AreaQuerySet",
    "MovedDay",
    "Placement",
    "Succession",
    "Unit",
]
