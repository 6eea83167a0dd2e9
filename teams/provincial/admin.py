"""Admin of what a province rules for its teams."""

from typing import Any

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from areas.admin_base import PlacedAdmin
from areas.kinds import Level
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
from web.admin_base import ScopedAdmin
from web.admin_parts import ActionForm


@admin.register(EquipmentNorm)
class EquipmentNormAdmin(PlacedAdmin):
    """What the teams of each province should have, from which day."""

    list_display = ("province", "valid_from", *Equipment.Kind.values, "document")
    list_select_related = ("province",)
    search_fields = ("province__search_key",)
    autocomplete_fields = ("province",)
    add_fields = ("province", *NORM_FACTS)
    change_fields = NORM_FACTS
    shown = ("province",)

    def offered(self, field: str, found: Any) -> Any:
        """Offer provinces of today."""
        return found.filter(level=Level.PROVINCE, closed_on=None)

    def write_new(self, by: Any, data: dict[str, Any]) -> EquipmentNorm:
        """Set the norm."""
        facts = {name: data[name] for name in NORM_FACTS}
        return set_norm(by=by, province=data["province"], **facts)

    def write_change(
        self, by: Any, obj: EquipmentNorm, changed: dict[str, Any], data: dict[str, Any]
    ) -> EquipmentNorm:
        """Correct it."""
        return change_norm(by=by, norm=obj, **changed)


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
class TeamTitleAdmin(PlacedAdmin):
    """What the teams of each province are called."""

    form = TitleForm
    list_display = ("province", "title")
    list_select_related = ("province",)
    search_fields = ("province__search_key",)
    autocomplete_fields = ("province",)
    add_fields = ("province", "title")
    change_fields = ("title",)
    shown = ("province",)

    def offered(self, field: str, found: Any) -> Any:
        """Offer provinces of today."""
        return found.filter(level=Level.PROVINCE, closed_on=None)

    def write_new(self, by: Any, data: dict[str, Any]) -> TeamTitle:
        """Set the title."""
        return set_title(by=by, province=data["province"], title=data["title"])

    def write_change(
        self, by: Any, obj: TeamTitle, changed: dict[str, Any], data: dict[str, Any]
    ) -> TeamTitle:
        """Set another title."""
        return set_title(by=by, province=obj.province, title=data["title"])


NOTHING = _("Chọn ít nhất một yêu cầu: một đơn vị, số nữ hoặc số người trẻ.")


BACKWARDS = _("Ngày hết hiệu lực không được trước ngày có hiệu lực.")


ASKED = tuple(name for name in RULE_FACTS if name.startswith(("needs_", "min_")))


class RuleForm(ActionForm):
    """A rule, refused in words where the database would refuse it."""

    def clean(self) -> dict[str, Any]:
        """Say what does not fit together."""
        data = super().clean()
        first, last = data.get("valid_from"), data.get("last_on")
        if first and last and last < first:
            raise ValidationError({"last_on": BACKWARDS})
        if not any(data.get(name) for name in ASKED):
            raise ValidationError(NOTHING)
        return data


@admin.register(CompositionRule)
class CompositionRuleAdmin(PlacedAdmin):
    """Who must be in the teams of each province, by which paper and from when."""

    form = RuleForm
    list_display = ("province", "tier", "number", "valid_from", "last_on")
    list_select_related = ("province",)
    list_filter = ("tier",)
    search_fields = ("province__search_key",)
    autocomplete_fields = ("province",)
    add_fields = ("province", *RULE_FACTS)
    change_fields = RULE_FACTS
    shown = ("province",)

    def offered(self, field: str, found: Any) -> Any:
        """Offer provinces of today."""
        return found.filter(level=Level.PROVINCE, closed_on=None)

    def write_new(self, by: Any, data: dict[str, Any]) -> CompositionRule:
        """Set the rule."""
        facts = {name: data[name] for name in RULE_FACTS}
        return set_composition(by=by, province=data["province"], **facts)

    def write_change(
        self, by: Any, obj: CompositionRule, changed: dict[str, Any], data: dict[str, Any]
    ) -> CompositionRule:
        """Correct it, or end it."""
        return change_composition(by=by, rule=obj, **changed)


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
