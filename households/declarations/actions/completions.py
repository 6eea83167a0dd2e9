"""A register or a list of villages is complete: what that is measured by; said, undone, confirmed."""

from collections.abc import Iterable, Mapping
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
from households.counts.rollup import HOUSEHOLDS
from households.models import Completion, Declaration, Household, kind_at
from households.register.actions import steps
from rollup import denominators
from rollup.counts import lock, recount

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

    @property
    def columns(self) -> dict[str, int | None]:
        """The two as columns of the act."""
        of = "commune_" if self.of_commune else ""
        return {f"{of}registered": self.registered, f"{of}declared": self.declared}


def measures_of(area: Area) -> list[Measure]:
    """Return what an act at a place is measured by: its own numbers, then maybe those of its whole commune.

    So it is where every act of the commune stands then and its declaration is short and not asked about yet,
    for afterwards no declared household of it is unknown any more.
    """
    own, whole = own_measure(area), _whole(area)
    asks = whole and whole.is_short and not _is_asked(area, whole)
    return [own, whole] if whole and asks else [own]


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
        if found := _unasked(row):
            _wait_again(by, row, found)


def _unasked(row: Completion) -> list[Measure]:
    """Return the numbers that make an act short and that nobody confirmed nor is asked to confirm yet."""
    own, *whole = measures_of(row.area)
    # What the whole commune declared later is asked of its list.
    found = [] if row.area.is_village else whole
    return [own, *found] if own.is_short and not _asks(row, own) else found


def _asks(row: Completion, own: Measure) -> bool:
    """Say whether an act asks this of its own number already, or was confirmed on it."""
    if row.registered is None or row.declared != own.declared:
        return False
    return Measure(row.registered, row.declared).is_short


def _is_asked(area: Area, whole: Measure) -> bool:
    """Say whether an act that stands asks what its whole commune declared, or was confirmed on it."""
    commune = area.commune_id or area.pk
    here = Completion.unscoped.standing().filter(Q(area=commune) | Q(area__commune=commune))
    return here.filter(commune_declared=whole.declared).exists()


def _wait_again(by: Any, row: Completion, found: list[Measure]) -> None:
    measured = {name: n for measure in found for name, n in measure.columns.items()}
    changes: dict[str, Any] = {
        name: [getattr(row, name), n] for name, n in measured.items() if "declared" in name
    }
    since = row.waits_since if row.is_waiting else timezone.now()
    if row.question:
        changes["question"] = [row.question, ""]
    if row.confirmed_at:
        changes["confirmed"] = [True, False]
        row, since = _renewed(by, row), None
    # A question about other numbers is none about these.
    steps.change(
        row,
        **measured,
        needs_confirmation=True,
        waits_since=since,
        reason=row.reason or RAISED,
        question="",
        asked_by=None,
        asked_at=None,
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
        renews=row,
        **row.numbers,
        reason=row.reason,
        recorded_by=row.recorded_by,
    )


class NeedsReason(steps.Refused):
    """Too little is registered to be complete without a reason; carries the numbers that are short."""

    def __init__(self, short: list[Measure]) -> None:
        self.short = short
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

    Raises NeedsReason where any of its measures is short, AlreadyComplete, ValueError for a day in the future.
    """
    day = from_day or timezone.localdate()
    not_later_than_today(day)
    lock([area])
    if Completion.unscoped.standing().filter(area=area).exists():
        raise AlreadyComplete
    measures = measures_of(area)
    short = [measure for measure in measures if measure.is_short]
    if short and not reason:
        raise NeedsReason(short)
    row = Completion.unscoped.create(
        kind=kind_at(area),
        area=area,
        from_day=day,
        **{name: n for measure in measures for name, n in measure.columns.items()},
        reason=reason,
        needs_confirmation=bool(short),
        recorded_by=by,
    )
    recount(area, of=[HOUSEHOLDS])
    said = {"complete": [False, True], **_reason(reason)}
    record(by, gettext_noop("Ghi sổ đã đủ"), row.area, said)
    return row


@transaction.atomic
def undo_complete(
    *, by: Any, completion: Completion, on: date | None = None, reason: str = ""
) -> Completion:
    """Say that it is complete no longer from a day on; the day since when it is means it never was.

    So do the acts before that it renews. Twice is once. Raises ValueError for a day in the future or before
    the first of them.
    """
    row = _held(completion)
    if row.undone_at:
        return row
    day = on or max(timezone.localdate(), row.from_day)
    not_later_than_today(day)
    if day < row.since:
        raise ValueError("nothing ends before it begins")
    now = timezone.now()
    for act in row.chain:
        if act.undone_on is None or day < act.undone_on:
            last = max(day, act.from_day)
            steps.change(act, undone_on=last, undone_reason=reason, undone_by=by, undone_at=now)
    recount(row.area, of=[HOUSEHOLDS])
    said = {"complete": [True, False], **_reason(reason)}
    record(by, gettext_noop("Bỏ ghi sổ đã đủ"), row.area, said)
    return row


def _reason(why: str) -> dict[str, list[Any]]:
    return {"reason": [None, why]} if why else {}


@transaction.atomic
def confirm_complete(
    *, by: Any, completion: Completion, seen: Mapping[str, int | None] | None = None
) -> Completion:
    """Confirm, at the upper level, what was called complete with less than was declared. Twice is once.

    Raises NumbersChanged where it waits on other `numbers` than were `seen`.
    """
    row = _held(completion)
    if row.is_waiting and seen not in (None, row.numbers):
        raise NumbersChanged(row)
    if row.is_waiting:
        steps.change(row, confirmed_by=by, confirmed_at=timezone.now())
        recount(row.area, of=[HOUSEHOLDS])
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
