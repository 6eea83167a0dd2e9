"""A household that does not count any more, or whose data are erased, is offered to no other commune."""

from collections.abc import Iterable

from django.utils import timezone

from households.models import Transfer


def lapse(households: Iterable[int]) -> None:
    """Let offers of these households lapse; whoever waits for one reads so on its page."""
    rows = Transfer.unscoped.filter(household__in=list(households), state=Transfer.State.OFFERED)
    rows.update(state=Transfer.State.LAPSED, answered_at=timezone.now())


def forget(households: Iterable[int]) -> None:
    """Let offers of households that are erased lapse, and take from old ones where these lived."""
    keys = list(households)
    lapse(keys)
    Transfer.unscoped.filter(household__in=keys).exclude(hamlet="").update(hamlet="")
