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
    rows, before = list[Movement](), dict(NOTHING)
    for day in _days(household, people, surveys):
        after = adds(_on(household, people, surveys, day))
        if differences := moved(before, after):
            cause = _cause(household, surveys, day)
            rows.append(_row(household, day, cause, differences))
        before = after
    return rows


def _days(
    household: Household, people: Sequence[Resident], surveys: Sequence[Assessment]
) -> list[date]:
    """Return the days on which anything happened to a household."""
    days = {household.opened_on, *(row.assessed_on for row in surveys)}
    days |= {person.left_on for person in people if person.left_on}
    if household.closed_on:
        days.add(household.closed_on)
    return sorted(day for day in days if day >= household.opened_on)


def _on(
    household: Household, people: Sequence[Resident], surveys: Sequence[Assessment], day: date
) -> Household:
    """Return the household as it stood on a day."""
    if household.closed_on and household.closed_on <= day:
        return household
    status = Status.RESIDENT if household.status in CLOSED else household.status
    then = Household(status=status, village_id=household.village_id)
    here = {id(person) for person in people if person.left_on is None or person.left_on > day}
    latest = {
        id(row.resident): Known(row.results, row.assessed_on, row.resident.birth_year)
        for row in sorted(surveys, key=lambda row: row.assessed_on)
        if row.assessed_on <= day and id(row.resident) in here
    }
    then.take(standing_of(latest.values()))
    return then


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
        village=household.village,
        day=day,
        cause=cause,
        recorded_at=morning,
        **differences,
    )
