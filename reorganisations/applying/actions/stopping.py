"""Groups of a decision done one after the other; what stopped one is noted at its operations, so that their page says so."""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from reorganisations.applying.queries.checks import Wrong
from reorganisations.applying.queries.grouping import Group, batches
from reorganisations.applying.queries.stopped import BUSY, FAULT, STOPPED, UNEQUAL
from reorganisations.models import Operation
from web import busy

logger = logging.getLogger(__name__)


class NotEqual(Exception):
    """What stands in units afterwards is not what stood there before: nothing was done."""


class BuiltOn(Exception):
    """Something was recorded in the units since: a decision the other way round is what is left."""


@dataclass(frozen=True)
class Stopped:
    """Operations that share communes, of which nothing was done, and why."""

    operations: Sequence[Operation]
    error: Exception


def is_away(error: BaseException) -> bool:
    """Say whether nothing at all can be done now: the database is away, or has no room."""
    return busy.reason_of(error) in (busy.AWAY, busy.FULL)


def is_busy(error: BaseException) -> bool:
    """Say whether it can be done in a moment: somebody else had one of the rows."""
    return busy.reason_of(error) is busy.BUSY


def by_groups(
    do: Callable[[Sequence[list[Operation]]], None],
    found: Sequence[Group],
    *,
    somebody_waits: bool,
) -> list[Stopped]:
    """Do groups, several in one transaction, and write down faults. Return those that are not done."""
    stopped = list[Stopped]()
    for some in batches(found):
        stopped += _stopped_of(do, some, waits=somebody_waits)
        if somebody_waits and any(is_busy(one.error) for one in stopped):
            # They press again, and do not wait for every group.
            break
    log(stopped)
    return stopped


def _stopped_of(
    do: Callable[[Sequence[list[Operation]]], None], some: Sequence[list[Operation]], *, waits: bool
) -> list[Stopped]:
    """Do groups together; where that cannot be, each by itself. Return those that are not done."""
    error = _error_of(do, some)
    if error is None:
        return []
    if len(some) == 1 or (waits and is_busy(error)):
        return [Stopped(group, error) for group in some]
    # The others are done; what is wrong with one is said of it alone.
    return [one for group in some for one in _stopped_of(do, [group], waits=waits)]


def _error_of(
    do: Callable[[Sequence[list[Operation]]], None], some: Sequence[list[Operation]]
) -> Exception | None:
    """Return what stopped groups, once it is over: what stops one of them next did not come of it."""
    try:
        do(some)
    except Exception as error:
        if is_away(error):
            raise
        return error
    return None


def note(stopped: Sequence[Stopped]) -> None:
    """Note at operations why they were not done; of what is wrong with the units themselves it is asked anew."""
    for one in stopped:
        why = _why(one.error)
        for operation in one.operations:
            rest = {name: kept for name, kept in operation.trace.items() if name != STOPPED}
            # Whoever carried it out meanwhile wrote down what was done.
            rows = Operation.unscoped.filter(pk=operation.pk, applied_at=None)
            rows.update(trace=rest | ({STOPPED: why} if why else {}))


def log(stopped: Sequence[Stopped]) -> None:
    """Write what is a fault of ours where its maker reads it; no names are in it."""
    for one in stopped:
        if _why(one.error) == FAULT:
            keys = [operation.pk for operation in one.operations]
            logger.error("operations %s stopped", keys, exc_info=one.error)


def _why(error: Exception) -> str:
    if isinstance(error, Wrong | BuiltOn):
        return ""
    if isinstance(error, NotEqual):
        return UNEQUAL
    return BUSY if is_busy(error) else FAULT


def error_of(stopped: Sequence[Stopped]) -> Exception:
    """Return the error that tells whoever waits: what is no fault of the paper first, else all that is wrong with it."""
    others = [one.error for one in stopped if not isinstance(one.error, Wrong)]
    # What passes by itself says least.
    if others:
        return min(others, key=is_busy)
    wrong = [words for one in stopped if isinstance(one.error, Wrong) for words in one.error.words]
    return Wrong(list(dict.fromkeys(wrong)))
