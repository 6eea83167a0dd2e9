"""Admin of erasures: read by those who read names in their commune."""

from django.contrib import admin

from erasure.models import Erasure
from web.admin_base import ReadOnlyAdmin


@admin.register(Erasure)
class ErasureAdmin(ReadOnlyAdmin):
    """Who asked for an erasure, who confirmed it, and when."""

    list_display = ("__str__", "household", "asked_at", "asked_by", "confirmed_at", "confirmed_by")
    list_select_related = ("household", "asked_by", "confirmed_by")
