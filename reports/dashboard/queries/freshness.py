"""How old the figures are, and how much of them is known."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from figures.live import FRESH_DAYS
from reports.units.queries.child_units import Below, Child


@dataclass(frozen=True)
class Freshness:
    """How old the figures are: communes saved within 30 days, of all, and the one that waits longest."""

    fresh: int
    communes: int
    oldest: Child | None
    oldest_days: int
    saved_at: datetime | None
    within: int = FRESH_DAYS


def freshness_of(below: Below) -> Freshness:
    """Say how many communes saved lately, and which waits longest; nothing is asked anew."""
    whole = below.whole
    waits = days_since(whole.oldest_at) or 0
    return Freshness(
        fresh=whole.fresh,
        communes=sum(below.steps.values()) or whole.communes,
        oldest=below.oldest if waits > FRESH_DAYS else None,
        oldest_days=waits,
        saved_at=whole.saved_at,
    )


def days_since(at: datetime | None) -> int | None:
    """Return the whole days gone by since then; None of never."""
    return (timezone.now() - at).days if at else None
