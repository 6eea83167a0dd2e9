"""The table as it stands: each kind with when it was cleared last, and how many rows; and files that no row names."""

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime

from django.core.files.storage import default_storage
from django.db import connection
from django.db.models import Exists, OuterRef, QuerySet

from households.models import Erased, Household, Status
from operations.backup.queries import asking, keeping_files, named_files, takes_back
from operations.models import Backup, Clearing
from operations.retention.rules import KINDS, Kind

# So many households are erased in a night: one is a transaction that holds its commune.
MOST_A_NIGHT = 500
# What was merged is of the household that goes on.
LEFT = (Status.MOVED_AWAY, Status.ENDED)
# What we lay down ourselves (web.keeping): whatever else lies there is nothing of ours.
_OURS = re.compile(r"[0-9a-f]{64}")
# More files than that are not left over by saves that were cut off, where they are more than those that rows name, too.
MANY = 100


class NotOurFiles(Exception):
    """Most of what lies there is of another database: of a second site, or the settings lead to the wrong place."""


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


def loose_files(before: datetime) -> list[str]:
    """Return the files that were laid down before a moment and that no row counts on. A query for each kind of file, a list of each folder.

    One that was taken back and could not be removed then is one of them. Raises NotOurFiles.
    """
    # First what lies there: what comes after it is not asked for.
    lying = list(_lying())
    named = {one.name for one in named_files(asking(connection))}
    loose = [name for name in lying if name not in named]
    if len(loose) > max(MANY, len(lying) - len(loose)):
        raise NotOurFiles
    return [name for name in loose if _is_older(name, before)]


def _is_older(name: str, before: datetime) -> bool:
    try:
        return default_storage.get_modified_time(name) < before
    except FileNotFoundError:
        # Somebody else has removed it by now.
        return False


def is_named(name: str) -> bool:
    """Say whether a row counts on a file."""
    return any(
        QuerySet(model)
        .filter(**{column: name}, **({"withdrawn_at": None} if takes_back(model) else {}))
        .exists()
        for model, column in keeping_files()
    )


def _lying() -> Iterator[str]:
    """Yield the files of ours that lie there."""
    try:
        folders, _files = default_storage.listdir("")
    except FileNotFoundError:
        return
    for folder in sorted(folders):
        names = list[str]()
        # Where files have a disk of their own there may be a folder of the system's.
        with suppress(PermissionError):
            names = default_storage.listdir(folder)[1]
        yield from (f"{folder}/{name}" for name in names if _OURS.fullmatch(name))
