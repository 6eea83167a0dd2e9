"""Admin of what provinces ask of the make-up of their teams."""

from typing import Any

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from areas.admin_base import PlacedAdmin
from areas.kinds import Level
from teams.models import CompositionRule
from teams.provincial.actions import RULE_FACTS, change_composition, set_composition
from web.admin_parts import ActionForm

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
