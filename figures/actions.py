"""Taking the snapshots of finished months: once each, and those that were missed."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from itertools import batched
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_noop

from areas.kinds import Level
from areas.models import Area
from audit.actions import record
from figures.models import Snapshot
from figures.months import last_day
from figures.snapshots import CHUNK, COLUMNS, Parents, Row, Villages, months_to_take, units
from households import counts as households
from households.actions import come_of_age
from teams import counts as teams

TAKEN = gettext_noop("Chụp số liệu cuối tháng")

type Say = Callable[[str], object]


def take_snapshots(*, by: Any, today: date, say: Say = str) -> list[date]:
    """Write what every unit looked like at the end of each finished month not yet there.

    Each month in a transaction of its own: stopped half-way, the next run goes on. Returns the
    months taken, the oldest first.
    """
    come_of_age(day=today)
    households.age(today)
    teams.age(today)
    months = months_to_take(today)
    if not months:
        return []
    villages, parents = Villages(), Parents()
    for month in months:
        rows = _take(by, month, villages, parents)
        say(f"{month:%m/%Y}: {rows}")
    return months


@transaction.atomic
def _take(by: Any, month: date, villages: Villages, parents: Parents) -> int:
    """Write one month; returns how many units it has."""
    day = last_day(month)
    sums: dict[int, Row] = defaultdict(lambda: dict.fromkeys(COLUMNS, 0))
    written = _save(month, _of_villages(day, villages, parents, sums))
    _add_up(sums, parents, day)
    upper = Area.unscoped.exclude(level=Level.VILLAGE)
    written += _save(month, ((u.pk, sums[u.pk]) for u in units(upper) if u.is_open(day)))
    country = Area.unscoped.get(level=Level.COUNTRY)
    changes = {"month": [None, f"{month:%Y-%m}"], "units": [None, written]}
    record(by=by, verb=TAKEN, subject=country, place=country.path or "", changes=changes)
    return written


def _of_villages(
    day: date, villages: Villages, parents: Parents, communes: dict[int, Row]
) -> Iterator[tuple[int, Row]]:
    """Return the rows of the villages open on a day, and add every row to its commune's."""
    for unit, row in villages.on(day):
        commune = parents.on(unit.pk, day)
        if commune is not None and any(row.values()):
            _add(communes[commune], row)
        if unit.is_open(day):
            yield unit.pk, row


def _add_up(sums: dict[int, Row], parents: Parents, day: date) -> None:
    """Add the communes to what stood above them on a day."""
    for pk, row in list(sums.items()):
        for above in parents.all_above(pk, day):
            _add(sums[above], row)


def _add(whole: Row, part: Row) -> None:
    for name in COLUMNS:
        whole[name] += part[name]


def _save(month: date, rows: Iterable[tuple[int, Row]]) -> int:
    written = 0
    for some in batched(rows, CHUNK, strict=False):
        snapshots = [Snapshot(area_id=pk, month=month, **row) for pk, row in some]
        # Somebody else's run may have been quicker; its row says the same.
        Snapshot.unscoped.bulk_create(snapshots, batch_size=500, ignore_conflicts=True)
        written += len(snapshots)
    return written
