"""Admin of support: policies of a province are set here; what was approved is read here."""

from typing import Any

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from areas.admin_base import ProvincialAdmin, ReadOnlyPlacedAdmin
from teams.models import SupportLine, SupportPolicy, SupportSheet, SupportTopUp
from teams.provincial.admin import BACKWARDS
from teams.support.actions import FIELDS, InUse, change_policy, set_policy
from teams.support.rules.examples import BY_KEY
from web.admin_parts import ActionForm, Writes


class PolicyForm(ActionForm):
    """A policy, refused in words where the database would refuse it."""

    def clean(self) -> dict[str, Any]:
        """Say what does not fit together, beside the field."""
        data = super().clean()
        team, day = data.get("team_month"), data.get("member_day")
        first, last = data.get("valid_from"), data.get("last_on")
        wrong = {
            "team_month": (
                not (team or day or data.get("member_month")),
                _("Chính sách phải có ít nhất một mức."),
            ),
            "days_within": (
                data.get("days_within") and not (team and day),
                _("Tiền ngày chỉ nằm trong khoán tổ khi có cả hai mức."),
            ),
            "top_up_times": (
                data.get("top_up_times") and not team,
                _("Xã chỉ hỗ trợ thêm khi có mức khoán tổ."),
            ),
            "last_on": (first and last and last < first, BACKWARDS),
        }
        if said := {name: text for name, (is_wrong, text) in wrong.items() if is_wrong}:
            raise ValidationError(said)
        return data


@admin.register(SupportPolicy)
class SupportPolicyAdmin(ProvincialAdmin):
    """Which resolution pays the teams of each province; `?mau=` fills in from an example."""

    form = PolicyForm
    refusals = {
        InUse: _("Đã có bảng duyệt theo chính sách này: chỉ sửa được ngày hết hiệu lực."),
        **ProvincialAdmin.refusals,
    }
    list_display = ("province", "number", "valid_from", "last_on", "example")
    list_filter = ("example",)
    change_fields = FIELDS
    writes = Writes(set_policy, change_policy, "policy")

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """Fill in from an example; every figure can be changed before it is saved."""
        example = BY_KEY.get(request.GET.get("mau", ""))
        return dict(example.facts) if example else {}


@admin.register(SupportTopUp)
class SupportTopUpAdmin(ReadOnlyPlacedAdmin):
    """What communes add, as they said on their sheet."""

    list_display = ("commune", "from_month", "amount", "document")
    shown = ("commune", "policy", "from_month", "amount", "limit", "document")


@admin.register(SupportSheet)
class SupportSheetAdmin(ReadOnlyPlacedAdmin):
    """Months that were approved, and those taken back."""

    list_display = ("commune", "month", "total", "approved_at", "reopened_at")
    shown = (
        *("commune", "policy", "month", "first_on", "last_on", "total", "code"),
        *("approved_at", "approved_by", "reopened_at", "reopened_by", "reopened_why"),
    )


@admin.register(SupportLine)
class SupportLineAdmin(ReadOnlyPlacedAdmin):
    """Every amount that was approved."""

    list_display = ("team_name", "kind", "payee", "day", "due", "amount", "live")
    list_filter = ("kind", "live")
    search_fields = ("team__area__search_key",)
    shown = (
        *("sheet", "kind", "team_name", "payee", "month", "day", "base", "days", "of"),
        *("due", "amount", "why", "live"),
    )
