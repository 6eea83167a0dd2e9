"""Who was erased, where their data stand in the register, and which names of a file or a form were erased."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from django.db.models import Min, Q

from areas.models import Area
from households.erasing.rules import Gone, first_of, touches
from households.models import Assessment, Erased, Household, Regrouping, Resident
from households.register.queries.duplicates import erased_before, matched


def erased_among(place: Area, names: Iterable[str]) -> set[str]:
    """Return which of these names are those of people of a place whose data were erased. One query."""
    return set(erased_before(None, names, Erased.unscoped.inside(place.path or "-")))


def held_people(family: Sequence[Household]) -> list[Resident]:
    """Return all who live or lived in the households of a family, by key."""
    held = {one.pk: one for one in family}
    people = list(Resident.unscoped.filter(household__in=held).order_by("pk"))
    for person in people:
        person.household = held[person.household_id]
    return people


def same_person(resident: Resident, people: Sequence[Resident]) -> list[Resident]:
    """Return the rows of one person: their own, and those they had in households that were merged with theirs."""
    others = [one for one in people if one.household_id != resident.household_id]
    found = [resident]
    for home in dict.fromkeys(one.household_id for one in others):
        there = [one for one in others if one.household_id == home]
        found += [same for _one, same in matched([resident], there) if same]
    return found


def first_counted(people: Sequence[Resident], family: Sequence[Household]) -> date:
    """Return the first day of which any figure can speak of these people."""
    surveys = Assessment.unscoped.filter(resident__in=people).aggregate(first=Min("assessed_on"))
    return first_of([surveys["first"], *(one.opened_on for one in family)])


def regroupings_of(family: Sequence[Household], gone: Gone) -> list[Regrouping]:
    """Return the mergers and splits of a family, and those by which somebody who is erased came into it.

    Somebody who moved out by a split stands in what their household of before was.
    """
    mine = {one.pk for one in family}
    found, keys, new = dict[int, Regrouping](), set(mine), set(mine)
    while new:
        rows = Regrouping.unscoped.filter(Q(household__in=new) | Q(other__in=new))
        sides = set[int]()
        for row in rows:
            pair = {row.household_id, row.other_id}
            if pair & mine or touches(row.before, gone):
                found[row.pk] = row
                sides |= pair
        new, keys = sides - keys, keys | sides
    return list(found.values())


def by_home(people: Sequence[Resident]) -> Mapping[int, list[Resident]]:
    """Return people by the household they stand in."""
    found = dict[int, list[Resident]]()
    for person in people:
        found.setdefault(person.household_id, []).append(person)
    return found
