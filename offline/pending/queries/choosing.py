"""Where two people wrote one skill differently: which values are left, who wrote each, and when."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from households.models import Assessment, Household, Resident
from offline.models import CellConflict, SentOperation
from offline.sending.queries.cells import Cells
from offline.sending.rules.merging import heads
from skills.catalogue import BY_NUMBER, Skill


@dataclass(frozen=True)
class Version:
    """One value that is left: who wrote it, and when; nobody where the register said so before."""

    value: int | None
    who: str
    at: datetime | None
    is_shown: bool

    @property
    def sent(self) -> str:
        """How a form carries it."""
        return "-" if self.value is None else str(int(self.value))


@dataclass(frozen=True)
class Differing:
    """One skill of one person with the values that are left."""

    pk: int
    person: Resident
    skill: Skill
    versions: tuple[Version, ...]


def open_in(user: Any, household: Household) -> Any:
    """Return what differs in a household, as far as somebody may see it."""
    rows = CellConflict.objects.visible_to(user).to_settle().filter(resident__household=household)
    return rows.select_related("resident").order_by("resident", "number")


def merged_into(user: Any, household: Household) -> Household | None:
    """Return the household that one was merged into, as far as somebody may see it: its people are there now."""
    if not household.merged_into_id:
        return None
    return Household.objects.visible_to(user).filter(pk=household.merged_into_id).first()


def differing_in(conflicts: Iterable[CellConflict]) -> list[Differing]:
    """Return conflicts, read with their residents, each with what is left to choose from. Four queries."""
    rows = list(conflicts)
    cells = Cells({one.resident_id for one in rows})
    every = (write for cell in cells.cells.values() for write in cell.writes)
    keys = {write.operation for write in every if write.operation}
    sent = SentOperation.unscoped.filter(uuid__in=keys).select_related("author")
    by_key = {one.uuid: one for one in sent}
    online = _online({one.resident_id for one in rows})
    return [_differing(one, cells, by_key, online) for one in rows]


def _differing(one: CellConflict, cells: Cells, sent: Any, online: Any) -> Differing:
    now = one.resident.results[one.number - 1]
    found = dict[int | None, Version]()
    for write in heads(cells.cells[one.resident_id, one.number].writes, cells.chain):
        operation = sent.get(write.operation)
        who, at = (str(operation.author), operation.at) if operation else ("", None)
        if operation is None:
            who, at = online[one.resident_id, one.number].get(write.value, ("", None))
        found.setdefault(write.value, Version(write.value, who, at, write.value == now))
    if now not in found:
        who, at = online[one.resident_id, one.number].get(now, ("", None))
        found[now] = Version(now, who, at, is_shown=True)
    shown_first = sorted(found.values(), key=lambda version: not version.is_shown)
    return Differing(one.pk, one.resident, BY_NUMBER[one.number], tuple(shown_first))


def _online(people: Iterable[int]) -> Any:
    """Return by person and skill who found which value last, and when, of what stands in the register. One query."""
    found = defaultdict[tuple[int, int], dict[int | None, tuple[str, datetime]]](dict)
    rows = Assessment.unscoped.standing().filter(resident__in=list(people))
    for row in rows.select_related("assessor"):
        for number, result in row.asked:
            found[row.resident_id, number][result] = (str(row.assessor or ""), row.recorded_at)
    return found
