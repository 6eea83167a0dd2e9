"""The table as it stands: each kind with when it was cleared last, and how many rows."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Exists, OuterRef

from households.models import Erased, Household, Status
from operations.models import Backup, Clearing
from operations.retention.rules import KINDS, Kind

# So many households are erased in a night: one is a transaction that holds its commune.
MOST_A_NIGHT = 500
# What was merged is of the household that goes on.
LEFT = (Status.MOVED_AWAY, Status.ENDED)


def to_erase(before: date) -> list[Household]:
    """Return the households that left the register before a day and still have names, the oldest first."""
    erased = Erased.unscoped.filter(household=OuterRef("pk"), resident=None)
    rows = Household.unscoped.filter(status__in=LEFT, closed_on__lt=before)
    return list(rows.exclude(Exists(erased)).order_by("closed_on", "pk")[:MOST_A_NIGHT])


@dataclass(frozen=True)
class Line:
    """A kind, and what was cleared of it: never yet, where there is no moment."""

    kind: Kind
    done_at: datetime | None = None
    number: int = 0
    total: int = 0


def table() -> list[Line]:
    """Return a line for each kind. Two queries."""
    cleared = {row.kind: row for row in Clearing.unscoped.all()}
    lines = []
    for kind in KINDS:
        row = cleared.get(kind.key)
        if row:
            lines.append(Line(kind, row.done_at, row.number, row.total))
        else:
            lines.append(_backups(kind) if kind.key == "backups" else Line(kind))
    return lines


def _backups(kind: Kind) -> Line:
    """Say the same of backups, whose rows stay when they are removed."""
    rows = Backup.unscoped.exclude(removed_at=None).order_by("-removed_at")
    removed = [at for at in rows.values_list("removed_at", flat=True) if at]
    if not removed:
        return Line(kind)
    last = removed[0]
    return Line(kind, last, sum(at.date() == last.date() for at in removed), len(removed))
