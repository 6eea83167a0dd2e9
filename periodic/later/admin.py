"""Admin of later days: asked for and answered on the pages, read here."""

from django.contrib import admin

from areas.admin_base import ReadOnlyPlacedAdmin
from periodic.models import Extension


@admin.register(Extension)
class ExtensionAdmin(ReadOnlyPlacedAdmin):
    """What units of the territory asked for, and what they were answered."""

    list_display = ("area", "period", "wanted", "until", "asked_at", "decided_at")
    list_select_related = ("area", "period__schedule")
    list_filter = ("asked_at",)
    shown = (*list_display, "reason", "asked_by", "decided_by", "decided_why")
