"""Requests and gaps as workbooks."""

from collections.abc import Callable

from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy

from teams.models import Need
from teams.needs.queries.gaps import GAPS, Gap, Line
from web.exports import Cell, Column, choice_label, commune_name


def _status(need: Need) -> str:
    """Say how far a request has come, and that it has waited too long."""
    status = Need.Status(need.status).label
    late = need.is_late(timezone.localdate())
    return gettext("%(status)s, quá hạn trả lời") % {"status": status} if late else str(status)


NEEDS = (
    Column[Need](gettext_lazy("Nơi cần"), lambda one: str(one.area), 28),
    Column[Need](gettext_lazy("Xã"), lambda one: commune_name(one.area), 22),
    Column[Need](gettext_lazy("Tỉnh"), lambda one: str(one.area.province or ""), 18),
    Column[Need](gettext_lazy("Thiếu gì"), choice_label(Need.Kind, "kind")),
    Column[Need](gettext_lazy("Cần gì"), lambda one: one.words, 36),
    Column[Need](gettext_lazy("Cần, số lượng"), lambda one: one.number, 10),
    Column[Need](gettext_lazy("Cần, đồng"), lambda one: one.amount),
    Column[Need](gettext_lazy("Nêu ngày"), lambda one: one.asked_on),
    Column[Need](gettext_lazy("Người nêu"), lambda one: one.asked_by, 26),
    Column[Need](gettext_lazy("Tình trạng"), _status, 24),
    Column[Need](gettext_lazy("Đã chờ (ngày)"), lambda one: one.waited(timezone.localdate()), 10),
    Column[Need](gettext_lazy("Trả lời"), lambda one: one.answer, 36),
    Column[Need](gettext_lazy("Trả lời ngày"), lambda one: one.answered_on),
    Column[Need](gettext_lazy("Đã cấp (đồng)"), lambda one: one.given),
)


def _found(gap: Gap) -> Callable[[Line], Cell]:
    return lambda line: line.gaps[GAPS.index(gap)]


RANKING = (
    Column[Line](gettext_lazy("Đơn vị"), lambda line: line.unit.full_name, 30),
    *(Column[Line](gap.title, _found(gap), 12) for gap in GAPS),
    Column[Line](gettext_lazy("Đề nghị đang mở"), lambda line: line.asked, 12),
    Column[Line](gettext_lazy("Nơi đề nghị"), lambda line: line.asking, 12),
)
