"""What becomes of an operation, by the reason why it was not simply written."""

from typing import NamedTuple
from uuid import UUID

from offline.models import SentOperation, Why

State = SentOperation.State
_REFUSED = frozenset(
    {
        Why.AUTHOR,
        Why.DEVICE,
        Why.UNREADABLE,
        Why.MALFORMED,
        Why.STRANGER,
        Why.ERASED,
        Why.FUTURE,
        Why.UNDONE,
    }
)
# Of these nothing is kept here: they are nothing of any commune that we know of, or not their sender's.
UNKEPT = frozenset({Why.AUTHOR, Why.DEVICE, Why.UNREADABLE, Why.MALFORMED, Why.STRANGER})
# What was written into the register.
WRITTEN = frozenset({State.APPLIED, State.CONFLICT})


class Held(Exception):
    """An operation is not written, and why."""

    def __init__(self, why: Why) -> None:
        super().__init__(why)
        self.why = why


class Result(NamedTuple):
    """What whoever sent an operation is told of it."""

    uuid: UUID
    state: str
    why: str = ""

    @property
    def words(self) -> str:
        """Say it."""
        return str(Why(self.why).label if self.why else State(self.state).label)


def state_of(why: Why) -> State:
    """Return what becomes of an operation that is held back for a reason: it is refused, or waits for somebody."""
    return State.REFUSED if why in _REFUSED else State.WAITING
