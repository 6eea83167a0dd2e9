"""What "complete" is measured by: what is registered at a place beside what was declared there."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

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


def measure_of(area: Area) -> Measure:
    """Return what an act at a place is measured by.

    Its own numbers; where these are right and the act is the last one that its commune still lacks, the
    households of the commune, for afterwards no declared household of it is unknown any more.
    """
    own = own_measure(area)
    if own.is_short:
        return own
    whole = _whole(area)
    return whole if whole and whole.is_short else own


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
    """Let acts wait for a confirmation that what is declared now makes short. The caller holds the places.

    One that was confirmed on other numbers waits again; a number taken back confirms nothing.
    """
    rows = Completion.unscoped.standing().filter(area__in=list(places)).select_related("area")
    for row in rows.order_by("pk"):
        # What the whole commune declared is asked of its list, or of the act that made it complete.
        is_own = row.area.is_village and not row.of_commune
        found = own_measure(row.area) if is_own else measure_of(row.area)
        if found.is_short and found.declared != row.declared:
            _wait_again(by, row, found)


def _wait_again(by: Any, row: Completion, found: Measure) -> None:
    changes: dict[str, Any] = {"declared": [row.declared, found.declared]}
    if row.confirmed_at:
        changes["confirmed"] = [True, False]
    steps.change(
        row,
        registered=found.registered,
        declared=found.declared,
        of_commune=found.of_commune,
        needs_confirmation=True,
        waits_since=timezone.now(),
        reason=row.reason or RAISED,
        confirmed_by=None,
        confirmed_at=None,
    )
    record(by, gettext_noop("Sổ đã đủ phải xác nhận lại"), row.area, changes)
