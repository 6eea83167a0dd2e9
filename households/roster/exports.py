"""The villages of a place as a workbook, with what stands in their registers."""

from collections.abc import Iterable, Iterator
from itertools import batched
from typing import Any

from django.db.models import OuterRef, Subquery
from django.utils.translation import gettext_lazy as _

from areas.models import Area, AreaQuerySet
from households.models import Completion, Household
from rollup.models import VillageCount
from web.cells import Cell
from web.exports import CHUNK, Column

type Counted = tuple[Area, VillageCount | None]


def _sum(name: str) -> Any:
    """Read a number of a village's register; 0 of one that is still empty."""
    return lambda row: getattr(row[1], name) if row[1] else 0


def _declared(row: Counted) -> Cell:
    return row[1].declared if row[1] else None


VILLAGES = (
    Column[Counted](_("Thôn"), lambda row: row[0].full_name, 30),
    Column[Counted](_("Xã"), lambda row: str(row[0].commune or ""), 24),
    Column[Counted](_("Hộ trong sổ"), _sum("households"), 10, sums=True),
    Column[Counted](_("Hộ khai báo"), _declared, 10, sums=True),
    Column[Counted](_("Sổ đã đủ từ"), lambda row: getattr(row[0], "complete_from", None), 12),
    Column[Counted](_("Đã khảo sát"), _sum("surveyed"), 10, sums=True),
    Column[Counted](_("Chưa khảo sát"), _sum("unsurveyed"), 10, sums=True),
    Column[Counted](_("Hộ đạt"), _sum("covered"), 10, sums=True),
)


def with_complete(villages: AreaQuerySet) -> Any:
    """Add the day from which each village's register is complete as the column `complete_from`."""
    acts = Completion.unscoped.standing().filter(area=OuterRef("pk")).order_by()
    return villages.annotate(complete_from=Subquery(acts.values("from_day")[:1]))


def with_counts(villages: Iterable[Area], counts: Any) -> Iterator[Counted]:
    """Pair villages, so many at a time, with their rows of `counts`."""
    for chunk in batched(villages, CHUNK):
        found = counts.in_bulk([village.pk for village in chunk])
        yield from ((village, found.get(village.pk)) for village in chunk)


# The columns of a list of households.
HOUSEHOLDS = (
    Column[Household](_("Thôn"), lambda home: home.village.full_name, 26),
    Column[Household](_("Chủ hộ"), lambda home: home.head_name, 28),
    Column[Household](_("Xóm, số nhà"), lambda home: home.hamlet, 22),
    Column[Household](_("Điện thoại"), lambda home: home.phone, 14),
    Column[Household](_("Kỹ năng"), lambda home: home.cells_label, 34),
    Column[Household](_("Khảo sát ngày"), lambda home: home.surveyed_on),
    Column[Household](_("Rà soát ngày"), lambda home: home.reviewed_on),
    Column[Household](_("Hạn chế xử lý từ"), lambda home: home.restricted_on),
)
