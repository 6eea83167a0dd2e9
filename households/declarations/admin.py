"""Admin of how many households there are: sums, declared numbers, registers that are complete."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from areas.admin_base import PlacedAdmin, ReadOnlyPlacedAdmin
from areas.kinds import Level
from households.declarations.actions import declare
from households.models import Completion, Declaration
from households.roster.forms.admin import FUTURE, DeclarationForm


@admin.register(Declaration)
class DeclarationAdmin(PlacedAdmin):
    """What villages and communes say they have. Never changed: a newer number stands beside it."""

    form = DeclarationForm
    refusals = {**PlacedAdmin.refusals, ValueError: FUTURE}
    list_display = ("area", "households", "villages", "source", "declared_on", "withdrawn_at")
    list_select_related = ("area",)
    search_fields = ("area__search_key",)
    autocomplete_fields = ("area",)
    add_fields = ("area", "households", "villages", "source", "declared_on")
    shown = (*add_fields, "recorded_by", "recorded_at", "withdrawn_by", "withdrawn_at")

    def offered(self, field: str, found: Any) -> Any:
        """Declare for villages and communes of today."""
        return found.filter(level__in=(Level.COMMUNE, Level.VILLAGE), closed_on=None)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Leave what was declared as it was declared."""
        return False

    def audited_as(self, obj: Any) -> Any:
        """Find it in the audit of the place."""
        return obj.area

    def write_new(self, by: Any, data: dict[str, Any]) -> Declaration:
        """Record a declared number."""
        day = data["declared_on"]
        fields = {name: data[name] for name in self.add_fields[:-1]}
        return declare(by=by, on=day, **fields)


@admin.register(Completion)
class CompletionAdmin(ReadOnlyPlacedAdmin):
    """Registers that were said to be complete."""

    list_display = ("area", "kind", "from_day", "registered", "declared", "recorded_by")
    list_select_related = ("area", "recorded_by")
    list_filter = ("kind",)
    search_fields = ("area__search_key",)
    shown = (
        *list_display,
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

    def audited_as(self, obj: Any) -> Any:
        """Find it in the audit of the place."""
        return obj.area
