"""Admin of the days marked on lines: added and put right, never deleted."""

from typing import Any

from django.contrib import admin

from areas.admin_base import PlacedAdmin
from reports.models import Event
from reports.trends.actions import Changed, change_event, mark_event
from web.admin_base import ScopedAdmin
from web.admin_parts import STALE, Writes


@admin.register(Event)
class EventAdmin(PlacedAdmin):
    """A merger, a change of rule, a campaign: shown on the lines of the unit and of all below it."""

    ordering = ("-on", "-pk")
    list_display = ("on", "area", "title", "document")
    add_fields = ("area", "on", "title", "document")
    change_fields = ("on", "title", "document")
    shown = ("area",)
    writes = Writes(mark_event)
    refusals = {**ScopedAdmin.refusals, Changed: STALE}

    def write_change(
        self, by: Any, obj: Event, changed: dict[str, Any], data: dict[str, Any]
    ) -> Event:
        """Put a mark right."""
        return change_event(by=by, event=obj, version=data["seen_version"], **changed)
