"""How many households were surveyed on a day, but nobody had looked for STATUS_OLD_DAYS.

The one sum that no movement carries, since it moves with time: counted from the surveys and the
confirmations, each household where it was that day. A birth year put right since counts as it is now.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby
from operator import attrgetter
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, Subquery, Sum

from areas.models import Area
from households.models import Assessment, Confirmation, Household, Movement, old_before
from households.models.moments import end_of
from skills.catalogue import COLUMNS
from skills.coverage import Known, household_result, person_result

_CHUNK = 2000


def old_then(
    within: Area, day: date, known_on: date | None, columns: Sequence[str]
) -> dict[tuple[Any, ...], int]:
    """Count the households whose standing was old at the end of a day, by columns of their village.

    Two queries, the surveys of such households one after another.
    """
    since, found = old_before(day), defaultdict[tuple[Any, ...], int](int)
    inside = Area.unscoped.within(within).villages().order_by()
    names = [_own(column) for column in columns]
    units = {pk: tuple(key) for pk, *key in inside.values_list("pk", *names)}
    for village, surveys in _surveyed(within, day, known_on):
        if village in units and _is_old(surveys, day, since):
            found[units[village]] += 1
    return found


def _own(column: str) -> str:
    return "pk" if column == "village_id" else column.removeprefix("village__")


def _known(known_on: date | None) -> Q:
    if known_on is None:
        return Q(withdrawn_at=None)
    end = end_of(known_on)
    return Q(recorded_at__lt=end) & (Q(withdrawn_at=None) | Q(withdrawn_at__gte=end))


def _surveyed(
    within: Area, day: date, known_on: date | None
) -> Iterator[tuple[int, list[Assessment]]]:
    """Return the village and the surveys of each household that may be old, household by household."""
    homes = _candidates(within, day, known_on)
    here = Q(resident__left_on=None) | Q(resident__left_on__gt=day)
    joined = Q(resident__joined_on=None) | Q(resident__joined_on__lte=day)
    rows = (
        Assessment.unscoped.filter(_known(known_on), here, joined, assessed_on__lte=day)
        .filter(resident__household__in=homes)
        .annotate(home=F("resident__household"), born=F("resident__birth_year"))
        .annotate(village=_village_on(day, known_on, "resident__household"))
        .exclude(village=None)
        .order_by("home", "resident", "assessed_on", "pk")
    )
    for _home, surveys in groupby(rows.iterator(_CHUNK), attrgetter("home")):
        some = list(surveys)
        yield some[0].village, some  # type: ignore[attr-defined]


def _candidates(within: Area, day: date, known_on: date | None) -> Any:
    """Return households surveyed long ago, but for those that were certainly looked at since."""
    since, known = old_before(day), _known(known_on)
    surveys = Assessment.unscoped.filter(known, resident__household=OuterRef("pk"))
    every = surveys.exclude(_any_empty())
    lately = every.filter(
        resident__birth_year=None, resident__left_on=None, assessed_on__range=(since, day)
    )
    looks = Confirmation.unscoped.filter(
        known, household=OuterRef("pk"), confirmed_on__range=(since, day)
    )
    rows = Household.unscoped.inside(within.path or "-").filter(opened_on__lte=day).order_by()
    long_ago = Exists(surveys.filter(assessed_on__lt=since))
    return rows.filter(long_ago, ~Exists(lately), ~Exists(looks)).values("pk")


def _any_empty() -> Q:
    empty = Q()
    for column in COLUMNS:
        empty |= Q(**{column: None})
    return empty


def _village_on(day: date, known_on: date | None, household: str) -> Any:
    """Return the village in whose register a household was on a day; NULL while it was in none."""
    rows = Movement.unscoped.filter(household=OuterRef(household), day__lte=day)
    if known_on:
        rows = rows.filter(recorded_at__lt=end_of(known_on))
    added = rows.order_by().values("village").annotate(n=Sum("households"))
    return Subquery(added.filter(n__gt=0).values("village")[:1])


def _is_old(surveys: list[Assessment], day: date, since: date) -> bool:
    people = []
    for _person, rows in groupby(surveys, attrgetter("resident_id")):
        some = list(rows)
        person = person_result(some)
        born: int | None = some[0].born  # type: ignore[attr-defined]
        people.append(Known(person.results, person.assessed_on, born, person.whole))
    surveyed_on = household_result(people, day).surveyed_on
    return surveyed_on is not None and surveyed_on < since
