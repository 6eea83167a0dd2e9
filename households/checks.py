"""Compare what stands on households and residents with the facts it was summed up from."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from django.db.models import Max, Sum

from households.models import Assessment, Household, Movement, Resident
from households.standing import MOVED
from rollup.models import VillageCount
from skills.catalogue import COLUMNS
from skills.coverage import Standing, standing_of

# Rows read at a time: memory stays flat however large the country is.
CHUNK = 2000

type Latest = tuple[date | None, list[int | None]]
NEVER: Latest = (None, [None] * len(COLUMNS))


def wrong_standings() -> tuple[int, list[str]]:
    """Compare every household with its residents, every resident with his latest assessment.

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
        wrong += _wrong_residents(residents, _latest(low, high))
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
        stored = household.standing
        counted = standing_of(person.known for person in people[household.pk])
        if _compared(stored) != _compared(counted):
            yield f"Household {household.pk}: {stored} != {counted}"


def _compared(standing: Standing) -> tuple[object, ...]:
    """Leave out which of two equally good residents is the best one."""
    best = standing.best.bit_count()
    return standing.mask, best, standing.covered, standing.surveyed_on, standing.fifth_assessed


def _latest(low: int, high: int) -> dict[int, Latest]:
    """Return what each resident of these households was last found to know."""
    rows = Assessment.unscoped.filter(
        resident__household__gt=low, resident__household__lte=high, withdrawn_at=None
    )
    ordered = rows.order_by("assessed_on", "pk")  # the last one stays
    return {row.resident_id: (row.assessed_on, row.results) for row in ordered}


def _wrong_residents(residents: list[Resident], latest: dict[int, Latest]) -> Iterator[str]:
    for resident in residents:
        stored = (resident.assessed_on, resident.results)
        found = latest.get(resident.pk, NEVER)
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
