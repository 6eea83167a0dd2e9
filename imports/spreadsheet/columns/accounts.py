"""The sheet of people who are to sign in, as a district or a province keeps it."""

from django.utils.translation import gettext_lazy as _

from imports.spreadsheet import values
from imports.spreadsheet.columns.column import FULL_NAME, PHONE, Column, SheetKind, text

ACCOUNTS = SheetKind(
    "accounts",
    (
        FULL_NAME,
        Column("commune", _("Đơn vị"), text(120), ("Xã, phường", "Cơ quan, đơn vị"), ("Nơi làm",)),
        Column("title", _("Chức vụ"), text(80), ("Chức danh",)),
        PHONE,
        Column("email", _("Thư điện tử"), values.email, ("Email", "E-mail", "Địa chỉ email")),
        Column("role", _("Vai trò"), text(60), ("Vai trò trên hệ thống", "Quyền")),
    ),
)
