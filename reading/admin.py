"""Admin of who read names: read, never changed by hand; no names of residents stand in it."""

from django.contrib import admin

from areas.admin_base import ReadOnlyPlacedAdmin
from reading.models import Reading, UnusualReading


@admin.register(Reading)
class ReadingAdmin(ReadOnlyPlacedAdmin):
    """Who read names where, hour by hour."""

    list_display = ("__str__", "hour", "user", "area", "people")
    ordering = ("-pk",)
    shown = (*list_display[1:], "commune")


@admin.register(UnusualReading)
class UnusualReadingAdmin(ReadOnlyPlacedAdmin):
    """Days of far more than usual."""

    list_display = ("__str__", "day", "user", "commune", "people", "usual")
