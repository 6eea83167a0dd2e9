"""What moved a figure as a workbook."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from areas.models import Area
from households.models import Household, Movement
from web.exports import Column

# A household that a cause moved, if the reader may know it; a unit below, how many more and fewer.
type Moved = tuple[Movement, Household | None]


type Sums = tuple[Area | None, int, int]


MOVED = (
    Column[Moved](_("Mã hộ"), lambda row: f"H{row[0].household_id:07d}", 12),
    Column[Moved](_("Chủ hộ"), lambda row: row[1].head_name if row[1] else None, 28),
    Column[Moved](_("Thôn"), lambda row: row[0].village.full_name, 28),
    Column[Moved](_("Ngày"), lambda row: row[0].day),
    Column[Moved](_("Vì sao"), lambda row: row[0].get_cause_display(), 20),
    Column[Moved](_("Thêm"), lambda row: max(row[0].covered, 0), 8, sums=True),
    Column[Moved](_("Bớt"), lambda row: max(-row[0].covered, 0), 8, sums=True),
)


VILLAGES = (
    Column[Area](_("Thôn"), lambda one: one.full_name, 30),
    Column[Area](_("Xã"), lambda one: str(one.commune or ""), 24),
)


UNITS = (
    Column[Sums](_("Nơi"), lambda row: row[0].full_name if row[0] else _("Nơi khác, ít hộ"), 30),
    Column[Sums](_("Thêm"), lambda row: row[1], 8, sums=True),
    Column[Sums](_("Bớt"), lambda row: row[2], 8, sums=True),
)


def with_households(rows: Iterable[list[Movement]], households: Any) -> Iterator[Moved]:
    """Pair movements, so many at a time, with those of `households` that they are of."""
    for chunk in rows:
        known = households.in_bulk([row.household_id for row in chunk])
        yield from ((row, known.get(row.household_id)) for row in chunk)
