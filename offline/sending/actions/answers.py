"""What people were found to know, cell by cell: written where one value is left, kept in the history where it is not."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import uuid5

from django.utils import timezone

from households.models import Resident
from households.survey.actions import set_aside
from households.survey.actions.many import Batch
from households.survey.actions.unsaved import REFUSED, reason_of
from offline.models import CellConflict, CellWrite, SentOperation, Why
from offline.sending.actions.group import UNSAVED, Group
from offline.sending.queries.cells import At, Cells
from offline.sending.rules.merging import Write
from offline.sending.rules.results import Held, State
from offline.sending.rules.said import Said
from skills.catalogue import CLEARED, SKILLS


@dataclass(frozen=True)
class Turn:
    """What one operation comes to: the cells to write, those kept aside, the writes, whether two differ."""

    given: list[int | None]
    aside: list[int | None]
    writes: list[tuple[int, Write, Write | None]]
    differs: frozenset[int]


def write_answers(group: Group) -> None:
    """Write answers of a group; one that cannot be taken is held back by itself."""
    meant = [(said, person) for said in group.every if (person := _whom(group, said))]
    villages = {one.household.village_id: one.household.village for _said, one in meant}
    homes = {one.household_id for _said, one in meant}
    batch = Batch(group.by, villages, homes, assessor=group.assessor)
    cells = Cells({person.pk for _said, person in meant})
    # Also of what is not written: what follows on it follows on what that followed on.
    cells.chain |= {said.uuid: said.follows for said in group.every}
    aside = list[tuple[Said, Resident, list[int | None]]]()
    for said, person in meant:
        try:
            aside += _take(group, batch, cells, said, person)
        except Held as held:
            group.hold(said, held.why)
    batch.write()
    for said, person, answers in aside:
        told: dict[str, Any] = {"on": group.day(said), "uuid": uuid5(said.uuid, "aside")}
        set_aside(by=group.by, resident=person, results=answers, assessor=group.assessor, **told)
    if _settle(cells):
        group.news |= {
            one.household.village.commune for _said, one in meant if one.household.village.commune
        }


def _whom(group: Group, said: Said) -> Resident | None:
    """Return whom an operation is of, where its author may write of them today; else hold it back."""
    try:
        group.places.check(said)
        group.day(said)
        return group.places.person_of(said)
    except Held as held:
        group.hold(said, held.why)
        return None


def _take(
    group: Group, batch: Batch, cells: Cells, said: Said, person: Resident
) -> list[tuple[Said, Resident, list[int | None]]]:
    """Take in one operation; return what of it is kept aside. Raises Held before anything of it was changed."""
    try:
        held = batch.person(batch.household(person.household_id), person.pk)
        _hold_fifth(batch, said, held, group.day(said))
        turn = turn_of(cells, said, held)
        found = batch.survey(held, turn.given, None, group.day(said), uuid=said.uuid)
    except REFUSED as error:
        raise Held(UNSAVED[reason_of(error)]) from error
    if found:
        batch.record(found)
    row = group.note(said, *_became(turn, is_new=bool(found)), resident=held)
    group.cells += keep(cells, turn, row, held)
    if any(one is not None for one in turn.aside):
        return [(said, held, turn.aside)]
    return []


def _hold_fifth(batch: Batch, said: Said, person: Resident, day: date) -> None:
    """Raise Held for a new answer to skill 5 where it means nothing."""
    last = SKILLS[-1].number
    value = said.facts["cells"].get(last)
    is_new = value is not None and value != person.results[-1]
    if is_new and not batch.fifth_due.accepts(person.household.village, day):
        raise Held(Why.NO_PLATFORM)


def _became(turn: Turn, *, is_new: bool) -> tuple[State, str]:
    """Say what became of an operation."""
    if turn.differs:
        return State.CONFLICT, Why.CELLS
    if is_new:
        return State.APPLIED, ""
    is_late = any(one is not None for one in turn.aside)
    return (State.APPLIED, Why.LATER) if is_late else (State.IDENTICAL, "")


def turn_of(cells: Cells, said: Said, person: Resident) -> Turn:
    """Work out what one operation comes to, as its person now stands. Nothing is changed yet."""
    before, arrived = said.facts["before"], timezone.now()
    given: list[int | None] = [None] * len(SKILLS)
    aside = list(given)
    writes, differs = list[tuple[int, Write, Write | None]](), set[int]()
    for number, value in said.facts["cells"].items():
        now = person.results[number - 1]
        mine = Write(value, arrived, said.uuid, before[number], _saw(said, arrived))
        online, found = cells.cells[person.pk, number].weigh(mine, cells.chain, now)
        if found.shown != now:
            given[number - 1] = _answer(found.shown)
        if found.shown != value:
            aside[number - 1] = _answer(value)
        elif value == now and value is not None:
            given[number - 1] = value
        if found.is_conflict:
            differs.add(number)
        writes.append((number, mine, online))
    return Turn(given, aside, writes, frozenset(differs))


def _saw(said: Said, arrived: datetime) -> datetime | None:
    """Return when the author took the register along; nobody has seen what is still to come."""
    return min(said.taken, arrived) if said.taken else None


def _answer(value: int | None) -> int:
    return CLEARED if value is None else value


def keep(cells: Cells, turn: Turn, row: SentOperation, person: Resident) -> list[CellWrite]:
    """Take the writes of an operation into their cells, and return the rows that say so; what is shown is what stands now."""
    cells.chain[row.uuid] = row.follows
    made = list[CellWrite]()
    for number, mine, online in turn.writes:
        shown = person.results[number - 1]
        cells.cells[person.pk, number].take(online, mine, shown=shown)
        if online:
            made.append(_row(online, None, person, number, shown))
        made.append(_row(mine, row, person, number, shown))
        note_conflict(cells, (person.pk, number), is_conflict=number in turn.differs)
    return made


def _row(
    write: Write, operation: SentOperation | None, person: Resident, number: int, shown: int | None
) -> CellWrite:
    return CellWrite(
        operation=operation,
        resident=person,
        number=number,
        value=write.value,
        base=write.base,
        shown=shown,
        arrived_at=write.arrived,
    )


def note_conflict(cells: Cells, at: At, *, is_conflict: bool) -> None:
    """Note that a cell differs from now on, or no more; `_settle` writes it."""
    known = cells.open.get(at)
    if is_conflict:
        known = known or cells.open.setdefault(at, CellConflict(resident_id=at[0], number=at[1]))
        known.closed_at = None
    elif known and known.pk:
        known.closed_at = timezone.now()
    elif known:
        del cells.open[at]


def _settle(cells: Cells) -> bool:
    """Write which cells differ from now on, and which no more; say whether any do."""
    changed = [one for one in cells.open.values() if one.pk is None or one.closed_at]
    for one in changed:
        one.save()
    return bool(changed)
