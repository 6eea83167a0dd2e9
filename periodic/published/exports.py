"""Published figures as a workbook."""

from django.utils.translation import gettext_lazy as _

from periodic.published.queries import Line
from web.cells import Cell
from web.exports import Column


def _number(line: Line) -> Cell:
    value = line.row.value
    return int(value) if value == int(value) else float(value)


PUBLISHED: list[Column[Line]] = [
    Column(_("Số của ngày"), lambda line: line.row.day, 12),
    Column(_("Chỉ số"), lambda line: line.row.name, 36),
    Column(_("Chữ trước số"), lambda line: line.row.about or None, 10),
    Column(_("Số công bố"), _number, 14),
    Column(_("Trên tổng số"), lambda line: line.row.of, 14),
    Column(_("Đơn vị tính"), lambda line: line.row.unit, 12),
    Column(_("Theo sổ cùng ngày"), lambda line: line.ours or None, 16),
    Column(_("Chênh"), lambda line: line.difference or None, 12),
    Column(_("Ghi chú"), lambda line: line.row.note or None, 30),
    Column(_("Nguồn"), lambda line: line.row.source, 30),
    Column(_("Địa chỉ"), lambda line: line.row.link, 40),
    Column(_("Vì sao rút"), lambda line: line.row.withdrawn_why or None, 24),
]
