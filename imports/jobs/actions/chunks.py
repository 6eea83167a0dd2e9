"""The next rows of a file: written or taken back kind by kind, whole households and teams each."""

from collections.abc import Callable, Sequence

from imports.kinds import KINDS
from imports.models import Import, Outcome, RowResult, Verdict
from web.bulk import NewRows


def figures_of(source: Import) -> dict[str, int]:
    """Return the figures of the commune that the rows of a file move."""
    return {
        name: n for kind in source.kinds for name, n in KINDS[kind].count(source.commune).items()
    }


def kind_by_kind(source: Import, kinds: Sequence[str], some: Callable[[Import, str], int]) -> int:
    """Deal with the next rows, of each kind when those before are done; returns how many were dealt with."""
    begun = kinds.index(source.writing) if source.writing in kinds else 0
    for kind in kinds[begun:]:
        # A file that was begun before kinds were counted apart is at its one kind already.
        if source.writing not in {"", kind}:
            source.position = 0
        source.writing = kind
        if number := some(source, kind):
            return number
    return 0


def write_some(source: Import, key: str) -> int:
    """Write the next rows of a kind; returns how many were dealt with."""
    kind = KINDS[key]
    bring = source.rows.filter(kind=key, verdict__in=(Verdict.NEW, Verdict.CHANGES))
    waiting = bring.filter(group__gt=source.position).order_by("group", "number")
    waiting = waiting.defer("cells", "problems", "notes")
    rows = list(waiting[: kind.chunk + 1])
    if len(rows) > kind.chunk:
        # No household in two halves: cut before the last one, or read one to its end.
        last = rows[-1].group
        rows = [row for row in rows if row.group != last] or list(waiting.filter(group=last))
    if rows:
        NewRows(RowResult, kind.write(source, rows)).insert()
        source.position, source.done = rows[-1].group, source.done + len(rows)
    return len(rows)


def undo_some(source: Import, key: str) -> int:
    """Take back the next rows of a kind; returns how many were dealt with."""
    kind = KINDS[key]
    done = RowResult.unscoped.filter(row__source=source, row__kind=key)
    done = done.filter(row__group__gt=source.position)
    done = done.select_related("row", "activity").order_by("row__group", "row__number")
    results = list(done[: kind.chunk + 1])
    if len(results) > kind.chunk:
        last = results[-1].row.group
        whole = [one for one in results if one.row.group != last]
        results = whole or list(done.filter(row__group=last))
    if written := [one for one in results if one.outcome == Outcome.WRITTEN]:
        kind.undo(source, written)
        for why in {one.why for one in written}:
            keys = [one.pk for one in written if one.why == why]
            outcome = Outcome.KEPT if why else Outcome.UNDONE
            RowResult.unscoped.filter(pk__in=keys).update(outcome=outcome, why=why)
    if results:
        source.position, source.undone = results[-1].row.group, source.undone + len(results)
    return len(results)
