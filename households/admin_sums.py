"""Admin of how many households there are: sums kept by the actions, and declared numbers."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from areas.admin_base import PlacedAdmin
from areas.kinds import Level
from households.actions import declare
from households.admin_forms import FUTURE, DeclarationForm
from households.models import Declaration


@admin.register(Declaration)
class DeclarationAdmin(PlacedAdmin):
    """What villages say they have. Never changed: a newer number stands beside it."""

    form = DeclarationForm
    refusals = {**PlacedAdmin.refusals, ValueError: FUTURE}
    list_display = ("village", "households", "source", "declared_on", "recorded_by")
    list_select_related = ("village", "recorded_by")
    search_fields = ("village__search_key",)
    autocomplete_fields = ("village",)
    add_fields = ("village", "households", "source", "declared_on")
    shown = (*add_fields, "recorded_by", "recorded_at")

    def offered(self, field: str, found: Any) -> Any:
        """Declare for villages of today."""
        return found.filter(level=Level.VILLAGE, closed_on=None)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Leave what was declared as it was declared."""
        return False

    def audited_as(self, obj: Any) -> Any:
        """Find it in the audit of the village."""
        return obj.village

    def write_new(self, by: Any, data: dict[str, Any]) -> Declaration:
        """Record a declared number."""
        day = data["declared_on"]
        fields = {name: data[name] for name in self.add_fields[:-1]}
        return declare(by=by, on=day, **fields)
