"""Compare what stands on households and residents with the facts it was summed up from."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace

from django.db.models import Max, Sum
from django.utils import timezone

from households.counts.contribution import MOVED
from households.models import Assessment, Household, Movement, Resident
from rollup.models import VillageCount
from skills.coverage import HouseholdResult, PersonResult, household_result, person_result

# Rows read at a time: memory stays flat however large the country is.
CHUNK = 2000


def wrong_standings() -> tuple[int, list[str]]:
    """Compare every household with its residents, every resident with what their surveys come to.

    Returns how many rows were compared, and what differs.
    """
    compared, wrong = 0, list[str]()
    for low, high in _ranges():
        households = list(Household.unscoped.filter(pk__gt=low, pk__lte=high).order_by("pk"))
        residents = list(
            Resident.unscoped.filter(household__gt=low, household__lte=high).order_by("pk")
        )
        compared += len(households) + len(residents)
        wrong += _wrong_households(households, residents)
        wrong += _wrong_residents(residents, _surveys(low, high))
    return compared, wrong


def _ranges() -> Iterator[tuple[int, int]]:
    last = Household.unscoped.aggregate(last=Max("pk"))["last"] or 0
    for low in range(0, last, CHUNK):
        yield low, low + CHUNK


def _wrong_households(households: list[Household], residents: list[Resident]) -> Iterator[str]:
    people: dict[int, list[Resident]] = defaultdict(list)
    for resident in residents:
        if resident.left_on is None:
            people[resident.household_id].append(resident)
    for household in households:
        # In one that is closed nobody comes of age until it is back: it stays as it was summed up.
        day = household.summed_on if household.closed_on else None
        stored = household.result
        counted = household_result(people[household.pk], day or timezone.localdate())
        if _compared(stored) != _compared(counted):
            yield f"Household {household.pk}: {stored} != {counted}"


def _compared(result: HouseholdResult) -> HouseholdResult:
    """Leave out which of two equally good residents is the best one."""
    return replace(result, best_mask=result.best_mask.bit_count(), best_asked_mask=0)


def _surveys(low: int, high: int) -> dict[int, list[Assessment]]:
    """Return the surveys that stand of each resident of these households, in order."""
    found: dict[int, list[Assessment]] = defaultdict(list)
    rows = Assessment.unscoped.filter(
        resident__household__gt=low, resident__household__lte=high
    ).standing()
    for row in rows:
        found[row.resident_id].append(row)
    return found


def _wrong_residents(
    residents: list[Resident], surveys: dict[int, list[Assessment]]
) -> Iterator[str]:
    for resident in residents:
        stored = PersonResult(resident.results, resident.assessed_on, resident.whole)
        found = person_result(surveys[resident.pk])
        if stored != found:
            yield f"Resident {resident.pk}: {stored} != {found}"


def wrong_movements() -> tuple[int, list[str]]:
    """Add up the movements of every village: they give what its count row says."""
    compared, wrong, zero = 0, list[str](), (0,) * len(MOVED)
    stored = {row[0]: row[1:] for row in VillageCount.unscoped.values_list("pk", *MOVED)}
    rows = Movement.unscoped.order_by("village_id").values_list("village_id")
    for village, *sums in rows.annotate(**{f"sum_{name}": Sum(name) for name in MOVED}):
        compared += 1
        counted, here = tuple(sums), stored.pop(village, zero)
        if counted != here:
            wrong.append(f"Movement {village}: {here} != {counted}")
    for village, here in sorted(stored.items()):
        compared += 1
        if here != zero:
            wrong.append(f"Movement {village}: {here} != {zero}")
    return compared, wrong
