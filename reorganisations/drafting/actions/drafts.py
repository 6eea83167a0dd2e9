"""Writes of decisions before they are proposed: their paper, their changes, and which household of a split goes where."""

import uuid as uuids
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_noop

from areas.models import Area
from audit.actions import locked, record
from reorganisations.drafting.actions.holding import Stale, held_draft, saved
from reorganisations.models import Allotment, Assignment, Operation, Part, Reorganisation, State
from web.once import save_once, sent_before


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
    """Begin to write a decision on units inside a unit. The same `uuid` twice is once; KeyTaken for one of elsewhere."""
    of = {"made_by": by, "area": area}
    if twin := sent_before(Reorganisation, uuid, **of):
        return twin
    new = Reorganisation(
        uuid=uuid or uuids.uuid4(),
        number=number,
        signed_on=signed_on,
        effective_on=effective_on,
        **of,
    )
    decision = save_once(new, **of)
    if decision is not new:
        return decision
    record(by, gettext_noop("Soạn sắp xếp đơn vị"), decision, {"number": [None, number or None]})
    return decision


@transaction.atomic
def write(
    *, by: Any, decision: Reorganisation, version: int | None = None, **facts: Any
) -> Reorganisation:
    """Change the number and days of a draft. Raises Stale for one that is no draft, or was changed since `version`."""
    held = held_draft(decision, version)
    for name in ("number", "signed_on", "effective_on"):
        if name in facts:
            setattr(held, name, facts[name])
    return saved(held)


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
    held = held_draft(decision)
    operation = Operation.unscoped.create(reorganisation=held, kind=kind)
    write_parts(operation, sources, units)
    saved(held)
    return operation


def write_parts(operation: Operation, sources: Sequence[Area], units: Sequence[Unit]) -> None:
    """Write the parts of an operation that has none; whoever calls holds its draft."""
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


@transaction.atomic
def drop_operation(*, by: Any, operation: Operation) -> None:
    """Take an operation out of a draft, with what was assigned in it. Raises Stale."""
    held = held_draft(operation.reorganisation)
    take_parts(operation)
    operation.delete()
    saved(held)


def take_parts(operation: Operation) -> None:
    """Take the parts out of an operation, with all that was said of them; whoever calls holds its draft."""
    operation.assignments.all().delete()
    operation.allotments.all().delete()
    Allotment.unscoped.filter(to_come__operation=operation).delete()
    operation.parts.all().delete()


@transaction.atomic
def assign(*, by: Any, operation: Operation, part: Part | None, households: Collection[int]) -> int:
    """Say to which part of a split households of its village go; None takes it back. Returns how many.

    It may be said until the decision is carried out; those of other villages are left out, those that were merged into
    one of them go along. Once it was proposed the journal says so, and who decides has to look again. Raises Stale.
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
    if not held.is_draft:
        saved(held)
        said = {"households": [None, len(keys)]}
        record(by, gettext_noop("Xếp lại hộ khi đã trình"), held, said, document=held.number)
    return len(keys)


def with_merged(village: Area, households: Collection[int]) -> set[int]:
    """Return of these keys those of a village's households, with those that were merged into one of them."""
    rows, keys = village.households, set[int]()
    new = set(rows.filter(pk__in=households).values_list("pk", flat=True))
    while new:
        keys |= new
        new = set(rows.filter(merged_into__in=new).values_list("pk", flat=True)) - keys
    return keys
