"""Refusals in the admin: read, never written."""

from django.contrib import admin
from django.contrib.admin import EmptyFieldListFilter

from households.lifecycle.admin import LifeAdmin
from households.models import Refusal


@admin.register(Refusal)
class RefusalAdmin(LifeAdmin):
    """Households that refused to be surveyed, and how it ended."""

    list_display = (
        *("household", "refused_on", "reason", "not_asked_until", "recorded_by", "recorded_at"),
        *("ended_on", "ended_why"),
    )
    list_select_related = ("household", "recorded_by")
    list_filter = ("reason", "ended_why", ("ended_at", EmptyFieldListFilter))
