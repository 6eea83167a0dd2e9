"""The first communes to call, from what the dashboard has read already.

The full list (reports.calls) has the same order: the most villages without a team, then the most
households not covered in them. It also says more of each call; here the last ones are enough.
"""

from collections import defaultdict
from datetime import date
from functools import cache
from typing import Any, NamedTuple

from django.db.models import DateField, F, OuterRef, Subquery

from areas.composed import Answer, Composed, Rows, Slot, Slots, by_keys, instances
from areas.kinds import Kind, Level, Unit
from areas.models import Area
from reports.below import Below
from reports.calls import CALLS, Call, ask_officers, gaps_of, told
from reports.models import Contact
from rollup.models import CommuneCount, VillageCount
from teams.models import State

# So many communes of equal weight are told apart by their households; more are not.
_TIED = 500
# Of the country fewer: whoever leads it calls provinces, and its page is made the most often.
_TIED_THERE = 60


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


def ask_lacking(area: Area, day: date) -> Answer[Rows]:
    """Ask for what the calls lean on, whatever the figures will say.

    Of the country the communes that lack most, of a province or a district its villages without a
    team; a commune's are on its dashboard.
    """
    match area.level:
        case Level.COUNTRY:
            return _lacking_most.ask()
        case Level.PROVINCE | Level.DISTRICT:
            return _inside(Level(area.level)).ask(unit=area.pk, day=day)
        case _:
            return list


def ask_calls(area: Area, inside: Below, day: date, asked: Answer[Rows]) -> Answer[list[Call]]:
    """Ask for the first communes to call about villages without a team; `asked` comes from `ask_lacking`.

    Two queries, for the country three.
    """
    rows = asked()
    gaps = _gaps(area, inside, rows)
    lacking = _lacking(area, inside, gaps, rows, day)
    if not lacking:
        return list
    homes = {pk: sum([n or 0 for _, n, *_ in found]) for pk, found in lacking.items()}
    first = sorted(lacking, key=lambda pk: (-gaps[pk], -homes[pk], pk))[:CALLS]
    officers, contacts = ask_officers(first), _calls.ask(communes=first)
    places = _places(area, inside, {pk: _in_order(lacking[pk]) for pk in first})

    def calls() -> list[Call]:
        whom, past = officers(), _contacts(contacts())
        return [
            Call(
                **places[pk],
                day=day,
                missing=gaps[pk],
                homes=homes[pk],
                officer=whom.get(pk),
                **told(past[pk]),
            )
            for pk in first
        ]

    return calls


def _places(
    area: Area, inside: Below, shown: dict[int, list[Missing]]
) -> dict[int, dict[str, Any]]:
    """Return of each call its commune, the units above that, and the villages it is about."""
    communes = _communes(area, inside, [ones[0] for ones in shown.values()])
    return {
        pk: {
            "commune": communes[pk][0],
            "above": communes[pk][1],
            "villages": [Unit(one.pk, Level.VILLAGE, one.kind, one.name) for one in ones],
        }
        for pk, ones in shown.items()
    }


def _lacking(
    area: Area, inside: Below, gaps: dict[int, int], rows: Rows, day: date
) -> dict[int, Rows]:
    """Return the villages without a team of each commune that may be among the first, as rows of `Missing`."""
    tied = set(_tied(gaps))
    match area.level:
        case Level.COUNTRY:
            rows = _named(communes=tied, day=day) if tied else []
        case Level.COMMUNE:
            rows = _own(area, inside)
    lacking = defaultdict[int, Rows](list)
    for row in rows:
        if row[0] in tied:
            lacking[row[0]].append(row)
    return lacking


def _gaps(area: Area, inside: Below, rows: Rows) -> dict[int, int]:
    """Return how many villages without a team each commune has; of the country, those that lack most."""
    match area.level:
        case Level.COUNTRY:
            return {pk: n for pk, n in rows if n > 0}
        case Level.COMMUNE:
            return {area.pk: inside.whole.without_team}
        case _:
            return {unit.pk: unit.figures.without_team for unit in inside.communes}


@Composed
def _lacking_most() -> Any:
    """Compose the question for the communes of the country that lack most: as many as may be tied."""
    rows = gaps_of(CommuneCount.unscoped.all()).order_by("-n", "commune_id")
    return rows.values_list("commune_id", "n")[:_TIED_THERE]


def _tied(gaps: dict[int, int]) -> list[int]:
    """Return the communes that may be among the first: those that lack no fewer than the last of them."""
    lacking = sorted((pk for pk, n in gaps.items() if n), key=lambda pk: (-gaps[pk], pk))
    if len(lacking) <= CALLS:
        return lacking
    fewest = gaps[lacking[CALLS - 1]]
    return [pk for pk in lacking if gaps[pk] >= fewest][:_TIED]


def _own(area: Area, inside: Below) -> Rows:
    """Return the villages of a commune, which the dashboard has."""
    return [
        (area.pk, child.figures.covered_rate.gap, f"{at:09}", child.pk, child.kind, child.name)
        for at, child in enumerate(inside.children)
        if child.state == State.NONE
    ]


def _missing(
    commune: int, homes: int | None, place: str, pk: int, kind: str, name: str, *above: Any
) -> Missing:
    return Missing(commune, homes, place, pk, kind, name, above)


def _in_order(rows: Rows) -> list[Missing]:
    """Return the villages of one commune in Vietnamese order."""
    return sorted((_missing(*row) for row in rows), key=lambda one: (one.place, one.pk))


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
