"""What moved the figures of the demo, day by day: the history that its surveys tell."""

from collections.abc import Sequence
from datetime import date, datetime, time

from django.utils import timezone

from households.models import CLOSED, Assessment, Cause, Household, Movement, Resident, Status
from households.standing import NOTHING, adds, moved
from skills.coverage import Known, standing_of


def movements_of(
    household: Household, people: Sequence[Resident], surveys: Sequence[Assessment]
) -> list[Movement]:
    """Return the movements of a household, in the order of days; they add up to what it adds now."""
    rows, before = list[Movement](), NOTHING
    status = Status.RESIDENT if household.status in CLOSED else household.status
    then = Household(status=status)
    ordered = sorted(surveys, key=lambda row: row.assessed_on)
    for day in _days(household, people, ordered):
        then.closed_on = day if day == household.closed_on else None
        _take(then, people, ordered, day)
        after = adds(then)
        if differences := moved(before, after):
            rows.append(_row(household, day, _cause(household, ordered, day), differences))
        before = after
    return rows


def _days(
    household: Household, people: Sequence[Resident], surveys: Sequence[Assessment]
) -> list[date]:
    """Return the days, from its entry to its end, on which anything happened to a household."""
    days = {household.opened_on, *(row.assessed_on for row in surveys)}
    days |= {person.left_on for person in people if person.left_on}
    last = household.closed_on or date.max
    return sorted({min(last, day) for day in days if day >= household.opened_on} | _end(household))


def _end(household: Household) -> set[date]:
    return {household.closed_on} if household.closed_on else set()


def _take(
    then: Household, people: Sequence[Resident], surveys: Sequence[Assessment], day: date
) -> None:
    """Let the household stand as its people's latest surveys on a day say."""
    gone = {id(person) for person in people if person.left_on and person.left_on <= day}
    latest = {
        id(row.resident): Known(row.results, row.assessed_on, row.resident.birth_year)
        for row in surveys
        if row.assessed_on <= day
    }
    then.take(standing_of(known for key, known in latest.items() if key not in gone))


def _cause(household: Household, surveys: Sequence[Assessment], day: date) -> Cause:
    if day == household.closed_on:
        return Cause.MOVED_OUT
    if day == household.opened_on:
        return Cause.ENTERED
    return Cause.SURVEYED if any(row.assessed_on == day for row in surveys) else Cause.CORRECTED


def _row(household: Household, day: date, cause: Cause, differences: dict[str, int]) -> Movement:
    morning = timezone.make_aware(datetime.combine(day, time(8)))
    return Movement(
        household=household,
        village_id=household.village_id,
        day=day,
        cause=cause,
        recorded_at=morning,
        **differences,
    )
