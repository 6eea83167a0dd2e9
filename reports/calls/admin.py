"""Admin of calls: read here, written down on the list of calls."""

from django.contrib import admin

from areas.admin_base import ReadOnlyPlacedAdmin
from reports.models import Contact


@admin.register(Contact)
class ContactAdmin(ReadOnlyPlacedAdmin):
    """Calls to the communes of the territory."""

    list_display = ("commune", "called_on", "outcome", "promised_on", "note", "called_by")
    list_filter = ("outcome", "called_on")
    shown = (*list_display, "recorded_at")
