"""What is still to be done of a decision is left undone for good: it can never be, and what was done stands."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext_noop, override

from audit.actions import locked, record
from reorganisations.applying.actions.apply import finish
from reorganisations.drafting.actions.drafts import take_parts
from reorganisations.drafting.actions.telling import tell_who_wrote
from reorganisations.drafting.queries.words import sentence_of
from reorganisations.models import Reorganisation, State


@transaction.atomic
def leave_rest(*, by: Any, decision: Reorganisation) -> Reorganisation:
    """Take out of a decision that was begun what was not done of it, once: with the rest it is carried out.

    From then on it is as any that was: nothing waits any more, and a decision the other way round leads back.
    """
    held = locked(decision)
    if held.state != State.APPLYING:
        return held
    rest = list(held.operations.filter(applied_at=None).prefetch_related("parts__area"))
    with override("vi"):
        words = "; ".join(sentence_of(one) for one in rest)
    # What is done later may stand on what is done before.
    for one in sorted(rest, key=lambda row: -row.pk):
        take_parts(one)
        one.delete()
    verb = gettext_noop("Bỏ việc chưa thực hiện của quyết định")
    record(by, verb, held, {"unit_names": [words, None]}, document=held.number)
    held = finish(by=by, reorganisation=held)
    tell_who_wrote(by=by, decision=held)
    return held
