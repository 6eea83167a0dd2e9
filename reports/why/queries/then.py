"""What moved households in a unit as it stood: each movement where its village stood on the day, and what villages brought and took along.

Between two days on which something in or around the unit was put elsewhere, all stood where it stood: a stretch.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple

from django.db.models import Case, F, IntegerField, Min, Q, Sum, Value, When

from areas.kinds import Level
from areas.models import Area, Placement
from figures.changes import stood_elsewhere
from figures.places import Asked, places_on
from households.models import Movement

# The columns of the units right below one, by its level.
BELOW: dict[Level, tuple[str, ...]] = {
    Level.COUNTRY: ("province_id",),
    Level.PROVINCE: ("district_id", "commune_id"),
    Level.DISTRICT: ("commune_id",),
    Level.COMMUNE: ("area_id",),
}


class Step(NamedTuple):
    """A village that was put elsewhere: its households, those covered, and the units of the area it left and came to."""

    n: int
    of: int
    left: int | None
    came: int | None


class Stood:
    """Where the villages of a unit stood, stretch by stretch, between two days. Some queries a stretch."""

    def __init__(self, area: Area, since: date, until: date) -> None:
        self.area, self.since, self.until = area, since, until
        self.begins = [since, *_changes(area, since, until)]
        group = BELOW[Level(area.level)]
        self._places = [places_on(Asked(area, day, group), None) for day in self.begins]

    def unit(self, village: int, stretch: int) -> int | None:
        """Return the unit right below in which a village stood in a stretch; None where it stood outside."""
        one = self._places[stretch].villages.get(village)
        if one is None or one.key is None:
            return None
        return next((pk for pk in one.key if pk), self.area.pk)

    def between(self) -> Any:
        """Return the movements of the days between, of villages while they stood in the unit."""
        found = Q(pk=None)
        ends = [*self.begins[1:], None]
        for stretch, (begin, end) in enumerate(zip(self.begins, ends, strict=True)):
            inside = [pk for pk in self._places[stretch].villages if self.unit(pk, stretch)]
            days = Q(day__gte=begin) & (Q(day__lt=end) if end else Q())
            found |= days & Q(village__in=inside)
        return Movement.unscoped.filter(found, day__gt=self.since, day__lte=self.until)

    def sums(self, **sums: Any) -> tuple[dict[int, Counter[str]], list[Step]]:
        """Add up movements by the unit right below, and tell which villages were put elsewhere. One query."""
        found = defaultdict[int, Counter[str]](Counter)
        told = defaultdict[int, dict[int, Mapping[str, int]]](dict)
        every = {"every_n": Sum("covered"), "every_of": Sum("households")}
        for row in self._rows().values("village_id", "stretch").annotate(**every, **sums):
            village, stretch = row.pop("village_id"), row.pop("stretch")
            numbers = {name: n or 0 for name, n in row.items()}
            told[village][stretch] = numbers
            if unit := self.unit(village, stretch):
                found[unit].update({name: numbers[name] for name in sums})
        return found, [step for pk, rows in told.items() for step in self._steps(pk, rows)]

    @property
    def first_day(self) -> date | None:
        """The first day that anything is known of."""
        day: date | None = self._rows().aggregate(day=Min("day"))["day"]
        return day

    def _rows(self) -> Any:
        further = set[int]().union(*(one.further for one in self._places))
        here = self._places[0].asked.today("village") | Q(village__in=further)
        later = enumerate(self.begins[1:])
        stretch = Case(
            *(When(day__lt=day, then=Value(n)) for n, day in later),
            default=Value(len(self.begins) - 1),
            output_field=IntegerField(),
        )
        rows = Movement.unscoped.filter(here, day__lte=self.until)
        return rows.annotate(stretch=stretch).order_by()

    def _steps(self, village: int, rows: Mapping[int, Mapping[str, int]]) -> Iterator[Step]:
        """Return what went along each time that a village was put elsewhere: what had moved there before."""
        n = of = 0
        for stretch in range(1, len(self.begins)):
            before = rows.get(stretch - 1, {})
            n, of = n + before.get("every_n", 0), of + before.get("every_of", 0)
            left, came = self.unit(village, stretch - 1), self.unit(village, stretch)
            if left != came and (n or of):
                yield Step(n, of, left, came)


def _changes(area: Area, since: date, until: date) -> list[date]:
    """Return the days, after the first and up to the last, on which something was put into a unit, out of it, or elsewhere in it."""
    stood = stood_elsewhere(area, since, along=False)
    days = {day for one in stood for day in (one.since, one.until)}
    if units := {one.unit for one in stood}:
        # Of what stood in a unit that moved itself: it may have moved by itself, too.
        rows = Placement.unscoped.filter(parent__in=units, valid_to__gt=since)
        rows = rows.exclude(parent=F("area__parent"))
        days |= {day for pair in rows.values_list("valid_from", "valid_to") for day in pair if day}
    return sorted(day for day in days if since < day <= until)
