"""The units of a report's rows, as they stood on its last day, and what the register says of them."""

from collections.abc import Collection
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cached_property

from django.db.models import Q

from areas.kinds import Kind, Level
from areas.models import Area
from figures.standing import COLUMNS, Parents, lies_in
from periodic.drafts.queries.facts import COLUMN, Asked, Parts, facts_of
from periodic.drafts.queries.parts import Part, parts_of
from periodic.drafts.queries.remembered import Register
from periodic.drafts.queries.rest import rest_of
from periodic.models import FormVersion, Period, Report
from web.scope import keys_along

_ROWS = {
    Level.COMMUNE: Level.VILLAGE,
    Level.DISTRICT: Level.COMMUNE,
    Level.PROVINCE: Level.COMMUNE,
    Level.COUNTRY: Level.PROVINCE,
}


def whole_on(area: Area, day: date) -> Asked:
    """Ask of a past day of all that lay in a unit then, wherever it stands now; of the country all lies there."""
    if area.level == Level.COUNTRY:
        return Asked(area, day, day)
    parents = Parents(area, day)
    # Before its villages are read, which are told of it, too.
    have_moved = area.level < Level.COMMUNE and bool(parents.of)
    asked = Asked(area, day, day, villages=_lay(area, parents))
    if not have_moved:
        return asked
    rows = Area.unscoped.communes().filter(area.below()).order_by()
    now = rows.values_list("pk", "province_id", "district_id")
    stayed = {pk for pk, *up in now if lies_in(area, parents.columns((pk, *up, pk)))}
    went = {pk: pk for pk in parents.communes}
    return replace(asked, among=stayed | went.keys(), elsewhere=went)


def _lay(area: Area, parents: Parents) -> dict[int, int | None]:
    """Return in which part of a unit villages lay that stand in another commune now; None is in none of it."""
    at, found = COLUMNS.index(COLUMN[Level(area.level)]), dict[int, int | None]()
    for pk, columns in parents.villages(area).items():
        found[pk] = columns[at] if lies_in(area, columns) else None
    return found


@dataclass
class Units:
    """The unit that a report is of, with those of its rows."""

    period: Period
    area: Area
    version: FormVersion
    report: Report | None
    moment: datetime | None
    # Whether what is read of units below may be remembered: of a page, not of what is frozen.
    remembers: bool = False
    # By day, what stood elsewhere on it; each is read once.
    stood_elsewhere: dict[date, Parents] = field(default_factory=dict)
    villages_elsewhere: dict[date, dict[int, int | None]] = field(default_factory=dict)

    @property
    def sums_up(self) -> bool:
        """Whether it adds up reports of units below."""
        return self.area.level < Level.COMMUNE

    @property
    def level(self) -> Level:
        """The level of its rows."""
        return _ROWS[Level(self.area.level)]

    def asked(self, begins_on: date, ends_on: date) -> Asked:
        """Ask for days of the unit, as known at the moment."""
        lay = self.villages_then(ends_on)
        return Asked(self.area, begins_on, ends_on, self.moment, villages=lay)

    def rest(self, asked: Asked, told: Collection[int]) -> Asked:
        """Ask the register for what was not told by those who sent; of a commune, for all."""
        if not self.sums_up:
            return asked
        day = asked.ends_on
        others = [one for pk, one in self.inside(day).items() if pk not in told]
        return replace(asked, among=rest_of(asked, others), elsewhere=self.elsewhere(day))

    def facts_in(self, begins_on: date, ends_on: date, told: Collection[int]) -> Parts:
        """Return the facts of the parts of which nobody told; a page remembers those of units below."""
        asked = self.rest(self.asked(begins_on, ends_on), told)
        return self.register.facts(asked) if self.register else facts_of(asked)

    @cached_property
    def register(self) -> Register | None:
        """What is remembered of the units below; nothing of what was known at a moment."""
        if not self.remembers or self.moment or not self.sums_up:
            return None
        return Register(self.area, COLUMN[Level(self.area.level)], self.since)

    @property
    def since(self) -> date:
        """The first day of which anything is asked."""
        return self.period.ends_on

    def parents(self, day: date) -> Parents:
        """Return what stood elsewhere on a day; nothing is read where the stamps of the register say that nothing did."""
        if day not in self.stood_elsewhere:
            stamps = self.register.stamps if self.register else None
            self.stood_elsewhere[day] = Parents(self.area, day, have_moved=stamps is None)
        return self.stood_elsewhere[day]

    @property
    def every(self) -> dict[int, Part]:
        """All units of the rows that there ever were, those that left since, too, as far as rows name them and say since when."""
        return self._of_tree[0]

    @property
    def units_above(self) -> list[Part]:
        """What it lies in, nearest first."""
        return self._of_tree[1]

    @cached_property
    def _of_tree(self) -> tuple[dict[int, Part], list[Part]]:
        """Both in one query."""
        here = self.area.below()
        if left := self.left_since(self.since) | self.left_since(self.period.ends_on):
            here |= Q(pk__in=left)
        above = keys_along(self.area.path)[-2::-1]
        rows = Area.unscoped.filter(Q(here, level=self.level) | Q(pk__in=above)).in_order()
        found = {one.pk: one for one in parts_of(rows)}
        return found, [found.pop(key) for key in above]

    def left_since(self, day: date) -> set[int]:
        """Return the communes that stood in the unit on a day, where these are its rows, and stand elsewhere now."""
        return self.parents(day).communes if self.level == Level.COMMUNE else set()

    def villages_then(self, day: date) -> dict[int, int | None]:
        """Return the villages that stand in another commune since a day, with the part in which each lay; None is none of this."""
        if day not in self.villages_elsewhere:
            self.villages_elsewhere[day] = _lay(self.area, self.parents(day))
        return self.villages_elsewhere[day]

    def elsewhere(self, day: date) -> dict[int, int]:
        """Return the communes that went to another row since a day, with the row of then: themselves, or their province."""
        if self.level == Level.COMMUNE:
            return {pk: pk for pk in self.left_since(day)}
        parents = self.parents(day)
        moved = Area.unscoped.filter(pk__in=parents.communes).values_list("pk", "province")
        rows = [(pk, now, parents.columns((pk, now, None, pk))[1]) for pk, now in moved]
        return {pk: then for pk, now, then in rows if then and then != now}

    def inside(self, day: date) -> dict[int, Part]:
        """All of them but communes that stood elsewhere on a day: there they are summed up."""
        if self.level != Level.COMMUNE or not self.have_moved(day):
            return self.every
        stood = self.every.items()
        return {pk: one for pk, one in stood if not one.stood_on(day) or self.was_inside(one, day)}

    def have_moved(self, day: date) -> bool:
        """Say whether any unit has moved since a day, or since the first of which anything is asked."""
        return any(self.parents(of).of for of in (self.since, day))

    @cached_property
    def there(self) -> dict[int, Part]:
        """The units of the rows that there were on the last day."""
        day = self.period.ends_on
        named = ((pk, one) for pk, one in self.every.items() if one.kind != Kind.UNASSIGNED)
        stood = {pk: one for pk, one in named if one.stood_on(day)}
        if not self.have_moved(day):
            return stood
        return {pk: one for pk, one in stood.items() if self.was_inside(one, day)}

    def was_inside(self, unit: Part, day: date) -> bool:
        """Say whether a unit stood in this one on a day."""
        now = (unit.pk, unit.province_id, unit.district_id, unit.commune_id or unit.pk)
        return unit.level == Level.PROVINCE or lies_in(self.area, self.parents(day).columns(now))
