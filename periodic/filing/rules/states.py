"""From which state to which a report goes, by which act: the one table of it. No state is skipped."""

from collections.abc import Mapping
from enum import StrEnum

from periodic.models import State


class Act(StrEnum):
    """What somebody does to a report."""

    SAVE = "save"
    SEND = "send"
    CORRECT = "correct"
    LET_GO = "let_go"
    APPROVE = "approve"
    RETURN = "return"
    COMMENT = "comment"
    REDACT = "redact"


class NotNow(ValueError):
    """The report stands where this cannot be done: somebody was faster, or it is not its turn."""


_D, _S, _R, _A = State.DRAFT, State.SENT, State.RETURNED, State.APPROVED
# What is not here cannot be done. A report that was sent goes on being written: what is typed then goes into its
# next copy alone. A correction replaces a copy that nobody has decided on, or one that was approved.
TABLE: Mapping[Act, Mapping[State, State]] = {
    Act.SAVE: {_D: _D, _S: _S, _R: _R, _A: _A},
    Act.SEND: {_D: _S, _R: _S},
    Act.CORRECT: {_S: _S, _A: _S},
    Act.LET_GO: {_S: _S},
    Act.APPROVE: {_S: _A},
    Act.RETURN: {_S: _R},
    Act.COMMENT: {_S: _S, _R: _R, _A: _A},
    Act.REDACT: {_S: _S, _R: _R, _A: _A},
}


def may(act: Act, state: str) -> bool:
    """Say whether something can be done to a report that stands so."""
    return State(state) in TABLE[act]


def after(act: Act, state: str) -> State:
    """Return where a report stands after an act. Raises NotNow."""
    try:
        return TABLE[act][State(state)]
    except KeyError:
        raise NotNow(f"{act} of a report that is {state}") from None
