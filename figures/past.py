"""Figures of a past day, exactly: today's less what moved since, and the teams as they stood then."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db.models import Count, Sum

from areas.kinds import Level
from areas.models import Area
from figures.figures import Figures, Sums, sums_of
from households.counts import SUMS
from households.models import Movement
from households.standing import MOVED
from teams.models import Activity, TeamVillage, Tenure, active_since

# The column of a village that says in which unit of a level it lies.
_COLUMN = {
    Level.PROVINCE: "province_id",
    Level.DISTRICT: "district_id",
    Level.COMMUNE: "commune_id",
}


def figures_then(
    now: Mapping[int, Figures], level: Level, within: Area, then: date
) -> dict[int, Figures]:
    """Return what these units' figures were at the end of a past day. Four queries.

    In the units of today. What was declared then is not asked: it is as today. How many teams had
    a leader and how many standings were old is not known of a past day, and is 0.
    """
    moved = _moved_since(within, level, then)
    found = {key: Figures(sums=_less(figures, moved.get(key, {}))) for key, figures in now.items()}
    for name, rows in (
        ("villages", Area.unscoped.within(within).villages().on(then)),
        ("with_team", served_then(within, then)),
        ("active", _active(within, then)),
    ):
        for key, n in _counted(rows, level, within).items():
            if key in found:
                setattr(found[key], name, n)
    return found


def served_then(within: Area, then: date) -> Any:
    """Return the villages of a unit with the team that was in force there on a day, and for them."""
    return TeamVillage.unscoped.inside(within.path or "-").on(then)


def _less(figures: Figures, moved: Mapping[str, int]) -> Sums:
    sums = {name: getattr(figures, name) - moved.get(name, 0) for name in SUMS}
    return sums_of({**sums, "old": 0})


def _column(level: Level, prefix: str) -> str | None:
    """Return the column that says whose row it is; None for the whole country, which has all."""
    if level == Level.COUNTRY:
        return None
    if level == Level.VILLAGE:
        return prefix.removesuffix("__") or "pk"
    return f"{prefix}{_COLUMN[level]}"


def _counted(rows: Any, level: Level, within: Area) -> dict[int, int]:
    """Count the villages of each unit among these rows: villages, each once or once for each team."""
    village = {Area: "", TeamVillage: "village__"}[rows.model]
    column = _column(level, village)
    counted = Count(village.removesuffix("__") or "pk", distinct=bool(village))
    if column is None:
        return {within.pk: rows.order_by().aggregate(n=counted)["n"]}
    return dict(rows.order_by().values_list(column).annotate(n=counted))


def _active(within: Area, then: date) -> Any:
    """Return the villages whose team was active on a day: with a leader, and a session lately."""
    leaders = Tenure.unscoped.on(then).leading()
    recent = Activity.unscoped.held().filter(held_on__gte=active_since(then), held_on__lte=then)
    return served_then(within, then).filter(
        team__in=recent.values("team"), team_id__in=leaders.values("team")
    )


def _moved_since(within: Area, level: Level, then: date) -> dict[int, dict[str, int]]:
    rows = Movement.unscoped.inside(within.path or "-").filter(day__gt=then).order_by()
    sums = {f"sum_{name}": Sum(name) for name in MOVED}
    column = _column(level, "village__")
    found: dict[int, dict[str, int]] = defaultdict(dict)
    if column is None:
        row = rows.aggregate(**sums)
        return {within.pk: {name: row[f"sum_{name}"] or 0 for name in MOVED}}
    for row in rows.values(column).annotate(**sums):
        found[row[column]] = {name: row[f"sum_{name}"] for name in MOVED}
    return found
