"""What was written of some people's skills so far, and which of them differ."""

from collections import defaultdict
from collections.abc import Iterable
from uuid import UUID

from offline.models import CellConflict, CellWrite, SentOperation
from offline.sending.rules.merging import Cell, Write

# A cell: whose, and of which skill.
type At = tuple[int, int]


class Cells:
    """The cells of some people, each with all its writes, and who of their authors followed on what."""

    def __init__(self, people: Iterable[int]) -> None:
        keys = list(people)
        self.cells = defaultdict[At, Cell](Cell)
        rows = CellWrite.unscoped.filter(resident__in=keys).select_related("operation")
        for row in rows.order_by("pk"):
            cell = self.cells[row.resident_id, row.number]
            cell.writes.append(write_of(row))
            cell.shown = row.shown
        told = SentOperation.unscoped.filter(resident__in=keys)
        self.chain: dict[UUID, UUID | None] = dict(told.values_list("uuid", "follows"))
        open_ones = CellConflict.unscoped.open().filter(resident__in=keys)
        self.open = {(one.resident_id, one.number): one for one in open_ones}


def write_of(row: CellWrite) -> Write:
    """Return a row as the rule reads it."""
    operation = row.operation
    return Write(
        value=row.value,
        arrived=row.arrived_at,
        operation=operation.uuid if operation else None,
        base=row.base,
        saw=operation.taken if operation else None,
        undone=row.undone,
    )
