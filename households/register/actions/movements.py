"""The movements of a save: one row of today as a rule; earlier days are restated where it speaks of them."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date

from django.db.models import Max
from django.utils import timezone

from households.counts.contribution import (
    NOTHING,
    Change,
    Person,
    Timeline,
    contribution,
    movement,
    new_year_after,
    restated,
)
from households.models import (
    Assessment,
    Cause,
    Household,
    Movement,
    Refusal,
    Regrouping,
    Resident,
    passing,
)
from skills.coverage import ages_passed


def snapshot_contribution(household: Household) -> None:
    """Note what a household adds to its village before it is changed, and as of when it was summed up."""
    added = contribution(household) if household.pk else dict(NOTHING)
    household.added = (household.village_id, added, household.summed_on)


def movements_of(
    households: Sequence[Household],
    cause: str,
    since: Mapping[int, date] | date | None = None,
    *,
    comes_or_goes: bool = False,
) -> list[Movement]:
    """Return what is to be written for households that were summed up; the caller saves it.

    `since` is the first day that what was done speaks of, of all or by household, today for none;
    `comes_or_goes` says that they came into the register or left it on that day.
    """
    today, grown = timezone.localdate(), _grown(households)
    found, late = list[Movement](), list[tuple[Household, Change, date]]()
    for one in households:
        village, _before, _summed = one.added
        day = (since.get(one.pk) if isinstance(since, Mapping) else since) or today
        change = Change(cause, day, comes_or_goes, moves=village != one.village_id)
        first = min(change.since, grown.get(one.pk, today), today)
        if first < today:
            late.append((one, change, first))
        else:
            found += _of_today(one, cause)
    found += _of_earlier_days(late)
    for one in households:
        snapshot_contribution(one)
    return found


def _grown(households: Sequence[Household]) -> dict[int, date]:
    """Return since when somebody may have come of age, or into another group, since households were summed up.

    Whoever has left them since is among those asked. No query where all were summed up this year.
    """
    year = timezone.localdate().year
    summed = {one.pk: one.added[2] for one in households}
    before = {pk: day for pk, day in summed.items() if day and day.year < year}
    if not before:
        return {}
    people = Resident.unscoped.filter(household__in=before).order_by()
    people = people.filter(passing(min(before.values()).year, year))
    return {
        pk: new_year_after(before[pk])
        for pk, born in people.values_list("household", "birth_year")
        if born and any(before[pk].year < born + age <= year for age in ages_passed())
    }


def _of_today(household: Household, cause: str) -> list[Movement]:
    village_id, before, _summed = household.added
    after = contribution(household)
    if village_id == household.village_id:
        rows = [movement(household, village_id, cause, before, after)]
    else:
        arrives = Cause.MOVED_IN if cause == Cause.MOVED_OUT else cause
        rows = [
            movement(household, village_id, cause, before, dict(NOTHING)),
            movement(household, household.village_id, arrives, dict(NOTHING), after),
        ]
    return [row for row in rows if row]


def _of_earlier_days(late: Sequence[tuple[Household, Change, date]]) -> list[Movement]:
    """Restate the days of some households: five queries, however many they are.

    What was before a merger or a split is not restated: whose people they were then is not known.
    """
    if not late:
        return []
    keys = [one.pk for one, _change, _first in late]
    rows: dict[int, list[Movement]] = defaultdict(list)
    for row in Movement.unscoped.filter(household__in=keys).order_by("pk"):
        rows[row.household_id].append(row)
    people, limits, refusals = _people(keys), _regrouped(keys), Refusal.unscoped.by_household(keys)
    found = list[Movement]()
    for one, change, first in late:
        timeline = Timeline(one, people[one.pk], refusals.get(one.pk, ()))
        limit = limits.get(one.pk, date.min)
        found += restated(timeline, rows[one.pk], change, max(first, limit))
    return found


def _people(households: Sequence[int]) -> dict[int, list[Person]]:
    surveys: dict[int, list[Assessment]] = defaultdict(list)
    for row in Assessment.unscoped.filter(resident__household__in=households).standing():
        surveys[row.resident_id].append(row)
    found: dict[int, list[Person]] = defaultdict(list)
    for one in Resident.unscoped.filter(household__in=households).order_by("pk"):
        found[one.household_id].append(Person(one, surveys[one.pk]))
    return found


def _regrouped(households: Sequence[int]) -> dict[int, date]:
    """Return the last day on which each household was merged with another or split."""
    found = dict[int, date]()
    for column in ("household", "other"):
        rows = Regrouping.unscoped.filter(**{f"{column}__in": households}).order_by()
        for key, day in rows.values_list(column).annotate(last=Max("done_on")):
            found[key] = max(day, found.get(key, date.min))
    return found
