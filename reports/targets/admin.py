"""Admin of targets: set, changed and withdrawn by the actions."""

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin import EmptyFieldListFilter
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from areas.admin_base import PlacedAdmin
from figures.indicators import TARGETED
from reports.models import Target
from reports.targets.actions import (
    FIELDS,
    Conflict,
    Taken,
    change_target,
    set_target,
    withdraw_target,
)
from web.admin_base import ScopedAdmin
from web.admin_parts import STALE, ActionForm, Writes

TAKEN = _("Đơn vị đã có chỉ tiêu này với hạn này. Mở chỉ tiêu ấy để sửa.")


class TargetForm(ActionForm):
    """A target, or a change of one."""

    indicator = forms.ChoiceField(
        label=_("chỉ số"), choices=[(one.key, one.name) for one in TARGETED]
    )
    withdraw = forms.BooleanField(
        label=_("rút chỉ tiêu này"),
        required=False,
        help_text=_("Đơn vị theo mức của cấp trên gần nhất, nếu có."),
    )

    def clean(self) -> dict[str, Any]:
        """Refuse a level that is no share, and a day before the document."""
        data = super().clean()
        level, due, signed = (data.get(name) for name in ("level", "due_on", "document_on"))
        if level is not None and not 0 < level <= 100:
            raise ValidationError({"level": _("Mức là số phần trăm lớn hơn 0, nhiều nhất 100.")})
        if due and signed and due <= signed:
            raise ValidationError({"due_on": _("Hạn phải sau ngày ký văn bản.")})
        return data


@admin.register(Target)
class TargetAdmin(PlacedAdmin):
    """Targets of the territory. A change withdraws the old row and writes a new one."""

    form = TargetForm
    refusals = {**ScopedAdmin.refusals, Conflict: STALE, Taken: TAKEN}
    list_display = ("indicator_name", "area", "level", "due_on", "document", "withdrawn_at")
    list_filter = (("withdrawn_at", EmptyFieldListFilter), "indicator")
    add_fields = ("area", *FIELDS)
    change_fields = (*FIELDS, "withdraw")
    shown = ("area", "withdrawn_at")
    over = "withdrawn_at"
    writes = Writes(set_target)

    @admin.display(description=_("chỉ số"))
    def indicator_name(self, row: Target) -> str:
        """Name the indicator in words."""
        return next(str(one.name) for one in TARGETED if one.key == row.indicator)

    def offered(self, field: str, found: Any) -> Any:
        """Set targets of the units of today."""
        return found.filter(closed_on=None)

    def write_change(
        self, by: Any, obj: Target, changed: dict[str, Any], data: dict[str, Any]
    ) -> Target:
        """Change a target, or withdraw it."""
        seen = data["seen_version"]
        if data["withdraw"]:
            return withdraw_target(by=by, target=obj, version=seen)
        fields: Any = {name: data[name] for name in FIELDS}
        return change_target(by=by, target=obj, version=seen, **fields)
