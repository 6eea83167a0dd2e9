"""Writes of decisions before they are carried out: a person writes and proposes, another one above the commune decides."""

import uuid as uuids
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_noop

from areas.models import Area
from audit.actions import locked, record
from reorganisations.applying.actions import carry_out
from reorganisations.applying.queries.checks import Wrong, what_lacks, wrong_with
from reorganisations.drafting.actions.telling import tell_who_decides, tell_who_wrote
from reorganisations.models import Allotment, Assignment, Operation, Part, Reorganisation, State


class Stale(Exception):
    """Somebody else has gone on with the decision since this person read it."""


class NotAnother(Exception):
    """Whoever proposed a decision does not decide on it."""


@dataclass(frozen=True)
class Unit:
    """What comes of an operation: a unit that lives on, or a new one; how it is called and under what it stands."""

    kind: str
    name: str
    parent: Area
    area: Area | None = None
    takes_teams: bool = False
    code: str = ""


@dataclass(frozen=True)
class Change:
    """One operation as it is written: its kind, the units that change, and what comes of them."""

    kind: str
    sources: Sequence[Area]
    units: Sequence[Unit] = ()


@transaction.atomic
def begin(
    *,
    by: Any,
    area: Area,
    number: str = "",
    signed_on: date | None = None,
    effective_on: date | None = None,
    uuid: uuids.UUID | None = None,
) -> Reorganisation:
    """Begin to write a decision on units inside a unit. The same `uuid` twice is once."""
    if twin := Reorganisation.unscoped.filter(uuid=uuid, made_by=by).first() if uuid else None:
        return twin
    decision = Reorganisation.unscoped.create(
        uuid=uuid or uuids.uuid4(),
        area=area,
        number=number,
        signed_on=signed_on,
        effective_on=effective_on,
        made_by=by,
    )
    record(by, gettext_noop("Soạn sắp xếp đơn vị"), decision, {"number": [None, number or None]})
    return decision


@transaction.atomic
def write(
    *, by: Any, decision: Reorganisation, version: int | None = None, **facts: Any
) -> Reorganisation:
    """Change the number and days of a draft. Raises Stale for one that is no draft, or was changed since `version`."""
    held = _draft(decision, version)
    for name in ("number", "signed_on", "effective_on"):
        if name in facts:
            setattr(held, name, facts[name])
    return _save(held)


@transaction.atomic
def add_operation(
    *,
    by: Any,
    decision: Reorganisation,
    kind: str,
    sources: Sequence[Area],
    units: Sequence[Unit] = (),
) -> Operation:
    """Add one operation to a draft. Raises Stale."""
    held = _draft(decision)
    operation = Operation.unscoped.create(reorganisation=held, kind=kind)
    parts = [Part(operation=operation, side=Part.Side.FROM, area=one) for one in sources]
    parts += [
        Part(
            operation=operation,
            side=Part.Side.TO,
            area=unit.area,
            kind=unit.kind,
            name=unit.name,
            parent=unit.parent,
            takes_teams=unit.takes_teams,
            code=unit.code,
        )
        for unit in units
    ]
    Part.unscoped.bulk_create(parts)
    _save(held)
    return operation


@transaction.atomic
def drop_operation(*, by: Any, operation: Operation) -> None:
    """Take an operation out of a draft, with what was assigned in it. Raises Stale."""
    held = _draft(operation.reorganisation)
    operation.assignments.all().delete()
    operation.allotments.all().delete()
    Allotment.unscoped.filter(to_come__operation=operation).delete()
    operation.parts.all().delete()
    operation.delete()
    _save(held)


@transaction.atomic
def keep(
    *,
    by: Any,
    area: Area,
    change: Change,
    decision: Reorganisation | None = None,
    operation: Operation | None = None,
    uuid: uuids.UUID | None = None,
    **facts: Any,
) -> Reorganisation:
    """Write the paper of a draft and one operation of it, in the place of another one if that is given. Raises Stale.

    Without a draft it is begun. Households that were assigned stay so where a part of the same name is there again.
    """
    is_new = decision is None
    draft = decision or begin(by=by, area=area, uuid=uuid, **facts)
    if is_new and draft.operations.exists():
        return draft
    draft = write(by=by, decision=draft, **facts)
    said = _assigned(operation) if operation else {}
    if operation:
        drop_operation(by=by, operation=operation)
    new = add_operation(
        by=by, decision=draft, kind=change.kind, sources=change.sources, units=change.units
    )
    for part in new.parts.targets() if said else ():
        assign(by=by, operation=new, part=part, households=said.get(part.name, ()))
    return draft


def _assigned(operation: Operation) -> dict[str, list[int]]:
    found = dict[str, list[int]]()
    for name, household in operation.assignments.values_list("part__name", "household"):
        found.setdefault(name, []).append(household)
    return found


@transaction.atomic
def assign(*, by: Any, operation: Operation, part: Part | None, households: Collection[int]) -> int:
    """Say to which part of a split households of its village go; None takes it back. Returns how many.

    It may be said until the decision is carried out; those of other villages are left out, those that were merged into
    one of them go along. Raises Stale.
    """
    held = locked(operation.reorganisation)
    if held.state not in (State.DRAFT, State.PROPOSED, State.APPROVED):
        raise Stale
    source: Any = operation.parts.sources().select_related("area").get().area
    keys = with_merged(source, households)
    Assignment.unscoped.filter(operation=operation, household__in=keys).delete()
    if part is not None:
        rows = [Assignment(operation=operation, household_id=pk, part=part) for pk in sorted(keys)]
        Assignment.unscoped.bulk_create(rows, batch_size=1000)
    return len(keys)


def with_merged(village: Area, households: Collection[int]) -> set[int]:
    """Return of these keys those of a village's households, with those that were merged into one of them."""
    rows, keys = village.households, set[int]()
    new = set(rows.filter(pk__in=households).values_list("pk", flat=True))
    while new:
        keys |= new
        new = set(rows.filter(merged_into__in=new).values_list("pk", flat=True)) - keys
    return keys


@transaction.atomic
def propose(*, by: Any, decision: Reorganisation, version: int | None = None) -> Reorganisation:
    """Ask the level above to decide. Raises Wrong where it cannot be carried out as written, Stale."""
    held = _draft(decision, version)
    if wrong := what_lacks(held) or wrong_with(held, list(held.operations.order_by("pk"))):
        raise Wrong(wrong)
    held.state, held.proposed_by, held.proposed_at = State.PROPOSED, by, timezone.now()
    held.returned_why = ""
    _save(held)
    record(by, gettext_noop("Trình sắp xếp đơn vị"), held, document=held.number)
    tell_who_decides(by=by, decision=held)
    return held


@transaction.atomic
def approve(*, by: Any, decision: Reorganisation, version: int | None = None) -> Reorganisation:
    """Decide that it will be carried out, on its day, or now where that has come.

    Raises NotAnother for whoever proposed it, Wrong, Stale.
    """
    held = _proposed(by, decision, version)
    if wrong := wrong_with(held, list(held.operations.order_by("pk"))):
        raise Wrong(wrong)
    held.state, held.decided_by, held.decided_at = State.APPROVED, by, timezone.now()
    _save(held)
    record(by, gettext_noop("Duyệt sắp xếp đơn vị"), held, document=held.number)
    if held.effective_on and held.effective_on <= timezone.localdate():
        held = carry_out(by=by, reorganisation=held)
    tell_who_wrote(by=by, decision=held)
    return held


@transaction.atomic
def give_back(*, by: Any, decision: Reorganisation, why: str) -> Reorganisation:
    """Give it back to whoever wrote it, with the reason. Raises NotAnother, Stale."""
    held = _proposed(by, decision)
    held.state, held.returned_why = State.DRAFT, why
    tell_who_wrote(by=by, decision=held)
    held.proposed_by = held.proposed_at = None
    _save(held)
    record(by, gettext_noop("Trả lại sắp xếp đơn vị"), held, {"reason": [None, why]})
    return held


@transaction.atomic
def withdraw(*, by: Any, decision: Reorganisation) -> Reorganisation:
    """Withdraw a decision that nothing was done of. Raises Stale for one that is being carried out."""
    held = locked(decision)
    if held.state == State.WITHDRAWN:
        return held
    if held.state not in (State.DRAFT, State.PROPOSED, State.APPROVED):
        raise Stale
    held.state = State.WITHDRAWN
    _save(held)
    record(by, gettext_noop("Rút sắp xếp đơn vị"), held, document=held.number)
    return held


def _draft(decision: Reorganisation, version: int | None = None) -> Reorganisation:
    return _held(decision, State.DRAFT, version)


def _proposed(by: Any, decision: Reorganisation, version: int | None = None) -> Reorganisation:
    held = _held(decision, State.PROPOSED, version)
    if held.proposed_by_id == by.pk:
        raise NotAnother
    return held


def _held(decision: Reorganisation, state: str, version: int | None) -> Reorganisation:
    held = locked(decision)
    if held.state != state or (version is not None and held.version != version):
        raise Stale
    return held


def _save(held: Reorganisation) -> Reorganisation:
    held.version += 1
    held.save()
    return held
