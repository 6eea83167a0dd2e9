"""What a household added to its village's sums on any day, worked out from facts that carry their days.

The movements of a household say the same (`households.models.Movement`); where a fact is entered late,
corrected or withdrawn, the difference between the two is what has to be moved.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.conf import settings

from households.models import CLOSED, Assessment, Cause, Household, Resident, Status
from households.standing import NOTHING, adds
from skills.coverage import Known, household_result, person_result


@dataclass(frozen=True)
class Person:
    """Somebody who lives or lived there, and their surveys that stand, in order of their days."""

    resident: Resident
    surveys: Sequence[Assessment]

    def lives_there(self, day: date) -> bool:
        """Say whether they were of the household at the end of a day; without a first day, always."""
        since, until = self.resident.joined_on, self.resident.left_on
        return (since is None or since <= day) and (until is None or until > day)

    def known(self, day: date) -> Known:
        """Return what was known of them at the end of a day."""
        person = person_result(row for row in self.surveys if row.assessed_on <= day)
        born = self.resident.birth_year
        return Known(person.results, person.assessed_on, born, person.whole)

    def days(self) -> Iterable[date]:
        """Return the days on which anything about them changed."""
        yield from (row.assessed_on for row in self.surveys)
        yield from (day for day in (self.resident.joined_on, self.resident.left_on) if day)
        if day := of_age_on(self.resident.birth_year):
            yield day


def of_age_on(birth_year: int | None) -> date | None:
    """Return the day on which somebody comes of age: New Year of the year they do."""
    return date(birth_year + int(settings.RESIDENT_MIN_AGE), 1, 1) if birth_year else None


@dataclass(frozen=True)
class Timeline:
    """One household with all who ever lived there."""

    household: Household
    people: Sequence[Person]

    def adds_on(self, day: date) -> dict[str, int]:
        """Return what the household added at the end of a day."""
        opened, closed = self.household.opened_on, self.household.closed_on
        if day < opened or (closed and closed <= day):
            return dict(NOTHING)
        status = self.household.status
        then = Household(status=Status.RESIDENT if status in CLOSED else status)
        living = (one.known(day) for one in self.people if one.lives_there(day))
        then.take(household_result(living, day))
        return adds(then)

    def days(self, since: date, until: date) -> list[date]:
        """Return the days of a span on which the household may have added more or less than before."""
        found = {self.household.opened_on, *(day for one in self.people for day in one.days())}
        found |= {self.household.closed_on} if self.household.closed_on else set()
        return sorted(day for day in found if since <= day <= until)

    def cause(self, day: date) -> Cause:
        """Say why the figures moved on a day."""
        if day == self.household.closed_on:
            moved = self.household.status == Status.MOVED_AWAY
            return Cause.MOVED_OUT if moved else Cause.ENDED
        if day == self.household.opened_on:
            return Cause.ENTERED
        if any(row.assessed_on == day for one in self.people for row in one.surveys):
            return Cause.SURVEYED
        coming = (of_age_on(one.resident.birth_year) for one in self.people)
        return Cause.OF_AGE if day in coming else Cause.CORRECTED
