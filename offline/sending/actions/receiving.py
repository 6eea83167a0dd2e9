"""Operations come in: each once, whatever is sent how often; what cannot be written is kept or refused by itself."""

import logging
import traceback
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from django.db import transaction

from offline.models import SentOperation, Why
from offline.sending.actions.answers import write_answers
from offline.sending.actions.group import Group
from offline.sending.actions.households import write_households
from offline.sending.actions.people import write_people, write_statuses
from offline.sending.actions.refusals import write_refusals
from offline.sending.actions.sessions import write_sessions
from offline.sending.actions.settling import show_linked
from offline.sending.actions.undoing import write_undos
from offline.sending.queries.devices import ended_of
from offline.sending.queries.places import places_of
from offline.sending.rules.results import Held, Result, State
from offline.sending.rules.said import Said, rounds
from rollup.counts import lock
from web.busy import reason_of

log = logging.getLogger(__name__)
Kind = SentOperation.Kind

WRITERS: Mapping[str, Callable[[Group], None]] = {
    Kind.HOUSEHOLD: write_households,
    Kind.PERSON: write_people,
    Kind.ANSWERS: write_answers,
    Kind.STATUS: write_statuses,
    Kind.REFUSAL: write_refusals,
    Kind.SESSION: write_sessions,
    Kind.UNDO: write_undos,
}


def receive(
    *, by: Any, every: Sequence[Said], unread: Mapping[UUID, Why], skew: int
) -> dict[UUID, Result]:
    """Write operations that one person sent, in the order in which they were done; return what became of each.

    All of them are one transaction with the rows that say what became of each. `unread` are items that could not be
    opened or read. One that came before is answered as it was then.
    """
    found = _known(by, [*(one.uuid for one in every), *unread])
    for key, reason in unread.items():
        found.setdefault(key, Result(key, State.REFUSED, reason))
    left, ended = list[Said](), ended_of(by, {one.device for one in every if one.device})
    for one in every:
        if one.uuid in found:
            continue
        if why := _not_theirs(by, one, ended):
            found[one.uuid] = Result(one.uuid, State.REFUSED, why)
        else:
            left.append(one)
    return found | _write(by, left, skew) if left else found


def _known(by: Any, keys: Iterable[UUID]) -> dict[UUID, Result]:
    """Return what became of operations that came before."""
    rows = SentOperation.unscoped.filter(uuid__in=set(keys))
    return {
        row.uuid: Result(row.uuid, row.state, row.why)
        if row.author_id == by.pk
        else Result(row.uuid, State.REFUSED, Why.AUTHOR)
        for row in rows.only("uuid", "state", "why", "author")
    }


def _not_theirs(by: Any, said: Said, ended: Mapping[int, bool]) -> Why | None:
    """Say why nothing is taken of an operation: somebody else made it, or it was made on a device that is locked."""
    if said.author != by.pk or (said.device and said.device not in ended):
        return Why.AUTHOR
    return Why.DEVICE if said.device and ended[said.device] else None


def _write(by: Any, every: Sequence[Said], skew: int) -> dict[UUID, Result]:
    """Write operations whole; where that fails, group by group, each by itself, and keep the one that cannot be written."""
    try:
        return _in_one(by, every, skew)
    except Exception as error:
        if reason_of(error):
            raise
        if len(every) == 1:
            return _known(by, [every[0].uuid]) or _in_one(by, every, skew, _keeps(error))
    found, parts = dict[UUID, Result](), list(rounds(every))
    for part in parts if len(parts) > 1 else [[one] for one in every]:
        found |= _write(by, part, skew)
    return found


def _keeps(error: Exception) -> Callable[[Group], None]:
    """Say that an operation which met a fault of ours is kept until somebody looks at it; return what keeps it."""
    log_fault(error)
    return _hold_all


def log_fault(error: Exception) -> None:
    """Write down a fault of ours without its text, which may hold what people are called: where it came up is enough."""
    where = "".join(traceback.format_tb(error.__traceback__))
    log.error("an operation was kept unwritten: %s\n%s", type(error).__name__, where)


def _hold_all(group: Group) -> None:
    for said in group.every:
        try:
            group.places.check(said)
        except Held as held:
            group.hold(said, held.why)
        else:
            group.hold(said, Why.FAULT)


@transaction.atomic
def _in_one(
    by: Any, every: Sequence[Said], skew: int, write: Callable[[Group], None] | None = None
) -> dict[UUID, Result]:
    """Hold the communes' rows, look once more what came meanwhile, write the rest in groups of one kind."""
    lock(places_of(every), even_ended=True)
    found = _known(by, [one.uuid for one in every])
    for some in rounds([one for one in every if one.uuid not in found]):
        group = Group(by, skew, some)
        (write or WRITERS[some[0].kind])(group)
        group.save()
        show_linked(group.rows)
        found |= group.told()
    return found
