"""Admin of who asks for which report by when: made and ended on the pages, read here."""

from django.contrib import admin

from areas.admin_base import ReadOnlyPlacedAdmin
from periodic.models import Period, Reopening, Schedule


@admin.register(Schedule)
class ScheduleAdmin(ReadOnlyPlacedAdmin):
    """What units of the territory ask for."""

    list_display = ("title", "area", "form", "span", "cutoff", "begins_on", "ended_on")
    list_filter = ("span", "cutoff")
    shown = (
        *list_display,
        "document",
        "working_days",
        "chosen",
        "approved_within",
        "made_by",
        "made_at",
    )


@admin.register(Period)
class PeriodAdmin(ReadOnlyPlacedAdmin):
    """Periods for which units of the territory ask."""

    list_display = ("schedule", "begins_on", "ends_on", "due_on", "locked_at")
    list_filter = ("ends_on",)
    shown = (*list_display, "locked_by")


@admin.register(Reopening)
class ReopeningAdmin(ReadOnlyPlacedAdmin):
    """Periods that were opened again, and why."""

    list_display = ("period", "area", "until", "reason", "by", "at")
    list_filter = ("until",)
    shown = list_display
