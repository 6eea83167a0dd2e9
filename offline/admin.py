"""Admin of what was done without a network: read here, decided on its pages; what an operation says is never shown."""

from django.contrib import admin

from areas.admin_base import ReadOnlyPlacedAdmin
from offline.models import CarriedVillage, CellConflict, CellWrite, SentOperation


@admin.register(SentOperation)
class SentOperationAdmin(ReadOnlyPlacedAdmin):
    """Operations that came in, and what became of each."""

    list_display = ("__str__", "kind", "village", "author", "received_at", "state")
    list_filter = ("state", "kind")
    list_select_related = ("village", "author")
    shown = (
        *list_display[1:],
        "device",
        "commune",
        "resident",
        "on",
        "at",
        "skew",
        "why",
        "decided_by",
        "decided_at",
        "decided_why",
    )


@admin.register(CellWrite)
class CellWriteAdmin(ReadOnlyPlacedAdmin):
    """What was written of each skill."""

    list_display = ("resident", "number", "value", "base", "shown", "arrived_at", "undone")
    list_select_related = ("resident",)
    shown = ("operation", *list_display)


@admin.register(CellConflict)
class CellConflictAdmin(ReadOnlyPlacedAdmin):
    """Skills of which two people wrote different things."""

    list_display = ("resident", "number", "opened_at", "closed_at")
    list_select_related = ("resident",)
    shown = (*list_display, "closed_by")


@admin.register(CarriedVillage)
class CarriedVillageAdmin(ReadOnlyPlacedAdmin):
    """Who has taken which village along."""

    list_display = ("village", "user", "taken_at", "until", "dropped_at")
    list_select_related = ("village", "user")
    shown = ("village", "user", "device", "taken_at", "until", "dropped_at")
