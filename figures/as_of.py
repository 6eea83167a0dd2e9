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

from areas.models import Area
from figures.declared import Explained, Registers, registers_on
from figures.figures import Figures, Key, sums_of, total
from figures.past_facts import old_then, places_on, villages_served
from households.counts.contribution import MOVED
from households.counts.rollup import SUMS
from households.models import Movement
from households.models.moments import known_until
from rollup.models import CommuneCount, VillageCount

type Sums = dict[str, int]
_VILLAGE = ("area_id",)
_HOUSEHOLDS = MOVED.index("households")


def as_of_one(area: Area, day: date, known_on: date | None = None, *, old: bool = True) -> Figures:
    """Return the figures of one unit at any level at the end of a day.

    `known_on`: as it was known at the end of that day, or at that moment; None is now. `old=False` leaves `old` 0 and saves a long
    query. A village is read beside the others of its commune: what these do not explain of its declaration may be of it.
    """
    if area.commune:
        parts = parts_on(area.commune, day, "area_id", known_on=known_on, old=old)
        return parts.get((area.pk,)) or Figures().of_past()
    return total(parts_on(area, day, "province_id", known_on=known_on, old=old).values())


def parts_on(
    within: Area,
    day: date,
    *group: str,
    known_on: date | None = None,
    old: bool = True,
    among: Collection[int] | None = None,
) -> dict[Key, Figures]:
    """Return the figures of the parts of a unit, by the values of the columns in `group`.

    As `live.read` does of today, in eight queries at most. By `area_id`, the key (None,) holds what
    communes declared beyond their villages ("chưa rõ thôn") and how far they had come.
    `among`: of these communes, or provinces, alone, as the one column in `group` says.
    """
    return _Reading(within, day, known_on, group, among).parts(old=old)


class _Added(Sum):
    """A sum of whole numbers: both databases give it as one, so none of the thousands is converted again."""

    def get_db_converters(self, connection: Any) -> list[Any]:
        """Convert nothing."""
        return []


class _Reading:
    """One day of one unit, being put together."""

    def __init__(
        self,
        within: Area,
        day: date,
        known_on: date | None,
        group: tuple[str, ...],
        among: Collection[int] | None,
    ) -> None:
        self.within, self.day, self.known_on, self.group = within, day, known_on, group
        self.among = among
        self.found: dict[Key, Figures] = defaultdict(Figures)
        self.sums: dict[Key, Sums] = defaultdict(lambda: dict.fromkeys(SUMS, 0))
        self.places = places_on(within, day, known_on, group, self._some("", itself=True))
        self.explained: dict[int, Explained] = defaultdict(Explained)

    def parts(self, *, old: bool) -> dict[Key, Figures]:
        """Read all."""
        self._households()
        self._teams()
        some = self._some("area__", itself=True)
        said = registers_on(self.within, self.day, self.known_on, some=some)
        self._villages(said)
        self._expected(said)
        self._communes(said)
        if old:
            self._old()
        for key, sums in self.sums.items():
            self.found[key].sums = sums_of(sums)
        return {key: part.of_past() for key, part in self.found.items()}

    def _some(self, prefix: str, *, itself: bool = False) -> Q:
        """Say of rows that point to a unit that it belongs to one of the parts asked for, or is one `itself`."""
        if self.among is None:
            return Q()
        (column,) = self.group
        inside = Q(**{f"{prefix}{column}__in": self.among})
        return inside | Q(**{f"{prefix}pk__in": self.among}) if itself else inside

    def _since(self) -> Q:
        """Say which movements are to be taken off: of later days, or not yet known."""
        since = Q(day__gt=self.day)
        return since | Q(recorded_at__gte=known_until(self.known_on)) if self.known_on else since

    def _of_village(self, prefix: str) -> list[str]:
        """Return the columns of the group, seen from rows that point to a village."""
        return [_seen_from(prefix, column) for column in self.group]

    def _households(self) -> None:
        """Take off what moved since: from the sums of each part, and from each village's register."""
        end, names = len(self.group), {f"sum_{name}": _Added(name) for name in MOVED}
        model = VillageCount if self.group == _VILLAGE else CommuneCount
        live = model.unscoped.below(self.within).filter(self._some("")).values_list(*self.group)
        for row in live.annotate(**names):
            self.sums[tuple(row[:end])].update(zip(MOVED, row[end:], strict=True))
        moved = Movement.unscoped.inside(self.within.path or "-").filter(self._since()).order_by()
        moved = moved.filter(self._some("village__"))
        for pk, *numbers in moved.values_list("village_id").annotate(**names):
            village = self.places.villages[pk]
            sums = self.sums[village.key]
            for name, number in zip(MOVED, numbers, strict=True):
                sums[name] -= number
            village.registered -= numbers[_HOUSEHOLDS]

    def _villages(self, said: Registers) -> None:
        """Count the villages that stood, and those of them that had begun."""
        for pk, village in self.places.villages.items():
            here = self.explained[village.commune]
            here.households += village.registered
            here.registered += village.registered
            if not village.is_unassigned and said.is_undeclared(pk, village.registered):
                here.undeclared += 1
                self.found[village.key].undeclared_villages += 1
            if village.is_open:
                here.villages += 1
                part = self.found[village.key]
                part.villages += 1
                part.begun_villages += village.registered > 0 or pk in said.complete

    def _teams(self) -> None:
        end = len(self.group)
        columns, some = self._of_village("village"), self._some("village__")
        served = villages_served(self.within, self.day, self.known_on, columns, some)
        for row, (led, active) in served.items():
            part = self.found[tuple(row[:end])]
            part.with_team += 1
            part.led += led
            part.active += active

    def _expected(self, said: Registers) -> None:
        """Add what villages, and communes beyond them, are expected to have."""
        for sums in self.sums.values():
            sums["expected"] = sums["households"]
        for pk, place in said.places.items():
            if place.is_village:
                self._village_expects(pk, said)
        for pk, place in said.places.items():
            if not place.is_village and place.closed_on is None:
                self._rest(pk, said)

    def _village_expects(self, pk: int, said: Registers) -> None:
        place, village = said.places[pk], self.places.villages[pk]
        beyond = said.expected(pk, village.registered) - village.registered
        sums = self.sums[village.key]
        sums["expected"] += beyond
        sums["complete"] += pk in said.complete
        self.found[village.key].waiting += pk in said.waiting
        commune = self.explained[village.commune]
        commune.households += beyond
        commune.complete += pk in said.complete and place.is_open(self.day)

    def _rest(self, pk: int, said: Registers) -> None:
        homes, villages = said.rest(pk, self.explained[pk])
        key: Key = (None,) if self.group == _VILLAGE else said.places[pk].key(self.group)
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
            if village.commune == commune and village.is_open and pk not in said.complete:
                self.found[village.key].doubted = int(self.sums[village.key]["expected"] > 0)

    def _communes(self, said: Registers) -> None:
        """Count the communes that have households, and those that had not begun."""
        for pk, key in self.places.communes.items():
            here = self.explained[pk]
            self.found[key].idle_communes += not said.has_begun(pk, here)
            self.found[key].communes += here.registered > 0
            self.found[key].undeclared_lists += said.has_open_list(pk, here)
            # What villages did not declare, their commune may have.
            self.found[key].undeclared_villages += said.undeclared(pk, here) - here.undeclared

    def _old(self) -> None:
        for row, n in old_then(
            self.within, self.day, self.known_on, self._of_village("village")
        ).items():
            if self.among is None or row[0] in self.among:
                self.sums[row]["old"] += n


def _seen_from(prefix: str, column: str) -> str:
    """Return a column of a unit, seen from rows that point to it; of the unit itself without a prefix."""
    if column == "area_id":
        return f"{prefix}_id" if prefix else "pk"
    return f"{prefix}__{column}" if prefix else column
