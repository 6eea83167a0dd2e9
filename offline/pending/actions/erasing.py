"""What waits forgets somebody who is erased: what is about them goes, others' lines go on without them."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.db import transaction

from areas.models import Area
from areas.named import Named
from offline.models import SentOperation, Why
from offline.pending.queries.erasing import naming
from offline.sealing.rules import seal
from offline.sending.telling import tell_waiting

State = SentOperation.State


@transaction.atomic
def forget_sent(
    *, communes: Collection[Area], homes: Collection[UUID], residents: Collection[int], named: Named
) -> int:
    """Let what waits, or was decided and may be taken back, forget somebody; return how many rows spoke of them.

    What is about them is refused and emptied. A household with others in it, and a session in whose note they stand, goes
    on waiting, sealed anew without them.
    """
    found = list(naming(communes=communes, homes=homes, residents=residents, named=named))
    for row, said, about in found:
        _forget(row, said, named, about=about)
    # Also of where two wrote of them differently: nobody is asked that any more.
    for commune in {*communes, *(row.commune for row, _said, _about in found)}:
        tell_waiting(commune)
    return len(found)


def _forget(row: SentOperation, said: dict[str, Any], named: Named, *, about: bool) -> None:
    people = [one for one in said.get("people") or () if not named.is_in_value(one)]
    left = {**said, "people": people} if "people" in said else said
    if row.kind == SentOperation.Kind.SESSION and named.is_in_value(left.get("note")):
        left = {**left, "note": ""}
    row.sealed, row.key = "", ""
    if not about and not named.is_in_value(left):
        row.key, row.sealed = seal(left, str(row.uuid))
    elif row.is_waiting:
        row.state, row.why = State.REFUSED, Why.ERASED
    row.save(update_fields=["sealed", "key", "state", "why"])
