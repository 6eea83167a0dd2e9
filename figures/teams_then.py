"""Which villages had a team in force on a day, a led one, an active one: by the dated facts of teams."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q

from areas.dated import recorded_before
from areas.models import Area
from households.models.moments import end_of
from teams.models import Activity, EarlierFact, TeamVillage, Tenure, active_days, told

Kind = EarlierFact.Kind
# By the values of the columns asked for, then the village: whether a team there was led, and active.
type Served = dict[tuple[Any, ...], tuple[bool, bool]]


def villages_served(
    within: Area, day: date, known_on: date | None, columns: Sequence[str]
) -> Served:
    """Return the villages of a unit with a team in force on a day, each once, behind some columns.

    Active: one and the same team had a leader that day and a session lately. `known_on`: as the facts
    stood at the end of that day. One query; two with `known_on`.
    """
    found: Served = {}
    for *key, led, held in _rows(within, day, end_of(known_on) if known_on else None, columns):
        before = found.get(tuple(key), (False, False))
        found[tuple(key)] = (before[0] or led, before[1] or (led and held))
    return found


def _rows(
    within: Area, day: date, before: datetime | None, columns: Sequence[str]
) -> Iterator[tuple[Any, ...]]:
    """Return each village with a team that was for it on the day: the columns, village, led, held."""
    path, wanted = (
        within.path or "-",
        (*columns, "village_id", _led(day, before), _held(day, before)),
    )
    if before is None:
        yield from TeamVillage.unscoped.inside(path).on(day).order_by().values_list(*wanted)
        return
    now = TeamVillage.unscoped.inside(path).stretching(day).filter(told(before))
    earlier = EarlierFact.unscoped.filter(kind=Kind.SERVES).known(before).on(day)
    earlier = earlier.filter(village__path__within=path)
    for rows in (now, earlier):
        yield from rows.exclude(_dissolved(day, before)).order_by().values_list(*wanted)


def _dissolved(day: date, before: datetime) -> Q:
    """Say of rows of a team whether it was dissolved by a day, as was known when a moment came."""
    in_time = recorded_before(before, "team__dissolution_recorded_at")
    earlier = EarlierFact.unscoped.filter(kind=Kind.DISSOLVED, team=OuterRef("team"))
    earlier = earlier.known(before).filter(since__lte=day)
    return Q(in_time, team__dissolved_on__lte=day) | Q(Exists(earlier))


def _led(day: date, before: datetime | None) -> Any:
    now = Tenure.unscoped.on(day).leading().filter(told(before), team=OuterRef("team"))
    return _either(now, before, EarlierFact.unscoped.filter(kind=Kind.LEADS).on(day))


def _held(day: date, before: datetime | None) -> Any:
    first, last = active_days(day)
    sessions = Activity.unscoped.held() if before is None else Activity.unscoped.held_until(before)
    now = sessions.between(first, last).filter(told(before), team=OuterRef("team"))
    earlier = EarlierFact.unscoped.filter(kind=Kind.HELD, since__range=(first, last))
    return _either(now, before, earlier)


def _either(now: Any, before: datetime | None, earlier: Any) -> Any:
    """Say whether a fact of the team holds as it stands, or did before it was put right."""
    if before is None:
        return Exists(now)
    return Q(Exists(now)) | Q(Exists(earlier.known(before).filter(team=OuterRef("team"))))
