"""Taking the snapshots of finished months: those that are missing, and those that no longer hold."""

from collections.abc import Callable, Iterable
from datetime import date
from itertools import batched
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_noop

from areas.dated import last_day
from areas.kinds import Level
from areas.models import Area
from audit.actions import record
from figures.figures import Figures
from figures.models import Snapshot
from figures.snapshots import CHUNK, Parents, Then, months_to_take, row_of, units
from households.counts import rollup as households
from households.lifecycle.actions import come_of_age
from teams.counts import rollup as teams

TAKEN = gettext_noop("Chụp số liệu cuối tháng")

type Say = Callable[[str], object]


def take_snapshots(*, by: Any, today: date, say: Say = str) -> list[date]:
    """Write what every unit looked like at the end of finished months, where that is not there yet.

    As many as one run takes (`months_to_take`), each in a transaction of its own: stopped half-way, the
    next run goes on. Returns the months taken, the oldest first.
    """
    come_of_age(day=today)
    households.age(today)
    teams.age(today)
    months = months_to_take(today)
    if not months:
        return []
    for month in months:
        rows = _take(by, month)
        say(f"{month:%m/%Y}: {rows}")
    return months


@transaction.atomic
def _take(by: Any, month: date) -> int:
    """Write one month; returns how many units it has.

    The country's row bears the moment before the first read: what is recorded from then on may be missing.
    Two runs at once wait for each other there; the later one writes the month anew, with its own moment.
    """
    countries = Area.unscoped.select_for_update(no_key=True)
    day, country = last_day(month), countries.get(level=Level.COUNTRY)
    began = timezone.now()
    Snapshot.unscoped.filter(month=month).delete()
    then = Then(day, Parents())
    written = _save(month, then.villages())
    then.add_up(country)
    upper = Area.unscoped.exclude(level=Level.VILLAGE)
    written += _save(month, ((u.pk, then.above[u.pk]) for u in units(upper) if u.is_open(day)))
    Snapshot.unscoped.filter(month=month, area=country).update(taken_at=began)
    changes = {"month": [None, f"{month:%Y-%m}"], "units": [None, written]}
    record(by=by, verb=TAKEN, subject=country, place=country.path or "", changes=changes)
    return written


def _save(month: date, rows: Iterable[tuple[int, Figures]]) -> int:
    written = 0
    for some in batched(rows, CHUNK, strict=False):
        snapshots = [Snapshot(area_id=pk, month=month, **row_of(one)) for pk, one in some]
        Snapshot.unscoped.bulk_create(snapshots, batch_size=500)
        written += len(snapshots)
    return written
