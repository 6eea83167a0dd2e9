"""A register or a list of villages is complete: what that is measured by; said, undone, confirmed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy, gettext_noop

from areas.dated import not_later_than_today
from areas.models import Area
from audit.actions import record
from households.counts.rollup import recount_places
from households.models import Completion, Declaration, Household, kind_at
from households.register.actions import steps
from rollup import denominators
from rollup.counts import lock

RAISED = gettext_noop("Số khai báo đổi sau khi ghi là đủ")


@dataclass(frozen=True)
class Measure:
    """Two numbers of households, or of villages where a commune's list is meant."""

    registered: int
    declared: int | None
    # Households of the whole commune: its list and all of its registers are complete then.
    of_commune: bool = False

    @property
    def is_short(self) -> bool:
        """Whether "complete" needs a reason, and a confirmation from above."""
        return denominators.needs_reason(self.registered, self.declared)


def measure_of(area: Area) -> Measure:
    """Return what an act at a place is measured by.

    Where it is the last one that its commune still lacks and this is short of households, those of the
    commune, for afterwards no declared household of it is unknown any more; else its own numbers.
    """
    whole = _whole(area)
    return whole if whole and whole.is_short else own_measure(area)


def own_measure(area: Area) -> Measure:
    """Return the households of a village, or the villages of a commune."""
    if area.is_village:
        registered = Household.unscoped.open().filter(village=area).count()
        return Measure(registered, _declared(area.pk, "households"))
    registered = _villages(area.pk).count()
    return Measure(registered, _declared(area.pk, "villages"))


def _whole(area: Area) -> Measure | None:
    """Return the households of a commune that is complete once an act stands at this place of it."""
    commune = area.commune_id or area.pk
    declared = _declared(commune, "households")
    acts = Completion.unscoped.standing()
    here = {area.pk, *acts.filter(area__commune=commune).values_list("area", flat=True)}
    here |= set(acts.filter(area=commune).values_list("area", flat=True))
    wanted = {commune, *_villages(commune).values_list("pk", flat=True)}
    if declared is None or not wanted <= here:
        return None
    registered = Household.unscoped.open().filter(village__commune=commune).count()
    return Measure(registered, declared, of_commune=True)


def _villages(commune: int) -> Any:
    return Area.unscoped.villages().filter(commune=commune, closed_on=None)


def _declared(place: int, number: str) -> int | None:
    stands = Declaration.unscoped.filter(area=place).holding(number)
    found: int | None = stands.values_list(number, flat=True).first()
    return found


def measure_again(by: Any, places: Iterable[Area]) -> None:
    """Let acts wait for a confirmation that what is declared now makes short.

    `places`, which the caller holds, are those of which another number holds now. An act that was confirmed
    on other numbers waits again; a number taken back confirms nothing.
    """
    rows = Completion.unscoped.standing().filter(area__in=list(places)).select_related("area")
    for row in rows.order_by("pk"):
        if found := _unanswered(row):
            _wait_again(by, row, found)


def _unanswered(row: Completion) -> Measure | None:
    """Return the numbers that make an act short and that nobody confirmed nor is asked to confirm yet."""
    # What the whole commune declared is asked of its list, or of the act that made it complete.
    is_own = row.area.is_village and not row.of_commune
    both = (None if is_own else _whole(row.area), own_measure(row.area))
    short = [found for found in both if found and found.is_short]
    if row.is_waiting:
        # Its own number never hides that of the commune while this waits for its answer.
        return next((found for found in short[:1] if not _says(row, found)), None)
    return next((m for m in short if not _says(row, m) and not _is_confirmed(row.area, m)), None)


def _says(row: Completion, found: Measure) -> bool:
    return (row.declared, row.of_commune) == (found.declared, found.of_commune)


def _is_confirmed(area: Area, found: Measure) -> bool:
    """Say whether what a whole commune declared was confirmed by any of its acts."""
    commune = area.commune_id or area.pk
    here = Completion.unscoped.standing().filter(Q(area=commune) | Q(area__commune=commune))
    same = here.filter(of_commune=True, declared=found.declared, confirmed_at__isnull=False)
    return found.of_commune and same.exists()


def _wait_again(by: Any, row: Completion, found: Measure) -> None:
    changes: dict[str, Any] = {"declared": [row.declared, found.declared]}
    since = row.waits_since if row.is_waiting else timezone.now()
    if row.confirmed_at:
        changes["confirmed"] = [True, False]
        row, since = _renewed(by, row), None
    steps.change(
        row,
        registered=found.registered,
        declared=found.declared,
        of_commune=found.of_commune,
        needs_confirmation=True,
        waits_since=since,
        reason=row.reason or RAISED,
    )
    record(by, gettext_noop("Sổ đã đủ phải xác nhận lại"), row.area, changes)


def _renewed(by: Any, row: Completion) -> Completion:
    """End a confirmed act today and let the same begin unconfirmed, so that its days keep both waits apart."""
    today, now = timezone.localdate(), timezone.now()
    steps.change(row, undone_on=today, undone_reason=RAISED, undone_by=by, undone_at=now)
    return Completion.unscoped.create(
        kind=row.kind,
        area=row.area,
        from_day=today,
        registered=row.registered,
        declared=row.declared,
        reason=row.reason,
        recorded_by=row.recorded_by,
    )


class NeedsReason(steps.Refused):
    """Too little is registered to be complete without a reason; carries what it is measured by."""

    def __init__(self, measure: Measure) -> None:
        self.measure = measure
        super().__init__(gettext_lazy("Ghi lý do vì sao sổ đã đủ."))


class AlreadyComplete(steps.Refused):
    """An act like this one stands already."""

    def __init__(self) -> None:
        super().__init__(gettext_lazy("Đã có người ghi là đủ. Mở lại trang để xem."))


class NumbersChanged(steps.Refused):
    """An act waits on other numbers by now than its reader saw; carries it as it stands."""

    def __init__(self, completion: Completion) -> None:
        self.completion = completion
        super().__init__(gettext_lazy("Số đã đổi. Mở lại trang để xem."))


@transaction.atomic
def declare_complete(
    *, by: Any, area: Area, from_day: date | None = None, reason: str = ""
) -> Completion:
    """Say that a village's register, or a commune's list of villages, is complete from a day on.

    Raises NeedsReason (measures.Measure.is_short), AlreadyComplete, ValueError for a day in the future.
    """
    day = from_day or timezone.localdate()
    not_later_than_today(day)
    lock([area])
    if Completion.unscoped.standing().filter(area=area).exists():
        raise AlreadyComplete
    measure = measure_of(area)
    if measure.is_short and not reason:
        raise NeedsReason(measure)
    row = Completion.unscoped.create(
        kind=kind_at(area),
        area=area,
        from_day=day,
        registered=measure.registered,
        declared=measure.declared,
        of_commune=measure.of_commune,
        reason=reason,
        needs_confirmation=measure.is_short,
        recorded_by=by,
    )
    recount_places(area)
    record(by, gettext_noop("Ghi sổ đã đủ"), row.area, {"complete": [False, True]}, document=reason)
    return row


@transaction.atomic
def undo_complete(
    *, by: Any, completion: Completion, on: date | None = None, reason: str = ""
) -> Completion:
    """Say that it is complete no longer from a day on; its own first day means it never was.

    Twice is once. Raises ValueError for a day in the future or before the act's own.
    """
    row = _held(completion)
    if row.undone_at:
        return row
    day = on or max(timezone.localdate(), row.from_day)
    not_later_than_today(day)
    if day < row.from_day:
        raise ValueError("nothing ends before it begins")
    now = timezone.now()
    steps.change(row, undone_on=day, undone_reason=reason, undone_by=by, undone_at=now)
    recount_places(row.area)
    record(
        by, gettext_noop("Bỏ ghi sổ đã đủ"), row.area, {"complete": [True, False]}, document=reason
    )
    return row


@transaction.atomic
def confirm_complete(
    *, by: Any, completion: Completion, seen: tuple[int | None, int | None] | None = None
) -> Completion:
    """Confirm, at the upper level, what was called complete with less than was declared. Twice is once.

    Raises NumbersChanged where it waits on other numbers, registered and declared, than were `seen`.
    """
    row = _held(completion)
    if row.is_waiting and seen not in (None, (row.registered, row.declared)):
        raise NumbersChanged(row)
    if row.is_waiting:
        steps.change(row, confirmed_by=by, confirmed_at=timezone.now())
        recount_places(row.area)
        record(by, gettext_noop("Xác nhận sổ đã đủ"), row.area, {"confirmed": [False, True]})
    return row


@transaction.atomic
def ask_back(*, by: Any, completion: Completion, question: str) -> Completion:
    """Ask, at the upper level, about an act that waits; a newer question takes the place of an older."""
    row = _held(completion)
    if row.is_waiting:
        asked = {"question": [row.question, question]}
        steps.change(row, question=question, asked_by=by, asked_at=timezone.now())
        record(by, gettext_noop("Hỏi lại về sổ đã đủ"), row.area, asked)
    return row


def _held(completion: Completion) -> Completion:
    lock([completion.area])
    rows = Completion.unscoped.select_for_update(of=("self",)).select_related("area")
    return rows.get(pk=completion.pk)
