"""Admin of the organisations that provinces name beside the list in code."""

from typing import Any

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from areas.admin_base import PlacedAdmin
from areas.kinds import Level
from teams.models import FurtherOrganisation
from teams.provincial.actions import Listed, add_organisation, change_organisation
from web.admin_base import ScopedAdmin

LISTED = _("Đơn vị này đã có sẵn trong danh sách chung của mọi tỉnh.")


@admin.register(FurtherOrganisation)
class FurtherOrganisationAdmin(PlacedAdmin):
    """Who else sends people into the teams of each province."""

    refusals = {**ScopedAdmin.refusals, Listed: LISTED}
    list_display = ("province", "name", "ended_on")
    list_select_related = ("province",)
    search_fields = ("search_key", "province__search_key")
    autocomplete_fields = ("province",)
    add_fields = ("province", "name")
    change_fields = ("name", "ended_on")
    shown = ("province",)

    def offered(self, field: str, found: Any) -> Any:
        """Offer provinces of today."""
        return found.filter(level=Level.PROVINCE, closed_on=None)

    def write_new(self, by: Any, data: dict[str, Any]) -> FurtherOrganisation:
        """Add it."""
        return add_organisation(by=by, province=data["province"], name=data["name"])

    def write_change(
        self, by: Any, obj: FurtherOrganisation, changed: dict[str, Any], data: dict[str, Any]
    ) -> FurtherOrganisation:
        """Call it otherwise, end it, or take it up again."""
        return change_organisation(by=by, organisation=obj, **changed)
