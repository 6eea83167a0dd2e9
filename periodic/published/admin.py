"""Admin of published figures: entered and withdrawn on their page, read here."""

from django.contrib import admin

from areas.admin_base import ReadOnlyPlacedAdmin
from periodic.models import PublishedFigure


@admin.register(PublishedFigure)
class PublishedFigureAdmin(ReadOnlyPlacedAdmin):
    """Published figures of the territory."""

    list_display = ("name", "area", "day", "value", "of", "source", "withdrawn_at")
    list_filter = ("day",)
    shown = (
        *list_display,
        *("figure", "is_month", "about", "unit", "note", "link", "entered_by", "entered_at"),
        *("withdrawn_by", "withdrawn_why"),
    )
