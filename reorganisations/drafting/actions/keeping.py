"""One form of a draft kept: its paper and one operation, which may be there already and is written anew then."""

import uuid as uuids
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from areas.models import Area
from reorganisations.drafting.actions.allotting import allot
from reorganisations.drafting.actions.drafts import (
    Change,
    add_operation,
    assign,
    begin,
    take_parts,
    write,
    write_parts,
)
from reorganisations.drafting.actions.holding import held_draft, saved
from reorganisations.models import Allotment, Operation, Part, Reorganisation


@transaction.atomic
def keep(
    *,
    by: Any,
    area: Area,
    change: Change,
    decision: Reorganisation | None = None,
    operation: Operation | None = None,
    uuid: uuids.UUID | None = None,
    version: int | None = None,
    **facts: Any,
) -> Reorganisation:
    """Write the paper of a draft and one operation of it, in the place of another one if that is given.

    Without a draft it is begun; the same form sent again, maybe put right, is that draft as long as it has one operation.
    Raises Stale, for one that was changed since `version`, too, and KeyTaken.
    """
    draft = decision or begin(by=by, area=area, uuid=uuid, **facts)
    there = [] if decision else list(draft.operations.all()[:2])
    if there and (len(there) > 1 or not draft.is_draft):
        return draft
    draft = write(by=by, decision=draft, version=version, **facts)
    if written := operation or next(iter(there), None):
        rewrite_operation(by=by, operation=written, change=change)
    else:
        more: dict[str, Any] = {"sources": change.sources, "units": change.units}
        add_operation(by=by, decision=draft, kind=change.kind, **more)
    return draft


@dataclass(frozen=True)
class _Said:
    """What was said of a part: its households, units that go to it, and (operation, part) of where it goes itself."""

    name: str
    households: Sequence[int] = ()
    areas: Sequence[int] = ()
    to_come: Sequence[int] = ()
    goes_to: Sequence[tuple[int, int]] = ()


@transaction.atomic
def rewrite_operation(*, by: Any, operation: Operation, change: Change) -> None:
    """Write an operation of a draft anew; what was assigned stays with the part that is called as its was.

    Where there are as many parts as before, one that is called otherwise is the one that stood in its place. Raises Stale.
    """
    held = held_draft(operation.reorganisation)
    before = _said(operation)
    take_parts(operation)
    operation.kind = change.kind
    operation.save(update_fields=["kind"])
    write_parts(operation, change.sources, change.units)
    parts: Any = operation.parts
    new = list(parts.targets().order_by("pk"))
    for part, said in zip(new, _matched(before, [part.name for part in new]), strict=True):
        if said:
            _say_again(by, operation, part, said)
    saved(held)


def _said(operation: Operation) -> list[_Said]:
    """Return what was said of each part of an operation."""
    parts: Any = operation.parts
    along = ("assignments", "allotments")
    found = []
    for part in parts.targets().order_by("pk").prefetch_related(*along):
        units = part.allotments.all()
        goes_to = Allotment.unscoped.filter(to_come=part).order_by("pk")
        found.append(
            _Said(
                part.name,
                [row.household_id for row in part.assignments.all()],
                [row.area_id for row in units if row.area_id],
                [row.to_come_id for row in units if row.to_come_id],
                list(goes_to.values_list("operation_id", "part_id")),
            )
        )
    return found


def _matched(before: Sequence[_Said], names: Sequence[str]) -> list[_Said | None]:
    """Return for each name what was said of it, or of the one in whose place it stands."""
    of, is_same_size = {one.name: one for one in before}, len(before) == len(names)
    found = list[_Said | None]()
    for at, name in enumerate(names):
        here = before[at] if is_same_size and before[at].name not in names else None
        found.append(of.get(name, here))
    return found


def _say_again(by: Any, operation: Operation, part: Part, said: _Said) -> None:
    if said.households:
        assign(by=by, operation=operation, part=part, households=said.households)
    if said.areas or said.to_come:
        facts = {"areas": said.areas, "to_come": said.to_come}
        allot(by=by, operation=operation, part=part, **facts)
    rows = [Allotment(operation_id=of, part_id=to, to_come=part) for of, to in said.goes_to]
    Allotment.unscoped.bulk_create(rows)
