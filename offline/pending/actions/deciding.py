"""An officer decides on what waits, and takes that back."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_noop

from audit.actions import locked, record
from offline.models import SentOperation
from offline.sending.telling import tell_waiting

State = SentOperation.State


class Decided(Exception):
    """Somebody else has decided meanwhile."""


class TooLate(Exception):
    """A decision stands too long to be taken back, or something was built on it."""


@transaction.atomic
def leave_out(*, by: Any, operation: SentOperation, why: str) -> SentOperation:
    """Decide that an operation is not written, and why. Raises Decided where somebody has decided already."""
    row = _held(operation)
    row.state, row.decided_why = State.REFUSED, why
    _decide(
        by, row, gettext_noop("Không ghi mục nhập khi không có mạng"), {"decided_why": ["", why]}
    )
    return row


@transaction.atomic
def take_back(*, by: Any, operation: SentOperation) -> SentOperation:
    """Let an operation wait again that somebody left out. Twice is once. Raises TooLate for what is not kept any more."""
    row = locked(operation, "commune")
    if row.state == State.WAITING:
        return row
    if row.decided_at is None or not row.sealed:
        raise TooLate
    row.state = State.WAITING
    row.decided_by, row.decided_at, row.decided_why = None, None, ""
    row.save()
    record(by, gettext_noop("Hoàn tác quyết định về mục nhập khi không có mạng"), row)
    tell_waiting(row.commune)
    return row


def _held(operation: SentOperation) -> SentOperation:
    row = locked(operation, "commune", "village")
    if row.state != State.WAITING:
        raise Decided
    return row


def _decide(by: Any, row: SentOperation, verb: str, changes: dict[str, Any]) -> None:
    """Note who decided and when; what the phone sent is kept while that can be taken back."""
    row.decided_by, row.decided_at = by, timezone.now()
    row.save()
    record(by, verb, row, changes)
    tell_waiting(row.commune)
