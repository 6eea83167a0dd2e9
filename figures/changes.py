"""Which units of one part of the tree changed between two days: where they stood, what they went into, what is of them today."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import NamedTuple

from django.db.models import Exists, F, OuterRef, Q

from areas.kinds import Level
from areas.models import Area, Placement, Succession
from figures.standing import Lines
from web.scope import keys_along


class Stood(NamedTuple):
    """Where a unit stood between two days that stands elsewhere now."""

    unit: int
    since: date
    until: date
    parent: int


class Known(NamedTuple):
    """A unit as it is today."""

    level: int
    kind: str
    path: str
    parent: int | None
    closed_on: date | None


def stood_elsewhere(within: Area, first: date, *, along: bool) -> list[Stood]:
    """Return where units stood after a day that stand elsewhere now; `along`: not in what the unit above went whole into."""
    path = within.path or "-"
    here = Q(area__path__within=path) | Q(parent__path__within=path)
    heir = Succession.unscoped.filter(predecessor=OuterRef("parent"))
    went_along = Exists(heir.filter(successor=OuterRef("area__parent")))
    others = Exists(heir.exclude(successor=OuterRef("area__parent")))
    rows = Placement.unscoped.filter(here, valid_to__gt=first).exclude(valid_from=F("valid_to"))
    rows = rows.exclude(parent=F("area__parent")).exclude(area=within.pk)
    if along:
        rows = rows.exclude(went_along & ~others, parent__closed_on__isnull=False)
    columns = ("area_id", "valid_from", "valid_to", "parent_id")
    rows = rows.filter(parent__isnull=False).order_by()
    return [Stood(*row) for row in rows.values_list(*columns)]


def has_changed(within: Area, first: date, lowest: Level = Level.VILLAGE) -> bool:
    """Say whether a unit of a part of the tree, down to a level, went elsewhere or into another one after a day. One query."""
    path = within.path or "-"
    rows = Succession.unscoped.filter(on__gt=first, predecessor__level=F("successor__level"))
    rows = rows.filter(predecessor__level__lte=lowest)
    inside = Q(predecessor__path__within=path) | Q(successor__path__within=path)
    here = Q(area__path__within=path) | Q(parent__path__within=path)
    moved = Placement.unscoped.filter(here, valid_to__gt=first, parent__isnull=False)
    moved = moved.filter(area__level__lte=lowest)
    moved = moved.exclude(valid_from=F("valid_to")).exclude(area=within.pk)
    moved = moved.exclude(parent=F("area__parent"))
    return rows.filter(inside).order_by().values("pk").union(moved.order_by().values("pk")).exists()


class Moment:
    """Units between two days on which some changed: which copies are in which unit of today, and in which no more."""

    def __init__(
        self, lines: Lines, parents: Mapping[int, int], known: Mapping[int, Known]
    ) -> None:
        self.lines, self.parents, self.known = lines, parents, known
        self.units = {*parents, *lines.units}

    def parts(self, unit: int) -> list[int]:
        """Return what went whole into a unit."""
        return [pk for pk in self._into.get(unit, ()) if pk != unit]

    @cached_property
    def _into(self) -> dict[int, list[int]]:
        found = defaultdict[int, list[int]](list)
        for pk in sorted(self.lines.units):
            found[self.lines.whole(pk)].append(pk)
        return found

    @cached_property
    def groups(self) -> dict[int, list[int]]:
        """By unit of today the villages, or communes, of then that went into it, itself among them; not of it alone."""
        found = defaultdict[int, list[int]](list)
        for pk in sorted(self.lines.units):
            for unit in self.lines.of_today(pk):
                found[unit].append(pk)
        some = {unit for unit, members in found.items() if members != [unit]}
        shared = set[int]().union(*(found[unit] for unit in some))
        return {unit: members for unit, members in found.items() if unit in some | shared}

    @cached_property
    def grouped(self) -> set[int]:
        """The units of then that are counted as those of today."""
        return set[int]().union(*self.groups.values())

    def above_now(self, unit: int) -> set[int]:
        """Return what a unit, or what it went whole into, stands in today."""
        one = self.known.get(self.lines.whole(unit))
        return self._today(keys_along(one.path)[:-1]) if one else set()

    def above_then(self, unit: int) -> set[int]:
        """Return the same of what it stood under then."""
        one = self.known[unit]
        above = self.known.get(self.parents.get(unit, 0))
        return self._today(keys_along(above.path) if above else keys_along(one.path)[:-1])

    def _today(self, keys: Sequence[int]) -> set[int]:
        found = set[int]()
        for pk in reversed(keys):
            unit = self.lines.whole(pk)
            found.add(unit)
            if unit != pk and (one := self.known.get(unit)):
                return found | self._today(keys_along(one.path)[:-1])
        return found

    @cached_property
    def above(self) -> dict[int, tuple[set[int], set[int]]]:
        """By unit what it stands in today, and what it stood in."""
        return {pk: (self.above_now(pk), self.above_then(pk)) for pk in self.units}
