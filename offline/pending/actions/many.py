"""Many things that wait are decided on in one press, each by itself: what cannot be goes on waiting."""

from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from django.db import transaction

from offline.models import SentOperation, Why
from offline.pending.actions.deciding import Decided, TooLate, leave_out, take_back, write
from offline.pending.queries.waiting import item_in, now_of
from offline.pending.rules import goes_with_others
from offline.sending.forms import Malformed, said_by
from offline.sending.rules.results import Held

Kind = SentOperation.Kind


class Done(NamedTuple):
    """How many were decided on, and how many were not."""

    done: int
    left: int


def write_many(*, by: Any, operations: Iterable[SentOperation]) -> Done:
    """Write what waits as it was entered, in the order in which it came; new households into what their village is now.

    What somebody must look at first (like another household, a session, of nobody known) goes on waiting, whatever it
    waited for until now.
    """

    def one(operation: SentOperation) -> None:
        found = item_in(operation)
        if found is None or not goes_with_others(operation):
            raise Held(Why(operation.why))
        where = dict[str, Any]()
        if operation.kind == Kind.HOUSEHOLD:
            places = now_of(operation)
            if len(places) != 1:
                raise Held(Why(operation.why))
            where["village"] = places[0]
        write(by=by, operation=operation, said=said_by(*found), is_seen=False, **where)

    return _each(operations, one)


def leave_out_many(*, by: Any, operations: Iterable[SentOperation], why: str) -> Done:
    """Decide that none of these is written, and why."""
    return _each(operations, lambda one: leave_out(by=by, operation=one, why=why))


def take_back_many(*, by: Any, operations: Iterable[SentOperation]) -> Done:
    """Take back what was decided on these, the last one first: what came later stands on what came before."""
    return _each(reversed(list(operations)), lambda one: take_back(by=by, operation=one))


@transaction.atomic
def _each(operations: Iterable[SentOperation], act: Callable[[SentOperation], Any]) -> Done:
    done = left = 0
    for one in operations:
        try:
            with transaction.atomic():
                act(one)
        except (Decided, Held, Malformed, TooLate):
            left += 1
        else:
            done += 1
    return Done(done, left)
