"""What the people of the demo were found to know, from survey to survey.

The outcome is drawn first (covered, one skill short, or less) and the surveys before it backwards,
so that knowledge grows and the figures come out as the district's profile says.
"""

import uuid
from collections.abc import Sequence
from datetime import date, timedelta
from random import Random
from typing import Any, NamedTuple

from django.utils import timezone

from demo.seeded_random import day_between, pick
from demo.village_plans import VillagePlan
from households.models import Assessment, Confirmation, Household, Resident
from skills.catalogue import COLUMNS, Result
from skills.coverage import person_result

# How easily each skill is learnt alone: paying is the best known, safety the least.
_EASE = (0.62, 0.60, 0.80, 0.34, 0.50)
# Which skill is missing where only one is.
_LAST_ONE = {0: 10.0, 1: 22.0, 2: 5.0, 3: 42.0, 4: 21.0}
_SAFETY, _PLATFORM = 3, 4
_ALL = [int(Result.ALONE)] * len(COLUMNS)
_METHODS = {
    Assessment.Method.INTERVIEW: 60.0,
    Assessment.Method.SEEN: 32.0,
    Assessment.Method.SELF_TOLD: 8.0,
}


class Span(NamedTuple):
    """The days on which people were surveyed: today and so many before it."""

    today: date
    days: int

    def day(self, back: int) -> date:
        """Return a day, of the numbers drawn evenly: most were surveyed well before today."""
        return self.today - timedelta(days=max(back, round(self.days * (back / self.days) ** 0.85)))


class Chances(NamedTuple):
    """Chance of what people know, and of what they were not asked: neither disturbs the other."""

    knowing: Random
    asking: Random


def survey(
    chances: Chances, plan: VillagePlan, people: list[Resident], today: date, assessor: Any
) -> list[Assessment]:
    """Survey a household since it was entered: its best person, and some of the others."""
    rng, asking = chances
    best, span = _best(people, today), Span(today, plan.days)
    outcome = _best_results(rng, _share(plan))
    skipped = _skipped(asking, 0.03) if outcome != _ALL else ()
    rows = _visits(rng, best, _all_but(outcome, skipped), span, assessor, skipped)
    for other in people:
        age = _age(other, today)
        if other is not best and other.left_on is None and age >= 15 and rng.random() < 0.42:
            strength = max(0.15, min(1.0, (80 - age) / 45)) * 0.9
            outcome, skipped = _draw(rng, strength), _skipped(asking, 0.15)
            rows += _visits(rng, other, _all_but(outcome, skipped), span, assessor, skipped)
    return rows


def _share(plan: VillagePlan) -> float:
    """Return how often a surveyed household of a village is covered; where it has just begun, always."""
    return 1.0 if plan.is_beginning else min(0.97, plan.covered / max(0.05, 1 - plan.unsurveyed))


def _skipped(asking: Random, often: float) -> tuple[int, ...]:
    """Say which skills of somebody were left for another visit: as a rule none, now and then one or two."""
    drawn = asking.random()
    if drawn >= often:
        return ()
    return (pick(asking, _LAST_ONE),) if drawn < 0.75 * often else (_SAFETY, _PLATFORM)


def _all_but(outcome: Sequence[int], skipped: Sequence[int]) -> Sequence[int]:
    """Let who was asked all but one know those four: one question more may cover the household."""
    return _ALL if len(skipped) == 1 else outcome


def settle(household: Household, people: list[Resident]) -> None:
    """Sum a household up by the rule of the house."""
    living = (person for person in people if person.left_on is None)
    household.sum_up(living, timezone.localdate())
    household.reviewed_on = household.surveyed_on


def confirm(rng: Random, household: Household, today: date, assessor: Any) -> list[Confirmation]:
    """Let somebody look again at one household in four, and find that nothing has changed."""
    if household.surveyed_on is None or household.closed_on or rng.random() >= 0.25:
        return []
    day = day_between(rng, household.surveyed_on, today)
    household.reviewed_on = day
    return [Confirmation(household=household, confirmed_on=day, confirmed_by=assessor)]


def _age(person: Resident, today: date) -> int:
    return today.year - person.birth_year if person.birth_year else 40


def _best(people: list[Resident], today: date) -> Resident:
    """Return who is asked first: the grown-up nearest to thirty; the head is always one."""
    grown = [p for p in people if p.left_on is None and (p.is_head or _age(p, today) >= 18)]
    return min(grown, key=lambda person: abs(_age(person, today) - 30))


def _best_results(rng: Random, share: float) -> list[int]:
    """Draw what the best person of a household knows today."""
    if rng.random() < share:
        return list(_ALL)
    if rng.random() < 0.3:
        results = list(_ALL)
        results[pick(rng, _LAST_ONE)] = rng.choice((Result.NONE, Result.WITH_HELP))
        return results
    return _draw(rng, 0.4 + share)


def _draw(rng: Random, strength: float) -> list[int]:
    """Draw five results, never all known: that outcome is drawn elsewhere."""
    results = [_one(rng.random(), min(0.93, ease * strength)) for ease in _EASE]
    if results == _ALL:
        results[_SAFETY] = Result.WITH_HELP
    return results


def _one(chance: float, ease: float) -> int:
    if chance < ease:
        return Result.ALONE
    return Result.WITH_HELP if chance < ease + (1 - ease) * 0.4 else Result.NONE


def _visits(
    rng: Random,
    person: Resident,
    outcome: Sequence[int],
    span: Span,
    assessor: Any,
    skipped: Sequence[int] = (),
) -> list[Assessment]:
    """Date one to three surveys of a person, the earlier ones knowing less; `skipped` was never asked."""
    number = pick(rng, {1: 50.0, 2: 33.0, 3: 17.0})
    days = sorted(rng.sample(range(1, span.days), number))
    found = [list(outcome)]
    while len(found) < number:
        found.append([_earlier(rng, result) for result in found[-1]])
    # `days` counts back from today: the outcome goes with the smallest.
    rows = [
        Assessment(
            uuid=uuid.UUID(int=rng.getrandbits(128), version=4),
            resident=person,
            assessed_on=span.day(back),
            method=pick(rng, _METHODS),
            assessor=assessor,
            **_asked(results, skipped),
        )
        for back, results in zip(days, found, strict=True)
    ]
    rows.reverse()
    person_result(rows).assign_to(person)
    return rows


def _asked(results: Sequence[int], skipped: Sequence[int]) -> dict[str, int | None]:
    pairs = enumerate(zip(COLUMNS, results, strict=True))
    return {column: None if at in skipped else result for at, (column, result) in pairs}


def _earlier(rng: Random, result: int) -> int:
    """Return what a person knew a visit before: as much, or a step less."""
    return max(Result.NONE, result - 1) if rng.random() < 0.45 else result
