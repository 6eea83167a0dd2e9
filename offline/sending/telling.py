"""The commune's officers are told how many operations wait for a decision: one line for each, which says how it stands."""

from accounts.inbox.actions import notify
from accounts.models import Notice
from areas.models import Area
from households.transfer.queries import officers_of
from offline.models import CellConflict, SentOperation


def tell_waiting(commune: Area) -> None:
    """Tell how many things wait in a commune now: as news where there are more than was said; none where there are none.

    Called in the transaction in which something began to wait, or was decided. Three queries, and two where it is told.
    """
    ref, kind = f"cho-xu-ly-{commune.pk}", Notice.Kind.SENT_WAITS
    told = Notice.unscoped.filter(kind=kind, ref=ref)
    n = SentOperation.unscoped.waiting().filter(commune=commune).count()
    differing = CellConflict.unscoped.to_settle().inside(commune.path or "-").order_by()
    # As the list shows them: a line for each household.
    n += differing.values("resident__household").distinct().count()
    if not n:
        told.delete()
        return
    before = max((known or 0 for known in told.values_list("number", flat=True)), default=0)
    if n > before:
        notify(to=officers_of(commune), kind=kind, ref=ref, number=n)
    elif n < before:
        told.update(number=n)
