"""Households of which no village is known get one, many at once; and that is taken back."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _, gettext_noop

from areas.kinds import Kind
from areas.models import Area
from audit.actions import record_many
from households.counts.rollup import HOUSEHOLDS
from households.lifecycle.actions.rehoming import put_back, rehome, rehome_back
from households.models import Household, Movement, Status
from households.register.actions import Refused
from rollup.counts import lock, recount

TOO_LATE = _(
    "Sau lần phân này số liệu của các hộ ấy đã đổi nên không hoàn tác được nữa. "
    "Mở từng hộ rồi ghi Chuyển trong xã."
)


@dataclass(frozen=True)
class Assigned:
    """What was done at one go: the village, how many households, and the moment it is found by."""

    village: Area
    n: int
    at: datetime


@transaction.atomic
def assign(
    *,
    by: Any,
    commune: Area,
    households: Collection[int],
    village: Area,
    on: date | None = None,
) -> Assigned:
    """Give households of "Chưa phân thôn" their village, with those that were merged into them.

    As of the day they came to stand there, or `on` where that is later: figures of the days since leave "Chưa phân thôn"
    and come into the village. Their versions stay. Those that stand there no more are left out.
    Raises Refused for a village of another commune, or one that has ended.
    """
    lock([commune])
    holder = _holder(commune)
    target = Area.unscoped.villages().filter(pk=village.pk, commune=commune, closed_on=None).first()
    if target is None:
        raise Refused(_("Chỉ phân được về thôn đang có của xã này."))
    since, at = max(on or target.opened_on, target.opened_on), timezone.now()
    keys = _with_merged(holder, households)
    moved = rehome(old=holder, new=target, on=since, at=at, keys=keys) if holder else []
    if holder is None or not moved:
        return Assigned(target, 0, at)
    recount(holder, target, of=[HOUSEHOLDS])
    _record(by, gettext_noop("Phân hộ về thôn"), moved, holder, target)
    return Assigned(target, _told(moved), at)


@transaction.atomic
def unassign(*, by: Any, commune: Area, village: Area, at: datetime) -> int:
    """Take back what was assigned to a village at one go; returns how many households it was, 0 when done before.

    Raises Refused when their figures moved since, or one of them has left the village.
    """
    lock([commune])
    holder = _holder(commune)
    written = Movement.unscoped.filter(recorded_at=at, village=village)
    keys = sorted(set(written.order_by().values_list("household", flat=True)))
    came = Movement.unscoped.filter(recorded_at=at, village=holder, household__in=keys)
    if holder is None or not came.exists():
        return 0
    homes = Household.unscoped.filter(pk__in=keys)
    if homes.filter(village=holder).count() == len(keys):
        return 0
    later = Movement.unscoped.filter(household__in=keys, recorded_at__gt=at)
    if later.exists() or homes.exclude(village=village).exists():
        raise Refused(TOO_LATE)
    rehome_back(villages=[holder, village], at=at)
    put_back(old=holder, new=village, keys=keys)
    recount(holder, village, of=[HOUSEHOLDS])
    _record(by, gettext_noop("Hoàn tác phân hộ về thôn"), keys, village, holder)
    return _told(keys)


def _told(keys: Collection[int]) -> int:
    """Count households as they are listed: those that were merged into another are part of it."""
    return Household.unscoped.filter(pk__in=keys).exclude(status=Status.MERGED).count()


def _holder(commune: Area) -> Area | None:
    return Area.unscoped.filter(commune=commune, kind=Kind.UNASSIGNED).first()


def _with_merged(holder: Area | None, keys: Collection[int]) -> set[int]:
    """Return the keys with those of the households that were merged into one of them."""
    every, new = set(keys), set(keys)
    rows = Household.unscoped.filter(village=holder)
    while new:
        found = rows.filter(merged_into__in=new).values_list("pk", flat=True)
        new = set(found) - every
        every |= new
    return every


def _record(by: Any, verb: str, keys: Collection[int], old: Area, new: Area) -> None:
    """Write it down of each at both places, as a move is."""
    changes = {"village": [old.full_name, new.full_name]}
    homes = list(Household.unscoped.filter(pk__in=keys).order_by("pk"))
    for place in (old.path or "", new.path or ""):
        record_many(by=by, verb=verb, rows=[(home, place, changes) for home in homes])
