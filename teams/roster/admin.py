"""Admin of teams: founded and dissolved by decisions, with their people and sessions."""

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin import EmptyFieldListFilter
from django.utils.translation import gettext_lazy as _

from areas.admin_base import PlacedAdmin
from areas.kinds import Level
from teams.founding.actions import dissolve_team, found_team
from teams.models import Activity, Decision, Member, Team
from teams.register.admin import REFUSALS, DoneForm
from web.admin_parts import TOLD_WITH, WORDS

TOLD_WITH["teams.team"] = (Decision, Activity, Member)
WORDS["member"] = _("thành viên")


class TeamForm(DoneForm):
    """A decision on a team, its number when it is known."""

    number = forms.CharField(label=_("số quyết định"), max_length=60, required=False)
    signer = forms.CharField(label=_("người ký"), max_length=120, required=False)

    def clean(self) -> dict[str, Any]:
        """Refuse to dissolve a team before it was founded."""
        data = super().clean()
        text = _("Ngày giải thể không được trước ngày thành lập.")
        self.refuse_before("dissolved_on", self.instance.founded_on, text)
        return data


@admin.register(Team)
class TeamAdmin(PlacedAdmin):
    """Teams of the territory, with the facts the actions keep beside them."""

    form = TeamForm
    refusals = REFUSALS
    list_display = (
        "__str__",
        "tier",
        "founded_on",
        "dissolved_on",
        "led",
        "last_active_on",
    )
    list_select_related = ("area",)
    list_filter = ("tier", "led", ("dissolved_on", EmptyFieldListFilter))
    add_fields = ("area", "founded_on", "number", "signer")
    change_fields = ("dissolved_on", "number")
    shown = ("area", "tier", "founded_on", "led", "last_active_on")
    levels = (Level.VILLAGE, Level.COMMUNE)
    # The decision of a dissolved team can still be put right.
    over = "dissolved_on"

    def write_new(self, by: Any, data: dict[str, Any]) -> Team:
        """Found a team."""
        return found_team(
            by=by,
            area=data["area"],
            on=data["founded_on"],
            number=data["number"],
            signer=data["signer"],
        )

    def write_change(
        self, by: Any, obj: Team, changed: dict[str, Any], data: dict[str, Any]
    ) -> Team:
        """Dissolve the team once a day is given."""
        day = changed.get("dissolved_on")
        return dissolve_team(by=by, team=obj, on=day, number=data["number"]) if day else obj
