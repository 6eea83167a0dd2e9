"""What one household adds to the sums of its village, today and on any day, and the movements between.

Movements (`households.models.Movement`) say the same as facts that carry their days. Where a fact is
entered late, corrected or withdrawn, the days whose figure it changes are restated by further
movements, recorded now; none is rewritten.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from households.models import Assessment, Cause, Household, Movement, Refusal, Resident, Status
from skills.catalogue import ALL_FIVE, SKILLS
from skills.coverage import FIRST_FOUR, Known, ages_passed, person_result
from skills.people import PEOPLE

# The columns a movement carries; the rest of the sums (`old`) moves with time, not with a save.
MOVED = (
    "households",
    "surveyed",
    "partly",
    "covered",
    "combined",
    "one_short",
    "ask_one",
    "ask_fifth",
    "ruled_out",
    "nobody_home",
    "refused",
    *(skill.column for skill in SKILLS),
    *(skill.asked_column for skill in SKILLS),
    *PEOPLE,
)
NOTHING = dict.fromkeys(MOVED, 0)


def contribution(household: Household) -> dict[str, int]:
    """Return what a household adds to its village's sums as it is now; a closed one adds nothing.

    The same rule as `counts.VILLAGE_COLUMNS` writes in SQL; a property test holds them together.
    """
    if household.closed_on is not None:
        return dict(NOTHING)
    skills, asked, unasked = household.skills_mask, household.asked_mask, household.unasked_mask
    is_surveyed = household.surveyed_on is not None
    return {
        "households": 1,
        "surveyed": int(is_surveyed),
        "partly": int(bool(asked) and not is_surveyed),
        "covered": int(household.covered),
        "combined": int(is_surveyed and skills == ALL_FIVE),
        "one_short": int(bool(household.lacking_mask)),
        "ask_one": int(bool(unasked & FIRST_FOUR)),
        "ask_fifth": int(unasked == ALL_FIVE & ~FIRST_FOUR),
        "ruled_out": int(household.ruled_out),
        "nobody_home": int(household.status == Status.NOBODY_HOME and not is_surveyed),
        "refused": int(household.status == Status.REFUSED and not is_surveyed),
        **{skill.column: int(bool(skills & skill.bit)) for skill in SKILLS},
        **{skill.asked_column: int(bool(asked & skill.bit)) for skill in SKILLS},
        **{name: getattr(household, name) for name in PEOPLE},
    }


def movement(
    household: Household, village_id: int, cause: str, before: dict[str, int], after: dict[str, int]
) -> Movement | None:
    """Build the movement of one village, or None where nothing moved; the caller saves it."""
    differences = {n: after[n] - before[n] for n in MOVED if after[n] != before[n]}
    if not differences:
        return None
    return Movement(
        household=household,
        village_id=village_id,
        cause=cause,
        day=timezone.localdate(),
        **differences,
    )


# What never falls when somebody comes of age.
_GROWS = (
    "surveyed",
    "covered",
    *(skill.column for skill in SKILLS),
    *(skill.asked_column for skill in SKILLS),
)
# What a household adds, by village: one village at a time, or none while it is out of the register.
type Added = Mapping[int, Mapping[str, int]]


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
        one = self.resident
        known = Known(person.results, person.assessed_on, one.birth_year, person.whole)
        known.sex = one.sex
        return known

    def days(self) -> Iterable[date]:
        """Return the days on which anything about them changed."""
        yield from (row.assessed_on for row in self.surveys)
        yield from (day for day in (self.resident.joined_on, self.resident.left_on) if day)
        yield from days_of_age(self.resident.birth_year)


def days_of_age(birth_year: int | None) -> list[date]:
    """Return the days on which somebody comes of age or into another group of age: New Year of the year they do."""
    return [date(birth_year + age, 1, 1) for age in ages_passed()] if birth_year else []


def new_year_after(day: date) -> date:
    """Return the next day on which anybody comes of age."""
    return date(day.year + 1, 1, 1)


@dataclass(frozen=True)
class Timeline:
    """One household with all who ever lived there, and when it refused to be surveyed."""

    household: Household
    people: Sequence[Person]
    refusals: Sequence[Refusal] = ()

    def added_on(self, day: date) -> dict[str, int]:
        """Return what the household adds at the end of a day on which it is in the register."""
        refused = any(one.holds_on(day) for one in self.refusals)
        then = Household(status=Status.REFUSED if refused else Status.RESIDENT)
        then.sum_up((one.known(day) for one in self.people if one.lives_there(day)), day)
        return contribution(then)

    def days(self, since: date, until: date) -> list[date]:
        """Return the days of a span on which the household may have added more or less than before."""
        found = {day for one in self.people for day in one.days()}
        found |= {day for one in self.refusals for day in (one.refused_on, one.ended_on) if day}
        found |= {day for day in (self.household.opened_on, self.household.closed_on) if day}
        return sorted(day for day in found if since <= day <= until)

    def comes_of_age(self, day: date) -> bool:
        """Say whether somebody who lives there comes of age, or into another group, on a day."""
        there = (one.resident for one in self.people if one.lives_there(day))
        return any(day in days_of_age(one.birth_year) for one in there)


@dataclass(frozen=True)
class Change:
    """What was done to a household: since which day it counts, why, and whether it came or went.

    `cause` stands on every movement but those of somebody's coming of age.
    """

    cause: str
    since: date
    comes_or_goes: bool = False
    moves: bool = False


def restated(
    timeline: Timeline, rows: Sequence[Movement], change: Change, first: date
) -> list[Movement]:
    """Return the movements, from a first day on, after which all add up to what the facts say.

    `rows` are those there are. The household is as it now is.
    """
    today, found, written = timezone.localdate(), list[Movement](), dict[int, dict[str, int]]()
    days = {first, today, *timeline.days(first, today), *(r.day for r in rows if r.day > first)}
    for day in sorted(days):
        stood = _stood(rows, day)
        wanted = _wanted(timeline, change, stood, day, today)
        for village in sorted({*stood, *wanted, *written}):
            differs = _differs(wanted.get(village), stood.get(village), written.get(village))
            if not differs:
                continue
            total = written.setdefault(village, dict(NOTHING))
            for name, number in differs.items():
                total[name] += number
            found.append(_row(timeline, change, village, day, differs))
    return [*found, *_said_late(timeline, rows, change, found)]


def _said_late(
    timeline: Timeline, rows: Sequence[Movement], change: Change, found: Sequence[Movement]
) -> list[Movement]:
    """Return a movement of nothing where something was said of a past day and no sum of it moved.

    What is old may have changed by it, which no movement carries: copies of that day are made anew.
    """
    came = min((row.day for row in rows), default=timezone.localdate())
    day = max(change.since, came)
    # New surveys are seen by their own moment (`households.counts.changed`); who grew says nothing of days before.
    seen = change.cause in {Cause.OF_AGE, Cause.SURVEYED}
    if seen or day >= timezone.localdate() or any(row.late and row.day <= day for row in found):
        return []
    home = timeline.household
    row = Movement(household=home, village_id=home.village_id, day=day, cause=change.cause)
    row.late = True
    return [row]


def _stood(rows: Sequence[Movement], day: date) -> dict[int, dict[str, int]]:
    """Add up what movements say of the end of a day, by village."""
    found = dict[int, dict[str, int]]()
    for row in rows:
        if row.day <= day:
            sums = found.setdefault(row.village_id, dict(NOTHING))
            for name in MOVED:
                sums[name] += getattr(row, name)
    return found


def _wanted(timeline: Timeline, change: Change, stood: Added, day: date, today: date) -> Added:
    household, since = timeline.household, change.since
    if day == today:
        return {} if household.is_closed else {household.village_id: contribution(household)}
    here = next((village for village, sums in stood.items() if sums["households"]), None)
    there = here is not None
    if change.comes_or_goes and day >= since:
        there = not household.is_closed
    if not there:
        return {}
    village = household.village_id if here is None or (change.moves and day >= since) else here
    found = timeline.added_on(day)
    # That nobody was home is known of today alone; on days before it stays as it was noted.
    away = any(sums["nobody_home"] for sums in stood.values())
    away = away and not found["surveyed"] and not found["refused"]
    return {village: {**found, "nobody_home": int(away)}}


def _differs(
    wanted: Mapping[str, int] | None,
    stood: Mapping[str, int] | None,
    written: Mapping[str, int] | None,
) -> dict[str, int]:
    want, had, new = wanted or NOTHING, stood or NOTHING, written or NOTHING
    pairs = {name: want[name] - had[name] - new[name] for name in MOVED}
    return {name: number for name, number in pairs.items() if number}


def _takes_back(differs: Mapping[str, int]) -> bool:
    return differs.get("surveyed", 0) < 0 or differs.get("covered", 0) < 0


def _ages(timeline: Timeline, change: Change, day: date, differs: Mapping[str, int]) -> bool:
    """Say whether a movement is somebody's coming of age, by which nothing is asked or known less.

    After the first day of a correction it is the correction: of a birth year, or of what was found.
    """
    if day == change.since or not timeline.comes_of_age(day):
        return False
    if day < change.since:
        return True
    return change.cause != Cause.CORRECTED and all(differs.get(name, 0) >= 0 for name in _GROWS)


def _row(
    timeline: Timeline, change: Change, village: int, day: date, differs: Mapping[str, int]
) -> Movement:
    cause = change.cause
    if _ages(timeline, change, day, differs):
        cause = Cause.OF_AGE
    elif cause == Cause.SURVEYED and day > change.since and _takes_back(differs):
        # What a later survey had brought stands on an earlier day now: nobody forgot anything.
        cause = Cause.CORRECTED
    if change.moves and differs.get("households", 0) > 0:
        cause = Cause.MOVED_IN if cause == Cause.MOVED_OUT else cause
    return Movement(
        household=timeline.household,
        village_id=village,
        day=day,
        cause=cause,
        late=day < timezone.localdate(),
        **differs,
    )
