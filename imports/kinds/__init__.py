"""What the rows of each kind of sheet become: how they are read, checked, written and taken back."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from imports.kinds import effects as figures
from imports.kinds.activities import kind as activities
from imports.kinds.households import kind as households
from imports.kinds.places import Places
from imports.kinds.teams import kind as teams
from imports.kinds.villages import kind as villages
from imports.models import Import, ImportRow, Kind, RowResult
from imports.spreadsheet.lines import Lines, Reader


@dataclass(frozen=True)
class Rows:
    """One kind: `chunk` rows are one transaction, `why` are the words of what is not done.

    `ready` works some rows out while nobody waits; what it returns writes them, under the locks. `figures`
    are those of the commune that it moves, `needs` is what one must be allowed on a page to do the same by a file.
    """

    readers: Callable[[date], dict[str, Reader]]
    check: Callable[[Import, Lines, Places, Mapping[str, int]], Iterable[ImportRow]]
    ready: Callable[[Import, Sequence[ImportRow]], Callable[[], list[RowResult]]]
    undo: Callable[[Import, Sequence[RowResult]], None]
    chunk: int
    why: Mapping[str, Any]
    figures: figures.Figures
    needs: tuple[str, ...]


type Writer = Callable[[Import, Sequence[ImportRow]], list[RowResult]]


def _under_locks(write: Writer) -> Callable[[Import, Sequence[ImportRow]], Callable[[], Any]]:
    """Leave all of a write until its locks are held: what it does is said by what stands there then."""
    return partial(partial, write)


KINDS = {
    Kind.HOUSEHOLDS.value: Rows(
        households.readers,
        households.check,
        households.ready,
        households.undo,
        households.CHUNK,
        households.WHY,
        figures.OF_HOUSEHOLDS,
        ("households.add_household", "households.change_household"),
    ),
    Kind.VILLAGES.value: Rows(
        villages.readers,
        villages.check,
        _under_locks(villages.write),
        villages.undo,
        villages.CHUNK,
        dict(villages.Why.choices),
        figures.OF_VILLAGES,
        ("areas.add_area", "areas.change_area", "households.change_household"),
    ),
    Kind.TEAMS.value: Rows(
        teams.readers,
        teams.check,
        _under_locks(teams.write),
        teams.undo,
        teams.CHUNK,
        dict(teams.Why.choices),
        figures.OF_TEAMS,
        ("teams.add_team", "teams.change_team"),
    ),
    Kind.ACTIVITIES.value: Rows(
        activities.readers,
        activities.check,
        _under_locks(activities.write),
        activities.undo,
        activities.CHUNK,
        dict(activities.Why.choices),
        figures.OF_ACTIVITIES,
        ("teams.log_activity",),
    ),
}


def kinds_for(user: Any) -> list[tuple[str, Any]]:
    """Return the kinds of sheet that somebody may bring in, with their words."""
    return [(key, words) for key, words in Kind.choices if user.has_perms(KINDS[key].needs)]


# Words of every reason, whatever the kind.
WHY = {key: words for rows in KINDS.values() for key, words in rows.why.items()}
