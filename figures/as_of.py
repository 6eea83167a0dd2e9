"""The figures of units on a past day, from facts that carry the day of which they speak. No HTML.

The one reading of a past day: snapshots, targets, causes and comparisons ask here. "As it was known"
leaves out what was recorded since, and brings back what was corrected or withdrawn since.

Households: what is counted today, less all that moved since (`households.models.Movement`); nothing
of the day itself is counted again. Villages, teams, declarations and complete registers by their own
dates; what is expected by `rollup.denominators`, as today.
"""

from collections import defaultdict
from datetime import date
from typing import Any

from django.db.models import Count, Q, Sum

from areas.kinds import Level
from areas.models import Area, Placement
from figures.declared import Explained, Registers, registers_on
from figures.figures import Figures, Key, sums_of, total
from figures.live import COLUMN
from figures.old_then import old_then
from figures.teams_then import villages_served
from households.counts import SUMS
from households.models import Movement
from households.moments import end_of
from households.standing import MOVED
from rollup.models import CommuneCount, VillageCount

type Sums = dict[str, int]
_VILLAGE = ("area_id",)


def as_of(
    within: Area, level: Level, day: date, known_on: date | None = None, *, old: bool = True
) -> dict[int, Figures]:
    """Return the figures of the units of a level inside `within` at the end of a day, by their key.

    In the units of today; a unit of which nothing is known is left out. `known_on`: as it was known
    at the end of that day, None is now. `old=False` leaves `old` 0 and saves a long query.
    """
    if level == Level.COUNTRY:
        return {within.pk: as_of_one(within, day, known_on, old=old)}
    found = parts_on(within, day, COLUMN[level], known_on=known_on, old=old)
    return {pk: part for (pk,), part in found.items() if pk}


def as_of_one(area: Area, day: date, known_on: date | None = None, *, old: bool = True) -> Figures:
    """Return the figures of one unit at any level, as `as_of` does."""
    column = "area_id" if area.level == Level.VILLAGE else "province_id"
    return total(parts_on(area, day, column, known_on=known_on, old=old).values())


def parts_on(
    within: Area, day: date, *group: str, known_on: date | None = None, old: bool = True
) -> dict[Key, Figures]:
    """Return the figures of the parts of a unit, by the values of the columns in `group`.

    As `live.read` does of today, in ten queries at most. By `area_id`, the key (None,) holds what
    communes declared beyond their villages ("chưa rõ thôn").
    """
    return _Reading(within, day, known_on, group).parts(old=old)


class _Reading:
    """One day of one unit, being put together."""

    def __init__(
        self, within: Area, day: date, known_on: date | None, group: tuple[str, ...]
    ) -> None:
        self.within, self.day, self.known_on, self.group = within, day, known_on, group
        self.found: dict[Key, Figures] = defaultdict(Figures)
        self.sums: dict[Key, Sums] = defaultdict(lambda: dict.fromkeys(SUMS, 0))

    def parts(self, *, old: bool) -> dict[Key, Figures]:
        """Read all."""
        self._households()
        self._teams()
        self._expected(self._villages())
        if old:
            self._old()
        for key, sums in self.sums.items():
            self.found[key].sums = sums_of(sums)
        return dict(self.found)

    def _since(self) -> Q:
        """Say which movements are to be taken off: of later days, or not yet known."""
        since = Q(day__gt=self.day)
        return since | Q(recorded_at__gte=end_of(self.known_on)) if self.known_on else since

    def _moved(self) -> Any:
        return Movement.unscoped.inside(self.within.path or "-").filter(self._since()).order_by()

    def _of_village(self, prefix: str) -> list[str]:
        """Return the columns of the group, seen from rows that point to a village."""
        return [_seen_from(prefix, column) for column in self.group]

    def _households(self) -> None:
        end, names = len(self.group), {f"sum_{name}": Sum(name) for name in MOVED}
        model = VillageCount if self.group == _VILLAGE else CommuneCount
        moved = self._moved().values_list(*self._of_village("village"))
        live = model.unscoped.below(self.within).values_list(*self.group)
        for rows, sign in ((live, 1), (moved, -1)):
            for row in rows.annotate(**names):
                sums = self.sums[tuple(row[:end])]
                for name, number in zip(MOVED, row[end:], strict=True):
                    sums[name] += sign * number

    def _villages(self) -> dict[int, tuple[Key, int]]:
        """Count the villages open on the day; return by commune its part and how many it has."""
        rows = Area.unscoped.within(self.within).villages().on(self.day).order_by()
        if self.known_on:
            unknown = Placement.unscoped.of_units_unknown(end_of(self.known_on))
            rows = rows.exclude(pk__in=unknown.values("area"))
        columns = [_seen_from("", column) for column in self.group]
        found = dict[int, tuple[Key, int]]()
        for *key, commune, n in rows.values_list(*columns, "commune_id").annotate(n=Count("pk")):
            self.found[tuple(key)].villages += n
            before = found[commune][1] if commune in found else 0
            found[commune] = (tuple(key), before + n)
        return found

    def _teams(self) -> None:
        end = len(self.group)
        served = villages_served(self.within, self.day, self.known_on, self._of_village("village"))
        for row, (led, active) in served.items():
            part = self.found[tuple(row[:end])]
            part.with_team += 1
            part.led += led
            part.active += active

    def _expected(self, villages: dict[int, tuple[Key, int]]) -> None:
        """Add what villages, and communes beyond them, are expected to have."""
        said = registers_on(self.within, self.day, self.known_on)
        for sums in self.sums.values():
            sums["expected"] = sums["households"]
        if not said.places:
            return
        registered = self._registered(said)
        explained: dict[int, Explained] = {
            pk: Explained(villages=n) for pk, (_key, n) in villages.items()
        }
        for pk, place in said.places.items():
            if place.is_village:
                self._village_expects(pk, said, registered.get(pk, 0), explained)
        for pk, number in registered.items():
            if commune := said.commune_of.get(pk):
                explained.setdefault(commune, Explained()).households += number
        self._rest(said, explained)

    def _village_expects(
        self, pk: int, said: Registers, registered: int, explained: dict[int, Explained]
    ) -> None:
        place = said.places[pk]
        beyond, sums = said.expected(pk, registered) - registered, self.sums[place.key(self.group)]
        sums["expected"] += beyond
        sums["complete"] += pk in said.complete
        commune = explained.setdefault(place.commune_id, Explained())
        commune.households += beyond
        commune.complete += pk in said.complete and place.is_open(self.day)

    def _rest(self, said: Registers, explained: dict[int, Explained]) -> None:
        for pk, place in said.places.items():
            if place.is_village or not place.stands_today:
                continue
            rest = said.rest(pk, explained.get(pk) or Explained())
            key: Key = (None,) if self.group == _VILLAGE else place.key(self.group)
            if rest.households or rest.villages:
                self.sums[key]["expected"] += rest.households
                self.sums[key]["unattributed"] += rest.households
                self.found[key].unattributed_villages += rest.villages

    def _registered(self, said: Registers) -> dict[int, int]:
        """Return the registered households on the day of each village that matters for what is expected."""
        rows = VillageCount.unscoped.below(self.within).order_by()
        found = dict[int, int]()
        for pk, commune, number in rows.values_list("pk", "commune_id", "households"):
            found[pk], said.commune_of[pk] = number, commune
        moved = self._moved().values_list("village_id").annotate(n=Sum("households"))
        for pk, number in moved:
            found[pk] = found.get(pk, 0) - number
        return found

    def _old(self) -> None:
        for row, n in old_then(
            self.within, self.day, self.known_on, self._of_village("village")
        ).items():
            self.sums[row]["old"] += n


def _seen_from(prefix: str, column: str) -> str:
    """Return a column of a unit, seen from rows that point to it; of the unit itself without a prefix."""
    if column == "area_id":
        return f"{prefix}_id" if prefix else "pk"
    return f"{prefix}__{column}" if prefix else column
