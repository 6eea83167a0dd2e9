"""What a cell shows once a write of it was taken back, and once somebody chose the right one of two."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from contextlib import suppress
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_noop

from audit.actions import record
from households.models import Household, Resident
from households.register.actions import steps
from households.survey.actions import assess, only, set_result
from offline.models import CellConflict, CellWrite, SentOperation
from offline.sending.actions.group import REFUSALS
from offline.sending.queries.cells import Cells
from offline.sending.rules.merging import candidates, heads, outcome
from offline.sending.telling import tell_waiting
from skills.catalogue import CLEARED, COLUMNS
from web.bulk import rewrite


class NotAmong(ValueError):
    """A value was chosen that none of the two wrote."""


def values_of(conflict: CellConflict) -> list[CellWrite]:
    """Return the writes among which somebody chooses, the first that came first; none where nothing differs any more."""
    cells = Cells([conflict.resident_id])
    cell = cells.cells[conflict.resident_id, conflict.number]
    left = heads(cell.writes, cells.chain)
    rows = CellWrite.unscoped.filter(resident=conflict.resident_id, number=conflict.number)
    every = zip(rows.select_related("operation__author").order_by("pk"), cell.writes, strict=True)
    return [row for row, write in every if write in left]


@transaction.atomic
def choose(*, by: Any, conflict: CellConflict, value: int | None) -> CellConflict:
    """Let the register show one of the values that two people wrote; both stay in the history. Twice is once.

    Raises NotAmong for another value, and what the register refuses.
    """
    home, person = steps.lock_person(conflict.resident)
    row = CellConflict.unscoped.get(pk=conflict.pk)
    if row.closed_at:
        return row
    cells = Cells([person.pk])
    cell, now = cells.cells[person.pk, row.number], person.results[row.number - 1]
    if value not in [*candidates(cell.writes, cells.chain), now]:
        raise NotAmong
    if value != now:
        answer = CLEARED if value is None else value
        # Of a household that refused since, nothing more is written unless it is asked.
        told: dict[str, Any] = {"household": home, "resident": person}
        set_result(by=by, number=row.number, result=answer, **told)
    CellWrite.unscoped.create(
        resident=person, number=row.number, value=value, base=now, shown=value
    )
    row.closed_at, row.closed_by = timezone.now(), by
    row.save()
    record(by, gettext_noop("Chọn bản đúng"), home, {COLUMNS[row.number - 1]: [now, value]})
    _tell(home)
    return row


def _tell(home: Household) -> None:
    if home.village.commune:
        tell_waiting(home.village.commune)


def show_again(person: Resident, numbers: Collection[int]) -> None:
    """Let cells, whose writes changed, show what is left of them; the caller holds the household."""
    cells = Cells([person.pk])
    for number in numbers:
        cell, now = cells.cells[person.pk, number], _now(person)[number - 1]
        found = outcome(cell.writes, cells.chain, now)
        if found.shown != now:
            _write(person, number, found.shown, cells)
        last = CellWrite.unscoped.filter(resident=person, number=number).order_by("-pk")[:1]
        for row in last:
            row.shown = _now(person)[number - 1]
            rewrite([row], ["shown"])
        _note(cells, person, number, is_conflict=found.is_conflict)


def show_linked(rows: Iterable[SentOperation]) -> None:
    """Let cells that differ show what is left once something came on which a later operation, that came before it, follows.

    Only now it is known what that one saw, of cells, too, that this one says nothing of. The caller holds the households.
    One query where nothing differs.
    """
    of = {row.uuid: row.resident_id for row in rows if row.kind == SentOperation.Kind.ANSWERS}
    if not of:
        return
    linked = SentOperation.unscoped.filter(resident__in=set(of.values()), follows__in=of)
    unsettled = defaultdict[Resident, list[int]](list)
    found = CellConflict.unscoped.open().filter(resident__in=linked.values("resident"))
    for one in found.select_related("resident__household__village__commune").order_by("pk"):
        unsettled[one.resident].append(one.number)
    for person, numbers in unsettled.items():
        # What the register takes no more goes on differing: what came on is written all the same.
        with suppress(*REFUSALS), transaction.atomic():
            note_online(person, numbers)
            show_again(person, numbers)


def note_online(person: Resident, numbers: Collection[int]) -> None:
    """Take in what somebody wrote on line since the last write of cells, before their writes change: it saw all of these."""
    cells, now = Cells([person.pk]), _now(person)
    found = {number: now[number - 1] for number in numbers}
    for number, value in found.items():
        shown = cells.cells[person.pk, number].shown
        if value != shown:
            told: dict[str, Any] = {"resident": person, "number": number}
            CellWrite.unscoped.create(value=value, base=shown, shown=value, **told)


def _now(person: Resident) -> list[int | None]:
    return Resident.unscoped.get(pk=person.pk).results


def _write(person: Resident, number: int, value: int | None, cells: Cells) -> None:
    """Write what is left as whoever wrote it, of the day on which they did."""
    cell = cells.cells[person.pk, number]
    first = next(one for one in heads(cell.writes, cells.chain) if one.value == value)
    told = SentOperation.unscoped.filter(uuid=first.operation) if first.operation else ()
    source = next(iter(told), None)
    by, on = (source.author, source.on) if source else (None, None)
    results = only(number, CLEARED if value is None else value)
    assess(by=by, resident=person, results=results, on=on, agreed=True)


def _note(cells: Cells, person: Resident, number: int, *, is_conflict: bool) -> None:
    known = cells.open.get((person.pk, number))
    if is_conflict and not known:
        CellConflict.unscoped.create(resident=person, number=number)
    elif known and not is_conflict:
        known.closed_at = timezone.now()
        known.save()
        _tell(person.household)
