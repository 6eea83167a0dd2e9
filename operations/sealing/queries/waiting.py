"""Which entries of the journal wait to be sealed, and which came too late for it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Exists, Min, OuterRef, Q
from django.utils import timezone

from areas.kinds import Level
from areas.models import Area
from audit.models import AuditEntry, AuditQuerySet
from operations.models import Block, SealedEntry
from operations.sealing.rules.late import LATE
from web.scope import is_key


@dataclass(frozen=True)
class Bounds:
    """What a new entry must be to be sealed: of a key above `floor`, of a moment not before `since`."""

    floor: int = 0
    since: datetime | None = None

    def new(self) -> Q:
        """Return what holds of an entry that was not put into the past."""
        found = Q(pk__gt=self.floor)
        return found & Q(at__gte=self.since) if self.since else found


def bounds(now: datetime) -> Bounds:
    """Return what was sealed so long ago that nothing older can still be on its way."""
    before = Block.unscoped.filter(sealed_at__lt=now - LATE).last()
    full = Block.unscoped.filter(kind=Block.Kind.FULL).last()
    # A clock that was set back knows nothing of the time it has yet to come to.
    since = full.sealed_at - LATE if full and full.sealed_at <= now else None
    return Bounds(before.top if before else 0, since)


def unsealed(above: int = 0) -> AuditQuerySet:
    """Return the entries that stand in no block; with `above` only those of a higher key."""
    # Said of both sides: PostgreSQL would else walk along all that was ever sealed to come to what is new.
    seals = SealedEntry.unscoped.filter(entry=OuterRef("pk"))
    if not above:
        return AuditEntry.unscoped.filter(~Exists(seals))
    return AuditEntry.unscoped.filter(~Exists(seals.filter(entry__gt=above)), pk__gt=above)


def communes_of(places: set[str]) -> dict[str, str]:
    """Return the commune of each place, by paths; "" for what lies above one, or nowhere."""
    # What somebody wrote past us may be no path at all; it is sealed nonetheless.
    keys = {step for place in places for step in place.split(".")[:-1] if is_key(step)}
    found = Area.unscoped.filter(pk__in=keys, level=Level.COMMUNE).values_list("pk", flat=True)
    communes = set(map(str, found))
    return {place: _commune_of(place, communes) for place in places}


def _commune_of(place: str, communes: set[str]) -> str:
    steps = place.split(".")[:-1]
    for depth, step in enumerate(steps, 1):
        if step in communes:
            return "".join(f"{one}." for one in steps[:depth])
    return ""


@dataclass(frozen=True)
class Tail:
    """What is not sealed yet: how many entries, and since when the oldest waits."""

    entries: int
    oldest: datetime | None

    def age(self, now: datetime) -> timedelta:
        """Return how long the oldest waits."""
        return now - self.oldest if self.oldest else timedelta()


def tail() -> Tail:
    """Return what waits, without looking further back than anything can still be on its way."""
    known = bounds(timezone.now())
    new = unsealed(known.floor).filter(known.new()).order_by()
    return Tail(**new.aggregate(entries=Count("pk"), oldest=Min("at")))
