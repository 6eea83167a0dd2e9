"""The count rows of a unit, read for sums: one query for households, one for villages and teams.

Up to a province the rows themselves are fetched and added up in Python: a hundred rows cost less
than composing their sums as SQL does. Ten thousand do not, so the nation is added up by the database.
Every query is composed once for a level and its grouping.
"""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any

from django.db.models import (
    Case,
    Count,
    DateField,
    DateTimeField,
    F,
    Max,
    Min,
    Q,
    Sum,
    Value,
    When,
)
from django.utils import timezone

from areas.composed import Answer, Composed, Day, Rows, Slot
from areas.counts import CommuneVillageCount
from areas.kinds import Level
from areas.models import Area
from households.counts import SUMS
from households.models import CommuneCount, VillageCount
from teams.models import CommuneTeamCount, VillageTeamCount, active_since, still_holds

# A commune that saved nothing for so many days counts as not up to date.
FRESH_DAYS = 30

type Key = tuple[int | None, ...]
type HouseholdRow = tuple[Key, tuple[int, ...], datetime | None, datetime | None, int, int]
type TeamRow = tuple[Key, int, int, int, int]

_COLUMN = {
    Level.PROVINCE: "province_id",
    Level.DISTRICT: "district_id",
    Level.COMMUNE: "commune_id",
    Level.VILLAGE: "area_id",
}
_UNIT, _FRESH = Slot("unit"), Slot("fresh", DateTimeField())
_DAY, _SINCE = Day("day", DateField()), Day("since", DateField())


def _rows(model: Any, level: Level) -> Any:
    """Return the count rows inside a unit, by the ancestor column that answers from an index."""
    rows = model.unscoped.order_by()
    return rows if level == Level.COUNTRY else rows.filter(**{_COLUMN[level]: _UNIT})


def household_rows(within: Area, group: tuple[str, ...]) -> Iterator[HouseholdRow]:
    """Ask for key, sums, last and first save, communes with households, and those saved lately."""
    since = timezone.now() - timedelta(days=FRESH_DAYS)
    asked = _household_query(Level(within.level), group).ask(unit=within.pk, fresh=since)
    return _households(asked, len(group), since, is_added_up=within.level == Level.COUNTRY)


def _households(
    asked: Answer[Rows], at: int, since: datetime, *, is_added_up: bool
) -> Iterator[HouseholdRow]:
    rows, end = asked(), at + len(SUMS)
    if is_added_up:
        for row in rows:
            yield row[:at], row[at:end], *row[end:]
        return
    for row in rows:
        saved, some = row[end], int(row[at] > 0)
        fresh = int(some and saved is not None and saved >= since)
        yield row[:at], row[at:end], saved, saved if some else None, some, fresh


@cache
def _household_query(level: Level, group: tuple[str, ...]) -> Composed:
    def compose() -> Any:
        rows = _rows(VillageCount if group == ("area_id",) else CommuneCount, level)
        if level == Level.COUNTRY:
            return _added_up(rows, group)
        return rows.values_list(*group, *SUMS, "saved_at")

    return Composed(compose, planned=level != Level.COUNTRY)


def _added_up(rows: Any, group: tuple[str, ...]) -> Any:
    some = Q(households__gt=0)
    return rows.values_list(*group).annotate(
        **{f"sum_{name}": Sum(name) for name in SUMS},
        last=Max("saved_at"),
        first=Min("saved_at", filter=some),
        n_communes=Count("pk", filter=some),
        n_fresh=Count("pk", filter=some & Q(saved_at__gte=_FRESH)),
    )


def team_rows(within: Area, group: tuple[str, ...], day: date) -> Iterator[TeamRow]:
    """Ask for key, villages, those with a team, with a leader too, and with an active one."""
    since = active_since(day)
    asked = _team_query(Level(within.level), group).ask(unit=within.pk, day=day, since=since)
    if group == ("area_id",):
        return _of_villages(asked, since, day)
    return _of_units(asked, len(group))


def _of_units(asked: Answer[Rows], end: int) -> Iterator[TeamRow]:
    yield from [(row[:end], *row[end:]) for row in asked()]


def _of_villages(asked: Answer[Rows], since: date, day: date) -> Iterator[TeamRow]:
    for key, teams, staffed, last in asked():
        active = staffed > 0 and last is not None and since <= last <= day
        yield (key,), 0, int(teams > 0), int(staffed > 0), int(active)


@cache
def _team_query(level: Level, group: tuple[str, ...]) -> Composed:
    def compose() -> Any:
        if group == ("area_id",):
            rows = _rows(VillageTeamCount, level)
            return rows.values_list("area_id", "teams", "staffed", "last_active_on")
        return _parts(level, group)

    return Composed(compose, planned=level != Level.COUNTRY)


def _parts(level: Level, group: tuple[str, ...]) -> Any:
    """Compose the union of what is counted of villages, of teams, and of those that ceased to be active."""
    none = Value(0)
    of_villages = {"n": F("villages"), "t": none, "s": none, "a": none}
    lasting = Case(When(still_holds(_SINCE), then=F("active")), default=none)
    of_teams = {"n": none, "t": F("with_team"), "s": F("staffed"), "a": lasting}
    villages = _columns(_rows(CommuneVillageCount, level), level, group, of_villages)
    teams = _columns(_rows(CommuneTeamCount, level), level, group, of_teams)
    # Where a team has ceased to be active since its commune was counted, the villages are asked.
    faded = _rows(CommuneTeamCount, level).faded(_SINCE).values("pk")
    rows = _rows(VillageTeamCount, level).active(_DAY, _SINCE).filter(commune__in=faded)
    fading = rows.values_list(*group).annotate(n=none, t=none, s=none, a=Count("pk"))
    return teams.union(villages, fading, all=True)


def _columns(rows: Any, level: Level, group: tuple[str, ...], columns: dict[str, Any]) -> Any:
    """Choose columns of count rows, added up for the nation, as a part of a union."""
    if level == Level.COUNTRY:
        return rows.values_list(*group).annotate(**{k: Sum(v) for k, v in columns.items()})
    return rows.annotate(**columns).values_list(*group, *columns)
