"""The figures of every unit on a past day, as the tree stood that day.

The figures are those of `figures.as_of`, village by village; here they are added up along the units
that stood above each village on the day, and each commune adds what it declared beyond its villages.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import batched
from typing import Any

from django.db.models import F, Min, QuerySet

from areas.dated import last_day, month_of
from areas.kinds import Level
from areas.models import Area, Placement
from figures.as_of import parts_on
from figures.declared import Explained, Registers, registers_on
from figures.figures import Figures, sums_of
from figures.models import Snapshot
from figures.months import OWN, TOLD, finished
from households.counts import changed as households
from households.counts.rollup import SUMS
from households.models import Movement
from households.models.moments import end_of
from teams.counts import changed as teams

# So many months are taken in one run, and so many kept: a day typed a century off makes no thousand.
RUN, MOST = 24, 120
CHUNK = 2000
# What a snapshot keeps.
COLUMNS = (*OWN, *TOLD, *SUMS)
# What is recorded bears the moment at which its save began; no save takes so long.
LONGEST_SAVE = timedelta(minutes=10)


def months_to_take(today: date) -> list[date]:
    """Return the finished months that one run takes: without a snapshot, or with one that no longer holds.

    From the first movement on. A snapshot is a copy of what `figures.as_of` says: once anything was
    recorded since that speaks of its days, it is made anew. What is missing comes first, the latest
    month of it, then what is out of date, the oldest copy of it.
    """
    first = Movement.unscoped.aggregate(first=Min("day"))["first"]
    if first is None:
        return []
    taken = _taken()
    changed = _first_days_changed(set(taken.values()))
    months = [month for month in reversed(finished(today, MOST)) if month >= month_of(first)]
    missing = [month for month in months if month not in taken]
    old = [m for m in months if m in taken and _is_old(m, taken[m], changed[taken[m]])]
    old.sort(key=lambda month: taken[month])
    return sorted([*missing, *old][:RUN])


def _is_old(month: date, known: datetime, changed: date) -> bool:
    """Say whether a copy no longer holds, or was begun while saves of its last day could be under way.

    These write what is of that day, and nothing says of it that it came late.
    """
    over = end_of(last_day(month))
    return changed <= last_day(month) or over - LONGEST_SAVE <= known < over


def _taken() -> Mapping[date, datetime]:
    """Return, by month, the moment up to which its snapshot knows what was recorded.

    One with households and no people was taken before these were counted: it is as good as missing.
    """
    rows = Snapshot.unscoped.filter(area__level=Level.COUNTRY)
    rows = rows.exclude(households__gt=0, people=0)
    return {month: at - LONGEST_SAVE for month, at in rows.values_list("month", "taken_at")}


def _first_days_changed(moments: Collection[datetime]) -> Mapping[datetime, date]:
    """Return, by moment, the first day of which anything was recorded, corrected or taken back since."""
    looks = households.first_days_looked_at(moments)
    found = dict[datetime, date]()
    for moment in moments:
        others = [app.first_day_changed(moment) for app in (Placement.unscoped, households, teams)]
        found[moment] = min((day for day in (looks[moment], *others) if day), default=date.max)
    return found


@dataclass
class Unit:
    """A unit with the days between which it stands."""

    pk: int
    opened_on: date
    closed_on: date | None

    def is_open(self, day: date) -> bool:
        """Say whether it exists on this day."""
        return self.opened_on <= day and (self.closed_on is None or self.closed_on > day)


class Parents:
    """Who stood under whom on any day: two numbers for each placement of each unit."""

    def __init__(self) -> None:
        self._now = dict(Area.unscoped.order_by().values_list("pk", "parent_id"))
        self._dated: dict[int, list[tuple[date, int | None]]] = defaultdict(list)
        # One of no day was taken back.
        stood = Placement.unscoped.exclude(valid_to=F("valid_from"))
        rows = stood.order_by("area_id", "valid_from")
        for pk, since, parent in rows.values_list("area_id", "valid_from", "parent_id").iterator():
            self._dated[pk].append((since, parent))

    def on(self, pk: int, day: date) -> int | None:
        """Return the unit above on a day; before all records, the first one known.

        None of a unit that was written down since: months are made anew for it (`areas.changed`).
        """
        dated = self._dated.get(pk)
        if not dated:
            return self._now.get(pk)
        return next((parent for since, parent in reversed(dated) if since <= day), dated[0][1])

    def all_above(self, pk: int, day: date) -> Iterator[int]:
        """Return the units above on a day, the nearest first."""
        above = self.on(pk, day)
        while above is not None:
            yield above
            above = self.on(above, day)


@dataclass
class Then:
    """One past day of the whole country; in memory no more than one province's villages at a time."""

    day: date
    parents: Parents
    # Of the units above villages; complete once all villages have been read.
    above: dict[int, Figures] = field(default_factory=lambda: defaultdict(Figures))
    _explained: dict[int, Explained] = field(default_factory=lambda: defaultdict(Explained))

    def villages(self) -> Iterator[tuple[int, Figures]]:
        """Return every village open on the day with its figures, and add all to what stood above."""
        for province in Area.unscoped.filter(level=Level.PROVINCE).order_by("pk"):
            found = parts_on(province, self.day, "area_id")
            keys = [key[0] for key in found if key[0]]
            for some in batched(keys, CHUNK, strict=False):
                for unit in units(Area.unscoped.filter(pk__in=some)):
                    is_open = unit.is_open(self.day)
                    self._add(unit.pk, found[unit.pk,], is_open=is_open)
                    if is_open:
                        yield unit.pk, found[unit.pk,]

    def _add(self, village: int, figures: Figures, *, is_open: bool) -> None:
        commune = self.parents.on(village, self.day)
        if commune is None:
            return
        self.above[commune].add(figures)
        explained = self._explained[commune]
        explained.households += figures.expected
        explained.registered += figures.households
        explained.villages += figures.villages
        explained.complete += figures.complete if is_open else 0
        explained.undeclared += figures.undeclared_villages

    def add_up(self, country: Area) -> None:
        """Add what communes declared beyond their villages, and the communes to the units above them."""
        said = registers_on(_of_communes, self.day)
        for unit in units(Area.unscoped.communes()):
            if unit.is_open(self.day):
                self.above[unit.pk].add(self._beyond(unit.pk, said))
        for pk, figures in list(self.above.items()):
            for above in self.parents.all_above(pk, self.day):
                self.above[above].add(figures)

    def _beyond(self, commune: int, said: Registers) -> Figures:
        """Return what a commune adds to its villages, and how far it had come."""
        explained = self._explained[commune]
        homes, villages = said.rest(commune, explained)
        return Figures(
            sums=sums_of({"expected": homes, "unattributed": homes}),
            unattributed_villages=villages,
            waiting=int(commune in said.waiting),
            waiting_lists=int(commune in said.waiting),
            idle_communes=int(not said.has_begun(commune, explained)),
            communes=int(explained.registered > 0),
            undeclared_villages=said.undeclared(commune, explained) - explained.undeclared,
            undeclared_lists=int(said.has_open_list(commune, explained)),
        )


def _of_communes(rows: Any, column: str) -> Any:
    return rows.filter(**{f"{column}__level": Level.COMMUNE})


def row_of(figures: Figures) -> dict[str, int]:
    """Return what a snapshot keeps of figures."""
    return {name: getattr(figures, name) for name in COLUMNS}


def units(areas: QuerySet[Area]) -> Iterator[Unit]:
    """Return the units of a queryset, without bringing all of them into memory."""
    rows = areas.order_by("pk").values_list("pk", "opened_on", "closed_on")
    return (Unit(*row) for row in rows.iterator(CHUNK))
