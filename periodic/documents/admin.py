"""Admin of Word templates: they are kept and used on their page, read here."""

from django.contrib import admin

from areas.admin_base import ReadOnlyPlacedAdmin
from periodic.models import WordTemplate


@admin.register(WordTemplate)
class WordTemplateAdmin(ReadOnlyPlacedAdmin):
    """Templates of the provinces of the territory."""

    list_display = ("province", "size", "made_by", "made_at", "used_at", "ended_at")
    list_filter = ("made_at",)
    shown = (*list_display, "digest")
