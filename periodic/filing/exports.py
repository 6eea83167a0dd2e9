"""Who has sent, as a workbook."""

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext, gettext_lazy as _

from periodic.filing.queries.board import Cell as Standing, Line
from periodic.models import State
from web.cells import Cell
from web.exports import Column


def _now(read: Callable[[Standing], Cell]) -> Callable[[Line], Cell]:
    return lambda line: read(line.now)


def _officer(read: Callable[[Any], Cell]) -> Callable[[Line], Cell]:
    return lambda line: read(line.officer) if line.officer else None


def _state(cell: Standing) -> Cell:
    """Say how a report stands; one that was never opened has no state."""
    return str(State(cell.state).label) if cell.state in State.values else gettext("Chưa mở")


def _in_time(cell: Standing) -> Cell:
    if not cell.has_come:
        return None
    return gettext("đúng hạn") if cell.in_time else gettext("muộn")


STATUS = (
    Column[Line](_("Đơn vị"), lambda line: line.area.full_name, 28),
    Column[Line](_("Tình trạng"), _now(_state), 16),
    Column[Line](_("Gửi lúc"), _now(lambda cell: cell.copy.sent_at if cell.copy else None), 18),
    Column[Line](_("Hạn"), _now(_in_time), 12),
    Column[Line](
        _("Chỉ tiêu có số"), _now(lambda cell: cell.copy.filled if cell.copy else None), 12
    ),
    Column[Line](
        _("Tổng chỉ tiêu"), _now(lambda cell: cell.copy.indicators if cell.copy else None), 12
    ),
    Column[Line](_("Bản"), _now(lambda cell: cell.copy.number if cell.copy else None), 8),
    Column[Line](_("Phụ trách"), _officer(lambda one: one.full_name), 26),
    Column[Line](_("Điện thoại"), _officer(lambda one: one.phone), 16),
)
