"""What the rows of each kind of sheet become: how they are read, checked, written and taken back."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from imports.kinds import activities, households
from imports.lines import Line, Reader
from imports.models import Import, ImportRow, Kind, RowResult
from imports.places import Places


@dataclass(frozen=True)
class Rows:
    """One kind: `chunk` rows are one transaction, `why` are the words of what is not done."""

    readers: Callable[[date], dict[str, Reader]]
    check: Callable[[Import, Iterable[Line], Places, Mapping[str, int]], Iterable[ImportRow]]
    write: Callable[[Import, Sequence[ImportRow]], list[RowResult]]
    undo: Callable[[Import, Sequence[RowResult]], None]
    chunk: int
    why: Mapping[str, Any]


KINDS = {
    Kind.HOUSEHOLDS.value: Rows(
        households.readers,
        households.check,
        households.write,
        households.undo,
        households.CHUNK,
        households.WHY,
    ),
    Kind.ACTIVITIES.value: Rows(
        activities.readers,
        activities.check,
        activities.write,
        activities.undo,
        activities.CHUNK,
        dict(activities.Why.choices),
    ),
}
# Words of every reason, whatever the kind.
WHY = {key: words for rows in KINDS.values() for key, words in rows.why.items()}
