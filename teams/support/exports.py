"""Months of support as a workbook."""

from django.utils.translation import gettext_lazy

from teams.support.queries.board import CommuneRow
from web.exports import Column

SUPPORT = (
    Column[CommuneRow](gettext_lazy("Xã"), lambda row: row.commune.full_name, 30),
    Column[CommuneRow](
        gettext_lazy("Duyệt"), lambda row: row.sheet.approved_at if row.sheet else None, 18
    ),
    Column[CommuneRow](
        gettext_lazy("Đã duyệt (đồng)"), lambda row: row.sheet.total if row.sheet else None, 16
    ),
)
