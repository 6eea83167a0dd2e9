"""One operation on units above the village carried out: what stands below them goes along as it is.

Villages, their households, teams and movements live on in another place, so none of their rows is written. Only what is said of
the units themselves follows by the registry, and "Chưa phân thôn" of a commune, which is no village, goes into that of another.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any

from django.apps import apps
from django.db.models import Count, Model, QuerySet, Value

from areas import reorganising as units
from areas.actions import add_rows, holder_of
from areas.ended import heirs_of
from areas.kinds import Kind as UnitKind, Level
from areas.models import Area
from areas.replanting import below, ended_since, replant, within
from households.lifecycle.actions.rehoming import is_left
from households.models import Household
from reorganisations.applying.actions.carry import TEAM, Carrying
from reorganisations.applying.queries.preview_above import column_of
from reorganisations.applying.rules.registry import (
    ALIKE,
    OPEN_ROWS,
    Rule,
    columns_of,
)
from reorganisations.models import Operation, Part
from rollup.placing import place_within
from teams.models import Team

Kind = Operation.Kind


class CarryingAbove(Carrying):
    """One operation on communes, districts or provinces on its way; or one that forms such a unit."""

    def run(self) -> Any:
        """Do it."""
        _HOW[self.operation.kind](self)
        return self.trace

    def _take_in(self, old: Sequence[Area], new: Area) -> None:
        self._give(self._all_below(old), new)
        self._give_holders(old, new)
        self._give_teams(old, new)
        self._give_rest(old, new)

    def split(self) -> None:
        """Put what stands below a unit below others, each as it was assigned."""
        (old,) = self.sources
        taking = next((one for one in self.targets if one.takes_teams), self.targets[0])
        there, heirs = _keys(below(old)), heirs_of(ended_since([old], self.on))
        for part in self.targets:
            new, keys = self._target(part), allotted_to(part)
            if new != old:
                self._give({old: keys & there | _all_in(heirs, keys)}, new)
                self._give_holders([old], new, keys)
                self._give_teams([old] if part == taking else [], new)
        if old not in [part.area for part in self.targets]:
            self._close([old])
        for part in self.targets:
            self._style(part, part.area)

    def end(self) -> None:
        """End units: what stands below a district stands below what that stood below; of others nothing is there."""
        parents: dict[Any, Any] = {one.parent_id: one.parent for one in self.sources}
        for pk, parent in sorted(parents.items()):
            old = [one for one in self.sources if one.parent_id == pk]
            self._plant(self._all_below(old), parent)
        self._close(self.sources)

    def form(self) -> None:
        """Put units, which live on, below a new one."""
        (part,) = self.targets
        new = self._target(part)
        parents: dict[Any, Any] = {one.parent_id: one.parent for one in self.sources}
        for pk, old in sorted(parents.items()):
            keys = {one.pk for one in self.sources if one.parent_id == pk}
            go = self._give if old.level == new.level else self._plant
            go({old: keys}, new)

    def _all_below(self, units: Sequence[Area]) -> dict[Area, set[int]]:
        """Return what stands right below units, and what ended there since the day. Two queries."""
        found, of = {one: set[int]() for one in units}, {one.pk: one for one in units}
        for rows in (below(*units), ended_since(units, self.on)):
            for pk, parent in rows.values_list("pk", "parent_id"):
                found[of[parent]].add(pk)
        return found

    def _target(self, part: Part) -> Area:
        is_there = part.area is not None
        area = super()._target(part)
        if area.is_commune and not is_there:
            add_rows([area])
        return area

    def _give(self, given: Mapping[Area, Collection[int]], new: Area) -> None:
        """Let units below some go below another, with lines of descent that say how many households they are."""
        homes = dict.fromkeys(given, 0) | self._households(given)
        self._plant(given, new)
        self.trace.changed(units.became(homes, new, on=self.on, document=self.document))

    def _households(self, given: Mapping[Area, Collection[int]]) -> dict[Area, int]:
        """Return how many households stand in the units of each that go. One query."""
        of, keys = {one.pk: one for one in given}, {pk for some in given.values() for pk in some}
        (level,) = {Level(one.level) for one in given}
        # Below a commune they are villages: what stands in these alone is read.
        go: Any = keys if level == Level.COMMUNE else Area.unscoped.filter(within(keys))
        homes = Household.unscoped.open().filter(village__in=go)
        above = homes.order_by().values_list(f"village__{column_of(level)}")
        return {of[pk]: n for pk, n in above.annotate(n=Count("pk"))}

    def _plant(self, given: Mapping[Area, Collection[int]], new: Area) -> None:
        keys = {pk for some in given.values() for pk in some}
        late = replant(given, new, on=self.on, at=self.at, document=self.document)
        self.trace.replanted(late, new, self.at)
        place_within(keys)
        if new.is_commune:
            self._with_households(new, keys)

    def _give_rest(self, old: Sequence[Area], new: Area) -> None:
        """Let what is said of units as a whole follow into the one that took them in. No query where nothing is said."""
        for label, field in _columns():
            for one in old:
                if (f"{label}.{field}", one.pk) in self.said:
                    self._point(label, field, one, new, follows(label, field, one, new))

    def _give_holders(
        self, old: Sequence[Area], new: Area, keys: Collection[int] | None = None
    ) -> None:
        """Let those of "Chưa phân thôn" go into that of another commune; with keys only where it is among them."""
        holders = Area.unscoped.filter(commune__in=old, kind=UnitKind.UNASSIGNED).order_by("pk")
        for one in holders:
            if keys is not None and one.pk not in keys:
                continue
            if one.households.exists() or is_left(one, self.on):
                into = holder_of(by=self.by, commune=new, since=self.on)
                self._hand_over(one, into, teams=False)

    def _give_teams(self, old: Sequence[Area], new: Area) -> None:
        """Let the teams of communes themselves be of another one. Two of one commune are settled by a decision on them."""
        if TEAM in columns_of(Rule.TEAMS):
            of = [one for one in old if one.is_commune]
            teams = Team.unscoped.filter(area__in=of)
            there = set(teams.values_list("area", flat=True))
            for one in of:
                if one.pk in there:
                    self._point("teams.Team", "area", one, new, teams.filter(area=one))


def _all_in(heirs: Mapping[int, Sequence[Area]], keys: Collection[int]) -> set[int]:
    """Return the units that ended of which all that they are now is among some units."""
    return {pk for pk, now in heirs.items() if now and {one.pk for one in now} <= set(keys)}


def allotted_to(part: Part) -> set[int]:
    """Return the keys of the units that were assigned to a part, those too that the decision has made since."""
    rows = part.allotments.values_list("area", "to_come__area")
    return {area or made for area, made in rows} - {None}


def follows(label: str, field: str, old: Area, new: Area) -> QuerySet[Any]:
    """Return the open rows of a unit that follow into another one: not those whose like is there."""
    rows = _open_rows(label, field)
    mine, there = rows.filter(**{field: old}), rows.filter(**{field: new})
    for column in ALIKE.get(f"{label}.{field}", ()):
        mine = mine.exclude(**{f"{column}__in": list(there.values_list(column, flat=True))})
    return mine


def _columns() -> list[tuple[str, str]]:
    return [*columns_of(Rule.OPEN), *columns_of(Rule.FOLLOWS)]


def said_of(operations: Sequence[Operation]) -> set[tuple[str, int]]:
    """Return in which columns something open points to which of the units that operations change. One query."""
    units = Part.unscoped.sources().filter(operation__in=operations).values("area")
    rows = [
        _open_rows(label, field)
        .filter(**{f"{field}__in": units})
        .order_by()
        .annotate(of=Value(f"{label}.{field}"))
        .values_list("of", field)
        for label, field in _columns()
    ]
    return set(rows[0].union(*rows[1:]).order_by()) if rows else set()


def _open_rows(label: str, field: str) -> QuerySet[Any]:
    model: type[Model] = apps.get_model(label)
    return model._base_manager.filter(OPEN_ROWS[f"{label}.{field}"])  # noqa: SLF001 - tables between two have no other


def _keys(rows: QuerySet[Area]) -> set[int]:
    return set(rows.values_list("pk", flat=True))


_HOW: dict[str, Callable[[CarryingAbove], None]] = {
    Kind.MERGE: CarryingAbove.merge,
    Kind.SPLIT: CarryingAbove.split,
    Kind.END: CarryingAbove.end,
    Kind.MOVE: CarryingAbove.change,
    Kind.CHANGE: CarryingAbove.change,
    Kind.FORM: CarryingAbove.form,
}
