"""The list of erasures applied to a database that was put back: who was erased since, or before, is erased again."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from django.db import transaction

from areas.models import Area
from areas.named import Named
from erasure.actions.erasing import erase
from erasure.models import Erasure
from erasure.queries.decisions import is_erased
from erasure.queries.listed import known_here, names_in_files
from erasure.rules.listed import LIST, Listed, joined, read_all
from households.models import Resident
from imports.jobs.actions.forgetting import Whom, forget
from web.keeping import remove_once_committed


@dataclass(frozen=True)
class Applied:
    """What became of the lines of a list, for whoever restores."""

    lines: int = 0
    erased: int = 0
    # Of whom this backup knows nothing but, perhaps, rows of files that were not written yet.
    unknown: int = 0
    # Lines that could not be read: the last may be cut off.
    broken: int = 0
    # Whether there was any list at all.
    is_found: bool = False


def lists_near(backup: Path, *others: Path) -> list[Path]:
    """Return the lists that are there: beside a backup, and in other places."""
    places = [backup.with_name(LIST), *others]
    return [path for path in dict.fromkeys(places) if path.is_file()]


def apply(paths: Iterable[Path]) -> Applied:
    """Erase again all whom these lists name; each in a transaction of its own. Raises OSError."""
    paths, broken, lists = list(paths), 0, list[list[Listed]]()
    for path in paths:
        lines, cut = read_all(path.read_bytes())
        lists.append(lines)
        broken += cut
    lines = joined(*lists)
    erased = sum(map(_apply, lines))
    return Applied(len(lines), erased, len(lines) - erased, broken, bool(paths))


@transaction.atomic
def _apply(line: Listed) -> bool:
    """Erase whom a line names; say whether this database knows them."""
    subject = known_here(line)
    if subject is None:
        _forget_unknown(line)
        return False
    row = Erasure.unscoped.filter(uuid=line.uuid).select_related("household", "resident").first()
    if isinstance(subject, Resident):
        new = Erasure(uuid=line.uuid, household=subject.household, resident=subject)
    else:
        new = Erasure(uuid=line.uuid, household=subject)
    if row and row.confirmed_at and is_erased(row.household, row.resident):
        # The backup is younger than this erasure.
        return True
    row = row or new
    row.withdrawn_by = row.withdrawn_at = None
    erase(by=None, subject=subject, erasure=row)
    return True


def _forget_unknown(line: Listed) -> None:
    """Let files forget whom the register of then did not know yet: their rows are told by the keyed hash."""
    commune = Area.unscoped.filter(pk=line.commune).first()
    names = names_in_files(line) if commune else set()
    if commune is None or not names:
        return
    villages = Area.unscoped.filter(commune=commune).values_list("pk", flat=True)
    whom = Whom(Named.of(names), frozenset(), frozenset(), frozenset(villages))
    _found, files = forget(commune=commune, whom=whom)
    for name in files:
        remove_once_committed(name)


@transaction.atomic
def hand_on_files() -> int:
    """Have files go that a version before left in a list of its own; return how many erasures had some."""
    rows = list(Erasure.unscoped.select_for_update(of=("self",)).done().exclude(files=[]))
    for row in rows:
        for name in row.files:
            remove_once_committed(name)
        Erasure.unscoped.filter(pk=row.pk).update(files=[])
    return len(rows)
