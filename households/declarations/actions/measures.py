"""What "complete" is measured by: what is registered at a place beside what was declared there."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_noop

from areas.models import Area
from audit.actions import record
from households.models import Completion, Declaration, Household
from households.register.actions import steps
from rollup import denominators

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
        registered = Household.unscoped.current().filter(village=area).count()
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
    registered = Household.unscoped.current().filter(village__commune=commune).count()
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
