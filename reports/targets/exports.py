"""Targets as a workbook."""

from collections.abc import Callable

from django.utils.translation import gettext_lazy as _

from figures.rates import Rate
from reports.targets.queries.board import Line
from reports.targets.queries.targets import InForce, Standing
from reports.targets.queries.wording import pace
from web.cells import Cell
from web.exports import Column


def _held(read: Callable[[InForce], Cell]) -> Callable[[Line], Cell]:
    return lambda line: read(line.in_force) if line.in_force else None


def _stands(read: Callable[[Standing], Cell]) -> Callable[[Line], Cell]:
    return lambda line: read(line.standing) if line.standing else None


def _percent(rate: Rate) -> Cell:
    """Return a number; of two ends words, for one of them alone would be a number to reckon with."""
    if not rate.is_said:
        return None
    return rate.percent.removesuffix("%") if rate.high else rate.shown


TARGETS = (
    Column[Line](_("Đơn vị"), lambda line: line.area.full_name, 30),
    Column[Line](_("Chỉ tiêu"), lambda line: line.indicator.name, 34),
    Column[Line](_("Mức (%)"), _held(lambda held: float(held.target.level)), 8),
    Column[Line](_("Hạn"), _held(lambda held: held.target.due_on)),
    Column[Line](_("Mức của"), _held(lambda held: held.target.area.full_name), 26),
    Column[Line](_("Văn bản"), _held(lambda held: held.target.document), 22),
    Column[Line](_("Hiện nay: số"), _stands(lambda one: one.rate.n), 10),
    Column[Line](_("Mẫu số"), _stands(lambda one: one.rate.of), 10),
    Column[Line]("%", _stands(lambda one: _percent(one.rate)), 8),
    Column[Line](
        _("Còn thiếu"), _stands(lambda one: one.need if one.need or one.is_sure else None), 10
    ),
    Column[Line](_("Tình trạng"), _stands(lambda one: one.word), 18),
    Column[Line](_("Tiến độ"), _stands(pace), 44),
)
