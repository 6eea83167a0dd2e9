"""The villages and communes of a unit on a past day, and the parts under which what they say is counted."""

from collections import defaultdict
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from django.db.models import OuterRef, Q, Subquery

from areas.kinds import Kind, Level
from areas.models import Area, Placement
from figures.figures import Key
from figures.standing import (
    COLUMNS,
    Columns,
    Homes,
    Lines,
    Parents,
    Reading,
    lies_in,
    lines_since,
)
from households.models.moments import known_until
from rollup.models import VillageCount


@dataclass(frozen=True)
class Asked:
    """What is asked of a past day: of which unit, by which columns, in which reading, and of which parts alone."""

    within: Area
    day: date
    group: tuple[str, ...]
    reading: Reading = Reading.THEN
    among: Collection[int] | None = None

    @property
    def at(self) -> list[int]:
        """Where the columns of the group stand among those of a unit."""
        return [COLUMNS.index(column) for column in self.group]

    def wants(self, columns: Columns) -> bool:
        """Say whether a unit with these columns is of a part that is asked for."""
        is_one = self.among is None or columns[self.at[0]] in self.among
        return is_one and lies_in(self.within, columns)

    def today(self, column: str = "") -> Q:
        """Say of rows that point to a unit, or of units, that it stands in such a part today."""
        prefix = f"{column}__" if column else ""
        here = Q(**{f"{prefix}path__within": self.within.path or "-"})
        if self.among is None:
            return here
        name = self.group[0] if self.group != ("area_id",) else "pk"
        itself = Q(**{f"{prefix}pk__in": self.among})
        return here & (Q(**{f"{prefix}{name}__in": self.among}) | itself)

    def counted(self, model: Any) -> Any:
        """Return the count rows that stand in such a part today."""
        rows = model.unscoped.below(self.within)
        return rows if self.among is None else rows.filter(**{f"{self.group[0]}__in": self.among})


@dataclass(slots=True)
class Village:
    """One village: its part, None of one that is of no part; its commune of that day, and its register."""

    pk: int
    key: Key | None
    commune: int
    registered: int
    is_open: bool
    # Whether no village is known of its households: it is none itself.
    is_unassigned: bool
    # Where its count row stands, None of one that stands elsewhere now.
    counted: Key | None


@dataclass
class Places:
    """The villages, closed ones among them, and the communes that stood, each with its part.

    `units` are the villages as which those are counted, the same or what they went into, `heads` the communes.
    """

    asked: Asked
    villages: dict[int, Village] = field(default_factory=dict)
    communes: dict[int, Key] = field(default_factory=dict)
    units: dict[int, list[Village]] = field(default_factory=lambda: defaultdict(list))
    heads: dict[int, list[int]] = field(default_factory=lambda: defaultdict(list))
    keys: dict[int, Key] = field(default_factory=dict)
    # Those that stand elsewhere now, beside what lies in the unit.
    further: set[int] = field(default_factory=set)
    # Villages of which some households went elsewhere than others.
    parted: set[int] = field(default_factory=set)
    lines: Lines | None = None

    @cached_property
    def homes(self) -> Homes:
        """Where the households of parted villages went."""
        return Homes(self.parted, self.asked.day)

    def key_of(self, village: int, home: int) -> Key | None:
        """Return the part of a household that was in a village."""
        if village not in self.parted or self.lines is None:
            return self.villages[village].key
        went = self.lines.whole(self.homes.village(home, village))
        return self.keys.get(went) if went != village else self.villages[village].key

    def inside(self, rows: Any, column: str) -> Any:
        """Keep the rows whose village or commune, in this column, is one of these; some others may be among them."""
        here = self.asked.today(column)
        return rows.filter(here | Q(**{f"{column}__in": self.further}) if self.further else here)

    def exactly(self, rows: Any, column: str) -> Any:
        """Keep the rows whose village is of the parts asked for, and no others."""
        gone = [one.pk for one in self.villages.values() if one.key is None]
        rows = self.inside(rows, column)
        return rows.exclude(**{f"{column}__in": gone}) if gone else rows


def places_on(asked: Asked, known_on: date | None) -> Places:
    """Return the villages and communes of a unit, with the households of today's registers.

    Whoever reads the past day takes off what moved since. Two queries, one more by units of today and with `known_on`.
    """
    return _Placing(asked, _unknown(known_on)).places()


def today_in(within: Area, day: date) -> Callable[[Any, str], Any]:
    """Keep the rows of villages that a unit has today, and of what went into these since a day, by their column.

    Two queries, three where units changed.
    """
    placing = _Placing(Asked(within, day, ("province_id",), Reading.NOW), set())
    if placing.is_as_today:
        return lambda rows, column: rows.filter(placing.asked.today(column))
    return placing.places().exactly


class _Placing:
    """The places of one unit, being put together."""

    def __init__(self, asked: Asked, unknown: set[int]) -> None:
        self.asked, self.unknown, self.found = asked, unknown, Places(asked)
        self.at = asked.at
        self.parents = Parents(asked.within, asked.day)
        is_now = asked.reading is Reading.NOW
        self.lines = Lines(lines_since(asked.within, asked.day)) if is_now else None
        self.found.lines = self.lines
        if self.lines and self.lines.units:
            # Of what went into several the villages tell how far it had come.
            self.parents.know_villages(self.lines.units)
        self.now = dict[int, Columns]()
        self.ended = set[int]()

    @property
    def is_as_today(self) -> bool:
        """Whether no unit changed since."""
        return not self.parents.of and not (self.lines and self.lines.units)

    def places(self) -> Places:
        """Put them together."""
        rows = self._rows()
        for row in rows:
            pk, _level, _kind, province, district, above, _opened, closed, _registered = row
            self.now[pk] = (pk, province, district, above or pk)
            self.ended |= {pk} if closed else set()
        communes = {
            pk for pk, *_ in rows if pk == self.now[pk][3] and self._columns(pk, inside=True)
        }
        for row in rows:
            self._add(row, communes)
        return self.found

    def _rows(self) -> list[Any]:
        parents, lines = self.parents, self.lines
        moved = Q(pk__in={*parents.of, *(lines.units if lines else ())})
        if parents.communes:
            moved |= Q(pk__in=parents.communes) | Q(commune__in=parents.communes)
        if lines and lines.units:
            moved |= Q(commune__in=lines.units, closed_on__isnull=False)
        units = Area.unscoped.filter(level__in=(Level.COMMUNE, Level.VILLAGE)).order_by()
        inside = self.asked.today()
        counted = VillageCount.unscoped.filter(pk=OuterRef("pk")).order_by()
        columns = ("pk", "level", "kind", *COLUMNS[1:], "opened_on", "closed_on")
        return list(
            units.filter(inside if self.is_as_today else inside | moved).values_list(
                *columns, Subquery(counted.values("households"))
            )
        )

    def _columns(self, pk: int, *, inside: bool = False) -> Columns | None:
        """Return the columns under which a unit is counted; None where `inside` and that is not in the unit."""
        if self.lines is None:
            found = self.parents.columns(self.now[pk])
        elif pk not in self.lines.units:
            found = self._ended_in(pk) or self.now[pk]
        else:
            every = [self.now[one] for one in self.lines.of_today(pk) if one in self.now]
            whole = self.lines.whole(pk)
            own = self.now.get(whole, self.now[pk])
            # What was parted stays beside what it went into, under what is above all of these.
            same = [{one[at] for one in every} for at in range(len(own))]
            found = tuple(
                one.pop() if at and len(one) == 1 else own[at] for at, one in enumerate(same)
            )
        return found if not inside or self.asked.wants(found) else None

    def _ended_in(self, pk: int) -> Columns | None:
        """Return where a village is counted that ended, of a commune that ended later and went into others: there, with it."""
        commune = self.now[pk][3]
        if self.lines is None or pk not in self.ended or commune in (pk, None):
            return None
        above = self._columns(commune) if commune in self.lines.units else None
        return above and (pk, *above[1:])

    def _key(self, columns: Columns) -> Key:
        return tuple([columns[n] for n in self.at])

    def _add(self, row: Any, communes: set[int]) -> None:
        pk, level, kind, *_above, opened, closed, registered = row
        stood = opened <= self.asked.day and (closed is None or closed > self.asked.day)
        stood = stood and pk not in self.unknown
        columns = self._columns(pk, inside=True)
        if level == Level.COMMUNE:
            if stood and columns:
                self._add_commune(pk, columns)
            return
        commune = self.parents.columns(self.now[pk])[3] or 0
        none, here = kind == Kind.UNASSIGNED, self.asked.wants(self.now[pk])
        if columns is None and commune not in communes and not here and not self._went_into(pk):
            return
        village = Village(
            pk=pk,
            key=self._key(columns) if columns else None,
            commune=commune,
            registered=registered or 0,
            is_open=stood and not none,
            is_unassigned=none,
            counted=self._key(self.now[pk]) if here else None,
        )
        self.found.villages[pk] = village
        if not here:
            self.found.further.add(pk)
        self._count_as(village)

    def _went_into(self, pk: int) -> bool:
        """Say whether some households of a village went into the unit, whose own place is another."""
        after = self.lines.of_today(pk) if self.lines else ()
        return any(self.asked.wants(self.now[one]) for one in after if one in self.now)

    def _add_commune(self, pk: int, columns: Columns) -> None:
        self.found.communes[pk] = (
            (None,) if self.asked.group == ("area_id",) else self._key(columns)
        )
        self.found.heads[self.lines.whole(pk) if self.lines else pk].append(pk)
        if not self.asked.wants(self.now[pk]):
            self.found.further.add(pk)

    def _count_as(self, village: Village) -> None:
        """Say as which villages one is counted: as those of today that its households went to, each once."""
        pk, lines = village.pk, self.lines
        if lines and lines.is_parted(lines.whole(pk)):
            self.found.parted.add(pk)
        for unit in lines.of_today(pk) if lines else [pk]:
            columns = self._columns(unit) if unit in self.now else None
            if columns and self.asked.wants(columns):
                self.found.units[unit].append(village)
                self.found.keys[unit] = self._key(columns)


def _unknown(known_on: date | None) -> set[int]:
    """Return the units that nobody had written down at the end of a day; None is now."""
    if known_on is None:
        return set()
    placements = Placement.unscoped.of_units_unknown(known_until(known_on))
    return set(placements.values_list("area_id", flat=True))
