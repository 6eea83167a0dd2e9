"""The first communes to call, from what the dashboard has read already.

The full list (reports.calls) has the same order: the most villages without a team, then the most
households not covered in them. It also says more of each call; here the last ones are enough.
"""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import Any, NamedTuple

from django.db.models import DateField, F, OuterRef, Subquery

from areas.composed import Composed, Slot, Slots, by_keys, instances
from areas.counts import CommuneVillageCount
from areas.kinds import Kind, Level, Unit
from areas.models import Area
from households.models import VillageCount
from reports.below import Below
from reports.calls import CALLS, Call, gaps_of, officers_of, told
from reports.models import Contact
from teams.models import State, VillageTeamCount

# So many communes of equal weight are told apart by their households; more are not.
_TIED = 500
# Of the country fewer: whoever leads it calls provinces, and its page is made the most often.
_TIED_THERE = 60
# Inside one province or district, more than so many are read with all of it: so many keys take longer.
_MANY = 20


class Missing(NamedTuple):
    """A village without a team, the key of its commune, and its households that are not covered."""

    commune: int
    homes: int | None
    # Where it stands in Vietnamese order, before its key.
    place: str
    pk: int
    kind: str
    name: str
    # Kind and name of the commune, of its district and of its province, where they were asked.
    above: tuple[Any, ...] = ()


def first_calls(area: Area, inside: Below, day: date) -> list[Call]:
    """Return the first communes to call about villages without a team.

    Two queries for a commune, three for a province or district, four for the country.
    """
    gaps = _gaps(area, inside)
    lacking = _lacking(area, inside, gaps, day)
    if not lacking:
        return []
    homes = {pk: sum([one.homes or 0 for one in ones]) for pk, ones in lacking.items()}
    first = sorted(lacking, key=lambda pk: (-gaps[pk], -homes[pk], pk))[:CALLS]
    communes = _communes(area, inside, [lacking[pk][0] for pk in first])
    officers = officers_of(first)
    contacts = _contacts(first)
    return [
        Call(
            commune=communes[pk][0],
            above=communes[pk][1],
            day=day,
            missing=gaps[pk],
            homes=homes[pk],
            villages=[
                Unit(one.pk, Level.VILLAGE, one.kind, one.name)
                for one in sorted(lacking[pk], key=lambda one: (one.place, one.pk))
            ],
            officer=officers.get(pk),
            **told(contacts[pk]),
        )
        for pk in first
    ]


def _lacking(
    area: Area, inside: Below, gaps: dict[int, int], day: date
) -> dict[int, list[Missing]]:
    """Return the villages without a team of each commune that may be among the first."""
    own = area.level == Level.COMMUNE
    lacking = defaultdict[int, list[Missing]](list)
    for one in _own(area, inside) if own else _missing(area, _tied(gaps), day):
        lacking[one.commune].append(one)
    return lacking


def _gaps(area: Area, inside: Below) -> dict[int, int]:
    """Return how many villages without a team each commune has; of the country, those that lack most."""
    match area.level:
        case Level.COUNTRY:
            return {pk: n for pk, n in _lacking_most() if n > 0}
        case Level.COMMUNE:
            return {area.pk: inside.whole.team_rate.gap}
        case _:
            return {unit.pk: unit.figures.team_rate.gap for unit in inside.communes}


@Composed
def _lacking_most() -> Any:
    """Compose the question for the communes of the country that lack most: as many as may be tied."""
    rows = gaps_of(CommuneVillageCount.unscoped.all()).order_by("-n", "commune_id")
    return rows.values_list("commune_id", "n")[:_TIED_THERE]


def _tied(gaps: dict[int, int]) -> list[int]:
    """Return the communes that may be among the first: those that lack no fewer than the last of them."""
    lacking = sorted((pk for pk, n in gaps.items() if n), key=lambda pk: (-gaps[pk], pk))
    if len(lacking) <= CALLS:
        return lacking
    fewest = gaps[lacking[CALLS - 1]]
    return [pk for pk in lacking if gaps[pk] >= fewest][:_TIED]


def _own(area: Area, inside: Below) -> Iterator[Missing]:
    """Return the villages of a commune, which the dashboard has."""
    for at, child in enumerate(inside.children):
        if child.state == State.NONE:
            homes = child.figures.covered_rate.gap
            yield Missing(area.pk, homes, f"{at:09}", child.pk, child.kind, child.name)


def _missing(area: Area, communes: list[int], day: date) -> Iterator[Missing]:
    """Read the villages without a team of these communes, of the country with names above. One query."""
    if not communes:
        return
    if area.level == Level.COUNTRY:
        rows = _named(communes=communes, day=day)
    elif len(communes) <= _MANY:
        rows = _unnamed(communes=communes, day=day)
    else:
        rows = _inside(Level(area.level))(unit=area.pk, day=day)
    wanted = set(communes)
    for commune, homes, place, pk, kind, name, *above in rows:
        if commune in wanted:
            yield Missing(commune, homes, place, pk, kind, name, tuple(above))


_ABOVE = (
    "commune__kind",
    "commune__name",
    "commune__district__kind",
    "commune__district__name",
    "commune__province__kind",
    "commune__province__name",
)


def _without_team(**within: Slot) -> Any:
    """Compose the villages without a team inside what a column of theirs and of their counts says."""
    day = Slot("day", DateField())
    covered = VillageTeamCount.unscoped.filter(teams__gt=0, **within).values("pk")
    uncovered = F("households") + F("declared_only") - F("covered")
    homes = VillageCount.unscoped.filter(pk=OuterRef("pk")).values(n=uncovered)
    villages = Area.unscoped.villages().on(day).filter(**within)
    # Of hundreds a few are shown: those are put in order here, by keys made for any engine.
    return villages.exclude(pk__in=covered).order_by().annotate(homes=Subquery(homes))


_COLUMNS = ("commune_id", "homes", "sort_key", "pk", "kind", "name")
_COMMUNES = Slots("communes")
_unnamed = Composed(lambda: _without_team(commune__in=_COMMUNES).values_list(*_COLUMNS))
_named = Composed(lambda: _without_team(commune__in=_COMMUNES).values_list(*_COLUMNS, *_ABOVE))


@cache
def _inside(level: Level) -> Composed:
    column = {Level.PROVINCE: "province", Level.DISTRICT: "district"}[level]
    return by_keys(lambda: _without_team(**{column: Slot("unit")}).values_list(*_COLUMNS))


def _communes(
    area: Area, inside: Below, first: list[Missing]
) -> dict[int, tuple[Area | Unit, str]]:
    """Return the communes of these villages and the names of the units between, as already read."""
    if area.level == Level.COMMUNE:
        return {area.pk: (area, "")}
    if area.level == Level.COUNTRY:
        return {one.commune: _told(one) for one in first}
    wanted = {one.commune for one in first}
    districts = {unit.pk: unit for unit in inside.children if unit.level == Level.DISTRICT}
    return {
        unit.pk: (unit, str(districts.get(unit.district_id or 0, "")))
        for unit in inside.communes
        if unit.pk in wanted
    }


def _told(one: Missing) -> tuple[Unit, str]:
    commune_kind, commune_name, *between = one.above
    pairs = zip(between[::2], between[1::2], strict=True)
    names = [f"{Kind(kind).label} {name}" for kind, name in pairs if kind]
    return Unit(one.commune, Level.COMMUNE, commune_kind, commune_name), ", ".join(names)


def _contacts(communes: list[int]) -> dict[int, list[Contact]]:
    """Return all calls to each commune, newest first: of so few communes that no window is worth its price."""
    found = defaultdict[int, list[Contact]](list)
    for contact in instances(Contact, _CONTACT, _calls(communes=communes)):
        found[contact.commune_id].append(contact)
    return found


_CONTACT = [field.attname for field in Contact._meta.concrete_fields]


@by_keys
def _calls() -> Any:
    rows = Contact.unscoped.filter(commune__in=Slots("communes"))
    return rows.order_by("-called_on", "-pk").values_list(*_CONTACT)
