"""One operation on units above the village carried out: what stands below them goes along as it is.

Villages, their households, teams and movements live on in another place, so none of their rows is written. Only what is said of
the units themselves follows by the registry, and "Chưa phân thôn" of a commune, which is no village, goes into that of another.
"""

from collections.abc import Callable, Collection, Sequence
from typing import Any

from django.apps import apps
from django.db.models import Model, QuerySet

from areas import reorganising as units
from areas.actions import add_rows, holder_of
from areas.ended import heirs_of
from areas.kinds import Kind as UnitKind
from areas.models import Area, Succession
from areas.replanting import below, ended_since, replant, within
from households.declarations.actions.handing_over import open_register
from households.lifecycle.actions.rehoming import is_left
from households.models import Household
from reorganisations.applying.actions.carry import DECLARATION, TEAM, Carrying
from reorganisations.applying.rules.registry import (
    ALIKE,
    OPEN_ROWS,
    Rule,
    columns_of,
)
from reorganisations.models import Operation, Part
from rollup.counts import place_below
from teams.models import Team

Kind = Operation.Kind


class CarryingAbove(Carrying):
    """One operation on communes, districts or provinces on its way; or one that forms such a unit."""

    def run(self) -> Any:
        """Do it."""
        _HOW[self.operation.kind](self)
        return self.trace

    def merge(self) -> None:
        """Put units together, into a new one or into one of them."""
        (part,) = self.targets
        new = self._target(part)
        old = [one for one in self.sources if one != new]
        for one in old:
            self._give(one, new, self._all_below(one), place=False)
        # Once for all that went below it.
        place_below(new)
        for one in old:
            self._give_holder(one, new)
            self._give_teams(one, new)
        self._give_rest(old, new)
        if DECLARATION in columns_of(Rule.REGISTERS) and new.is_commune:
            facts: dict[str, Any] = {"by": self.by, "on": self.on, "source": self.document}
            # One that began on that very day has said nothing of its own.
            of = old if new.opened_on == self.on else [*old, new]
            self.trace.changed(open_register(village=new, of=of, **facts))
        self._close(old)
        self._style(part, new)

    def split(self) -> None:
        """Put what stands below a unit below others, each as it was assigned."""
        (old,) = self.sources
        taking = next((one for one in self.targets if one.takes_teams), self.targets[0])
        for part in self.targets:
            new, keys = self._target(part), allotted_to(part)
            if new != old:
                self._give(old, new, keys & _keys(below(old)) | self._followed(old, keys))
                self._give_holder(old, new, keys)
                self._give_teams(old, new if part == taking else old)
        if old not in [part.area for part in self.targets]:
            self._close([old])
        for part in self.targets:
            self._style(part, part.area)

    def end(self) -> None:
        """End units: what stands below a district stands below what that stood below; of others nothing is there."""
        for old in self.sources:
            parent: Any = old.parent
            self._plant(old, parent, self._all_below(old))
        self._close(self.sources)

    def form(self) -> None:
        """Put units, which live on, below a new one."""
        (part,) = self.targets
        new = self._target(part)
        parents: dict[Any, Any] = {one.parent_id: one.parent for one in self.sources}
        for pk, old in sorted(parents.items()):
            keys = {one.pk for one in self.sources if one.parent_id == pk}
            if old.level == new.level:
                self._give(old, new, keys)
            else:
                self._plant(old, new, keys)

    def _all_below(self, unit: Area) -> set[int]:
        """Return what stands right below a unit, and what ended there since the day."""
        return _keys(below(unit)) | _keys(ended_since(unit, self.on))

    def _followed(self, unit: Area, keys: Collection[int]) -> set[int]:
        """Return what ended there since the day, and all of which is one of some units by now."""
        heirs = heirs_of(ended_since(unit, self.on))
        return {pk for pk, now in heirs.items() if now and {one.pk for one in now} <= set(keys)}

    def _target(self, part: Part) -> Area:
        is_there = part.area is not None
        area = super()._target(part)
        if area.is_commune and not is_there:
            add_rows([area])
        return area

    def _give(self, old: Area, new: Area, keys: Collection[int], *, place: bool = True) -> None:
        """Let units below one go below another, with a line of descent that says how many households they are."""
        villages = Area.unscoped.filter(within(keys)).values("pk")
        homes = Household.unscoped.open().filter(village__in=villages).count()
        self._plant(old, new, keys, place=place)
        known = Succession.unscoped.filter(predecessor=old, successor=new, on=self.on)
        before = known.values("households", "document", "undecided").first()
        row = units.became(old, new, on=self.on, households=homes, document=self.document)
        known.update(undecided=False)
        self.trace.changed([(row, before)])

    def _plant(self, old: Area, new: Area, keys: Collection[int], *, place: bool = True) -> None:
        late = replant(old, new, keys, on=self.on, at=self.at, document=self.document)
        self.trace.replanted(old, new, self.at, late)
        if place:
            place_below(new)
        if new.is_commune:
            self._with_households(new, keys)

    def _give_rest(self, old: Sequence[Area], new: Area) -> None:
        """Let what is said of units as a whole follow into the one that took them in. One query for each column of which nothing is said."""
        for label, field in [*columns_of(Rule.OPEN), *columns_of(Rule.FOLLOWS)]:
            rows = _open_rows(label, field).filter(**{f"{field}__in": old})
            said = set(rows.order_by().values_list(field, flat=True).distinct())
            for one in old:
                if one.pk in said:
                    self._point(label, field, one, new, follows(label, field, one, new))

    def _give_holder(self, old: Area, new: Area, keys: Collection[int] | None = None) -> None:
        """Let those of "Chưa phân thôn" go into that of another commune; with keys only where it is among them."""
        holder = Area.unscoped.filter(commune=old, kind=UnitKind.UNASSIGNED).first()
        if holder is None or (keys is not None and holder.pk not in keys):
            return
        if holder.households.exists() or is_left(holder, self.on):
            into = holder_of(by=self.by, commune=new, since=self.on)
            self._hand_over(holder, into, teams=False)

    def _give_teams(self, old: Area, new: Area) -> None:
        """Let the teams of a commune itself be of another one. Two of one commune are settled by a decision on them."""
        if old != new and old.is_commune and TEAM in columns_of(Rule.TEAMS):
            self._point("teams.Team", "area", old, new, Team.unscoped.filter(area=old))

    def _close(self, villages: Sequence[Area]) -> None:
        """End units; what they declared ends with them."""
        super()._close([one for one in villages if one.is_commune])
        self._end([one for one in villages if not one.is_commune])


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
