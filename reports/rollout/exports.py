"""The board as a workbook: communes with what leads past each step, or provinces with how many stand on each."""

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext_lazy as _

from figures.adoption import Step
from reports.models import Contact
from reports.rollout.queries.board import Row
from reports.rollout.queries.units import UnitRow
from web.cells import Cell
from web.exports import Column


def _last(read: Callable[[Contact], Cell]) -> Callable[[Row], Cell]:
    return lambda row: read(row.call.last) if row.call and row.call.last else None


def _reports(row: Row, at: int) -> Cell:
    return row.reports[at] if row.reports[1] else None


def _officer(row: Row) -> Any:
    return row.call.officer if row.call else None


COMMUNES = (
    Column[Row](_("Xã"), lambda row: row.commune.full_name, 24),
    Column[Row](_("Thuộc"), lambda row: row.above, 24),
    Column[Row](_("Bước"), lambda row: str(row.step.label), 20),
    Column[Row](_("Tài khoản công chức"), lambda row: row.accounts, 10, sums=True),
    Column[Row](_("Đã đăng nhập"), lambda row: row.signed_in, 10, sums=True),
    Column[Row](_("Số thôn"), lambda row: row.facts.n_villages, 8, sums=True),
    Column[Row](_("Hộ trong sổ"), lambda row: row.facts.n_households, 10, sums=True),
    # A commune of which nobody knows how many households it has is not one of none.
    Column[Row](_("Số hộ"), lambda row: row.expected or None, 10, sums=True),
    Column[Row](_("Sổ đã đủ"), lambda row: row.facts.n_complete, 10, sums=True),
    # Of a commune of which no report is asked nothing is said.
    Column[Row](_("Báo cáo kỳ này đã gửi"), lambda row: _reports(row, 0), 10, sums=True),
    Column[Row](_("Báo cáo kỳ này phải gửi"), lambda row: _reports(row, 1), 10, sums=True),
    Column[Row](_("Cập nhật"), lambda row: row.saved_at),
    Column[Row](_("Phụ trách"), lambda row: getattr(_officer(row), "full_name", None), 26),
    Column[Row](_("Điện thoại"), lambda row: getattr(_officer(row), "phone", None), 16),
    Column[Row](_("Gọi gần nhất"), _last(lambda one: one.called_on)),
    Column[Row](_("Kết quả"), _last(lambda one: one.get_outcome_display()), 18),
    Column[Row](_("Hẹn ngày"), lambda row: row.call.promised_on if row.call else None),
)


def _on(step: Step) -> Callable[[UnitRow], Cell]:
    return lambda row: row.steps[step]


PROVINCES = (
    Column[UnitRow](_("Tỉnh"), lambda row: row.unit.full_name, 24),
    Column[UnitRow](_("Số xã"), lambda row: row.whole, 10, sums=True),
    *(Column[UnitRow](step.label, _on(step), 12, sums=True) for step in Step),
)
