"""Equipment as a workbook."""

from django.utils.translation import gettext_lazy

from teams.models import Equipment
from web.exports import Column, choice_label, commune_name

EQUIPMENT = (
    Column[Equipment](gettext_lazy("Tổ"), lambda one: str(one.team), 36),
    Column[Equipment](gettext_lazy("Xã"), lambda one: commune_name(one.team.area), 22),
    Column[Equipment](gettext_lazy("Loại"), choice_label(Equipment.Kind, "kind"), 18),
    Column[Equipment](gettext_lazy("Thiết bị"), lambda one: one.name, 26),
    Column[Equipment](gettext_lazy("Tình trạng"), choice_label(Equipment.State, "state")),
    Column[Equipment](gettext_lazy("Người giữ"), lambda one: str(one.custodian or ""), 26),
    Column[Equipment](gettext_lazy("Nguồn"), lambda one: one.source, 24),
    Column[Equipment](gettext_lazy("Nhận ngày"), lambda one: one.received_on),
    Column[Equipment](gettext_lazy("Kiểm tra ngày"), lambda one: one.checked_on),
    Column[Equipment](gettext_lazy("Thôi từ ngày"), lambda one: one.ended_on),
)
