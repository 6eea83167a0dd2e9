"""The households of a village that is split: where each was assigned, and what is left."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from areas.names import fold
from households.assigning.rules import Home, chosen, streets
from households.models import Household, Status
from reorganisations.drafting.queries.of_split import OfSplit
from reorganisations.models import Assignment, Part


class Street(NamedTuple):
    """A hamlet or street: its name, how many households, and to which part all of them go; None where not all to one."""

    name: str
    n: int
    part: int | None


@dataclass
class Split(OfSplit):
    """One split of a village as one person sees it. Those that were merged into another household go along with it."""

    user: Any

    @cached_property
    def part_of(self) -> dict[int, int]:
        """By household the part it was assigned to."""
        rows = Assignment.unscoped.filter(operation=self.operation)
        return dict(rows.values_list("household", "part"))

    @property
    def everybody(self) -> Any:
        """All that may be assigned, those too that are out of the register."""
        rows = Household.objects.visible_to(self.user).filter(village=self.source)
        return rows.exclude(status=Status.MERGED).select_related("village")

    @cached_property
    def _rows(self) -> list[tuple[Home, bool]]:
        rows = self.everybody.order_by().values_list("pk", "hamlet", "closed_on")
        return [(Home(pk, hamlet), closed is None) for pk, hamlet, closed in rows]

    @cached_property
    def homes(self) -> list[Home]:
        """The households in the register."""
        return [home for home, is_open in self._rows if is_open]

    @property
    def streets(self) -> list[Street]:
        """Hamlets and streets, most households first."""
        where = dict[str, set[int | None]]()
        for home in self.homes:
            where.setdefault(fold(home.street), set()).add(self.part_of.get(home.pk))
        found = []
        for name, n in streets(self.homes):
            parts = where[fold(name)]
            found.append(Street(name, n, next(iter(parts)) if len(parts) == 1 else None))
        return found

    def along(self, street: str) -> list[int]:
        """Return the keys of a street, with those that are out of the register."""
        return chosen((home for home, _open in self._rows), street, None, None)

    @property
    def sums(self) -> list[tuple[Part, int]]:
        """How many households go to each part."""
        counts = Counter(self.part_of.get(home.pk) for home in self.homes)
        return [(part, counts[part.pk]) for part in self.parts]

    @property
    def left(self) -> list[int]:
        """The keys of those in the register that nobody assigned yet."""
        return [home.pk for home in self.homes if home.pk not in self.part_of]

    def found(
        self, street: str | None, numbers: tuple[int | None, int | None], words: str = ""
    ) -> Any:
        """Return those along a street, between two numbers, that contain every word; without any, those left."""
        rows = self.everybody.open()
        if street is None and numbers == (None, None) and not words:
            return rows.filter(pk__in=self.left).in_order()
        if street is not None or numbers != (None, None):
            rows = rows.filter(pk__in=chosen(self.homes, street, *numbers))
        return rows.matching(words).in_order() if words else rows.in_order()

    def named(
        self, keys: Iterable[int], lines: Sequence[str]
    ) -> "list[tuple[str, list[Household]]]":
        """Return by line of a list that was pasted the households it may mean: by a key, else by name and address."""
        homes = list(self.everybody.open().in_order())
        by_key, by_name = {home.pk: home for home in homes}, dict[str, list[Household]]()
        for home in homes:
            by_name.setdefault(fold(home.head_name), []).append(home)
        found = []
        for key, line in zip(keys, lines, strict=True):
            name, _comma, rest = line.partition(",")
            meant = [by_key[key]] if key in by_key else by_name.get(fold(name), [])
            nearer = [home for home in meant if fold(rest) and fold(rest) in fold(home.hamlet)]
            found.append((line, nearer or meant))
        return found
