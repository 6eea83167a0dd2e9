"""What the page of one decision shows, and what its reader may do there."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.utils import timezone

from reorganisations.applying.queries.checks import what_lacks, wrong_by
from reorganisations.applying.queries.checks_above import is_above
from reorganisations.applying.queries.following import Open, Todo, follows, open_in, to_decide
from reorganisations.applying.queries.following_above import (
    There,
    follows_above,
    there_above,
    to_decide_above,
)
from reorganisations.applying.queries.preview import Facts, Preview, facts_of, preview_of
from reorganisations.applying.queries.preview_above import FactsAbove, facts_above, preview_above
from reorganisations.applying.queries.stopped import is_held_up, stopped_words
from reorganisations.drafting.queries.listing import APPROVES, reaches
from reorganisations.drafting.queries.result import Result, progress_words, result_of
from reorganisations.drafting.queries.words import sentences_of
from reorganisations.models import Operation, Part, Reorganisation, State
from rollup.few import NAMES

# Nothing of it was done yet.
BEFORE = (State.DRAFT, State.PROPOSED, State.APPROVED)
WRITE = "reorganisations.add_reorganisation"


@dataclass(frozen=True)
class Work:
    """One operation: what it does, what is wrong with it, what it would do and bring along."""

    operation: Operation
    words: str
    wrong: Sequence[str] = ()
    preview: Preview | None = None
    follows: Sequence[str] = ()
    to_decide: Sequence[Todo] = ()
    may_assign: bool = False
    may_allot: bool = False
    # Others had its units when it was its turn: it is tried again.
    is_held_up: bool = False


@dataclass(frozen=True)
class DecisionPage:
    """What a decision does, what it lacks, and what its reader may do with it."""

    works: list[Work]
    lacks: list[str]
    may_write: bool
    result: Result | None
    progress: str
    # It is being carried out: whoever looks is shown how far it has come.
    is_underway: bool
    may_propose: bool
    may_approve: bool
    is_beyond: bool
    may_give_back: bool
    may_withdraw: bool

    @property
    def is_previewed(self) -> bool:
        """Whether the page shows what would come of it."""
        return any(one.preview for one in self.works)


def page_of_decision(user: Any, decision: Reorganisation) -> DecisionPage:
    """Put the page of a decision together."""
    works = [Work(one, words) for one, words in sentences_of(decision)]
    if decision.state in BEFORE:
        works = _previewed(user, decision, works)
    elif decision.state == State.APPLYING:
        works = _left(decision, works)
    is_wrong, decides = any(one.wrong for one in works), may_decide(user, decision)
    reached = not decides or reaches(user, decision)
    may_write = decision.is_draft and user.has_perm(WRITE)
    lacks = what_lacks(decision) if decision.is_draft else []
    progress = progress_words(decision, timezone.localdate(), is_wrong=is_wrong)
    return DecisionPage(
        is_underway=bool(progress) and not is_wrong,
        works=works,
        lacks=lacks,
        may_write=may_write,
        result=result_of(user, decision),
        progress=progress,
        may_propose=may_write and not lacks and not is_wrong,
        may_give_back=decides,
        may_approve=decides and reached and not is_wrong,
        is_beyond=not reached,
        may_withdraw=may_withdraw(user, decision),
    )


def _previewed(user: Any, decision: Reorganisation, works: list[Work]) -> list[Work]:
    """Add to each operation what it would do."""
    villages = [one.operation for one in works if not of_units_above(one.operation)]
    facts = facts_of(user, villages) if villages or not works else None
    found_open = open_in(user, villages, decision.area_id) if villages else None
    above = [one.operation for one in works if one.operation not in villages]
    of_above = facts_above(user, above), there_above(above)
    wrong = _wrong_by(decision, [one.operation for one in works])
    works = [_told(one, wrong) for one in works]
    return [
        _work(user, decision, one, (facts, found_open))
        if facts and found_open and one.operation in villages
        else _work_above(user, decision, one, *of_above)
        for one in works
    ]


def of_units_above(operation: Operation) -> bool:
    """Say whether an operation is one on units above the village. No query where its parts were read along."""
    sources = [part.area for part in operation.parts.all() if part.side == Part.Side.FROM]
    return is_above(operation.kind, [one for one in sources if one])


def _work_above(
    user: Any, decision: Reorganisation, work: Work, facts: FactsAbove, there: There
) -> Work:
    preview = preview_above(work.operation, facts)
    is_split = work.operation.kind == Operation.Kind.SPLIT
    return replace(
        work,
        may_allot=is_split and decision.is_draft and user.has_perm(WRITE),
        preview=preview,
        follows=follows_above(work.operation, preview, decision.effective_on),
        to_decide=to_decide_above(work.operation, there),
    )


def _work(user: Any, decision: Reorganisation, work: Work, known: tuple[Facts, Open]) -> Work:
    """Add to one operation what it would do."""
    facts, found_open = known
    preview = preview_of(work.operation, facts)
    is_split = work.operation.kind == Operation.Kind.SPLIT
    return replace(
        work,
        preview=preview,
        follows=follows(work.operation, preview, decision.effective_on),
        to_decide=to_decide(user, work.operation, preview, found_open),
        may_assign=is_split and user.has_perm(WRITE) and user.has_perm(NAMES),
    )


def _left(decision: Reorganisation, works: list[Work]) -> list[Work]:
    """Say of the operations that are still to be done, while others are, why they wait."""
    rest = [one.operation for one in works if one.operation.applied_at is None]
    wrong = _wrong_by(decision, rest)
    return [_told(one, wrong) for one in works]


def _told(work: Work, wrong: Mapping[int, Sequence[str]]) -> Work:
    """Say of an operation that waits what stopped it."""
    words = wrong.get(work.operation.pk, ())
    return replace(work, wrong=words, is_held_up=not words and is_held_up(work.operation))


def _wrong_by(decision: Reorganisation, rest: Sequence[Operation]) -> dict[int, list[str]]:
    """Return by operation what is wrong with the units it names, else what stopped it when it was its turn."""
    wrong = wrong_by(decision, rest)
    return {one.pk: wrong[one.pk] or stopped_words(one) for one in rest}


def may_decide(user: Any, decision: Reorganisation) -> bool:
    """Say whether somebody decides on it: never on what they proposed themselves."""
    waits = decision.state == State.PROPOSED and decision.proposed_by_id != user.pk
    return waits and bool(user.has_perm(APPROVES))


def may_withdraw(user: Any, decision: Reorganisation) -> bool:
    """Say whether somebody may withdraw it: what is approved, whoever may approve."""
    needs = APPROVES if decision.state == State.APPROVED else WRITE
    waits = decision.state in (State.DRAFT, State.PROPOSED, State.APPROVED)
    return waits and bool(user.has_perm(needs))
