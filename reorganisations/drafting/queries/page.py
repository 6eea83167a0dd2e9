"""What the page of one decision shows, and what its reader may do there."""

from dataclasses import dataclass
from typing import Any

from reorganisations.applying.queries.checks import what_lacks, wrong_with
from reorganisations.drafting.queries.listing import APPROVES
from reorganisations.drafting.queries.words import sentences_of
from reorganisations.models import Operation, Reorganisation, State

WRITE = "reorganisations.add_reorganisation"


@dataclass(frozen=True)
class Work:
    """One operation: what it does, and what is wrong with it, one sentence each."""

    operation: Operation
    words: str
    wrong: list[str]


@dataclass(frozen=True)
class DecisionPage:
    """What a decision does, what it lacks, and what its reader may do with it."""

    works: list[Work]
    lacks: list[str]
    may_write: bool
    may_propose: bool
    may_approve: bool
    may_give_back: bool
    may_withdraw: bool


def page_of_decision(user: Any, decision: Reorganisation) -> DecisionPage:
    """Put the page of a decision together."""
    is_open = decision.state in (State.DRAFT, State.PROPOSED)
    works = [
        Work(one, words, wrong_with(decision, [one]) if is_open else [])
        for one, words in sentences_of(decision)
    ]
    may_write = decision.is_draft and user.has_perm(WRITE)
    lacks = what_lacks(decision) if decision.is_draft else []
    return DecisionPage(
        works=works,
        lacks=lacks,
        may_write=may_write,
        may_propose=may_write and not lacks and not any(one.wrong for one in works),
        may_give_back=may_approve(user, decision),
        may_approve=may_approve(user, decision) and not any(one.wrong for one in works),
        may_withdraw=may_withdraw(user, decision),
    )


def may_approve(user: Any, decision: Reorganisation) -> bool:
    """Say whether somebody decides on it: never on what they proposed themselves."""
    waits = decision.state == State.PROPOSED and decision.proposed_by_id != user.pk
    return waits and bool(user.has_perm(APPROVES))


def may_withdraw(user: Any, decision: Reorganisation) -> bool:
    """Say whether somebody may withdraw it: what is approved, whoever may approve."""
    needs = APPROVES if decision.state == State.APPROVED else WRITE
    waits = decision.state in (State.DRAFT, State.PROPOSED, State.APPROVED)
    return waits and bool(user.has_perm(needs))
