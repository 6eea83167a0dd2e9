"""What moved the figures of the demo, day by day: the history that its surveys tell."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from functools import cache, cached_property
from typing import cast

from django.utils import timezone

from households.counts.contribution import NOTHING, contribution, moved
from households.counts.timeline import Person, Timeline
from households.models import Assessment, Cause, Household, Movement, Resident, Status
from skills.coverage import HouseholdResult, Known, household_result


@dataclass(frozen=True)
class Kept(Known):
    """What somebody knew for a while, its bits worked out once: the same days are asked for again."""

    known = cached_property(Known.known.fget)  # type: ignore[attr-defined]
    asked = cached_property(Known.asked.fget)  # type: ignore[attr-defined]


@dataclass(frozen=True)
class Remembered(Person):
    """A person of the demo: what they knew after each survey is worked out once."""

    after: dict[int, Known] = field(default_factory=dict)

    def known(self, day: date) -> Known:
        """Return what was known of them at the end of a day."""
        number = sum(row.assessed_on <= day for row in self.surveys)
        if number not in self.after:
            found = super().known(day)
            self.after[number] = Kept(
                found.results, found.assessed_on, found.birth_year, found.whole
            )
        return self.after[number]


@dataclass
class Then:
    """A household in the register on a past day, as far as `contribution` asks for it."""

    result: HouseholdResult
    is_closed: bool = False
    status: str = Status.RESIDENT


def movements_of(
    household: Household, people: Sequence[Resident], surveys: Sequence[Assessment]
) -> list[Movement]:
    """Return the movements of a household, in the order of days; they add up to what it adds now."""
    ordered = sorted(surveys, key=lambda row: row.assessed_on)
    timeline = Timeline(
        household, [Remembered(one, [r for r in ordered if r.resident is one]) for one in people]
    )
    rows, before = list[Movement](), NOTHING
    for day in timeline.days(household.opened_on, timezone.localdate()):
        after = _adds(timeline, day)
        if differences := moved(before, after):
            rows.append(_row(household, day, _cause(timeline, day), differences))
        before = after
    return rows


def _adds(timeline: Timeline, day: date) -> dict[str, int]:
    """Return what `Timeline.added_on` does, without a row for every day of every household."""
    closed = timeline.household.closed_on
    if closed and closed <= day:
        return dict(NOTHING)
    living = [one.known(day) for one in timeline.people if one.lives_there(day)]
    found = contribution(cast("Household", Then(household_result(living, day))))
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


def _row(household: Household, day: date, cause: Cause, differences: dict[str, int]) -> Movement:
    return Movement(
        household=household,
        village_id=household.village_id,
        day=day,
        cause=cause,
        recorded_at=_morning(day),
        **differences,
    )


@cache
def _morning(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(8)))
