"""Facts as they stood on a past day: teams, households that were old."""

from collections.abc import Callable, Iterator
from datetime import date, datetime
from itertools import groupby
from operator import attrgetter
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, Subquery, Sum

from areas.dated import recorded_before
from households.models import (
    Assessment,
    Confirmation,
    Household,
    Movement,
    Transfer,
    old_before,
)
from households.models.moments import known_until
from skills.catalogue import COLUMNS
from skills.coverage import Known, household_result, person_result
from teams.models import Activity, EarlierFact, TeamVillage, Tenure, active_days, told

Earlier = EarlierFact.Kind
# By village: whether a team there was led, and active.
type Served = dict[int, tuple[bool, bool]]
# Keeps the rows that are of a unit, by the column that points to their village.
type Inside = Callable[[Any, str], Any]


def villages_served(inside: Inside, day: date, known_on: date | None) -> Served:
    """Return the villages with a team in force on a day.

    Active: one and the same team had a leader that day and a session lately. `known_on`: as the facts
    stood at the end of that day. One query; two with `known_on`.
    """
    found: Served = {}
    for pk, led, held in _rows(inside, day, known_until(known_on) if known_on else None):
        before = found.get(pk, (False, False))
        found[pk] = (before[0] or led, before[1] or (led and held))
    return found


def _rows(inside: Inside, day: date, before: datetime | None) -> Iterator[tuple[int, bool, bool]]:
    """Return each village with a team that was for it on the day, and whether that was led, and held something."""
    wanted = ("village_id", _led(day, before), _held(day, before))
    if before is None:
        rows = TeamVillage.unscoped.on(day).order_by()
        yield from inside(rows, "village").values_list(*wanted)
        return
    now: Any = TeamVillage.unscoped.stretching(day).filter(told(before))
    earlier: Any = EarlierFact.unscoped.filter(kind=Earlier.SERVES).known(before).on(day)
    for facts in (now, earlier):
        known = inside(facts, "village").exclude(_dissolved(day, before)).order_by()
        yield from known.values_list(*wanted)


def _dissolved(day: date, before: datetime) -> Q:
    """Say of rows of a team whether it was dissolved by a day, as was known when a moment came."""
    in_time = recorded_before(before, "team__dissolution_recorded_at")
    earlier = EarlierFact.unscoped.filter(kind=Earlier.DISSOLVED, team=OuterRef("team"))
    earlier = earlier.known(before).filter(since__lte=day)
    return Q(in_time, team__dissolved_on__lte=day) | Q(Exists(earlier))


def _led(day: date, before: datetime | None) -> Any:
    now = Tenure.unscoped.on(day).leading().filter(told(before), team=OuterRef("team"))
    return _either(now, before, EarlierFact.unscoped.filter(kind=Earlier.LEADS).on(day))


def _held(day: date, before: datetime | None) -> Any:
    first, last = active_days(day)
    sessions = Activity.unscoped.held() if before is None else Activity.unscoped.held_until(before)
    now = sessions.between(first, last).filter(told(before), team=OuterRef("team"))
    earlier = EarlierFact.unscoped.filter(kind=Earlier.HELD, since__range=(first, last))
    return _either(now, before, earlier)


def _either(now: Any, before: datetime | None, earlier: Any) -> Any:
    """Say whether a fact of the team holds as it stands, or did before it was put right."""
    if before is None:
        return Exists(now)
    return Q(Exists(now)) | Q(Exists(earlier.known(before).filter(team=OuterRef("team"))))


_CHUNK = 2000


def old_then(inside: Inside, day: date, known_on: date | None) -> Iterator[tuple[int, int]]:
    """Return the village and the key of each household whose standing was old at the end of a day.

    One query, the surveys of such households one after another.
    """
    since = old_before(day)
    for village, home, surveys in _surveyed(inside, day, known_on):
        if _is_old(surveys, day, since):
            yield village, home


def _known(known_on: date | None) -> Q:
    if known_on is None:
        return Q(withdrawn_at=None)
    end = known_until(known_on)
    return Q(recorded_at__lt=end) & (Q(withdrawn_at=None) | Q(withdrawn_at__gte=end))


def _surveyed(
    inside: Inside, day: date, known_on: date | None
) -> Iterator[tuple[int, int, list[Assessment]]]:
    """Return village, key and surveys of each household that may be old, household by household."""
    homes = _candidates(inside, day, known_on)
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
    for home, surveys in groupby(rows.iterator(_CHUNK), attrgetter("home")):
        some = list(surveys)
        yield some[0].village, home, some  # type: ignore[attr-defined]  # annotated above


def _candidates(inside: Inside, day: date, known_on: date | None) -> Any:
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
    long_ago = Exists(surveys.filter(assessed_on__lt=since))
    there = Household.unscoped.filter(long_ago, ~Exists(lately), ~Exists(looks)).order_by()
    there = there.filter(opened_on__lte=day)
    here = inside(there, "village").values("pk")
    # Those that came from or went to another commune since; where each stood on the day is asked of it.
    sides = [inside(Transfer.unscoped.order_by(), one) for one in ("from_village", "to_commune")]
    gone = [there.filter(pk__in=side.values("household")).values("pk") for side in sides]
    return here.union(*gone)


def _any_empty() -> Q:
    empty = Q()
    for column in COLUMNS:
        empty |= Q(**{column: None})
    return empty


def _village_on(day: date, known_on: date | None, household: str) -> Any:
    """Return the village in whose register a household was on a day; NULL while it was in none."""
    rows = Movement.unscoped.filter(household=OuterRef(household), day__lte=day)
    if known_on:
        rows = rows.filter(recorded_at__lt=known_until(known_on))
    added = rows.order_by().values("village").annotate(n=Sum("households"))
    return Subquery(added.filter(n__gt=0).values("village")[:1])


def _is_old(surveys: list[Assessment], day: date, since: date) -> bool:
    people = []
    for _person, rows in groupby(surveys, attrgetter("resident_id")):
        some = list(rows)
        person = person_result(some)
        born: int | None = some[0].born  # type: ignore[attr-defined]  # annotated above
        people.append(Known(person.results, person.assessed_on, born, person.whole))
    surveyed_on = household_result(people, day).surveyed_on
    return surveyed_on is not None and surveyed_on < since
