"""People of teams as a workbook."""

from django.utils.translation import gettext_lazy

from teams.models import Member
from web.exports import Column, choice_label, commune_name

MEMBERS = (
    Column[Member](gettext_lazy("Tổ"), lambda one: str(one.team), 36),
    Column[Member](gettext_lazy("Xã"), lambda one: commune_name(one.team.area), 22),
    Column[Member](gettext_lazy("Họ tên"), lambda one: one.full_name, 28),
    Column[Member](gettext_lazy("Vai trò"), choice_label(Member.Role, "role")),
    Column[Member](gettext_lazy("Đơn vị"), lambda one: one.organisation_label, 20),
    Column[Member](gettext_lazy("Giới"), choice_label(Member.Sex, "sex"), 8),
    Column[Member](gettext_lazy("Năm sinh"), lambda one: one.birth_year, 10),
    Column[Member](gettext_lazy("Điện thoại"), lambda one: one.phone, 16),
    Column[Member](gettext_lazy("Vào tổ ngày"), lambda one: one.joined_on),
)
