"""Write the households of the demo in bulk, then date and recount them once."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any

from django.db.models import DateTimeField, F
from django.db.models.functions import Cast, Coalesce

from areas.models import Area
from households.counts import lock, recount
from households.models import Assessment, Household, Movement, Resident, VillageCount
from reports.demo.chance import chance
from reports.demo.history import settle, survey
from reports.demo.movements import movements_of
from reports.demo.people import Roof, leave_home, move_away, roofs_of, without_survey
from reports.demo.sites import Site

BATCH = 2000

type Say = Callable[[str], object]
type Filled = tuple[Roof, list[Assessment]]


def fill(sites: list[Site], today: date, assessors: Mapping[int, Any], say: Say) -> None:
    """Write all households; `assessors` names who surveyed in which village."""
    whole = sum(site.households for site in sites)
    done, waiting = 0, list[Filled]()
    for site in sites:
        waiting += _filled(site, today, assessors.get(site.village.area.pk))
        if len(waiting) >= BATCH:
            done += _write(waiting)
            say(f"Hộ gia đình {_dotted(done)}/{_dotted(whole)}")
            waiting = []
    done += _write(waiting)
    say(f"Hộ gia đình {_dotted(done)}/{_dotted(whole)}")
    _date_saves()


def count_households(villages: list[Area]) -> None:
    """Recount each village once, all rows taken first."""
    lock(villages)
    VillageCount.unscoped.lock(sorted(village.pk for village in villages))
    for village in villages:
        recount(village)


def _filled(site: Site, today: date, assessor: Any) -> Iterator[Filled]:
    rng = chance("history", site.village.key)
    for household, people in roofs_of(site, today):
        rows: list[Assessment] = []
        leave_home(rng, people, today)
        if rng.random() < site.unsurveyed:
            without_survey(rng, household)
        else:
            rows = survey(rng, site, people, today, assessor)
            household.created_by = assessor
        settle(household, people)
        move_away(rng, household, today)
        yield (household, people), rows


def _write(waiting: list[Filled]) -> int:
    roofs = [roof for roof, _ in waiting]
    Household.unscoped.bulk_create([household for household, _ in roofs], batch_size=1000)
    Resident.unscoped.bulk_create([p for _, people in roofs for p in people], batch_size=1000)
    Assessment.unscoped.bulk_create([row for _, rows in waiting for row in rows], batch_size=1000)
    moved = [row for (one, people), rows in waiting for row in movements_of(one, people, rows)]
    Movement.unscoped.bulk_create(moved, batch_size=1000)
    return len(waiting)


def _date_saves() -> None:
    """Let every row say that it was written on the day of its survey, not all of them now."""
    surveyed = Cast(F("assessed_on"), DateTimeField())
    Assessment.unscoped.update(recorded_at=surveyed)
    saved = Cast(Coalesce(F("closed_on"), F("surveyed_on"), F("opened_on")), DateTimeField())
    Household.unscoped.update(saved_at=saved)


def _dotted(number: int) -> str:
    return f"{number:,}".replace(",", ".")
