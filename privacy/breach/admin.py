"""Admin of breaches: read here, written on their pages."""

from django.contrib import admin

from areas.admin_base import ReadOnlyPlacedAdmin
from privacy.models import Breach


@admin.register(Breach)
class BreachAdmin(ReadOnlyPlacedAdmin):
    """Breaches, and what came of them."""

    list_display = ("__str__", "kind", "area", "found_at", "opened_at", "closed_at")
    shown = (*list_display[1:], "account", "device", "since", "until", "story", "outcome")
