"""The life of a household: to another village, out of the register and back; and people who come of age."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import formats, timezone
from django.utils.translation import gettext_lazy as _, gettext_noop

from areas.dated import not_later_than_today
from areas.models import Area
from audit.actions import record
from households.counts.contribution import new_year_after
from households.counts.rollup import HOUSEHOLDS
from households.models import CLOSED, Cause, Household, Status, passing
from households.models.household_queryset import HouseholdQuerySet
from households.register.actions import Conflict, set_status, steps
from rollup.counts import recount

OUT_OF_THE_REGISTER = _("Hộ này đã ra khỏi sổ. Ghi Trở lại sổ trước.")


def day_of(household: Household, on: date | None) -> date:
    """Return the day of what happened to a household: not after today, not before it was entered.

    Raises ValueError for a day in the future, Refused for one too early.
    """
    day = on or timezone.localdate()
    not_later_than_today(day)
    if day < household.opened_on:
        first = formats.date_format(household.opened_on)
        text = _("Hộ vào sổ ngày %(day)s. Ghi ngày từ đó trở đi.") % {"day": first}
        raise steps.Refused(text)
    return day


def lock_current(household: Household, version: int | None = None) -> Household:
    """Lock a household that counts today. Raises Refused for one that does not, Conflict for a stale one."""
    household = steps.lock(household)
    if version is not None and household.version != version:
        raise Conflict(household)
    if household.is_closed:
        raise steps.Refused(OUT_OF_THE_REGISTER)
    return household


@transaction.atomic
def move_within(
    *,
    by: Any,
    household: Household,
    village: Area,
    on: date | None = None,
    version: int | None = None,
) -> Household:
    """Move a household with its people and history to another village of its commune.

    The figures leave one village and come into the other. Raises Refused for a village of another
    commune or one that is closed.
    """
    household = steps.lock(household)
    if household.village_id == village.pk:
        return household
    household = lock_current(household, version)
    day, source = day_of(household, on), household.village
    target = Area.unscoped.villages().filter(closed_on=None, commune=source.commune_id)
    found = target.filter(pk=village.pk).first()
    if found is None:
        raise steps.Refused(_("Chỉ chuyển được sang thôn đang có của cùng xã."))
    household.village = found
    steps.sum_up(household, Cause.MOVED_OUT, since=day)
    recount(source, found, of=[HOUSEHOLDS])
    _audit_move(by, household, source, day)
    return household


def _audit_move(by: Any, household: Household, source: Area, day: date) -> None:
    """Write the move down at both places."""
    target = household.village
    changes = {"village": [source.full_name, target.full_name], "moved_on": [None, day.isoformat()]}
    for verb, place in (
        (gettext_noop("Chuyển sang thôn khác"), source),
        (gettext_noop("Chuyển đến từ thôn khác"), target),
    ):
        record(by=by, verb=verb, subject=household, place=place.path or "", changes=changes)


def move_out(
    *, by: Any, household: Household, on: date | None = None, version: int | None = None
) -> Household:
    """Record that the whole household moved away, out of the denominator from that day."""
    return _close(by, household, Status.MOVED_AWAY, on, version)


def end(
    *, by: Any, household: Household, on: date | None = None, version: int | None = None
) -> Household:
    """Record that the household is none any more (died out), out of the denominator from that day."""
    return _close(by, household, Status.ENDED, on, version)


@transaction.atomic
def _close(
    by: Any, household: Household, status: str, on: date | None, version: int | None
) -> Household:
    held = steps.lock(household)
    if held.status == status:
        return held
    held = lock_current(held, version)
    return set_status(by=by, household=held, status=status, on=day_of(held, on))


@transaction.atomic
def come_back(
    *, by: Any, household: Household, on: date | None = None, version: int | None = None
) -> Household:
    """Bring a household that moved away or ended back into the register, with its history.

    Raises Refused for a day before it left.
    """
    household = steps.lock(household)
    if household.status not in CLOSED:
        return household
    if version is not None and household.version != version:
        raise Conflict(household)
    day = day_of(household, on)
    if household.closed_on and day < household.closed_on:
        raise steps.Refused(_("Ngày trở lại không thể trước ngày ra khỏi sổ."))
    return set_status(by=by, household=household, status=Status.RESIDENT, on=day)


def rehearse[T](work: Callable[[], Any], read: Callable[[Any], T]) -> T:
    """Do `work`, return what `read` sees of its result, and leave nothing of it in the database."""
    with transaction.atomic():
        found = read(work())
        transaction.set_rollback(True)
    return found


def come_of_age(*, day: date) -> int:
    """Sum up again the households in which somebody came of age since they were; returns how many.

    Their figures move by movements "of age", dated the first day of the year in which it happened.
    Done twice, it finds nothing left. One transaction for each commune.
    """
    rows = _candidates(day).order_by().values_list("village__commune_id", flat=True).distinct()
    return sum(_in_commune(commune, day) for commune in sorted(pk for pk in rows if pk))


@transaction.atomic
def _in_commune(commune_id: int, day: date) -> int:
    found = list(_candidates(day).filter(village__commune_id=commune_id).select_related("village"))
    held = [one for one in steps.lock_all(found, anywhere=True) if not one.is_closed]
    bring_of_age(held, day)
    villages = Area.unscoped.filter(pk__in={one.village_id for one in held})
    recount(*villages, of=[HOUSEHOLDS])
    return len(held)


def bring_of_age(held: Sequence[Household], day: date) -> None:
    """Sum up households that the caller holds, with those who came of age there since they were."""
    since = {one.pk: new_year_after(one.summed_on or day) for one in held}
    steps.refresh_all(held, Cause.OF_AGE, since=since)


def bring_up_to_date(*households: Household) -> None:
    """Do the same before people move between households that the caller holds.

    Afterwards it could not be told whose coming of age it was.
    """
    today = timezone.localdate()
    before = [one for one in households if one.summed_on and one.summed_on.year < today.year]
    bring_of_age([one for one in before if not one.is_closed], today)


def _candidates(day: date) -> HouseholdQuerySet:
    """Return households where somebody came of age, or into another group, in a year after they were summed up."""
    return (
        Household.unscoped.open()
        .filter(
            passing(F("summed_on__year"), day.year, "residents__"),
            summed_on__lt=date(day.year, 1, 1),
            residents__left_on=None,
        )
        .distinct()
    )
