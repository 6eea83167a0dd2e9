"""Admin of what decisions leave behind: roles by day, scans, pictures of sessions, and what teams are called."""

from typing import Any

from django.contrib import admin
from django.contrib.admin import EmptyFieldListFilter
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from areas.admin_base import PlacedAdmin, ReadOnlyPlacedAdmin
from teams.founding.actions import record_number
from teams.models import Decision, Scan, Team, TeamVillage
from teams.register.admin import REFUSALS, DoneForm
from web.admin_parts import WORDS

WORDS["leader"] = _("tổ trưởng")


@admin.register(TeamVillage)
class TeamVillageAdmin(ReadOnlyPlacedAdmin):
    """Which villages a team is for, and since when."""

    list_display = ("village", "team", "valid_from", "valid_to")
    list_select_related = ("village__commune", "team__area")
    list_filter = (("valid_to", EmptyFieldListFilter),)
    shown = ("team", "village", "valid_from", "valid_to", "begun_by", "ended_by")


@admin.register(Scan)
class ScanAdmin(ReadOnlyPlacedAdmin):
    """Scans of decisions: what they are; the files themselves are opened on the decision's page."""

    list_display = ("decision", "kind", "size", "added_at", "withdrawn_at")
    list_filter = ("kind",)
    shown = ("decision", "kind", "size", "sha256", "added_by", "added_at", "withdrawn_at")


@admin.register(Decision)
class DecisionAdmin(PlacedAdmin):
    """Decisions on teams: made by founding and dissolving, here given their numbers."""

    form = DoneForm
    refusals = REFUSALS
    list_display = ("kind", "number", "signed_on", "signer", "abstract", "withdrawn_on")
    list_filter = ("kind", ("withdrawn_on", EmptyFieldListFilter))
    change_fields = ("number", "signed_on", "signer", "abstract")
    shown = ("kind", "into", "withdrawn_on", "withdrawn_why")

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Make decisions by founding and dissolving teams."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Change no decision that also touches teams of others, and none that was withdrawn."""
        if obj is not None:
            others = obj.teams.exclude(pk__in=Team.objects.visible_to(request.user))
            if obj.withdrawn_on or others.exists():
                return False
        return super().has_change_permission(request, obj)

    def audited_as(self, obj: Any) -> Any:
        """Find it in the audit of its first team."""
        return obj.teams.first() or obj

    def write_change(
        self, by: Any, obj: Decision, changed: dict[str, Any], data: dict[str, Any]
    ) -> Decision:
        """Fill in or correct number, day and signer."""
        return record_number(
            by=by, decision=obj, **{name: data[name] for name in self.change_fields}
        )
