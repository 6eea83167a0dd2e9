"""Communes to call, and villages without a team, as workbooks."""

from collections.abc import Callable, Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.models import User
from reports.calls.queries.calls import Ask, Call, page_of
from reports.models import Contact
from web.cells import Cell
from web.exports import CHUNK, Column

# So many communes are read at a time, each with its villages and calls.
COMMUNES = 500


WITHOUT_TEAM = (
    Column[Any](_("Thôn"), lambda one: one.full_name, 30),
    Column[Any](_("Xã"), lambda one: str(one.commune or ""), 24),
    Column[Any](_("Tỉnh"), lambda one: str(one.province or ""), 18),
    Column[Any](_("Số hộ"), lambda one: one.homes, 10, sums=True),
    Column[Any](_("Hộ chưa đạt"), lambda one: one.unreached, 10),
)


def without_few(villages: Any, few: frozenset[int]) -> Iterator[Any]:
    """Say of villages of few households only how many there are."""
    for village in villages.iterator(CHUNK):
        if village.pk in few:
            village.unreached = None
        yield village


def _officer(read: Callable[[User], Cell]) -> Callable[[Call], Cell]:
    return lambda call: read(call.officer) if call.officer else None


def _last(read: Callable[[Contact], Cell]) -> Callable[[Call], Cell]:
    return lambda call: read(call.last) if call.last else None


def _homes(call: Call) -> Cell:
    """Return the households not covered of a commune; of single villages they may be few."""
    return None if call.names_villages else call.homes


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
    Column[Call](_("Hộ chưa đạt"), _homes, 10),
    Column[Call](_("Các thôn"), lambda call: ", ".join(v.short_name for v in call.villages), 50),
    Column[Call](_("Phụ trách"), _officer(lambda one: one.full_name), 26),
    Column[Call](_("Chức danh"), _officer(lambda one: one.title), 22),
    Column[Call](_("Điện thoại"), _officer(lambda one: one.phone), 16),
    Column[Call](_("Gọi gần nhất"), _last(lambda one: one.called_on)),
    Column[Call](_("Kết quả"), _last(lambda one: one.get_outcome_display()), 18),
    Column[Call](_("Hẹn ngày"), lambda call: call.promised_on),
    Column[Call](_("Ghi chú"), _last(lambda one: one.note), 30),
)


def calls_in_order(ask: Ask, counts: dict[int, int]) -> Iterator[Call]:
    """Read the communes of a list to call, so many at a time."""
    for start in range(0, len(counts), COMMUNES):
        yield from page_of(ask, counts, start, start + COMMUNES)
