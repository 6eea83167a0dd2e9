"""New households with their people: all of a group at once; one that looks like another one waits for somebody."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from areas.models import Area
from households.models import MEANS, Household, Resident
from households.register.actions import NewHousehold, NewPerson, add_many
from households.register.queries.duplicates import Sought, likely_of
from offline.models import CellWrite, SentOperation, Why
from offline.sending.actions.group import Group
from offline.sending.rules.results import Held, State
from offline.sending.rules.said import Said, head_key
from skills.models import FifthDue

_PLAIN = ("head_name", "hamlet", "phone", "birth_year", "sex", "results", "status", *MEANS)
_OF_A_PERSON = ("full_name", "relation", "birth_year", "sex", "results", "phone")


@dataclass(frozen=True)
class Coming:
    """A household that may come in: what was said, into which village, since when."""

    said: Said
    village: Area
    day: date

    @property
    def names(self) -> list[str]:
        """Who is named in it."""
        facts = self.said.facts
        return [facts["head_name"], *(one["full_name"] for one in facts["people"])]


def write_households(group: Group) -> None:
    """Add the households of a group; one that is there already is the same one, wherever it went since."""
    coming, due = _coming(group), FifthDue()
    erased = group.erased((one.village.commune_id, name) for one in coming for name in one.names)
    twins = _twins(group, coming)
    new = [one for one in coming if not _held(group, one, erased, twins)]
    add = [one for one in new if _fits(group, one, due)]
    made = add_many(by=group.by, rows=[_new(group, one) for one in add], fifth_due=due)
    for one, home in zip(add, made, strict=True):
        row = group.note(one.said, State.APPLIED)
        group.cells += cells_of(row, home.living)


def _coming(group: Group) -> list[Coming]:
    """Return the households that may come in; all others are noted or held back."""
    there, known = _there(one.household for one in group.every), _known(group.every)
    coming = dict[UUID, Coming]()
    for said in group.every:
        try:
            group.places.check(said)
            if said.household in there or said.household in coming:
                group.note(said, State.IDENTICAL)
                continue
            if known & keys_in(said):
                group.hold(said, Why.MALFORMED)
                continue
            coming[said.household] = Coming(said, group.places.village_of(said), group.day(said))
        except Held as held:
            group.hold(said, held.why)
    return list(coming.values())


def _there(keys: Iterable[UUID]) -> set[UUID]:
    rows = Household.unscoped.filter(uuid__in=set(keys))
    return set(rows.values_list("uuid", flat=True))


def _known(every: Iterable[Said]) -> set[UUID]:
    """Return which keys of new people are those of somebody who is there already: no phone gives one twice."""
    keys = {key for said in every for key in keys_in(said)}
    found = Resident.unscoped.filter(uuid__in=keys).values_list("uuid", flat=True)
    return {key for key in found if key}


def keys_in(said: Said) -> set[UUID]:
    """Return the keys of the people of a new household."""
    return {head_key(said.household), *(person["ref"] for person in said.facts["people"])}


def _held(
    group: Group,
    one: Coming,
    erased: Collection[tuple[int | None, str]],
    twins: Collection[UUID],
) -> bool:
    """Hold back a household that looks like another one of the register, or of which a name was erased."""
    if one.said.household in twins:
        group.hold(one.said, Why.TWIN)
        return True
    if any((one.village.commune_id, name) in erased for name in one.names):
        group.hold(one.said, Why.NAMED_BEFORE)
        return True
    return False


def _twins(group: Group, coming: Sequence[Coming]) -> set[UUID]:
    """Return which households look like one of the register that their author was not asked about; nobody asks that twice."""
    if group.is_decided or not coming:
        return set()
    names = ("head_name", "birth_year", "phone")
    places = ((one.village.pk, one.village.commune_id) for one in coming)
    facts = ([one.said.facts[name] for name in names] for one in coming)
    new = [Sought(*place, *told) for place, told in zip(places, facts, strict=True)]
    found = likely_of(Household.objects.visible_to(group.by), new)
    return {
        one.said.household
        for one, some in zip(coming, found, strict=True)
        if any(home.uuid not in one.said.facts["apart"] for home in some)
    }


def _fits(group: Group, one: Coming, due: FifthDue) -> bool:
    """Hold back a household in which skill 5 was answered where it means nothing."""
    facts = one.said.facts
    results = [facts["results"], *(person["results"] for person in facts["people"])]
    if any(found and found[-1] is not None for found in results) and not due.accepts(
        one.village, one.day
    ):
        group.hold(one.said, Why.NO_PLATFORM)
        return False
    return True


def _new(group: Group, one: Coming) -> NewHousehold:
    facts, key = one.said.facts, one.said.household
    alike: dict[str, Any] = {"on": one.day, "assessor": group.assessor}
    people = [
        NewPerson(uuid=person["ref"], **alike, **{name: person[name] for name in _OF_A_PERSON})
        for person in facts["people"]
    ]
    plain = {name: facts[name] for name in _PLAIN}
    keys: dict[str, Any] = {"uuid": key, "head_uuid": head_key(key)}
    return NewHousehold(village=one.village, people=people, **keys, **alike, **plain)


def cells_of(row: SentOperation, people: Iterable[Resident]) -> list[CellWrite]:
    """Return what people who were added were found to know, as writes of the operation that added them."""
    return [
        CellWrite(operation=row, resident=person, number=number, value=result, shown=result)
        for person in people
        if person.finding
        for number, result in enumerate(person.results, 1)
        if result is not None
    ]
