"""The lists of reports as workbooks: which columns, and what stands under each."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.models import User
from areas.models import Area
from figures.rates import Rate
from households.models import Household, Movement
from reports.calls.queries.calls import Ask, Call, page_of
from reports.models import Contact, Meeting
from reports.targets.queries.board import Line
from reports.targets.queries.targets import InForce, Standing
from reports.targets.wording import TAGS, pace
from web.exports import Cell, Column

# So many communes are read at a time, each with its villages and calls.
COMMUNES = 500

# A household that a cause moved, if the reader may know it; a unit below, how many more and fewer.
type Moved = tuple[Movement, Household | None]
type Sums = tuple[Area, int, int]

WITHOUT_TEAM = (
    Column[Any](_("Thôn"), lambda one: one.full_name, 30),
    Column[Any](_("Xã"), lambda one: str(one.commune or ""), 24),
    Column[Any](_("Tỉnh"), lambda one: str(one.province or ""), 18),
    Column[Any](_("Số hộ"), lambda one: one.homes, 10),
    Column[Any](_("Hộ chưa đạt"), lambda one: one.unreached, 10),
)


def _officer(read: Callable[[User], Cell]) -> Callable[[Call], Cell]:
    return lambda call: read(call.officer) if call.officer else None


def _last(read: Callable[[Contact], Cell]) -> Callable[[Call], Cell]:
    return lambda call: read(call.last) if call.last else None


CALLS = (
    Column[Call](_("Xã"), lambda call: str(call.commune), 24),
    Column[Call](_("Thuộc"), lambda call: call.above, 26),
    Column[Call](_("Vì sao gọi"), lambda call: str(call.reason.title), 24),
    Column[Call](
        _("Bước"), lambda call: str(call.step.label) if call.step is not None else None, 20
    ),
    Column[Call](
        _("Số thôn, số sổ"), lambda call: None if call.step is not None else call.missing, 8
    ),
    Column[Call](_("Hộ chưa đạt"), lambda call: call.homes, 10),
    Column[Call](_("Các thôn"), lambda call: ", ".join(v.short_name for v in call.villages), 50),
    Column[Call](_("Phụ trách"), _officer(lambda one: one.full_name), 26),
    Column[Call](_("Chức danh"), _officer(lambda one: one.title), 22),
    Column[Call](_("Điện thoại"), _officer(lambda one: one.phone), 16),
    Column[Call](_("Gọi gần nhất"), _last(lambda one: one.called_on)),
    Column[Call](_("Kết quả"), _last(lambda one: one.get_outcome_display()), 18),
    Column[Call](_("Hẹn ngày"), lambda call: call.promised_on),
    Column[Call](_("Ghi chú"), _last(lambda one: one.note), 30),
)

MEETINGS = (
    Column[Meeting](_("Phiên họp"), lambda one: one.name, 18),
    Column[Meeting](_("Chốt lúc"), lambda one: one.frozen_at, 18),
    Column[Meeting](_("Người chốt"), lambda one: str(one.frozen_by or ""), 28),
    Column[Meeting](_("Mã kiểm tra"), lambda one: one.code, 18),
)

MOVED = (
    Column[Moved](_("Mã hộ"), lambda row: f"H{row[0].household_id:07d}", 12),
    Column[Moved](_("Chủ hộ"), lambda row: row[1].head_name if row[1] else None, 28),
    Column[Moved](_("Thôn"), lambda row: row[0].village.full_name, 28),
    Column[Moved](_("Ngày"), lambda row: row[0].day),
    Column[Moved](_("Vì sao"), lambda row: row[0].get_cause_display(), 20),
    Column[Moved](_("Thêm"), lambda row: max(row[0].covered, 0), 8),
    Column[Moved](_("Bớt"), lambda row: max(-row[0].covered, 0), 8),
)

VILLAGES = (
    Column[Area](_("Thôn"), lambda one: one.full_name, 30),
    Column[Area](_("Xã"), lambda one: str(one.commune or ""), 24),
)

UNITS = (
    Column[Sums](_("Nơi"), lambda row: row[0].full_name, 30),
    Column[Sums](_("Thêm"), lambda row: row[1], 8),
    Column[Sums](_("Bớt"), lambda row: row[2], 8),
)


def calls_in_order(ask: Ask, counts: dict[int, int]) -> Iterator[Call]:
    """Read the communes of a list to call, so many at a time."""
    for start in range(0, len(counts), COMMUNES):
        yield from page_of(ask, counts, start, start + COMMUNES)


def with_households(rows: Iterable[list[Movement]], households: Any) -> Iterator[Moved]:
    """Pair movements, so many at a time, with those of `households` that they are of."""
    for chunk in rows:
        known = households.in_bulk([row.household_id for row in chunk])
        yield from ((row, known.get(row.household_id)) for row in chunk)


def _held(read: Callable[[InForce], Cell]) -> Callable[[Line], Cell]:
    return lambda line: read(line.in_force) if line.in_force else None


def _stands(read: Callable[[Standing], Cell]) -> Callable[[Line], Cell]:
    return lambda line: read(line.standing) if line.standing else None


def _percent(rate: Rate) -> Cell:
    """Return a number; of two ends words, for one of them alone would be a number to reckon with."""
    if not rate.is_said:
        return None
    return rate.text if rate.high else rate.shown


TARGETS = (
    Column[Line](_("Đơn vị"), lambda line: line.area.full_name, 30),
    Column[Line](_("Chỉ tiêu"), lambda line: line.indicator.name, 34),
    Column[Line](_("Mức (%)"), _held(lambda held: float(held.level)), 8),
    Column[Line](_("Hạn"), _held(lambda held: held.due_on)),
    Column[Line](_("Mức của"), _held(lambda held: held.target.area.full_name), 26),
    Column[Line](_("Văn bản"), _held(lambda held: held.target.document), 22),
    Column[Line](_("Hiện nay: số"), _stands(lambda one: one.rate.n), 10),
    Column[Line](_("Mẫu số"), _stands(lambda one: one.rate.of), 10),
    Column[Line]("%", _stands(lambda one: _percent(one.rate)), 8),
    Column[Line](
        _("Còn thiếu"), _stands(lambda one: one.need if one.need or one.is_sure else None), 10
    ),
    Column[Line](_("Tình trạng"), _stands(lambda one: TAGS.get(one.verdict, ("",))[0]), 18),
    Column[Line](_("Nhịp"), _stands(pace), 44),
)
