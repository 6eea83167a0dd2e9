"""The units below one that is split: to which part each was given, and what is left."""

from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import Any, NamedTuple

from django.db.models import Count, Sum

from areas.kinds import Kind, Level
from areas.models import Area
from areas.names import fold
from reorganisations.applying.queries.below import Below, below_of
from reorganisations.applying.queries.preview_above import column_of
from reorganisations.drafting.queries.of_split import OfSplit
from reorganisations.models import Assignment, Part
from rollup.models import VillageCount


class Row(NamedTuple):
    """One unit below: what the page calls it by, its name, its households, and the part it was given."""

    key: str
    name: str
    households: int
    part: int | None


class Allotting(OfSplit):
    """One split of a unit above the village. Eleven queries."""

    @cached_property
    def rows(self) -> list[Row]:
        """The units below, those too that an earlier change of the decision makes, in the order of names."""
        found = self._found
        homes = self._homes([one.area for one in found if one.area])
        coming = self._coming([one.to_come for one in found if one.to_come])
        return [
            Row(key_of(one), one.name, _homes_of(one, homes, coming), one.part) for one in found
        ]

    @cached_property
    def _found(self) -> list[Below]:
        return below_of(self.operation)

    def _homes(self, areas: Sequence[Area]) -> dict[int, int]:
        level = Level(min((one.level for one in areas), default=Level.VILLAGE))
        column = column_of(level)
        rows = VillageCount.unscoped.filter(**{f"{column}__in": areas}, area__closed_on=None)
        found = dict(rows.order_by().values_list(column).annotate(n=Sum("households")))
        if holder := next((one for one in areas if one.kind == Kind.UNASSIGNED), None):
            found[holder.pk] = holder.households.open().count()
        return found

    def _coming(self, parts: Sequence[Part]) -> dict[int, int]:
        rows = Assignment.unscoped.filter(part__in=parts, household__closed_on=None).order_by()
        return dict(rows.values_list("part").annotate(n=Count("pk")))

    @property
    def left(self) -> list[Row]:
        """Those that nobody gave to a part yet."""
        return [row for row in self.rows if row.part is None]

    @property
    def sums(self) -> list[tuple[Part, int, int]]:
        """How many units, and how many households, go to each part."""
        units, homes = Counter(row.part for row in self.rows), Counter[int | None]()
        for row in self.rows:
            homes[row.part] += row.households
        return [(part, units[part.pk], homes[part.pk]) for part in self.parts]

    def between(self, first: str, last: str) -> list[str]:
        """Return the keys from one unit to another one, both too; without the other one to the end."""
        keys = [row.key for row in self.rows]
        if first not in keys or (last and last not in keys):
            return []
        start, end = keys.index(first), keys.index(last) if last else len(keys) - 1
        return keys[start : end + 1]

    def named(self, lines: Iterable[str]) -> list[tuple[str, list[Row]]]:
        """Return by line of a list that was pasted the units that it may mean."""
        by_name = dict[str, list[Row]]()
        for row, names in zip(self.rows, self._names, strict=True):
            for name in names:
                by_name.setdefault(name, []).append(row)
        return [(line, by_name.get(fold(line.partition(",")[0]), [])) for line in lines]

    @cached_property
    def _names(self) -> list[set[str]]:
        """By row how it is called: with the word of its kind, and without."""
        found = []
        for one in self._found:
            unit: Any = one.area or one.to_come
            found.append({fold(unit.full_name), fold(unit.name)})
        return found


def key_of(one: Below) -> str:
    """Return by what the page calls a unit: one that is there, or one to come."""
    return f"u{one.area.pk}" if one.area else f"p{one.to_come.pk}" if one.to_come else ""


def _homes_of(one: Below, homes: dict[int, int], coming: dict[int, int]) -> int:
    if one.area:
        return homes.get(one.area.pk, 0)
    return coming.get(one.to_come.pk, 0) if one.to_come else 0
