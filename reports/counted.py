"""The count rows of a unit, read for sums: one query, and one more where a team has ceased to be active.

Up to a province the rows themselves are fetched and added up in Python: a hundred rows cost less
than composing their sums as SQL does. Ten thousand do not, so the nation is added up by the database.
"""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from django.db.models import Count, Max, Min, Q, Sum
from django.utils import timezone

from areas.kinds import Level
from areas.models import Area
from households.counts import SUMS
from rollup.models import CommuneCount, VillageCount, still_holds
from teams.models import active_since
from teams.standing import is_active

# A commune that saved nothing for so many days counts as not up to date.
FRESH_DAYS = 30

type Key = tuple[int | None, ...]
_OF_VILLAGES = ("villages", "with_team", "led")


class Part(NamedTuple):
    """What is counted of one unit, or of one commune of it."""

    villages: int
    with_team: int
    led: int
    active: int
    # In the order of SUMS.
    sums: tuple[int, ...]
    saved_at: datetime | None = None
    # Communes with households, those of them saved lately, and when the last of them was saved.
    communes: int = 0
    fresh: int = 0
    oldest_at: datetime | None = None


def parts_of(within: Area, day: date, group: tuple[str, ...]) -> Iterator[tuple[Key, Part]]:
    """Read what is counted inside a unit by the columns of `group`; a key may come more than once.

    `area_id` groups by village, and leaves the number of villages to the caller, who knows which are open.
    """
    fresh = timezone.now() - timedelta(days=FRESH_DAYS)
    if group == ("area_id",):
        yield from _villages(within, day, fresh)
        return
    rows, since = CommuneCount.unscoped.below(within), active_since(day)
    if within.level == Level.COUNTRY:
        yield from _added_up(rows, group, since, fresh)
    else:
        yield from _communes(rows, group, since, fresh)
    yield from _fading(within, group, since, day)


def _villages(within: Area, day: date, fresh: datetime) -> Iterator[tuple[Key, Part]]:
    rows = VillageCount.unscoped.below(within)
    columns = ("area_id", "teams", "led", "last_active_on", "saved_at", *SUMS)
    for pk, teams, led, last, saved_at, *sums in rows.values_list(*columns):
        active = int(is_active(led, last, day))
        yield (pk,), Part(0, int(teams > 0), int(led > 0), active, *_saved(sums, saved_at, fresh))


def _communes(
    rows: Any, group: tuple[str, ...], since: date, fresh: datetime
) -> Iterator[tuple[Key, Part]]:
    end = len(group)
    columns = ("saved_at", *_OF_VILLAGES, "active", "oldest_active_on", *SUMS)
    for row in rows.values_list(*group, *columns):
        saved_at, villages, with_team, led, active, oldest, *sums = row[end:]
        holds = oldest is None or oldest >= since
        yield (
            row[:end],
            Part(villages, with_team, led, active if holds else 0, *_saved(sums, saved_at, fresh)),
        )


def _saved(sums: Iterable[int], saved_at: datetime | None, fresh: datetime) -> tuple[Any, ...]:
    """Say of the sums of one row when it was saved, and whether it is a commune with households."""
    sums = tuple(sums)
    some = int(sums[0] > 0)
    return (
        sums,
        saved_at,
        some,
        int(some and saved_at is not None and saved_at >= fresh),
        (saved_at if some else None),
    )


def _added_up(
    rows: Any, group: tuple[str, ...], since: date, fresh: datetime
) -> Iterator[tuple[Key, Part]]:
    some, end = Q(households__gt=0), len(group)
    added = rows.values_list(*group).annotate(
        **{f"sum_{name}": Sum(name) for name in _OF_VILLAGES},
        sum_active=Sum("active", filter=still_holds(since), default=0),
        last=Max("saved_at"),
        n_communes=Count("pk", filter=some),
        n_fresh=Count("pk", filter=some & Q(saved_at__gte=fresh)),
        first=Min("saved_at", filter=some),
        **{f"sum_{name}": Sum(name) for name in SUMS},
    )
    for row in added:
        villages, with_team, led, active, *times = row[end : end + 8]
        sums = tuple(row[end + 8 :])
        yield row[:end], Part(villages, with_team, led, active, sums, *times)


def _fading(
    within: Area, group: tuple[str, ...], since: date, day: date
) -> Iterator[tuple[Key, Part]]:
    """Ask the villages of communes of which a team has ceased to be active since they were counted."""
    faded = CommuneCount.unscoped.below(within).faded(since)
    rows = VillageCount.unscoped.below(within).active(since, day)
    rows = rows.filter(commune__in=faded.values("pk")).values_list(*group).annotate(n=Count("pk"))
    for row in rows:
        yield row[:-1], Part(0, 0, 0, row[-1], (0,) * len(SUMS))
