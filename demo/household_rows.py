"""Write the households of the demo in bulk, then date and recount them once."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import DateTimeField, F
from django.db.models.functions import Cast, Coalesce

from areas.models import Area
from demo.history import Chances, confirm, settle, survey
from demo.movements import movements_of
from demo.people import (
    enter_late,
    give_phones,
    leave_home,
    move_away,
    refuse,
    roofs_of,
    without_survey,
)
from demo.seeded_random import seeded
from demo.village_plans import VillagePlan
from households.counts.rollup import HOUSEHOLDS
from households.models import (
    Assessment,
    Confirmation,
    Household,
    Movement,
    Refusal,
    Resident,
)
from rollup.counts import add_rows, lock, recount
from rollup.models import VillageCount

BATCH = 2000

type Say = Callable[[str], object]


@dataclass
class Filled:
    """One household with all that happened to it, not written yet."""

    household: Household
    people: list[Resident]
    surveys: list[Assessment] = field(default_factory=list)
    confirmations: list[Confirmation] = field(default_factory=list)
    refusals: list[Refusal] = field(default_factory=list)
    movements: list[Movement] = field(default_factory=list)


def fill(plans: list[VillagePlan], today: date, assessors: Mapping[int, Any], say: Say) -> None:
    """Write all households; `assessors` names who surveyed in which village."""
    whole = sum(plan.households for plan in plans)
    done, waiting = 0, list[Filled]()
    for plan in plans:
        waiting += _filled(plan, today, assessors.get(plan.village.area.pk))
        if len(waiting) >= BATCH:
            done += _write(waiting)
            say(f"Hộ gia đình {_dotted(done)}/{_dotted(whole)}")
            waiting = []
    done += _write(waiting)
    say(f"Hộ gia đình {_dotted(done)}/{_dotted(whole)}")
    _date_saves()


def count_households(villages: list[Area], communes: list[Area]) -> None:
    """Recount each village once, and communes that have none; all rows taken first."""
    lock([*villages, *communes])
    add_rows(villages, VillageCount)
    recount(*villages, *communes, of=[HOUSEHOLDS])


def _filled(plan: VillagePlan, today: date, assessor: Any) -> Iterator[Filled]:
    rng = seeded("history", plan.village.key)
    # Of its own, so that what came later into the demo leaves its people as they were.
    later = seeded("later", plan.village.key)
    refusing = seeded("refusing", plan.village.key)
    asking, phones = seeded("asking", plan.village.key), seeded("phones", plan.village.key)
    for household, people in roofs_of(plan, today):
        filled = Filled(household, people)
        give_phones(phones, people, today)
        leave_home(rng, people, today)
        if rng.random() < plan.unsurveyed:
            without_survey(rng, household)
        else:
            filled.surveys = survey(Chances(rng, asking), plan, people, today, assessor)
            household.created_by = assessor
        settle(household, people)
        enter_late(later, household, [row.assessed_on for row in filled.surveys], today)
        if not plan.is_beginning:
            move_away(rng, household, today)
        filled.confirmations = confirm(later, household, today, assessor)
        filled.refusals = refuse(refusing, household, today)
        filled.movements = movements_of(household, people, filled.surveys, filled.refusals)
        yield filled


_OF_A_HOUSEHOLD: dict[Any, str] = {
    Resident: "people",
    Assessment: "surveys",
    Confirmation: "confirmations",
    Refusal: "refusals",
    Movement: "movements",
}


def _write(waiting: list[Filled]) -> int:
    Household.unscoped.bulk_create([one.household for one in waiting], batch_size=1000)
    for model, kind in _OF_A_HOUSEHOLD.items():
        rows: list[Any] = [row for one in waiting for row in getattr(one, kind)]
        model.unscoped.bulk_create(rows, batch_size=1000)
    return len(waiting)


def _date_saves() -> None:
    """Let every row say that it was written on the day of its survey, not all of them now."""
    surveyed = Cast(F("assessed_on"), DateTimeField())
    Assessment.unscoped.update(recorded_at=surveyed)
    Confirmation.unscoped.update(recorded_at=Cast(F("confirmed_on"), DateTimeField()))
    saved = Cast(Coalesce(F("closed_on"), F("surveyed_on"), F("opened_on")), DateTimeField())
    Household.unscoped.update(saved_at=saved)


def _dotted(number: int) -> str:
    return f"{number:,}".replace(",", ".")
