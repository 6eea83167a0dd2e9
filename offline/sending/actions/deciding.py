"""An officer decides to write an operation that waits: where it says, in a village or household they chose, or of somebody they chose."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any
from uuid import uuid5

from django.db import transaction
from django.utils import timezone

from areas.models import Area
from audit.actions import locked
from households.models import Household, Resident
from households.register.actions import steps
from households.register.queries.duplicates import matched
from offline.models import SentOperation, Why
from offline.sending.actions.answers import write_answers
from offline.sending.actions.group import REFUSALS, Group, why_not
from offline.sending.actions.people import add_person
from offline.sending.actions.receiving import WRITERS
from offline.sending.actions.settling import show_linked
from offline.sending.actions.undoing import undo
from offline.sending.queries.places import Places, places_of
from offline.sending.rules.results import WRITTEN, Held, State
from offline.sending.rules.said import Item, Said, head_key
from offline.sending.telling import tell_waiting
from rollup.counts import lock
from teams.models import Team

Kind = SentOperation.Kind


class Decided(Group):
    """One operation that waits, while somebody writes it. What keeps it from being written is raised."""

    is_decided = True

    def __init__(self, by: Any, said: Said, row: SentOperation) -> None:
        super().__init__(by, 0, [said])
        self.row = row
        self.places.is_given = self.places.writes_in(row.commune)

    def turn_to(self, said: Said) -> None:
        """Write this next."""
        given, self.every = self.places.is_given, [said]
        self.places = Places(self.by, self.every)
        self.places.is_given = given

    @property
    def assessor(self) -> Any:
        """Who asked: its author did, whoever writes it down."""
        return self.row.author

    def hold(self, said: Said, why: Why) -> None:
        """Raise why it cannot be written."""
        raise Held(why)

    def note(
        self, said: Said, state: State, why: str = "", resident: Resident | None = None
    ) -> SentOperation:
        """Say on the operation itself what became of it."""
        row = self.row
        row.state, row.why, row.resident = state, why, resident or row.resident
        row.sealed, row.key = "", ""
        return row

    def save(self) -> None:
        """Write the operation, and the cells that point to it."""
        self.row.decided_by, self.row.decided_at = self.by, timezone.now()
        self.row.save()
        self.save_cells()
        tell_waiting(self.row.commune)


class Together(Decided):
    """One of many that are written in one press: nobody looked at it by itself, so what asks somebody goes on waiting."""

    is_decided = False


@transaction.atomic
def write_waiting(
    *,
    by: Any,
    operation: SentOperation,
    said: Said,
    is_seen: bool = True,
    village: Area | None = None,
    household: Household | None = None,
    resident: Resident | None = None,
    team: Team | None = None,
) -> SentOperation:
    """Write an operation that waits, by somebody who may write there; one that waits no more is returned as it is.

    A new household goes into the `village`, or is the same as a `household`: its people are matched by name, others are
    added, and what all of them know goes into their cells. A session is logged for the `team`. Of what nobody looked at
    (`is_seen`) nothing is passed over that asks somebody. Raises Held where it cannot be written as it was decided.
    """
    chosen = {"person": resident and resident.pk, "team": team and team.pk}
    meant = _meant(said, operation, village, household, {k: v for k, v in chosen.items() if v})
    homes = [household.village] if household else []
    people = [resident.household.village] if resident else []
    lock([*places_of([meant]), *homes, *people], even_ended=True)
    row = locked(operation, "commune", "village", "author")
    # Somebody may have been erased from it since it was opened.
    if not row.is_waiting or row.sealed != said.item.sealed:
        return row
    group = (Decided if is_seen else Together)(by, meant, row)
    try:
        if household and meant.kind == Kind.HOUSEHOLD:
            _join(group, meant, household)
        else:
            WRITERS[meant.kind](group)
    except REFUSALS as error:
        raise Held(why_not(error)) from error
    group.save()
    show_linked([row])
    return row


def _meant(
    said: Said,
    operation: SentOperation,
    village: Area | None,
    household: Household | None,
    chosen: Mapping[str, int],
) -> Said:
    """Return what is written: what was said, of the day and the village that stand for it by now, as it was decided."""
    changed: dict[str, Any] = {"on": operation.on, "facts": {**said.facts, **chosen}}
    changed["village"] = village.pk if village else operation.village_id
    if household and said.kind != Kind.HOUSEHOLD:
        changed["household"] = household.uuid
    return replace(said, **changed)


def _join(group: Decided, said: Said, household: Household) -> None:
    """Take a new household for one that is there. Its people go by the keys that the phone gave them from now on."""
    group.places.check(said)
    home = group.places.may_write(said, household)
    living = list(home.residents.living_here())
    told, differs = _people(said), False
    # People are told apart by their keys: these have none yet.
    new = [
        Resident(pk=-n, full_name=one["full_name"], birth_year=one["birth_year"])
        for n, one in enumerate(told, 1)
    ]
    pairs = matched(new, living)
    for one, (_new, twin) in zip(told, pairs, strict=True):
        person = twin or add_person(group.by, home, one, group.day(said))
        if twin and twin.uuid is None:
            steps.change(twin, uuid=one["ref"])
        if one["results"]:
            group.turn_to(_answers(said, person, one["results"]))
            write_answers(group)
            differs |= group.row.state == State.CONFLICT
    group.note(said, State.CONFLICT if differs else State.APPLIED, Why.CELLS if differs else "")


def _people(said: Said) -> list[Mapping[str, Any]]:
    """Return all people of a new household, its head first, as people of another one."""
    facts = said.facts
    names = ("birth_year", "sex", "phone", "results")
    head = {name: facts[name] for name in names}
    head |= {
        "full_name": facts["head_name"],
        "relation": Resident.Relation.OTHER,
        "ref": head_key(said.household),
    }
    return [head, *facts["people"]]


def _answers(said: Said, person: Resident, results: Sequence[int | None]) -> Said:
    """Return what one person of a new household was found to know as answers, which nobody had seen answers before."""
    cells = {number: value for number, value in enumerate(results, 1) if value is not None}
    item = Item(uuid5(said.uuid, str(person.pk)), "", "")
    facts = {"person": person.pk, "cells": cells, "before": dict.fromkeys(cells)}
    return replace(said, item=item, kind=Kind.ANSWERS, facts=facts)


@transaction.atomic
def unwrite(*, by: Any, operation: SentOperation) -> SentOperation:
    """Take back what somebody decided to write, as its author would; it is in the register no more, and waits no more.

    Raises Held where others have written of it since, or where it was taken for a household that was there.
    """
    said = _undo_of(operation)
    lock(places_of([said]), even_ended=True)
    row = locked(operation, "commune", "author")
    if row.state not in WRITTEN:
        return row
    group = Group(by, 0, [said])
    try:
        undo(group, said)
    except REFUSALS as error:
        raise Held(why_not(error)) from error
    row.state, row.why = State.REFUSED, Why.UNDONE
    row.decided_by, row.decided_at = by, timezone.now()
    row.save()
    return row


def _undo_of(row: SentOperation) -> Said:
    """Return what its author would send to take an operation back."""
    return Said(
        item=Item(uuid5(row.uuid, "undo"), "", ""),
        author=row.author_id,
        device=None,
        kind=Kind.UNDO,
        village=row.village_id,
        household=row.household_uuid,
        on=row.on,
        at=timezone.now(),
        facts={"of": row.uuid},
    )
