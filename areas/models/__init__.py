"""The dated tree of units: country, provinces, districts (until 2025), communes, villages."""

from areas.models.area import BEFORE_RECORDS, Area, AreaQuerySet, Unit
from areas.models.placement import Placement, Succession

__all__ = ["BEFORE_RECORDS", "Area", "AreaQuerySet", "Placement", "Succession", "Unit"]
