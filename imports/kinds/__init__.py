"""What the rows of each kind of sheet become: how they are read, checked, written and taken back."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
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

    `write` is one transaction and says of each row what became of it. `figures` are those of the commune that
    it moves, `needs` is what one must be allowed on a page to do the same by a file.
    """

    readers: Callable[[date], dict[str, Reader]]
    check: Callable[[Import, Lines, Places, Mapping[str, int]], Iterable[ImportRow]]
    write: Callable[[Import, Sequence[ImportRow]], list[RowResult]]
    undo: Callable[[Import, Sequence[RowResult]], None]
    chunk: int
    why: Mapping[str, Any]
    figures: figures.Figures
    needs: tuple[str, ...]


KINDS = {
    Kind.HOUSEHOLDS.value: Rows(
        households.readers,
        households.check,
        households.write,
        households.undo,
        households.CHUNK,
        households.WHY,
        figures.OF_HOUSEHOLDS,
        ("households.add_household", "households.change_household"),
    ),
    Kind.VILLAGES.value: Rows(
        villages.readers,
        villages.check,
        villages.write,
        villages.undo,
        villages.CHUNK,
        dict(villages.Why.choices),
        figures.OF_VILLAGES,
        ("areas.add_area", "areas.change_area", "households.change_household"),
    ),
    Kind.TEAMS.value: Rows(
        teams.readers,
        teams.check,
        teams.write,
        teams.undo,
        teams.CHUNK,
        dict(teams.Why.choices),
        figures.OF_TEAMS,
        ("teams.add_team", "teams.change_team"),
    ),
    Kind.ACTIVITIES.value: Rows(
        activities.readers,
        activities.check,
        activities.write,
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
