"""What the checks judge, and what single pages ask of it."""

from django.utils import timezone

from operations.status.queries.gathering import gather, waiting_files, worker_seen
from operations.status.rules import Check, checks, to_do
from operations.status.rules.work import is_silent


def standing() -> list[Check]:
    """Return how everything stands now."""
    return checks(gather())


def open_tasks() -> int:
    """Return how many things ask somebody to do something."""
    return len(to_do(standing()))


def files_wait_for_nobody() -> bool:
    """Say whether files wait and no worker was seen: asked only by pages that wait for it."""
    return is_silent(timezone.now(), worker_seen()) and waiting_files().exists()


__all__ = ["files_wait_for_nobody", "gather", "open_tasks", "standing"]
