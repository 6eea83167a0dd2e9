"""The figures of units on a past day, from facts that carry the day of which they speak. No HTML.

The one reading of a past day: snapshots, targets, causes and comparisons ask here. "As it was known"
leaves out what was recorded since, and brings back what was corrected or withdrawn since.

Households: what is counted today, less all that moved since (`households.models.Movement`); nothing
of the day itself is counted again. Villages, teams, declarations and complete registers by their own
dates; what is expected by `rollup.denominators`, as today.
"""

from collections import defaultdict
from collections.abc import Collection
from datetime import date
from typing import Any

from django.db.models import Q, Sum

from areas.models import Area, Placement
from figures.declared import Explained, Registers, registers_on
from figures.figures import Figures, Key, sums_of, total
from figures.past_facts import old_then, villages_served
from figures.places import Asked, Places, Village, places_on
from figures.standing import Reading
from households.counts.contribution import MOVED
from households.counts.rollup import SUMS
from households.models import Movement
from households.models.moments import known_until
from rollup.models import CommuneCount, CountRow, VillageCount

type Sums = dict[str, int]
_VILLAGE = ("area_id",)
_HOUSEHOLDS = MOVED.index("households")
THEN = Reading.THEN


def as_of_one(
    area: Area,
    day: date,
    known_on: date | None = None,
    *,
    old: bool = True,
    reading: Reading = THEN,
) -> Figures:
    """Return the figures of one unit at any level at the end of a day.

    `known_on`: as it was known at the end of that day, or at that moment; None is now. `old=False` leaves `old` 0 and saves a long
    query. A village is read beside the others of its commune: what these do not explain of its declaration may be of it.
    """
    if area.commune:
        commune = _commune_on(area, day) if reading is THEN else area.commune
        parts = parts_on(commune, day, "area_id", known_on=known_on, old=old, reading=reading)
        return parts.get((area.pk,)) or Figures().of_past()
    parts = parts_on(area, day, "province_id", known_on=known_on, old=old, reading=reading)
    return total(parts.values())


def _commune_on(village: Area, day: date) -> Area:
    """Return the commune in which a village stood on a day."""
    rows = Placement.unscoped.filter(area=village, valid_from__lte=day, valid_to__gt=day)
    stood = rows.select_related("parent").first()
    return (stood and stood.parent) or village.commune  # type: ignore[return-value]  # a village has one


def parts_on(
    within: Area,
    day: date,
    *group: str,
    known_on: date | None = None,
    old: bool = True,
    reading: Reading = THEN,
    among: Collection[int] | None = None,
) -> dict[Key, Figures]:
    """Return the figures of the parts of a unit, by the values of the columns in `group`.

    THEN: the units that stood, each where it stood; NOW: the units of today, with what went into them. What went into several
    and of which nobody knows how much is under the old unit; the sum of all units is the same. As `live.read` does of
    today, in nine queries, some more where units changed. By `area_id`, the key (None,) holds what communes declared
    beyond their villages ("chưa rõ thôn") and how far they had come. `among`: of these communes, or provinces, alone, as
    the one column in `group` says.
    """
    return _Reading(Asked(within, day, group, reading, among), known_on).parts(old=old)


class _Added(Sum):
    """A sum of whole numbers: both databases give it as one, so none of the thousands is converted again."""

    def get_db_converters(self, connection: Any) -> list[Any]:
        """Convert nothing."""
        return []


_NAMES = {f"sum_{name}": _Added(name) for name in MOVED}


class _Reading:
    """One day of one unit, being put together."""

    def __init__(self, asked: Asked, known_on: date | None) -> None:
        self.asked, self.day, self.known_on, self.group = asked, asked.day, known_on, asked.group
        self.found: dict[Key, Figures] = defaultdict(Figures)
        self.sums: dict[Key, Sums] = defaultdict(lambda: dict.fromkeys(SUMS, 0))
        self.places: Places = places_on(asked, known_on)
        self.explained: dict[int, Explained] = defaultdict(Explained)

    def parts(self, *, old: bool) -> dict[Key, Figures]:
        """Read all."""
        self._live()
        self._moved()
        self._teams()
        said = registers_on(self._inside, self.day, self.known_on)
        self._villages(said)
        self._expected(said)
        self._communes(said)
        if old:
            self._old()
        for key, sums in self.sums.items():
            self.found[key].sums = sums_of(sums)
        return {key: part.of_past() for key, part in self.found.items()}

    def _inside(self, rows: Any, column: str) -> Any:
        return self.places.inside(rows, column)

    def _add(self, key: Key | None, numbers: Any, sign: int = 1) -> None:
        """Add numbers to a part; to none where they are of no part of the unit."""
        if key is not None:
            sums = self.sums[key]
            for name, number in zip(MOVED, numbers, strict=True):
                sums[name] += sign * number

    def _live(self) -> None:
        """Read what is counted today: by commune, but for villages that are counted elsewhere; by village all."""
        end, villages = len(self.group), self.places.villages.values()
        model: type[CountRow] = CommuneCount
        if self.group == _VILLAGE:
            elsewhere, model = [one for one in villages if one.counted is None], VillageCount
        else:
            elsewhere = [one for one in villages if one.counted != one.key]
        rows: Any = self.asked.counted(model)
        for row in rows.values_list(*self.group).annotate(**_NAMES):
            self._add(self._part(row[:end]), row[end:])
        if not elsewhere:
            return
        few = VillageCount.unscoped.filter(pk__in=[one.pk for one in elsewhere]).order_by()
        for pk, *numbers in few.values_list("pk", *MOVED):
            one = self.places.villages[pk]
            self._add(one.key, numbers)
            if self.group != _VILLAGE:
                self._add(one.counted, numbers, -1)

    def _part(self, key: Key) -> Key | None:
        """Return the part of a row that is counted today."""
        if self.group != _VILLAGE:
            return key
        one = self.places.villages.get(key[0] or 0)
        return one.key if one else None

    def _moved(self) -> None:
        """Take off what moved since: from the sums of each part, and from each village's register."""
        since = Q(day__gt=self.day)
        if self.known_on:
            since |= Q(recorded_at__gte=known_until(self.known_on))
        rows = self._inside(Movement.unscoped.filter(since).order_by(), "village")
        for pk, *numbers in rows.values_list("village_id").annotate(**_NAMES):
            village = self.places.villages.get(pk)
            if village is None:
                continue
            village.registered -= numbers[_HOUSEHOLDS]
            if pk not in self.places.parted:
                self._add(village.key, numbers, -1)
        if parted := self.places.parted:
            some = Movement.unscoped.filter(since, village__in=parted).order_by()
            for pk, home, *numbers in some.values_list("village_id", "household_id").annotate(
                **_NAMES
            ):
                self._add(self.places.key_of(pk, home), numbers, -1)

    def _villages(self, said: Registers) -> None:
        """Count the villages that stood, and those of them that had begun."""
        undeclared = set[int]()
        for pk, village in self.places.villages.items():
            here = self.explained[village.commune]
            here.households += village.registered
            here.registered += village.registered
            here.villages += village.is_open
            if not village.is_unassigned and said.is_undeclared(pk, village.registered):
                undeclared.add(pk)
        for unit, members in self.places.units.items():
            key = self.places.keys[unit]
            told = [one.commune in said.households for one in members if one.pk in undeclared]
            self._undeclared(key, members[0], told)
            if self._is_village(unit) and any(one.is_open for one in members):
                part = self.found[key]
                part.villages += 1
                part.begun_villages += any(
                    one.is_open and (one.registered > 0 or one.pk in said.complete)
                    for one in members
                )

    def _is_village(self, unit: int) -> bool:
        one = self.places.villages.get(unit)
        return one is None or not one.is_unassigned

    def _undeclared(self, key: Key, village: Village, told: list[bool]) -> None:
        """Count a village of which nobody declared how many households it has; what its commune declared, not."""
        if not told:
            return
        self.found[key].undeclared_villages += 1
        # What villages did not declare, their commune may have.
        if all(told) and village.commune in self.places.communes:
            rest: Key = (None,) if self.group == _VILLAGE else key
            self.found[rest].undeclared_villages -= 1

    def _teams(self) -> None:
        served = villages_served(self._inside, self.day, self.known_on)
        for unit, members in self.places.units.items():
            teams = [served[one.pk] for one in members if one.pk in served]
            if teams and self._is_village(unit):
                part = self.found[self.places.keys[unit]]
                part.with_team += 1
                part.led += any(led for led, _active in teams)
                part.active += any(active for _led, active in teams)

    def _expected(self, said: Registers) -> None:
        """Add what villages, and communes beyond them, are expected to have."""
        for sums in self.sums.values():
            sums["expected"] = sums["households"]
        for pk, place in said.places.items():
            if place.is_village and pk in self.places.villages:
                self._village_expects(pk, said)
        for unit, members in self.places.units.items():
            self._complete(self.places.keys[unit], members, said)
        for pk in self.places.communes:
            if pk in said.places:
                self._rest(pk, said)

    def _village_expects(self, pk: int, said: Registers) -> None:
        place, village = said.places[pk], self.places.villages[pk]
        beyond = said.expected(pk, village.registered) - village.registered
        if village.key is not None:
            self.sums[village.key]["expected"] += beyond
        commune = self.explained[village.commune]
        commune.households += beyond
        commune.complete += pk in said.complete and place.is_open(self.day)

    def _complete(self, key: Key, members: list[Village], said: Registers) -> None:
        """Say whether a register is complete: all that stood of it were, and whether one of them waits."""
        stood = [one.pk for one in members if one.is_open] or [one.pk for one in members]
        if said.complete.issuperset(stood):
            self.sums[key]["complete"] += 1
        if not said.waiting.isdisjoint(stood):
            self.found[key].waiting += 1

    def _rest(self, pk: int, said: Registers) -> None:
        homes, villages = said.rest(pk, self.explained[pk])
        key = self.places.communes[pk]
        self.found[key].waiting += pk in said.waiting
        self.found[key].waiting_lists += pk in said.waiting
        if homes or villages:
            self.sums[key]["expected"] += homes
            self.sums[key]["unattributed"] += homes
            self.found[key].unattributed_villages += villages
        if homes and self.group == _VILLAGE:
            self._doubt(pk, said)

    def _doubt(self, commune: int, said: Registers) -> None:
        """Say of villages that households which their commune declared may be of them."""
        for pk, village in self.places.villages.items():
            key = village.key if village.commune == commune and village.is_open else None
            if key is not None and pk not in said.complete:
                self.found[key].doubted = int(self.sums[key]["expected"] > 0)

    def _communes(self, said: Registers) -> None:
        """Count the communes that have households, and those that had not begun."""
        for members in self.places.heads.values():
            key, here = self.places.communes[members[0]], [self.explained[pk] for pk in members]
            begun = [said.has_begun(pk, self.explained[pk]) for pk in members]
            self.found[key].idle_communes += not any(begun)
            self.found[key].communes += any(one.registered > 0 for one in here)
            self.found[key].undeclared_lists += any(
                said.has_open_list(pk, self.explained[pk]) for pk in members
            )

    def _old(self) -> None:
        for village, home in old_then(self._inside, self.day, self.known_on):
            if village in self.places.villages:
                key = self.places.key_of(village, home)
                if key is not None:
                    self.sums[key]["old"] += 1
