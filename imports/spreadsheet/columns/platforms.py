"""The sheet of platforms that communes name for skill 5, as a district or a province keeps it."""

from django.utils.translation import gettext_lazy as _

from imports.spreadsheet.columns.column import Column, SheetKind, text
from imports.spreadsheet.columns.kinds import VILLAGES

PLATFORMS = SheetKind(
    "platforms",
    (
        Column("commune", _("Đơn vị"), text(120), ("Xã, phường",), ("Nơi áp dụng",)),
        Column("name", _("Tên nền tảng"), text(120), ("Nền tảng số", "Nền tảng"), required=True),
        Column(
            "valid_from", _("Áp dụng từ ngày"), VILLAGES.column("declared_on").read, ("Từ ngày",)
        ),
        Column("document", _("Văn bản"), text(255), ("Số văn bản", "Căn cứ")),
    ),
)
