"""Many things that wait are decided on in one press, each by itself: what cannot be goes on waiting, and is named."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from offline.models import SentOperation, Why
from offline.pending.actions.deciding import Decided, TooLate, leave_out, take_back, write
from offline.pending.queries.waiting import item_in, now_of
from offline.pending.rules import goes_with_others, words_of
from offline.sending.actions.receiving import log_fault
from offline.sending.forms import Malformed, said_by
from offline.sending.rules.results import Held
from web.busy import reason_of

Kind = SentOperation.Kind
DECIDED = _("Mục này vừa được người khác quyết định.")
TOO_LATE = _("Không hoàn tác được nữa: bản máy gửi không còn giữ.")
MALFORMED = _("Mục này ghi thiếu hoặc ghi sai nên không ghi vào sổ được.")
_WHY: Mapping[type[Exception], Any] = {Decided: DECIDED, TooLate: TOO_LATE, Malformed: MALFORMED}


class Left(NamedTuple):
    """One that was not decided on, and why."""

    operation: SentOperation
    words: str


class Done(NamedTuple):
    """How many were decided on, and which were not."""

    done: int
    left: list[Left]


def write_many(*, by: Any, operations: Iterable[SentOperation]) -> Done:
    """Write what waits as it was entered, in the order in which it came; new households into what their village is now.

    What somebody must look at first (like another household, a session, of nobody known) goes on waiting, whatever it
    waited for until now.
    """

    def one(operation: SentOperation) -> None:
        found = item_in(operation)
        if not goes_with_others(operation):
            raise Held(Why(operation.why))
        if found is None:
            raise Malformed
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


def _each(operations: Iterable[SentOperation], act: Callable[[SentOperation], Any]) -> Done:
    """Do it to each in a transaction of its own; where the database cannot just now, all that follow are left."""
    done, left, busy = 0, list[Left](), ""
    for one in operations:
        if busy:
            left.append(Left(one, busy))
            continue
        try:
            with transaction.atomic():
                act(one)
        except Exception as error:
            busy = str(reason.title) if (reason := reason_of(error)) else ""
            left.append(Left(one, busy or _why_not(error)))
        else:
            done += 1
    return Done(done, left)


def _why_not(error: Exception) -> str:
    """Say why one was not decided on; what is a fault of ours is written down, and named no further."""
    if isinstance(error, Held):
        return str(words_of(error.why))
    if words := _WHY.get(type(error)):
        return str(words).removesuffix(".")
    log_fault(error)
    return str(words_of(Why.FAULT))
