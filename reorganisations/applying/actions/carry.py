"""One operation carried out: units begin and end, and whatever points to them follows by the rules of the registry."""

from collections.abc import Callable, Collection, Sequence
from datetime import date, datetime
from typing import Any

from django.apps import apps
from django.db.models import QuerySet

from areas import reorganising as units
from areas.actions import holder_of, open_area
from areas.kinds import Level, level_of
from areas.models import Area
from households.declarations.actions.handing_over import close_registers, open_register
from households.lifecycle.actions.rehoming import is_left, rehome
from reorganisations.applying.actions.trace import TEAMS, Trace
from reorganisations.applying.rules.registry import BY_HOUSEHOLD, OPEN_ROWS, Rule, columns_of
from reorganisations.models import Operation, Part
from rollup.placing import place_below
from teams.founding.actions.following import follow

Kind = Operation.Kind
HOUSEHOLD, TEAM = ("households.Household", "village"), ("teams.TeamVillage", "village")
DECLARATION = ("households.Declaration", "area")


class Carrying:
    """One operation on its way: its day, its document, who does it, and what was done so far."""

    def __init__(
        self,
        *,
        by: Any,
        operation: Operation,
        parts: Sequence[Part],
        at: datetime,
        said: set[tuple[str, int]],
    ) -> None:
        decision = operation.reorganisation
        self.by, self.operation, self.at, self.trace = by, operation, at, Trace()
        self.on: date = decision.effective_on  # type: ignore[assignment]  # an approved one has its day
        self.document = decision.number
        # In which columns something open points to which units; what goes along is added (`above.said_of`).
        self.said = said
        self.sources = [one.area for one in parts if one.side == Part.Side.FROM and one.area]
        self.targets = [one for one in parts if one.side == Part.Side.TO]

    def run(self) -> Trace:
        """Do it."""
        _HOW[self.operation.kind](self)
        return self.trace

    def merge(self) -> None:
        """Put units together, into a new one or into one of them."""
        (part,) = self.targets
        new = self._target(part)
        old = [one for one in self.sources if one != new]
        self._take_in(old, new)
        if DECLARATION in columns_of(Rule.REGISTERS) and new.level >= Level.COMMUNE:
            facts: dict[str, Any] = {"by": self.by, "on": self.on, "source": self.document}
            of = [*old, new] if self._has_said(part, new) else old
            self.trace.changed(open_register(village=new, of=of, **facts))
        self._close(old)
        self._style(part, new)

    def _has_said(self, part: Part, new: Area) -> bool:
        """Say whether a unit has said something of its own until the day: one that began on it only of what a decision made it of."""
        if part.is_new or new.opened_on != self.on:
            return not part.is_new
        return Part.unscoped.targets().filter(area=new, is_new=True).exists()

    def _take_in(self, old: Sequence[Area], new: Area) -> None:
        """Let whatever stands in units go into the one that they become."""
        for one in old:
            self._hand_over(one, new)

    def split(self) -> None:
        """Put the households of a village into others, each as it was assigned; the others wait in the commune."""
        (old,) = self.sources
        taking = next((one for one in self.targets if one.takes_teams), self.targets[0])
        given = self._teams_given()
        for part in self.targets:
            new = self._target(part)
            if new != old:
                keys = part.assignments.values_list("household_id", flat=True)
                self._hand_over(old, new, set(keys), teams=False)
                others = {team for team, to in given.items() if to != part.pk}
                which = {"but": others} if part == taking else {"only": given.keys() - others}
                self._follow(old, new, **which)
        self._wait(old)
        if old not in [part.area for part in self.targets]:
            self._close([old])
        for part in self.targets:
            self._style(part, part.area)

    def end(self) -> None:
        """End villages in which nothing stands."""
        self._close(self.sources)

    def change(self) -> None:
        """Call a village otherwise, or put it into another commune."""
        for part in self.targets:
            self._style(part, part.area)

    def _target(self, part: Part) -> Area:
        """Return the unit of a part, made where it is new."""
        if part.area:
            return part.area
        facts = {"kind": part.kind, "name": part.name, "code": part.code, "opened_on": self.on}
        parent, level = part.parent, level_of(part.kind) or Level.VILLAGE
        part.area = open_area(parent=parent, level=level, document=self.document, **facts)  # type: ignore[arg-type]  # a part of this side has a parent
        part.is_new = True
        part.save(update_fields=["area", "is_new"])
        self.trace.begun(part.area)
        return part.area

    def _hand_over(
        self, old: Area, new: Area, keys: Collection[int] | None = None, *, teams: bool = True
    ) -> None:
        """Let the households of a village, all or those with these keys, and its teams go to another one."""
        moved = list[int]()
        if HOUSEHOLD in columns_of(Rule.HOUSEHOLDS):
            moved = rehome(old=old, new=new, on=self.on, at=self.at, keys=keys)
            self.trace.homes(old, new, moved, self.at)
        if teams:
            self._follow(old, new)
        if teams and keys is None:
            self._take_along(old, new)
        share = new.households.open().filter(pk__in=moved).count() if moved else 0
        self.trace.changed(units.became({old: share}, new, on=self.on, document=self.document))

    def _follow(self, old: Area, new: Area, **which: Collection[int]) -> None:
        """Let the teams of a village, all or some, be for another one."""
        if TEAM in columns_of(Rule.TEAMS):
            self.trace.served(old, new, follow(old=old, new=new, on=self.on, **which))

    def _teams_given(self) -> dict[int, int]:
        """Return by team the part of a split for which it was before; the others are for the one that takes teams."""
        parts = {one.pk for one in self.targets}
        given = self.operation.trace.get(TEAMS, ())
        return {team: part for team, part in given if part in parts}

    def _take_along(self, old: Area, new: Area) -> None:
        """Let what is open point to the successor."""
        for label, field in columns_of(Rule.OPEN):
            model: Any = apps.get_model(label)
            rows = model.unscoped.filter(OPEN_ROWS[f"{label}.{field}"], **{field: old})
            keys = list(rows.order_by("pk").values_list("pk", flat=True))
            model.unscoped.filter(pk__in=keys).update(**{field: new})
            self.trace.followed(label, field, old, keys)

    def _with_households(self, commune: Area, keys: Collection[int]) -> None:
        """Let what is open of the households of villages be of the commune where these stand now."""
        for name, way in BY_HOUSEHOLD.items():
            label, _dot, field = name.rpartition(".")
            rows: Any = apps.get_model(label).unscoped.filter(OPEN_ROWS[name])
            rows = rows.filter(**{f"{way}__in": keys}).exclude(**{field: commune})
            for pk in sorted(set(rows.values_list(field, flat=True))):
                old = Area.unscoped.get(pk=pk)
                self._point(label, field, old, commune, rows.filter(**{field: pk}))

    def _point(self, label: str, field: str, old: Area, new: Area, rows: QuerySet[Any]) -> None:
        """Let rows point to another unit; which they were is noted."""
        keys = list(rows.order_by("pk").values_list("pk", flat=True))
        if not keys:
            return
        rows.model._base_manager.filter(pk__in=keys).update(**{field: new})  # noqa: SLF001 - tables between two have no other
        self.trace.followed(label, field, old, keys)
        self.said.add((f"{label}.{field}", new.pk))

    def _wait(self, old: Area) -> None:
        """Put whoever is in no part of a split into the commune's "Chưa phân thôn"."""
        if any(part.area == old for part in self.targets):
            staying = self.operation.assignments.filter(part__area=old).values("household")
            keys = set(old.households.exclude(pk__in=staying).values_list("pk", flat=True))
            if keys:
                self._hand_over(old, self._holder(old), keys, teams=False)
        elif old.households.exists() or is_left(old, self.on):
            self._hand_over(old, self._holder(old), teams=False)

    def _holder(self, old: Area) -> Area:
        commune: Any = old.commune
        return holder_of(by=self.by, commune=commune, since=self.on)

    def _close(self, some: Sequence[Area]) -> None:
        """End units, but those that the official lists have ended already; what they declared ends with them."""
        facts: dict[str, Any] = {"by": self.by, "on": self.on, "source": self.document}
        declared = [one for one in some if one.level >= Level.COMMUNE]
        if DECLARATION in columns_of(Rule.REGISTERS) and declared:
            self.trace.changed(close_registers(villages=declared, **facts))
        standing = [one for one in some if one.is_open]
        if standing:
            units.end(standing, self.on)
            self.trace.ended(standing)

    def _style(self, part: Part, area: Area | None) -> None:
        """Call a village that lives on as its part says, and put it where it says."""
        parent: Any = part.parent
        if area is None or part.is_new:
            return
        code = part.code or area.code
        now = (area.kind, area.name, area.code, area.parent_id)
        if now == (part.kind, part.name, code, parent.pk):
            return
        self.trace.styled(area)
        has_moved = area.parent_id != parent.pk
        facts = {"kind": part.kind, "name": part.name, "code": code, "parent": parent}
        units.restyle(area, on=self.on, document=self.document, **facts)
        place_below(area)
        if has_moved and parent.is_commune:
            self._with_households(parent, [area.pk])


_HOW: dict[str, Callable[[Carrying], None]] = {
    Kind.MERGE: Carrying.merge,
    Kind.SPLIT: Carrying.split,
    Kind.END: Carrying.end,
    Kind.MOVE: Carrying.change,
    Kind.CHANGE: Carrying.change,
}
