"""An officer decides on what waits: it is written, or it is not; what was not is taken back."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_noop

from audit.actions import locked, record
from offline.models import SentOperation
from offline.pending import rules
from offline.sending.actions.deciding import unwrite, write_waiting
from offline.sending.rules.results import WRITTEN
from offline.sending.rules.said import Said
from offline.sending.telling import tell_waiting

State = SentOperation.State
UNDOING = gettext_noop("Hoàn tác quyết định về mục nhập khi không có mạng")


class Decided(Exception):
    """Somebody else has decided meanwhile."""


class TooLate(Exception):
    """A decision stands too long to be taken back: what was sent is not kept any more."""


@transaction.atomic
def write(
    *, by: Any, operation: SentOperation, said: Said, is_seen: bool = True, **where: Any
) -> SentOperation:
    """Write what waits, in the name of whoever decides; who entered it stays in its row.

    `where` is a `village` for a new household, or the `household` that it is, or the `team` of a session. Raises Held where it cannot be written
    as it is, Decided where somebody has decided already.
    """
    began = timezone.now()
    row = write_waiting(by=by, operation=operation, said=said, is_seen=is_seen, **where)
    # Who decided while this waited for the row did so after it began, too.
    is_mine = row.decided_by_id == by.pk and row.state != State.REFUSED
    if not is_mine or row.decided_at is None or row.decided_at < began:
        raise Decided
    changes = {name: [None, str(one)] for name, one in where.items()}
    record(by, gettext_noop("Ghi mục nhập khi không có mạng"), row, changes)
    return row


@transaction.atomic
def leave_out(*, by: Any, operation: SentOperation, why: str) -> SentOperation:
    """Decide that an operation is not written, and why. Raises Decided where somebody has decided already."""
    row = locked(operation, "commune")
    if not row.is_waiting:
        raise Decided
    row.state, row.decided_why = State.REFUSED, why
    row.decided_by, row.decided_at = by, timezone.now()
    row.save()
    verb = gettext_noop("Không ghi mục nhập khi không có mạng")
    record(by, verb, row, {"decided_why": ["", why]})
    tell_waiting(row.commune)
    return row


@transaction.atomic
def take_back(*, by: Any, operation: SentOperation) -> SentOperation:
    """Let an operation wait again that somebody left out, or take out of the register what somebody wrote. Twice is once.

    Raises TooLate after a week, Held where others have written of it since.
    """
    row = locked(operation, "commune")
    if rules.is_fresh(row) and row.state in WRITTEN:
        row = unwrite(by=by, operation=row)
        record(by, UNDOING, row)
        return row
    if row.is_waiting:
        return row
    if row.decided_at is None or not row.sealed:
        raise TooLate
    row.state = State.WAITING
    row.decided_by, row.decided_at, row.decided_why = None, None, ""
    row.save()
    record(by, UNDOING, row)
    tell_waiting(row.commune)
    return row
