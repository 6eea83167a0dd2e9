"""What is done with a decision that was written: a person proposes it, another one above the commune decides."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_noop

from audit.actions import locked, record
from reorganisations.applying.actions import carry_out
from reorganisations.applying.queries.checks import Wrong, what_lacks, wrong_with
from reorganisations.applying.queries.touched import is_large
from reorganisations.drafting.actions.holding import Stale, held_draft, held_in, saved
from reorganisations.drafting.actions.running import carry_on
from reorganisations.drafting.actions.telling import tell_who_decides, tell_who_wrote
from reorganisations.models import Reorganisation, State


class NotAnother(Exception):
    """Whoever proposed a decision does not decide on it."""


@transaction.atomic
def propose(*, by: Any, decision: Reorganisation, version: int | None = None) -> Reorganisation:
    """Ask the level above to decide. Raises Wrong where it cannot be carried out as written, Stale."""
    held = held_draft(decision, version)
    if wrong := what_lacks(held) or wrong_with(held, list(held.operations.order_by("pk"))):
        raise Wrong(wrong)
    held.state, held.proposed_by, held.proposed_at = State.PROPOSED, by, timezone.now()
    held.returned_why = ""
    saved(held)
    record(by, gettext_noop("Trình sắp xếp đơn vị"), held, document=held.number)
    tell_who_decides(by=by, decision=held)
    return held


@transaction.atomic
def approve(
    *, by: Any, decision: Reorganisation, version: int | None = None, behind: bool = False
) -> Reorganisation:
    """Decide that it will be carried out, on its day, or now where that has come: `behind` the pages, as large ones always are.

    Raises NotAnother for whoever proposed it, Wrong, Stale.
    """
    held = _proposed(by, decision, version)
    is_due = held.effective_on is not None and held.effective_on <= timezone.localdate()
    waits = not is_due or behind or is_large(held)
    # Of what is done now whoever does it asks the same.
    if waits and (wrong := wrong_with(held, list(held.operations.order_by("pk")))):
        raise Wrong(wrong)
    held.state, held.decided_by, held.decided_at = State.APPROVED, by, timezone.now()
    saved(held)
    record(by, gettext_noop("Duyệt sắp xếp đơn vị"), held, document=held.number)
    if is_due:
        held = _carried(by, held, behind=waits)
    tell_who_wrote(by=by, decision=held)
    return held


def _carried(by: Any, held: Reorganisation, *, behind: bool) -> Reorganisation:
    if not behind:
        return carry_out(by=by, reorganisation=held, somebody_waits=True)
    carry_on.enqueue(str(held.uuid))
    held.refresh_from_db()
    return held


@transaction.atomic
def give_back(*, by: Any, decision: Reorganisation, why: str) -> Reorganisation:
    """Give it back to whoever wrote it, with the reason. Raises NotAnother, Stale."""
    held = _proposed(by, decision)
    held.state, held.returned_why = State.DRAFT, why
    tell_who_wrote(by=by, decision=held)
    held.proposed_by = held.proposed_at = None
    saved(held)
    record(by, gettext_noop("Trả lại sắp xếp đơn vị"), held, {"reason": [None, why]})
    return held


@transaction.atomic
def withdraw(*, by: Any, decision: Reorganisation, version: int | None = None) -> Reorganisation:
    """Withdraw a decision that nothing was done of.

    Raises Stale for one that is being carried out, or that was decided on since `version`: others may withdraw it then.
    """
    held = locked(decision)
    if held.state == State.WITHDRAWN:
        return held
    if version is not None and held.version != version:
        raise Stale
    if held.state not in (State.DRAFT, State.PROPOSED, State.APPROVED):
        raise Stale
    held.state = State.WITHDRAWN
    saved(held)
    record(by, gettext_noop("Rút sắp xếp đơn vị"), held, document=held.number)
    tell_who_wrote(by=by, decision=held)
    return held


def _proposed(by: Any, decision: Reorganisation, version: int | None = None) -> Reorganisation:
    held = held_in(decision, State.PROPOSED, version)
    if held.proposed_by_id == by.pk:
        raise NotAnother
    return held
