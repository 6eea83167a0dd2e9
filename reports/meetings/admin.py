"""Admin of meetings: frozen by their page, read here."""

from django.contrib import admin

from areas.admin_base import ReadOnlyPlacedAdmin
from reports.models import Meeting


@admin.register(Meeting)
class MeetingAdmin(ReadOnlyPlacedAdmin):
    """Pages frozen for the meetings of the territory."""

    list_display = ("__str__", "area", "frozen_at", "frozen_by", "code")
    list_filter = ("frozen_at",)
    shown = (*list_display[1:], "proposals")
