"""What the rows of each kind of sheet become: how they are checked, written and taken back, and what they move."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from accounts.people.actions import Refused
from areas.models import Area
from households.bulk.actions import Kept
from households.survey.actions import Unsaved
from imports.kinds.accounts import kind as accounts
from imports.kinds.activities import kind as activities
from imports.kinds.communes import kind as communes
from imports.kinds.households import kind as households
from imports.kinds.places import Places
from imports.kinds.platforms import kind as platforms
from imports.kinds.teams import kind as teams
from imports.kinds.villages import kind as villages
from imports.models import ABOVE, Import, ImportRow, Kind, RowResult, Why
from imports.spreadsheet.lines import Line
from web.scope import may_see

# Why a row was not written, or not taken back, in words.
WHY = {
    **dict(Unsaved.choices),
    **dict(Kept.choices),
    **dict(Refused.choices),
    **dict(Why.choices),
}


@dataclass(frozen=True)
class Rows:
    """One kind: `chunk` rows are one transaction.

    `write` is one transaction and says of each row what became of it; `undo` is given what was written, and says
    why something stays. `figures` are those of the commune that it moves, in words by name, `count` reads them;
    `needs` is what one must be allowed on a page to do the same by a file.
    """

    check: Callable[[Import, Iterable[Line], Places, Mapping[str, int]], Iterable[ImportRow]]
    write: Callable[[Import, Sequence[ImportRow]], list[RowResult]]
    undo: Callable[[Import, Sequence[RowResult]], None]
    chunk: int
    figures: Mapping[str, Any]
    count: Callable[[Area], dict[str, int]]
    needs: tuple[str, ...]


KINDS = {
    Kind.HOUSEHOLDS.value: Rows(
        households.check,
        households.write,
        households.undo,
        households.CHUNK,
        households.FIGURES,
        households.count,
        ("households.add_household", "households.change_household"),
    ),
    Kind.VILLAGES.value: Rows(
        villages.check,
        villages.write,
        villages.undo,
        villages.CHUNK,
        villages.FIGURES,
        villages.count,
        ("areas.add_area", "areas.change_area", "households.change_household"),
    ),
    Kind.TEAMS.value: Rows(
        teams.check,
        teams.write,
        teams.undo,
        teams.CHUNK,
        teams.FIGURES,
        teams.count,
        ("teams.add_team", "teams.change_team"),
    ),
    Kind.ACTIVITIES.value: Rows(
        activities.check,
        activities.write,
        activities.undo,
        activities.CHUNK,
        activities.FIGURES,
        activities.count,
        ("teams.log_activity",),
    ),
    Kind.COMMUNES.value: Rows(
        communes.check,
        communes.write,
        communes.undo,
        communes.CHUNK,
        communes.FIGURES,
        communes.count,
        ("households.add_declaration",),
    ),
    Kind.ACCOUNTS.value: Rows(
        accounts.check,
        accounts.write,
        accounts.undo,
        accounts.CHUNK,
        accounts.FIGURES,
        accounts.count,
        ("accounts.add_user",),
    ),
    Kind.PLATFORMS.value: Rows(
        platforms.check,
        platforms.write,
        platforms.undo,
        platforms.CHUNK,
        platforms.FIGURES,
        platforms.count,
        ("skills.change_localplatform",),
    ),
}
# What is brought in above the communes, and nowhere else; and what is there as well, for all of them at once.
OF_ABOVE = frozenset({Kind.COMMUNES.value, Kind.ACCOUNTS.value, Kind.PLATFORMS.value})
ALSO_ABOVE = frozenset({Kind.VILLAGES.value, Kind.TEAMS.value})
# Above the communes these go by the right to bring in files there: no page asks more of an officer of a province.
BY_FILE = ALSO_ABOVE | {Kind.PLATFORMS.value}


def needed_at(place: Area) -> tuple[str, ...]:
    """Return what one must be allowed to bring files into a place: in a commune also to read its names."""
    if place.is_above_communes:
        return (ABOVE,)
    return ("households.view_names", "imports.add_import")


def needed_for(key: str, *, above: bool) -> tuple[str, ...]:
    """Return what one must be allowed to bring in rows of a kind: above the communes their own things go by the file's right."""
    return (ABOVE,) if above and key in BY_FILE else KINDS[key].needs


def may_bring(user: Any, source: Import) -> bool:
    """Say whether somebody may still have a file written or taken back: where it goes, and what is in it."""
    above = source.commune.is_above_communes
    kinds = (one for key in source.kinds for one in needed_for(key, above=above))
    needs = (*needed_at(source.commune), *kinds)
    return bool(user.is_active and user.has_perms(needs) and may_see(user, source.commune.path))


def kinds_for(user: Any) -> list[tuple[str, Any]]:
    """Return the kinds of sheet that somebody may bring in, with their words: above the communes those of all of them."""
    words, above = dict(Kind.choices), bool(getattr(user, "is_above_communes", False))
    fitting = (
        key for key in KINDS if key in (OF_ABOVE | ALSO_ABOVE if above else KINDS.keys() - OF_ABOVE)
    )
    return [(key, words[key]) for key in fitting if user.has_perms(needed_for(key, above=above))]
