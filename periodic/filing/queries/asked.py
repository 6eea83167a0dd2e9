"""Which units a period asks for a report: those that were there on its last day."""

from typing import Any

from django.db.models import Q

from areas.kinds import Level
from areas.models import Area
from periodic.models import Period
from web.scope import keys_along, territory_path

# Below a unit of this level, which levels report to it.
_BELOW = {
    Level.COUNTRY: (Level.PROVINCE,),
    Level.PROVINCE: (Level.DISTRICT, Level.COMMUNE),
    Level.DISTRICT: (Level.COMMUNE,),
}


def asked_units(period: Period, within: Area) -> list[Area]:
    """Return the units below a unit whose report a period asks, as they stood on its last day. Two queries.

    Those that were chosen, where some were; else all of the levels that report there.
    """
    inside = Area.unscoped.within(within).exclude(pk=within.pk).on(period.ends_on)
    chosen = list(period.schedule.chosen.values_list("pk", flat=True))
    if chosen:
        return list(inside.filter(pk__in=chosen))
    levels = _BELOW.get(Level(within.level), ())
    return list(inside.inside(period.schedule.area.path or "-").filter(level__in=levels))


def periods_seen(user: Any) -> Any:
    """Return the periods that concern somebody: asked inside their unit, or by a unit above it."""
    path = territory_path(user)
    if not path or not user.has_perm("periodic.view_report"):
        return Period.unscoped.none()
    asked = Q(schedule__area__path__within=path) | Q(schedule__area__in=keys_along(path))
    return Period.unscoped.filter(asked).select_related("schedule__area", "schedule__form")
