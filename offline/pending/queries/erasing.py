"""What is kept sealed of somebody who is to be erased."""

from collections.abc import Collection, Iterator, Mapping
from typing import Any
from uuid import UUID

from django.db.models import Q

from areas.models import Area
from areas.named import Named
from households.models import Resident
from offline.models import SentOperation
from offline.pending.queries.waiting import said_by
from offline.pending.rules import name_in
from offline.sending.rules.said import head_key


def naming(
    *, communes: Collection[Area], homes: Collection[UUID], residents: Collection[int], named: Named
) -> Iterator[tuple[SentOperation, dict[str, Any], bool]]:
    """Yield what is kept sealed and says something of somebody, with what it says and whether it is about them.

    `homes` are the households that are erased as a whole; without them only what is about these `residents` is.
    """
    where = Q(commune__in=communes) | Q(household_uuid__in=homes) | Q(resident__in=residents)
    rows = SentOperation.unscoped.exclude(sealed="").filter(where)
    found = list(rows.select_related("commune").order_by("pk"))
    keys = _keys_of(residents) if found else set()
    for row in found:
        said = said_by(row)
        whom = {str(row.resident_id), _whom(row, said)}
        about = row.household_uuid in homes or bool(whom & keys)
        if about or named.is_called(name_in(said)):
            yield row, said, True
        elif named.is_in_value(said):
            yield row, said, False


def _keys_of(residents: Collection[int]) -> set[str]:
    """Return all keys by which operations name people: those of the register, and those that phones gave. One query."""
    given = Resident.unscoped.filter(pk__in=residents, uuid__isnull=False)
    return {*map(str, residents), *map(str, given.values_list("uuid", flat=True))}


def _whom(row: SentOperation, said: Mapping[str, Any]) -> str:
    """Return the key of the person whom an operation names."""
    person = said.get("person")
    return str(head_key(row.household_uuid) if person == "head" else person)
