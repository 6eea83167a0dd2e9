"""How the figures of the demo moved: each household's rows, dated by what was drawn of it."""

import copy
from datetime import date

from households.models import Assessment, Cause, Household, Movement, Resident, Status
from households.standing import NOTHING, adds, movement
from skills.coverage import Known, standing_of

type Event = tuple[date, str, Assessment | None]


def movements_of(
    household: Household, people: list[Resident], surveys: list[Assessment]
) -> list[Movement]:
    """Return the movements of one household, which add up to what it is now."""
    then = _as_entered(household)
    known: dict[int, Known] = {}
    found, before = list[Movement](), dict(NOTHING)
    for day, cause, survey in _events(household, surveys):
        if survey:
            person = survey.resident
            known[id(person)] = Known(survey.results, day, person.birth_year)
            then.take(standing_of(known[id(p)] for p in people if id(p) in known))
        then.closed_on = day if cause == Cause.MOVED_OUT else None
        after = adds(then)
        row = movement(household, household.village_id, cause, before, after)
        if row:
            row.day = day
            found.append(row)
        before = after
    return found


def _as_entered(household: Household) -> Household:
    then = copy.copy(household)
    then.take(standing_of([]))
    if then.status == Status.MOVED_AWAY:
        then.status = Status.RESIDENT
    return then


def _events(household: Household, surveys: list[Assessment]) -> list[Event]:
    """Return what happened, the first day first."""
    events: list[Event] = [(household.opened_on, Cause.ENTERED, None)]
    dated = sorted(surveys, key=lambda survey: survey.assessed_on)
    events += [(survey.assessed_on, Cause.SURVEYED, survey) for survey in dated]
    if household.closed_on:
        events.append((household.closed_on, Cause.MOVED_OUT, None))
    return events
