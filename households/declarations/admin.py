"""Admin of how many households there are: sums, declared numbers, registers that are complete."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from areas.admin_base import PlacedAdmin, ReadOnlyPlacedAdmin
from areas.dated import FUTURE
from areas.kinds import Level
from households.declarations.actions import declare
from households.models import Completion, Declaration
from households.roster.forms import DeclarationForm


@admin.register(Declaration)
class DeclarationAdmin(PlacedAdmin):
    """What villages and communes say they have. Never changed: a newer number stands beside it."""

    form = DeclarationForm
    refusals = {**PlacedAdmin.refusals, ValueError: FUTURE}
    list_display = ("area", "households", "villages", "source", "declared_on", "withdrawn_at")
    add_fields = ("area", "households", "villages", "source", "declared_on")
    shown = (*add_fields, "recorded_by", "recorded_at", "withdrawn_by", "withdrawn_at")
    levels = (Level.COMMUNE, Level.VILLAGE)
    journal = "area"

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Leave what was declared as it was declared."""
        return False

    def write_new(self, by: Any, data: dict[str, Any]) -> Declaration:
        """Record a declared number."""
        day = data["declared_on"]
        fields = {name: data[name] for name in self.add_fields[:-1]}
        return declare(by=by, on=day, **fields)


@admin.register(Completion)
class CompletionAdmin(ReadOnlyPlacedAdmin):
    """Registers that were said to be complete."""

    list_display = ("area", "kind", "from_day", "registered", "declared", "recorded_by")
    list_filter = ("kind",)
    journal = "area"
    shown = (
        *list_display,
        "commune_registered",
        "commune_declared",
        "recorded_at",
        "reason",
        "needs_confirmation",
        "confirmed_by",
        "confirmed_at",
        "question",
        "asked_by",
        "asked_at",
        "undone_on",
        "undone_reason",
        "undone_by",
        "undone_at",
    )
