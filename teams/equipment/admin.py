"""Admin of what teams work with and should have, what they ask for and what they learn."""

from typing import Any

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from areas.admin_base import PlacedAdmin
from teams.equipment.actions import EQUIPMENT_FACTS, add_equipment, change_equipment
from teams.models import Equipment
from teams.register.actions import OutOfOrder
from web.admin_base import ScopedAdmin
from web.admin_parts import WORDS, ActionForm, Writes

WORDS["custodian"] = _("người giữ")
REFUSALS = {
    **ScopedAdmin.refusals,
    OutOfOrder: _("Các ngày trái nhau, hoặc trái với tình trạng: mất và đã trả thì phải có ngày."),
    ValueError: _("Ngày này chưa đến, hoặc người giữ không thuộc tổ này."),
}


@admin.register(Equipment)
class EquipmentAdmin(PlacedAdmin):
    """Equipment of the teams."""

    form = ActionForm
    refusals = REFUSALS
    list_display = ("name", "kind", "state", "team", "custodian", "checked_on", "ended_on")
    list_select_related = ("team__area", "custodian")
    list_filter = ("kind", "state")
    change_fields = EQUIPMENT_FACTS
    shown = ("team",)
    writes = Writes(add_equipment, change_equipment, "item", once=True)

    def offered(self, field: str, found: Any) -> Any:
        """Choose among teams in force, and people who serve."""
        return found.filter(dissolved_on=None) if field == "team" else found.filter(left_on=None)
