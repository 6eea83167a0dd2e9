"""Admin of decisions on units: read here, written on their pages."""

from typing import Any

from django.contrib import admin
from django.contrib.admin.filters import ChoicesFieldListFilter
from django.utils.translation import gettext_lazy as _

from areas.admin_base import ReadOnlyPlacedAdmin
from reorganisations.models import Allotment, Assignment, Operation, Part, Reorganisation


@admin.register(Reorganisation)
class ReorganisationAdmin(ReadOnlyPlacedAdmin):
    """Decisions, and how far each has come."""

    list_display = ("__str__", "area", "signed_on", "effective_on", "state", "applied_at")
    list_filter = ("state",)
    shown = (
        *list_display[1:],
        "number",
        "made_by",
        "made_at",
        "proposed_by",
        "proposed_at",
        "decided_by",
        "decided_at",
        "returned_why",
        "undone_by",
        "undone_at",
    )


@admin.register(Operation)
class OperationAdmin(ReadOnlyPlacedAdmin):
    """What each decision does."""

    list_display = ("__str__", "reorganisation", "applied_at")
    list_filter = ("kind",)
    list_select_related = ("reorganisation",)
    shown = ("kind", "reorganisation", "applied_at")


class OfSide(ChoicesFieldListFilter):
    """The filter by side, with its name in words."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.title = _("bên")


@admin.register(Part)
class PartAdmin(ReadOnlyPlacedAdmin):
    """The units on both sides of what is done."""

    list_display = ("__str__", "side", "area", "parent", "operation")
    list_filter = (("side", OfSide),)
    list_select_related = ("area", "parent", "operation")
    shown = ("operation", "side", "area", "kind", "name", "code", "parent", "is_new", "takes_teams")


@admin.register(Assignment)
class AssignmentAdmin(ReadOnlyPlacedAdmin):
    """Which household of a split goes where."""

    list_display = ("household", "part")
    list_select_related = ("household", "part__area")
    shown = ("operation", "household", "part")


@admin.register(Allotment)
class AllotmentAdmin(ReadOnlyPlacedAdmin):
    """Which unit below a split one goes where."""

    list_display = ("area", "to_come", "part")
    list_select_related = ("area", "to_come__area", "part__area")
    shown = ("operation", "area", "to_come", "part")
