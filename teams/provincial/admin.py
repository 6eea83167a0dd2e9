"""Admin of what a province rules for its teams."""

from typing import Any

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from areas.admin_base import ProvincialAdmin
from teams.models import CompositionRule, Equipment, EquipmentNorm, FurtherOrganisation, TeamTitle
from teams.provincial.actions import (
    NORM_FACTS,
    RULE_FACTS,
    Listed,
    add_organisation,
    change_composition,
    change_norm,
    change_organisation,
    set_composition,
    set_norm,
    set_title,
)
from web.admin_parts import ActionForm, Writes


@admin.register(EquipmentNorm)
class EquipmentNormAdmin(ProvincialAdmin):
    """What the teams of each province should have, from which day."""

    list_display = ("province", "valid_from", *Equipment.Kind.values, "document")
    change_fields = NORM_FACTS
    writes = Writes(set_norm, change_norm, "norm")


class TitleForm(ActionForm):
    """A province's title for its teams, set once and then changed."""

    def clean(self) -> dict[str, Any]:
        """Refuse to set a second one."""
        data = super().clean()
        province = data.get("province")
        titles = TeamTitle.objects.visible_to(self.by)
        if self.instance.pk is None and province and titles.filter(province=province).exists():
            text = _("Tỉnh này đã có tên gọi của tổ. Sửa dòng đó.")
            raise ValidationError({"province": text})
        return data


@admin.register(TeamTitle)
class TeamTitleAdmin(ProvincialAdmin):
    """What the teams of each province are called."""

    form = TitleForm
    list_display = ("province", "title")
    change_fields = ("title",)
    writes = Writes(set_title)

    def write_change(
        self, by: Any, obj: TeamTitle, changed: dict[str, Any], data: dict[str, Any]
    ) -> TeamTitle:
        """Set another title."""
        return set_title(by=by, province=obj.province, title=data["title"])


BACKWARDS = _("Ngày hết hiệu lực không được trước ngày có hiệu lực.")


class RuleForm(ActionForm):
    """A rule, refused in words where the database would refuse it."""

    def clean(self) -> dict[str, Any]:
        """Say what does not fit together."""
        data = super().clean()
        first, last = data.get("valid_from"), data.get("last_on")
        if first and last and last < first:
            raise ValidationError({"last_on": BACKWARDS})
        asked = (name for name in RULE_FACTS if name.startswith(("needs_", "min_")))
        if not any(data.get(name) for name in asked):
            text = _("Chọn ít nhất một yêu cầu: một đơn vị, số nữ hoặc số người trẻ.")
            raise ValidationError(text)
        return data


@admin.register(CompositionRule)
class CompositionRuleAdmin(ProvincialAdmin):
    """Who must be in the teams of each province, by which paper and from when."""

    form = RuleForm
    list_display = ("province", "tier", "number", "valid_from", "last_on")
    list_filter = ("tier",)
    change_fields = RULE_FACTS
    writes = Writes(set_composition, change_composition, "rule")


@admin.register(FurtherOrganisation)
class FurtherOrganisationAdmin(ProvincialAdmin):
    """Who else sends people into the teams of each province."""

    refusals = {
        **ProvincialAdmin.refusals,
        Listed: _("Đơn vị này đã có sẵn trong danh sách chung của mọi tỉnh."),
    }
    list_display = ("province", "name", "ended_on")
    search_fields = ("search_key", "province__search_key")
    add_fields = ("province", "name")
    change_fields = ("name", "ended_on")
    writes = Writes(add_organisation, change_organisation, "organisation")
