"""What is kept sealed of somebody who is to be erased."""

from collections.abc import Collection, Iterator
from typing import Any
from uuid import UUID

from django.db.models import Q

from areas.models import Area
from areas.named import Named
from offline.models import SentOperation
from offline.pending.queries.waiting import said_by
from offline.pending.rules import name_in


def naming(
    *, communes: Collection[Area], homes: Collection[UUID], residents: Collection[int], named: Named
) -> Iterator[tuple[SentOperation, dict[str, Any], bool]]:
    """Yield what is kept sealed and says something of somebody, with what it says and whether it is about them.

    `homes` are the households that are erased as a whole; without them only what is about these `residents` is.
    """
    where = Q(commune__in=communes) | Q(household_uuid__in=homes) | Q(resident__in=residents)
    rows = SentOperation.unscoped.exclude(sealed="").filter(where)
    for row in rows.select_related("commune").order_by("pk"):
        said = said_by(row)
        whom = {str(row.resident_id), str(said.get("person"))}
        about = row.household_uuid in homes or bool(whom & {*map(str, residents)})
        if about or named.is_called(name_in(said)):
            yield row, said, True
        elif named.is_in_value(said):
            yield row, said, False
