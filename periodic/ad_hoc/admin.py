"""Admin of requests that are not sent yet: written on their page, read here."""

from django.contrib import admin

from areas.admin_base import ReadOnlyPlacedAdmin
from periodic.models import RequestDraft


@admin.register(RequestDraft)
class RequestDraftAdmin(ReadOnlyPlacedAdmin):
    """What units of the territory are about to ask."""

    list_display = ("title", "area", "saved_by", "saved_at")
    list_filter = ("saved_at",)
    shown = list_display
