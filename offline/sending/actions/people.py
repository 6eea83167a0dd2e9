"""Somebody more who lives in a household, and whether anybody is at home: one after the other, as on a page."""

from django.db import transaction

from households.models import Resident
from households.register.actions import add_resident, set_status
from households.survey.actions import assess
from offline.sending.actions.group import REFUSALS, Group, why_not
from offline.sending.actions.households import cells_of
from offline.sending.rules.results import State
from offline.sending.rules.said import Said

_FACTS = ("full_name", "relation", "birth_year", "sex", "phone")


def write_people(group: Group) -> None:
    """Add people to households that are there; whoever is there already is the same one, wherever they went since."""
    keys = {said.facts["ref"] for said in group.every}
    there = set(Resident.unscoped.filter(uuid__in=keys).values_list("uuid", flat=True))
    for said in group.every:
        try:
            group.places.check(said)
            if said.facts["ref"] in there:
                group.note(said, State.IDENTICAL)
                continue
            person = _add(group, said)
        except REFUSALS as error:
            group.hold(said, why_not(error))
            continue
        there.add(said.facts["ref"])
        row = group.note(said, State.APPLIED, resident=person)
        group.cells += cells_of(row, [person])


@transaction.atomic
def _add(group: Group, said: Said) -> Resident:
    """Add one person with what they know, or nothing of both. Raises what refuses it."""
    home, day, facts = group.places.home_of(said), group.day(said), said.facts
    person = add_resident(
        by=group.by,
        household=home,
        uuid=facts["ref"],
        joined_on=day if day > home.opened_on else None,
        **{name: facts[name] for name in _FACTS},
    )
    person.finding = None
    if facts["results"]:
        told = {"results": facts["results"], "on": day, "uuid": said.uuid}
        person.finding = assess(by=group.by, resident=person, **told)
        person.refresh_from_db()
    return person


def write_statuses(group: Group) -> None:
    """Say of households that nobody was at home, or somebody was again."""
    for said in group.every:
        try:
            group.places.check(said)
            home, day = group.places.home_of(said), group.day(said)
            if home.status == said.facts["status"]:
                group.note(said, State.IDENTICAL)
                continue
            set_status(by=group.by, household=home, on=day, **said.facts)
        except REFUSALS as error:
            group.hold(said, why_not(error))
        else:
            home.status = said.facts["status"]
            group.note(said, State.APPLIED)
