"""Personal values beside the entries: each held against the mark that is sealed with its entry."""

from collections.abc import Iterator
from typing import Any

from audit.models import PersonalValue
from audit.personal import marks
from operations.sealing.queries.blocks import AT_ONCE
from operations.sealing.rules.wrongs import Wrong


def changed_values(start: int) -> Iterator[Wrong]:
    """Yield each value of an entry sealed from this block on that is not what its entry was written with.

    One that is gone may have been erased: its mark stands, and tells nothing.
    """
    rows = PersonalValue.unscoped.order_by()
    if start > 1:
        rows = rows.filter(entry__sealed__block__gte=start)
    facts = rows.values_list("entry_id", "field", "key", "before", "after", "entry__changes")
    for entry, field, key, before, after, changes in facts.iterator(AT_ONCE):
        if _marks(key, before, after) != changes.get(field):
            yield Wrong(kind="personal", entry=entry, detail=field)


def _marks(key: str, *pair: Any) -> list[Any] | None:
    try:
        return marks(key, pair)
    except ValueError:
        return None
