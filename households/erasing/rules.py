"""What of a person is erased and what is kept, worked out without a database."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.conf import settings

from areas.names import digits_of, fold
from households.models import Household, Resident, is_placeholder
from households.register.rules import ADULT, lender
from skills.coverage import age_group

HOUSEHOLD, RESIDENT = "households.household", "households.resident"


def coarse_year(birth_year: int | None, first_day: date, today: date) -> int | None:
    """Return the year of birth that is kept of whoever was grown on the first day counted: the first of its decade.

    Of the years of the decade the first by which they were in the same groups of age until today, and
    whoever was not grown keeps it: another year would move the figures of days that are told.
    """
    if birth_year is None:
        return None
    grown = max(ADULT, int(settings.RESIDENT_MIN_AGE))
    if first_day.year - birth_year < grown:
        return birth_year
    told = [date(year, 1, 1) for year in range(first_day.year, today.year + 1)]
    own = [age_group(birth_year, day) for day in told]
    decade = range(birth_year - birth_year % 10, birth_year + 1)
    return next(year for year in decade if own == [age_group(year, day) for day in told])


def first_of(days: Collection[date | None]) -> date:
    """Return the first of the days that are known."""
    return min(day for day in days if day)


@dataclass
class Gone:
    """What is erased: people and whole households by key, and the names and numbers they had.

    `people` and `homes` map a key to what is written instead of the name, `years` to the birth year that is kept.
    """

    people: dict[int, str] = field(default_factory=dict)
    years: dict[int, int | None] = field(default_factory=dict)
    homes: dict[int, str] = field(default_factory=dict)
    # By folded name what stands instead of it; numbers in digits; and all of them as they were written.
    names: dict[str, str] = field(default_factory=dict)
    numbers: set[str] = field(default_factory=set)
    texts: set[str] = field(default_factory=set)

    def note_name(self, name: str, instead: str) -> None:
        """Add a name that is erased, unless it is one that was before."""
        if not is_placeholder(name):
            self.names.setdefault(fold(name), instead)
            self.texts.add(name)

    def note_number(self, phone: str) -> None:
        """Add a telephone number that is erased."""
        if phone:
            self.numbers.add(digits_of(phone) or phone)
            self.texts.add(phone)

    def has_number(self, phone: str) -> bool:
        """Say whether a telephone number is one of those."""
        return bool(phone) and (digits_of(phone) or phone) in self.numbers

    def instead_of(self, household: Household, head: Resident | None) -> str:
        """Return what is written instead of the name of a household: what its head is called now."""
        if head and head.pk in self.people:
            return self.people[head.pk]
        return self.names.get(fold(household.head_name)) or self.homes[household.pk]


def is_headed(household: Household, head: Resident | None, gone: Gone) -> bool:
    """Say whether a household goes by the name of somebody who is erased.

    One that was merged or moved away may have no head any more, and still go by the name of the last.
    """
    if household.pk in gone.homes:
        return True
    return head.pk in gone.people if head else fold(household.head_name) in gone.names


def loses_number(
    household: Household, people: Sequence[Resident], gone: Gone, *, is_named: bool
) -> bool:
    """Say whether a household is reached by the number of somebody who is erased, or is erased as a whole."""
    if household.pk in gone.homes or household.phone_of_id in gone.people:
        return True
    living = [one for one in people if one.left_on is None]
    if is_named:
        return lender(household, living) is None
    return household.is_closed and gone.has_number(household.phone)


def touches(rows: Iterable[list[Any]], gone: Gone) -> bool:
    """Say whether the rows that a regrouping changed are those of somebody who is erased."""
    return any(
        (label == RESIDENT and key in gone.people) or (label == HOUSEHOLD and key in gone.homes)
        for label, key, _before in rows
    )


def scrubbed(rows: Iterable[list[Any]], gone: Gone) -> list[list[Any]]:
    """Return what rows were before a regrouping, without what is erased: undone, it brings nothing back."""
    return [[label, key, _scrub(label, key, before, gone)] for label, key, before in rows]


def _scrub(label: str, key: int, before: Mapping[str, Any], gone: Gone) -> dict[str, Any]:
    if label == RESIDENT and key in gone.people:
        name, year = gone.people[key], gone.years[key]
        return _put(before, {"full_name": name, "phone": "", "birth_year": year})
    if label != HOUSEHOLD:
        return dict(before)
    if key in gone.homes:
        return _put(before, {"head_name": gone.homes[key], "hamlet": "", "phone": ""})
    if instead := gone.names.get(fold(before.get("head_name", ""))):
        return _put(before, {"head_name": instead, "phone": ""})
    return _put(before, {"phone": ""} if gone.has_number(before.get("phone", "")) else {})


def _put(values: Mapping[str, Any], instead: Mapping[str, Any]) -> dict[str, Any]:
    """Put other values where there is something."""
    return {name: instead.get(name, one) if one else one for name, one in values.items()}
