"""How much one person may send within a while: what no phone does by itself is a script, or a hand that is not theirs."""

from datetime import datetime, timedelta
from math import ceil
from typing import Any

from offline.models import SentOperation

# A village of 300 households written down whole, and all of it again, is far less.
MOST, WINDOW = 5_000, timedelta(minutes=10)


def wait_of(user: Any, now: datetime) -> int:
    """Return for how many seconds nothing more is taken from somebody, 0 where something is. One query.

    What came before and comes again is written nowhere, and counts for nothing.
    """
    lately = SentOperation.unscoped.filter(author=user, received_at__gt=now - WINDOW)
    times = lately.order_by("-received_at").values_list("received_at", flat=True)
    return next((ceil((at + WINDOW - now).total_seconds()) for at in times[MOST - 1 : MOST]), 0)
