"""To which part of a split each unit below goes: said by a person, for nothing is guessed."""

from collections.abc import Collection
from typing import Any

from django.db import transaction

from areas.models import Area
from reorganisations.drafting.actions.holding import held_draft
from reorganisations.models import Allotment, Operation, Part


@transaction.atomic
def allot(
    *,
    by: Any,
    operation: Operation,
    part: Part | None,
    areas: Collection[int] = (),
    to_come: Collection[int] = (),
) -> int:
    """Say to which part of a split units below go, by their keys; None takes it back. Returns how many.

    `to_come`: keys of parts of operations of the same decision that are done before, which will stand there then. It may be
    said while the decision is a draft; what does not stand below is left out. Raises Stale.
    """
    held = held_draft(operation.reorganisation)
    source: Any = operation.parts.sources().select_related("area").get().area
    below = Area.unscoped.filter(parent=source, closed_on=None, pk__in=areas)
    coming = Part.unscoped.targets().filter(
        operation__reorganisation=held, operation__lt=operation.pk, pk__in=to_come
    )
    units = list(below.order_by("pk").values_list("pk", flat=True))
    parts = list(coming.order_by("pk").values_list("pk", flat=True))
    said = Allotment.unscoped.filter(operation=operation)
    said.filter(area__in=units).delete()
    said.filter(to_come__in=parts).delete()
    if part is not None:
        rows = [Allotment(operation=operation, part=part, area_id=pk) for pk in units]
        rows += [Allotment(operation=operation, part=part, to_come_id=pk) for pk in parts]
        Allotment.unscoped.bulk_create(rows)
    return len(units) + len(parts)
