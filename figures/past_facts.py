"""Facts as they stood on a past day: villages and communes, teams, households that were old."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import groupby
from operator import attrgetter
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, Subquery, Sum

from areas.dated import recorded_before
from areas.kinds import Kind, Level
from areas.models import Area, Placement
from figures.figures import Key
from households.models import Assessment, Confirmation, Household, Movement, old_before
from households.models.moments import known_until
from rollup.models import VillageCount
from skills.catalogue import COLUMNS
from skills.coverage import Known, household_result, person_result
from teams.models import Activity, EarlierFact, TeamVillage, Tenure, active_days, told

# The columns of count rows, as a row here has them.
_COLUMNS = ("area_id", "province_id", "district_id", "commune_id")
_ALL = Q()


@dataclass(slots=True)
class Village:
    """One village: its part, its commune, the households in its register, and whether it stood."""

    key: Key
    commune: int
    registered: int
    is_open: bool
    # Whether no village is known of its households: it is none itself.
    is_unassigned: bool = False


@dataclass
class Places:
    """The villages, closed ones among them, and the parts of the communes that stood."""

    villages: dict[int, Village] = field(default_factory=dict)
    communes: dict[int, Key] = field(default_factory=dict)


def places_on(
    within: Area, day: date, known_on: date | None, group: Sequence[str], some: Q = _ALL
) -> Places:
    """Return the villages and communes of a unit, with the households of today's registers; `some` keeps a few.

    Whoever reads the past day takes off what moved since. One query, two with `known_on`.
    """
    found, at = Places(), [_COLUMNS.index(column) for column in group]
    of_villages, unknown = at == [0], _unknown(known_on)
    for level, kind, pk, province, district, above, opened, closed, registered in _placed(
        within, some
    ):
        commune = above or pk
        stood = opened <= day and (closed is None or closed > day) and pk not in unknown
        columns = (pk, province, district, commune)
        key: Key = tuple([columns[n] for n in at])
        if level == Level.VILLAGE:
            none = kind == Kind.UNASSIGNED
            found.villages[pk] = Village(key, commune, registered or 0, stood and not none, none)
        elif stood:
            found.communes[pk] = (None,) if of_villages else key
    return found


def _unknown(known_on: date | None) -> set[int]:
    """Return the units that nobody had written down at the end of a day; None is now."""
    if known_on is None:
        return set()
    placements = Placement.unscoped.of_units_unknown(known_until(known_on))
    return set(placements.values_list("area_id", flat=True))


def _placed(within: Area, some: Q) -> Any:
    counted = VillageCount.unscoped.filter(pk=OuterRef("pk")).order_by()
    rows = Area.unscoped.within(within).filter(level__in=(Level.COMMUNE, Level.VILLAGE)).order_by()
    rows = rows.filter(some)
    columns = ("level", "kind", "pk", *_COLUMNS[1:], "opened_on", "closed_on")
    return rows.values_list(*columns, Subquery(counted.values("households")))


Earlier = EarlierFact.Kind
# By the values of the columns asked for, then the village: whether a team there was led, and active.
type Served = dict[tuple[Any, ...], tuple[bool, bool]]


def villages_served(
    within: Area, day: date, known_on: date | None, columns: Sequence[str], some: Q = _ALL
) -> Served:
    """Return the villages of a unit with a team in force on a day, each once, behind some columns; `some` keeps a few.

    Active: one and the same team had a leader that day and a session lately. `known_on`: as the facts
    stood at the end of that day. One query; two with `known_on`.
    """
    found: Served = {}
    moment = known_until(known_on) if known_on else None
    for *key, led, held in _rows(within, day, moment, columns, some):
        before = found.get(tuple(key), (False, False))
        found[tuple(key)] = (before[0] or led, before[1] or (led and held))
    return found


def _rows(
    within: Area, day: date, before: datetime | None, columns: Sequence[str], some: Q
) -> Iterator[tuple[Any, ...]]:
    """Return each village with a team that was for it on the day: the columns, village, led, held."""
    path, wanted = (
        within.path or "-",
        (*columns, "village_id", _led(day, before), _held(day, before)),
    )
    if before is None:
        of_now = TeamVillage.unscoped.inside(path).on(day).filter(some)
        yield from of_now.order_by().values_list(*wanted)
        return
    now = TeamVillage.unscoped.inside(path).stretching(day).filter(told(before))
    earlier = EarlierFact.unscoped.filter(kind=Earlier.SERVES).known(before).on(day)
    earlier = earlier.filter(village__path__within=path)
    for rows in (now, earlier):
        stood = rows.filter(some).exclude(_dissolved(day, before))
        yield from stood.order_by().values_list(*wanted)


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


def old_then(
    within: Area, day: date, known_on: date | None, columns: Sequence[str]
) -> dict[tuple[Any, ...], int]:
    """Count the households whose standing was old at the end of a day, by columns of their village.

    Two queries, the surveys of such households one after another.
    """
    since, found = old_before(day), defaultdict[tuple[Any, ...], int](int)
    inside = Area.unscoped.within(within).holding_households().order_by()
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
    end = known_until(known_on)
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
        yield some[0].village, some  # type: ignore[attr-defined]  # annotated above


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
