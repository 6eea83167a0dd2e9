"""Somebody more who lives in a household, and whether anybody is at home."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from households.bulk.actions import Changed, RowChange, change_many
from households.models import Household, Resident
from households.register.actions import NewPerson, add_resident, set_status
from offline.models import Why
from offline.sending.actions.group import REFUSALS, UNSAVED, Group, why_not
from offline.sending.actions.households import cells_of
from offline.sending.rules.results import Held, State
from offline.sending.rules.said import Said

_FACTS = ("full_name", "relation", "birth_year", "sex", "phone")


def write_people(group: Group) -> None:
    """Add people to households that are there; whoever is there already is the same one, wherever they went since."""
    keys = {said.facts["ref"] for said in group.every}
    there = set(Resident.unscoped.filter(uuid__in=keys).values_list("uuid", flat=True))
    coming = dict[int, Said]()
    rows = list[RowChange]()
    for key, said in enumerate(group.every):
        try:
            group.places.check(said)
            if said.facts["ref"] in there:
                group.note(said, State.IDENTICAL)
                continue
            rows.append(_row(group, key, said, group.places.home_of(said)))
        except Held as held:
            group.hold(said, held.why)
            continue
        coming[key] = said
        there.add(said.facts["ref"])
    _add(group, coming, rows)


def _row(group: Group, key: int, said: Said, home: Household) -> RowChange:
    facts = {name: said.facts[name] for name in (*_FACTS, "results")}
    day = group.day(said)
    person = NewPerson(uuid=said.facts["ref"], on=day, assessor=group.assessor, **facts)
    return RowChange(key, home.village, home.pk, person=person, on=day)


def _add(group: Group, coming: Mapping[int, Said], rows: Sequence[RowChange]) -> None:
    """Add all whose names were not erased before; who is not taken is held back."""
    named = [(row.village.commune_id, coming[row.key].facts["full_name"]) for row in rows]
    erased = group.erased(named)
    fit = [row for row, name in zip(rows, named, strict=True) if name not in erased]
    done = change_many(by=group.by, rows=fit) if fit else Changed()
    for row in rows:
        said = coming[row.key]
        if row.key in done.saved:
            person, _found = done.saved[row.key]
            told = group.note(said, State.APPLIED, resident=person)
            group.cells += cells_of(told, [person])
        else:
            why = done.refused.get(row.key)
            group.hold(said, UNSAVED[why] if why else Why.NAMED_BEFORE)


def add_person(by: Any, home: Household, facts: Mapping[str, Any], day: date) -> Resident:
    """Add one person to a household by the key that a phone gave them, whatever their name."""
    told = {name: facts[name] for name in _FACTS}
    since = day if day > home.opened_on else None
    return add_resident(
        by=by, household=home, uuid=facts["ref"], joined_on=since, again=True, **told
    )


def write_statuses(group: Group) -> None:
    """Say of households that nobody was at home, or somebody was again."""
    for said in group.every:
        try:
            group.places.check(said)
            home, day = group.places.home_of(said), group.day(said)
            before = home.status
            if before == said.facts["status"]:
                group.note(said, State.IDENTICAL)
                continue
            # Whoever decides has seen what it is now.
            was = None if group.is_decided else said.facts["was"]
            set_status(by=group.by, household=home, on=day, status=said.facts["status"], was=was)
        except REFUSALS as error:
            group.hold(said, why_not(error))
        else:
            home.status = said.facts["status"]
            group.note(said, State.APPLIED).before = before
