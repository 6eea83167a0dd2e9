"""Why operations of a decision that is being carried out are not done yet, in words."""

from django.utils.translation import gettext as _

from reorganisations.models import Operation

# Under which name it is noted in what an operation keeps (`Operation.trace`), and why it was.
STOPPED, BUSY, UNEQUAL, FAULT = "stopped", "busy", "unequal", "fault"


def stopped_words(operation: Operation) -> list[str]:
    """Say why one was not done, one sentence; nothing where none tried, or somebody else just had its units."""
    words = {
        UNEQUAL: _("Trước và sau không bằng nhau nên chưa làm việc này. Báo người quản trị."),
        FAULT: _("Có lỗi nên chưa làm việc này. Báo người quản trị."),
    }
    why = operation.trace.get(STOPPED)
    return [words[why]] if why in words else []


def is_held_up(operation: Operation) -> bool:
    """Say whether others had the units of one when it was its turn."""
    return operation.applied_at is None and operation.trace.get(STOPPED) == BUSY
