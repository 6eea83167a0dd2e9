"""Whom a breach may concern, as a workbook: with names for who may read them, else codes alone."""

from django.utils.translation import gettext_lazy as _

from households.models import Resident
from web.exports import Column, year_of

PLACED = (
    Column[Resident](_("Xã"), lambda one: str(one.household.village.commune or ""), 24),
    Column[Resident](_("Thôn"), lambda one: one.household.village.full_name, 28),
    Column[Resident](_("Mã hộ"), lambda one: one.household.code, 12),
    Column[Resident](_("Mã người"), lambda one: one.code, 12),
)
NAMED = (
    Column[Resident](_("Họ tên"), lambda one: one.full_name, 28),
    Column[Resident](_("Năm sinh"), year_of("birth_year"), 10),
    Column[Resident](_("Xóm, số nhà"), lambda one: one.household.hamlet, 20),
    Column[Resident](_("Có điện thoại"), lambda one: _("có") if one.household.phone else "", 12),
)
