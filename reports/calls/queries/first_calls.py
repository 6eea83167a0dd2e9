"""The first communes to call, from what the dashboard has read already.

The full lists (reports.calls.queries.calls) have the same order (reports.units.queries.needs). They also say more of each call;
here the last ones are enough.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from functools import cache
from typing import Any, NamedTuple

from django.db.models import DateField, F, OuterRef, Subquery

from areas.composed import Answer, Composed, Rows, Slot, Slots, by_keys, instances
from areas.kinds import Kind, Level, Unit
from areas.models import Area
from reports.calls.queries.calls import Call, ask_officers, told
from reports.models import Contact
from reports.units.queries.child_units import Below
from reports.units.queries.needs import CALLS, FIRST, NO_TEAM, TIED, Need, Reason, place_of
from rollup.models import VillageCount
from teams.models import State

# So many communes of equal weight are told apart by their households; more are not. Of the country
# fewer are (reports.units.queries.needs).
_TIED = 500


class Missing(NamedTuple):
    """A village without a team, the key of its commune, and its households that are not covered."""

    commune: int
    homes: int | None
    # Where it stands in Vietnamese order, before its key.
    place: str
    pk: int
    kind: str
    name: str


def ask_lacking(area: Area, day: date) -> Answer[Rows]:
    """Ask for what the calls lean on, whatever the figures will say.

    Of a province or a district its villages without a team; a commune's are on its dashboard, and of
    the country only those of the communes that lack most are asked, later.
    """
    if area.level in {Level.PROVINCE, Level.DISTRICT}:
        return _inside(Level(area.level)).ask(unit=area.pk, day=day)
    return list


def ask_calls(area: Area, inside: Below, day: date, asked: Answer[Rows]) -> Answer[list[Call]]:
    """Ask for the first communes to call, each once, for the first reason; `asked` comes from `ask_lacking`.

    Two queries, for the country three or four.
    """
    rows = asked()
    sure = _sure(inside.needs.first)
    lacking = _lacking(area, inside, rows, day, CALLS - len(sure))
    first = [*sure, *lacking]
    if not first:
        return list
    keys = [one.commune for one in first]
    officers, contacts = ask_officers(keys), _calls.ask(communes=keys)
    places = _places(area, inside, first, lacking.values())

    def calls() -> list[Call]:
        whom, past = officers(), _contacts(contacts())
        return [
            Call(
                **places[one.commune],
                **one.told,
                day=day,
                villages=_named_units(lacking.get(one, [])),
                officer=whom.get(one.commune),
                **told(past[one.commune]),
            )
            for one in first
        ]

    return calls


class First(NamedTuple):
    """A commune among the first to call: why, how much there is of it, and households not covered."""

    commune: int
    reason: Reason
    weight: int
    homes: int

    @property
    def told(self) -> dict[str, Any]:
        """Return what a call says of it."""
        return {"missing": self.weight, "homes": self.homes, "reason": self.reason}


def _sure(needs: Iterable[Need]) -> list[First]:
    """Return the first communes called for anything but villages without a team, in their order."""
    found = [
        First(need.commune, why, need.weight(why), need.homes)
        for need in needs
        if (why := need.reason) and why is not NO_TEAM
    ]
    found.sort(key=lambda f: (FIRST.index(f.reason), place_of(f.weight, f.homes, f.commune)))
    return found[:CALLS]


def _named_units(rows: Rows) -> list[Unit]:
    ones = _in_order(rows)
    return [Unit(one.pk, Level.VILLAGE, one.kind, one.name) for one in ones]


def _places(
    area: Area, inside: Below, first: list[First], lacking: Iterable[Rows]
) -> dict[int, dict[str, Any]]:
    """Return of each call its commune, and the names of the units between it and this one."""
    keys = [one.commune for one in first]
    if area.level == Level.COMMUNE:
        return {area.pk: {"commune": area, "above": ""}}
    if area.level == Level.COUNTRY:
        return _places_of_country(inside, first, lacking)
    districts = {unit.pk: unit for unit in inside.children if unit.level == Level.DISTRICT}
    return {
        unit.pk: {"commune": unit, "above": str(districts.get(unit.district_id or 0, ""))}
        for unit in inside.communes
        if unit.pk in keys
    }


def _places_of_country(
    inside: Below, first: list[First], lacking: Iterable[Rows]
) -> dict[int, dict[str, Any]]:
    """Take the names that came with villages, and of other communes those that came with them."""
    found = {rows[0][0]: _told(rows[0][0], rows[0][len(_COLUMNS) :]) for rows in lacking}
    provinces = {unit.pk: (unit.kind, unit.name) for unit in inside.children}
    above = {need.commune: provinces.get(need.province, ()) for need in inside.needs.first}
    for one in first:
        if one.commune not in found:
            names = (*inside.needs.names[one.commune], *above[one.commune])
            found[one.commune] = _told(one.commune, names)
    return found


def _told(commune: int, above: Iterable[Any]) -> dict[str, Any]:
    kind, name, *between = above
    pairs = zip(between[::2], between[1::2], strict=True)
    names = [f"{Kind(one).label} {word}" for one, word in pairs if one]
    unit = Unit(commune, Level.COMMUNE, kind, name)
    return {"commune": unit, "above": ", ".join(names)}


def _lacking(area: Area, inside: Below, rows: Rows, day: date, most: int) -> dict[First, Rows]:
    """Return the first communes called about villages without a team, in order, with those as rows of `Missing`."""
    gaps = {n.commune: n.gap for n in inside.needs.first if n.reason is NO_TEAM}
    tied = set(_tied(gaps, most, TIED if area.level == Level.COUNTRY else _TIED))
    match area.level:
        case Level.COUNTRY:
            rows = _named(communes=tied, day=day) if tied else []
        case Level.COMMUNE:
            rows = _own(area, inside)
    lacking = defaultdict[int, Rows](list)
    for row in rows:
        if row[0] in tied:
            lacking[row[0]].append(row)
    homes = {pk: sum([n or 0 for _, n, *_ in found]) for pk, found in lacking.items()}
    order = sorted(lacking, key=lambda pk: place_of(gaps[pk], homes[pk], pk))[:most]
    return {First(pk, NO_TEAM, gaps[pk], homes[pk]): lacking[pk] for pk in order}


def _tied(gaps: dict[int, int], most: int, bound: int) -> list[int]:
    """Return the communes that may be among the first: those that lack no fewer than the last of them."""
    if most <= 0:
        return []
    lacking = sorted(gaps, key=lambda pk: (-gaps[pk], pk))
    if len(lacking) <= most:
        return lacking
    fewest = gaps[lacking[most - 1]]
    return [pk for pk in lacking if gaps[pk] >= fewest][:bound]


def _own(area: Area, inside: Below) -> Rows:
    """Return the villages of a commune, which the dashboard has."""
    return [
        (area.pk, child.figures.covered_rate.gap, f"{at:09}", child.pk, child.kind, child.name)
        for at, child in enumerate(inside.children)
        if child.state == State.NONE
    ]


def _in_order(rows: Rows) -> list[Missing]:
    """Return the villages of one commune in Vietnamese order."""
    return sorted(
        (Missing(*row[: len(_COLUMNS)]) for row in rows), key=lambda one: (one.place, one.pk)
    )


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
    covered = VillageCount.unscoped.filter(teams__gt=0, **within).values("pk")
    uncovered = F("expected") - F("covered")
    homes = VillageCount.unscoped.filter(pk=OuterRef("pk")).values(n=uncovered)
    villages = Area.unscoped.villages().on(day).filter(**within)
    # Of hundreds a few are shown: those are put in order here, by keys made for any engine.
    return villages.exclude(pk__in=covered).order_by().annotate(homes=Subquery(homes))


_COLUMNS = ("commune_id", "homes", "sort_key", "pk", "kind", "name")


@Composed
def _named() -> Any:
    return _without_team(commune__in=Slots("communes")).values_list(*_COLUMNS, *_ABOVE)


@cache
def _inside(level: Level) -> Composed:
    column = {Level.PROVINCE: "province", Level.DISTRICT: "district"}[level]
    return by_keys(lambda: _without_team(**{column: Slot("unit")}).values_list(*_COLUMNS))


def _contacts(rows: Rows) -> dict[int, list[Contact]]:
    """Return all calls to each commune, newest first: of so few communes that no window is worth its price."""
    found = defaultdict[int, list[Contact]](list)
    for contact in instances(Contact, _CONTACT, rows):
        found[contact.commune_id].append(contact)
    return found


_CONTACT = [field.attname for field in Contact._meta.concrete_fields]


@by_keys
def _calls() -> Any:
    rows = Contact.unscoped.filter(commune__in=Slots("communes"))
    return rows.order_by("-called_on", "-pk").values_list(*_CONTACT)
