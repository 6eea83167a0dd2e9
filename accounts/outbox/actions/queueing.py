"""Messages are queued: each once, however often it is asked for."""

from collections.abc import Iterable
from datetime import datetime, time

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from accounts.models import Message
from accounts.outbox.queries import wants_digest


@transaction.atomic
def queue_digests(*, now: datetime | None = None) -> int:
    """Queue a letter for each person who has not read what came since their last one; return how many that are.

    It is sent at MAIL_AT, or at once where that is over; asked again on the same day, it queues none twice.
    """
    now = timezone.localtime(now)
    people = wants_digest().values_list("pk", flat=True)
    clock = time.fromisoformat(settings.MAIL_AT)
    at = now.replace(hour=clock.hour, minute=clock.minute, second=0, microsecond=0)
    return queue(people, kind=Message.Kind.DIGEST, key=f"{now:%Y-%m-%d}", due_at=max(now, at))


def queue(people: Iterable[int], *, kind: str, key: str, due_at: datetime) -> int:
    """Queue a message of a kind by e-mail for each of these people, unless one of this key is there already."""
    channel = Message.Channel.EMAIL
    there = Message.unscoped.filter(kind=kind, key=key, channel=channel)
    new = set(people) - set(there.values_list("to", flat=True))
    rows = [
        Message(to_id=pk, kind=kind, key=key, channel=channel, due_at=due_at) for pk in sorted(new)
    ]
    # Two machines may queue at the same moment: one row stands, by the constraint.
    Message.unscoped.bulk_create(rows, ignore_conflicts=True)
    return len(rows)
