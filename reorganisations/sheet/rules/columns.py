"""The columns of a sheet of changes of villages, and how communes and provinces write them."""

from django.utils.translation import gettext_lazy as _

from imports.spreadsheet.columns import Column, SheetKind
from imports.spreadsheet.columns.column import text

# What a blank cell repeats from the row above it.
REPEATED = ("commune", "number", "signed_on", "effective_on")

CHANGES = SheetKind(
    "changes",
    (
        Column("commune", _("Xã"), text(120), ("Tên xã", "Xã, phường", "Xã/phường", "Phường")),
        Column(
            "old",
            _("Thôn cũ"),
            text(400),
            (
                *("Thôn trước sắp xếp", "Thôn trước khi sắp xếp", "Tên thôn cũ", "Thôn hiện nay"),
                *("Thôn, buôn cũ", "Thôn, tổ dân phố cũ", "Thôn, khu phố cũ", "Tên thôn hiện nay"),
                *("Thôn sáp nhập", "Thôn được sáp nhập", "Thôn trước sáp nhập", "Trước sắp xếp"),
                *("Thôn, tổ dân phố trước sắp xếp", "Tên cũ", "Đơn vị cũ"),
            ),
            ("Thôn", "Tên thôn"),
            required=True,
        ),
        Column(
            "new",
            _("Thôn mới"),
            text(120),
            (
                *("Thôn sau sắp xếp", "Thôn sau khi sắp xếp", "Tên thôn mới", "Thành thôn"),
                *("Thôn, buôn mới", "Thôn, tổ dân phố mới", "Thôn, khu phố mới", "Tên mới"),
                *("Thôn sau sáp nhập", "Sau sắp xếp", "Đơn vị mới", "Thôn thành lập mới"),
                "Thôn, tổ dân phố sau sắp xếp",
            ),
            required=True,
        ),
        Column("kind", _("Loại mới"), text(60), ("Loại", "Loại thôn mới", "Loại hình mới")),
        Column(
            "to", _("Sang xã"), text(120), ("Xã mới", "Chuyển sang xã", "Về xã", "Thuộc xã mới")
        ),
        Column(
            "number",
            _("Số quyết định"),
            text(60),
            (
                "Số nghị quyết",
                "Nghị quyết",
                "Quyết định",
                "Số nghị quyết, quyết định",
                "Số văn bản",
            ),
        ),
        Column("signed_on", _("Ngày ký"), text(40), ("Ngày ban hành", "Ngày quyết định")),
        Column(
            "effective_on",
            _("Hiệu lực từ"),
            text(40),
            ("Ngày hiệu lực", "Có hiệu lực từ", "Hiệu lực", "Từ ngày", "Có hiệu lực từ ngày"),
        ),
    ),
)
