"""Where units stood on a past day, and which units of today they went into: few change, and only these are asked about."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date, datetime
from enum import StrEnum
from typing import Any, NamedTuple

from django.db.models import F, Q

from areas.dated import not_ended
from areas.kinds import Level
from areas.models import Area, Placement, Succession
from households.models import Cause, Movement


class Reading(StrEnum):
    """By which units the figures of a past day are read: those that stood on it, or those of today."""

    THEN = "luc-do"
    NOW = "hien-nay"

    @classmethod
    def asked(cls, query: Mapping[str, str]) -> "Reading":
        """Return what an address asks for (`?theo=`): the units of today, unless those that stood are wanted."""
        return cls.THEN if query.get("theo") == cls.THEN else cls.NOW


# The columns of count rows, as units have them; a commune is its own commune.
COLUMNS = ("area_id", "province_id", "district_id", "commune_id")
type Columns = tuple[int | None, ...]
_AT = {Level.PROVINCE: 1, Level.DISTRICT: 2, Level.COMMUNE: 3, Level.VILLAGE: 0}


def lies_in(within: Area, columns: Columns) -> bool:
    """Say whether a unit with these columns lies in another one, or is it."""
    at = _AT.get(Level(within.level))
    return at is None or columns[at] == within.pk


class _Above(NamedTuple):
    """Of a unit that stood above others, its level, province and district of today."""

    level: int
    province: int | None
    district: int | None


class Parents:
    """What stood elsewhere on a day, of one part of the tree then or now. One query, two where communes moved."""

    def __init__(self, within: Area, day: date, *, have_moved: bool = True) -> None:
        """Read them, but where somebody knows that no unit has moved since."""
        # By unit, what it stood under; and where that stands now.
        self.of = dict[int, int]()
        self._above = dict[int, _Above]()
        self.communes = set[int]()
        self._moved: Any = None
        if not have_moved:
            return
        here, path = Q(area__level__lt=Level.VILLAGE), within.path or "-"
        for of in ("area", "parent"):
            here |= Q(**{f"{of}__path__within": path})
        rows = Placement.unscoped.filter(valid_from__lte=day, valid_to__gt=day)
        rows = rows.exclude(parent=F("area__parent")).order_by()
        levels = self._read(rows.filter(here))
        moved = [pk for pk, level in levels.items() if level == Level.COMMUNE]
        # Communes that stood in the unit and stand elsewhere now: so did their villages.
        self.communes = {
            pk for pk in moved if lies_in(within, self.columns((pk, None, None, pk)))
        } - {within.pk}
        self._moved = rows.filter(area__level=Level.VILLAGE)
        if self.communes:
            # Villages that stand there today, too, and stood elsewhere then.
            there = Q(area__commune__in=self.communes)
            self._read(self._moved.filter(Q(parent__in=self.communes) | there))

    def know_villages(self, communes: Collection[int]) -> None:
        """Read which villages stood in some communes and stand elsewhere now. One query."""
        self._read(self._moved.filter(parent__in=communes))

    def villages(self, within: Area) -> dict[int, Columns]:
        """Return where the villages of the part, then or now, stood that stand in another commune now. One query.

        None is asked where somebody knows that no unit has moved.
        """
        if self._moved is None:
            return {}
        path, here = within.path or "-", Q(area__commune__in=self.communes)
        here |= Q(parent__in=self.communes)
        for of in ("area", "parent"):
            here |= Q(**{f"{of}__path__within": path})
        names = (*(f"area__{name}" for name in COLUMNS[1:]), "parent_id", "parent__level")
        more = ("parent__province_id", "parent__district_id")
        now = list[Columns]()
        for row in self._moved.filter(here).values_list("area_id", *names, *more):
            now.append(row[: len(COLUMNS)])
            self.of[row[0]], self._above[row[4]] = row[4], _Above(*row[5:])
        return {columns[0] or 0: self.columns(columns) for columns in now}

    def _read(self, rows: Any) -> dict[int, int]:
        columns = ("area_id", "area__level", "parent_id", "parent__level")
        more = ("parent__province_id", "parent__district_id")
        levels = dict[int, int]()
        for pk, level, parent, *above in rows.values_list(*columns, *more):
            levels[pk], self.of[pk], self._above[parent] = level, parent, _Above(*above)
        return levels

    def columns(self, now: Columns) -> Columns:
        """Return where a village or commune stood, of where it stands now."""
        pk, province, district, commune = now
        if pk != commune and pk in self.of:
            commune = self.of[pk or 0]
            _level, province, district = self._above[commune]
        if commune in self.of:
            province, district = self._above_commune(self.of[commune or 0])
        return pk, province, district, commune

    def _above_commune(self, parent: int) -> tuple[int | None, int | None]:
        """Return the province and the district of what stood above a commune."""
        level, province, _district = self._above[parent]
        if level == Level.PROVINCE:
            return parent, None
        return self.of.get(parent, province), parent


def communes_on(within: Area, day: date) -> set[int]:
    """Return the communes that stood in a part of the tree on a day, wherever they stand now. Two or three queries."""
    parents, path = Parents(within, day), within.path or "-"
    here = Q(path__within=path) | Q(pk__in=parents.of)
    rows = Area.unscoped.communes().filter(here, not_ended(day, "closed_on"), opened_on__lte=day)
    places = rows.order_by().values_list("pk", "province_id", "district_id")
    return {pk for pk, *above in places if lies_in(within, parents.columns((pk, *above, pk)))}


class Line(NamedTuple):
    """Territory that went from one unit to another on a day; whether the former stands no more."""

    one: int
    other: int
    on: date
    is_closed: bool


def lines_since(within: Area, day: date, top: Level = Level.COMMUNE) -> list[Line]:
    """Return what became of units of a part of the tree after a day, and of what these came of or went into.

    Also outside it; down from a level. One query, one more for each time that units followed units.
    """
    rows = Succession.unscoped.filter(on__gt=day, predecessor__level=F("successor__level"))
    rows = rows.filter(predecessor__level__gte=top).order_by("on", "pk")
    names = ("predecessor_id", "successor_id", "on", "predecessor__closed_on")
    found, units, path = dict[int, Line](), set[int](), within.path or "-"
    wanted: Any = Q(predecessor__path__within=path) | Q(successor__path__within=path)
    while wanted:
        before = len(units)
        for pk, one, other, on, closed in rows.filter(wanted).values_list("pk", *names):
            found[pk] = Line(one, other, on, closed is not None)
            units |= {one, other}
        wanted = Q(predecessor__in=units) | Q(successor__in=units) if len(units) > before else None
    return [found[pk] for pk in sorted(found, key=lambda pk: (found[pk].on, pk))]


class Lines:
    """What became of units after a day."""

    def __init__(self, rows: Iterable[Line]) -> None:
        self._after = defaultdict[int, list[int]](list)
        self._closed = set[int]()
        # Units that were, or came of, one of the part that was asked for; also those outside it.
        self.units = set[int]()
        for line in rows:
            if line.other not in self._after[line.one]:
                self._after[line.one].append(line.other)
            self.units |= {line.one, line.other}
            self._closed |= {line.one} if line.is_closed else set()

    def is_parted(self, pk: int) -> bool:
        """Say whether the households of a unit went to several, or some of them elsewhere."""
        after = self._after.get(pk, [])
        return len(after) > 1 or (len(after) == 1 and pk not in self._closed)

    def of_today(self, pk: int) -> list[int]:
        """Return the units of today that a unit went into; itself, where it lives on or went into none."""
        found, seen = list[int](), set[int]()
        self._follow(pk, found, seen)
        return found or [pk]

    def _follow(self, pk: int, found: list[int], seen: set[int]) -> None:
        if pk in seen:
            return
        seen.add(pk)
        after = self._after.get(pk, [])
        if pk not in self._closed or not after:
            found.append(pk)
        for other in after:
            self._follow(other, found, seen)

    def whole(self, pk: int) -> int:
        """Return the unit of today that all of a unit went into; where it was parted, that one."""
        seen = set[int]()
        while not self.is_parted(pk) and pk not in seen and self._after.get(pk):
            seen.add(pk)
            (pk,) = self._after[pk]
        return pk


class Homes:
    """Into which villages the households of parted ones went, one by one. One query."""

    def __init__(self, villages: Collection[int], day: date) -> None:
        self._steps = defaultdict[int, list[tuple[int, int]]](list)
        for home, *pair in self._pairs(villages, day):
            self._steps[home].append((pair[0], pair[1]))

    def _pairs(self, villages: Collection[int], since: date) -> Iterator[tuple[int, int, int]]:
        """Return household, village it left and village it came to, in order."""
        theirs = Movement.unscoped.filter(village__in=villages).order_by().values("household")
        rows = Movement.unscoped.filter(cause=Cause.UNIT, day__gt=since, household__in=theirs)
        rows = rows.exclude(households=0).order_by("day", "recorded_at", "households", "pk")
        left = dict[tuple[int, date, datetime], int]()
        for home, day, at, village, n in rows.values_list(
            "household_id", "day", "recorded_at", "village_id", "households"
        ):
            if n < 0:
                left[home, day, at] = village
            elif (gone := left.pop((home, day, at), None)) is not None:
                yield home, gone, village

    def village(self, home: int, village: int) -> int:
        """Return where a household went that was in a village; that one, where nobody said."""
        for left, came in self._steps.get(home, ()):
            village = came if left == village else village
        return village
