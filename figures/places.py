"""The villages and communes of a unit on a past day, and the parts under which what they say is counted."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from django.db.models import OuterRef, Q, Subquery

from areas.kinds import Kind, Level
from areas.models import Area, Placement
from figures.figures import Key
from figures.standing import COLUMNS, Columns, Homes, Lines, Parents, Reading, lies_in
from households.models.moments import known_until
from rollup.models import VillageCount


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

    day: date
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
    # The keys of all, where some parts alone are asked for.
    only: set[int] | None = None

    @cached_property
    def homes(self) -> Homes:
        """Where the households of parted villages went."""
        return Homes(self.parted, self.day)

    def key_of(self, village: int, home: int) -> Key | None:
        """Return the part of a household that was in a village."""
        if village not in self.parted or self.lines is None:
            return self.villages[village].key
        went = self.lines.whole(self.homes.village(home, village))
        return self.keys.get(went) if went != village else self.villages[village].key

    def narrow(self, some: Collection[int]) -> None:
        """Keep what is counted in these parts, or stands in them today, alone; a part is named by one column."""

        def is_kept(key: Key | None) -> bool:
            return key is not None and key[0] in some

        self.villages = {
            pk: one for pk, one in self.villages.items() if is_kept(one.key) or is_kept(one.counted)
        }
        self.communes = {pk: key for pk, key in self.communes.items() if is_kept(key)}
        self.units = {pk: own for pk, own in self.units.items() if is_kept(self.keys[pk])}
        self.heads = {pk: own for pk, own in self.heads.items() if own[0] in self.communes}
        self.only = {*self.villages, *self.communes}

    def inside(self, rows: Any, within: Area, column: str) -> Any:
        """Keep the rows whose village or commune, in this column, is one of these."""
        if self.only is not None:
            return rows.filter(**{f"{column}__in": self.only})
        here = Q(**{f"{column}__path__within": within.path or "-"})
        return rows.filter(here | Q(**{f"{column}__in": self.further}) if self.further else here)


def places_on(
    within: Area,
    day: date,
    known_on: date | None,
    group: Sequence[str],
    reading: Reading = Reading.THEN,
) -> Places:
    """Return the villages and communes of a unit, with the households of today's registers.

    Whoever reads the past day takes off what moved since. Two queries, one more by units of today and with `known_on`.
    """
    return _Placing(within, day, _unknown(known_on), group, reading).places()


class _Placing:
    """The places of one unit, being put together."""

    def __init__(
        self, within: Area, day: date, unknown: set[int], group: Sequence[str], reading: Reading
    ) -> None:
        self.within, self.day, self.unknown = within, day, unknown
        self.at = [COLUMNS.index(column) for column in group]
        self.found, self.parents = Places(day), Parents(within, day)
        self.lines = Lines(within, day) if reading is Reading.NOW else None
        self.found.lines = self.lines
        self.now = dict[int, Columns]()

    def places(self) -> Places:
        """Put them together."""
        rows = self._rows()
        for row in rows:
            pk, _level, _kind, province, district, above, *_rest = row
            self.now[pk] = (pk, province, district, above or pk)
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
        few = parents.of or (lines and lines.units)
        units = Area.unscoped.filter(level__in=(Level.COMMUNE, Level.VILLAGE)).order_by()
        inside = Q(path__within=self.within.path or "-")
        counted = VillageCount.unscoped.filter(pk=OuterRef("pk")).order_by()
        columns = ("pk", "level", "kind", *COLUMNS[1:], "opened_on", "closed_on")
        return list(
            units.filter(inside | moved if few else inside).values_list(
                *columns, Subquery(counted.values("households"))
            )
        )

    def _columns(self, pk: int, *, inside: bool = False) -> Columns | None:
        """Return the columns under which a unit is counted; None where `inside` and that is not in the unit."""
        if self.lines is None:
            found = self.parents.columns(self.now[pk])
        elif pk not in self.lines.units:
            found = self.now[pk]
        else:
            every = [self.now[one] for one in self.lines.of_today(pk) if one in self.now]
            whole = self.lines.whole(pk)
            own = self.now.get(whole, self.now[pk])
            # What was parted stays beside what it went into, under what is above all of these.
            same = [{one[at] for one in every} for at in range(len(own))]
            found = tuple(
                one.pop() if at and len(one) == 1 else own[at] for at, one in enumerate(same)
            )
        return found if not inside or lies_in(self.within, found) else None

    def _key(self, columns: Columns) -> Key:
        return tuple([columns[n] for n in self.at])

    def _add(self, row: Any, communes: set[int]) -> None:
        pk, level, kind, *_above, opened, closed, registered = row
        stood = opened <= self.day and (closed is None or closed > self.day)
        stood = stood and pk not in self.unknown
        columns = self._columns(pk, inside=True)
        if level == Level.COMMUNE:
            if stood and columns:
                self._add_commune(pk, columns)
            return
        commune = self.parents.columns(self.now[pk])[3] or 0
        none, here = kind == Kind.UNASSIGNED, lies_in(self.within, self.now[pk])
        if columns is None and commune not in communes and not here:
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

    def _add_commune(self, pk: int, columns: Columns) -> None:
        self.found.communes[pk] = (None,) if self.at == [0] else self._key(columns)
        self.found.heads[self.lines.whole(pk) if self.lines else pk].append(pk)
        if not lies_in(self.within, self.now[pk]):
            self.found.further.add(pk)

    def _count_as(self, village: Village) -> None:
        """Say as which villages one is counted: as those of today that its households went to, each once."""
        pk, lines = village.pk, self.lines
        if lines and lines.is_parted(lines.whole(pk)):
            self.found.parted.add(pk)
        for unit in lines.of_today(pk) if lines else [pk]:
            columns = self._columns(unit) if unit in self.now else None
            if columns and lies_in(self.within, columns):
                self.found.units[unit].append(village)
                self.found.keys[unit] = self._key(columns)


def _unknown(known_on: date | None) -> set[int]:
    """Return the units that nobody had written down at the end of a day; None is now."""
    if known_on is None:
        return set()
    placements = Placement.unscoped.of_units_unknown(known_until(known_on))
    return set(placements.values_list("area_id", flat=True))
