"""What moved the figures of the demo, day by day: the history that its surveys tell."""

from collections.abc import Sequence
from datetime import date, datetime, time
from functools import cache

from django.utils import timezone

from households.counts.contribution import NOTHING, Person, Timeline, movement
from households.models import (
    Assessment,
    Cause,
    Household,
    Movement,
    Refusal,
    Resident,
    Status,
)


def movements_of(
    household: Household,
    people: Sequence[Resident],
    surveys: Sequence[Assessment],
    refusals: Sequence[Refusal],
) -> list[Movement]:
    """Return the movements of a household, in the order of days; they add up to what it adds now."""
    ordered = sorted(surveys, key=lambda row: row.assessed_on)
    persons = [Person(one, [r for r in ordered if r.resident is one]) for one in people]
    timeline = Timeline(household, persons, refusals)
    rows, before = list[Movement](), NOTHING
    for day in timeline.days(household.opened_on, timezone.localdate()):
        after = _added_on(timeline, day)
        if row := movement(household, household.village_id, _cause(timeline, day), before, after):
            row.day, row.recorded_at = day, _morning(day)
            rows.append(row)
        before = after
    return rows


def _added_on(timeline: Timeline, day: date) -> dict[str, int]:
    """Return what a household adds on a day, none after its closing; where nobody was home, nobody ever was."""
    closed = timeline.household.closed_on
    if closed and closed <= day:
        return dict(NOTHING)
    found = timeline.added_on(day)
    away = timeline.household.status == Status.NOBODY_HOME
    return {**found, "nobody_home": int(away and not found["surveyed"])}


def _cause(timeline: Timeline, day: date) -> Cause:
    if day == timeline.household.closed_on:
        return Cause.MOVED_OUT
    if day == timeline.household.opened_on:
        return Cause.ENTERED
    if any(row.assessed_on == day for one in timeline.people for row in one.surveys):
        return Cause.SURVEYED
    return Cause.OF_AGE if timeline.comes_of_age(day) else Cause.CORRECTED


@cache
def _morning(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(8)))
