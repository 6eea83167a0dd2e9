"""What waits of one person and one village, so that it is decided on in one press; and what was decided so lately."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any, NamedTuple

from django.db.models import Count, Q
from django.utils import timezone

from offline.models import SentOperation
from offline.pending.queries.listing import Key, Line, lines_of
from offline.pending.queries.waiting import decidable, waiting
from offline.pending.rules import goes_with_others
from offline.sending.rules.results import WRITTEN

# So many are shown, and decided on, at once; and for so long the page offers to take them back.
MANY, LATELY = 200, timedelta(days=1)


class Of(NamedTuple):
    """Whose, and of which village; 0 for whoever and wherever."""

    author: int = 0
    village: int = 0

    def narrow(self, rows: Any) -> Any:
        """Keep what is of these."""
        if self.author:
            rows = rows.filter(author=self.author)
        return rows.filter(village=self.village) if self.village else rows


@dataclass(frozen=True)
class Some:
    """How much waits of one person in one village."""

    author: int
    village: int
    who: str
    where: str
    n: int


@dataclass(frozen=True)
class Ticked:
    """One line with its operation; ticked where nobody has to look at it by itself."""

    operation: SentOperation
    line: Line
    is_ticked: bool


def parts_of(user: Any) -> list[Some]:
    """Return of whom and where how much waits, the most first. One query."""
    rows = (
        waiting(user)
        .order_by()
        .values_list("author", "village", "author__full_name", "village__name")
    )
    found = [Some(*row) for row in rows.annotate(n=Count("pk"))]
    return sorted(found, key=lambda one: (-one.n, one.who, one.where))


def waiting_of(user: Any, of: Of) -> list[Ticked]:
    """Return what waits of these, in the order in which it came. Seven queries at most."""
    rows = of.narrow(waiting(user)).values_list("received_at", "pk")[:MANY]
    found = lines_of([Key(at, operation=pk) for at, pk in rows], user)
    return [
        Ticked(one, line, goes_with_others(one))
        for line, one in found
        if isinstance(one, SentOperation)
    ]


def decided_of(user: Any, of: Of) -> list[SentOperation]:
    """Return what somebody has decided lately of these, and may take back, the last one first. One query."""
    rows = decidable(user).filter(decided_by=user, decided_at__gt=timezone.now() - LATELY)
    # Of what the register said already nothing was written.
    may_be = ~Q(sealed="") | Q(state__in=WRITTEN)
    return list(of.narrow(rows).filter(may_be).order_by("-decided_at", "-pk")[:MANY])
