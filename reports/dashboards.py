"""One dashboard for every level: the sentence, the two targets, the skills, the children, whom to call."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import timezone

from areas.kinds import Level
from areas.models import Area
from households.models import CommuneCount
from reports.calls import Call, calls_of
from reports.figures import Figures, figures_of, figures_of_one, total
from teams.models import State, VillageTeamCount

# A commune that saved nothing for so many days counts as not up to date.
FRESH_DAYS = 30
# Children shown before they fold.
LOWEST = 10


@dataclass(frozen=True)
class Child:
    """One row of the ranked table."""

    area: Area
    figures: Figures
    state: str = ""
    size: int = 0


@dataclass(frozen=True)
class Freshness:
    """How old the figures are: communes saved within 30 days, and the one that waits longest."""

    fresh: int
    communes: int
    oldest: Area | None
    oldest_days: int
    saved_at: datetime | None
    within: int = FRESH_DAYS


@dataclass(frozen=True)
class Dashboard:
    """All that the page shows, ready to draw."""

    area: Area
    figures: Figures
    children: list[Child]
    child_level: Level | None
    calls: list[Call]
    freshness: Freshness | None
    lagging: list[Child]
    lagging_share: int

    @property
    def lowest(self) -> list[Child]:
        """The rows shown first where there are too many for one look."""
        return self.children[:LOWEST] if len(self.children) > 2 * LOWEST else self.children

    @property
    def called(self) -> int:
        """How many villages the calls shown reach."""
        return sum(call.missing for call in self.calls)


def dashboard_of(area: Area, day: date) -> Dashboard:
    """Put together the dashboard of a unit, in a number of queries that its size does not change."""
    level = child_level(area, day)
    children = children_of(area, level, day) if level else []
    whole = total(child.figures for child in children) if children else figures_of_one(area, day)
    lagging, share = _lagging(children)
    return Dashboard(
        area=area,
        figures=whole,
        children=children,
        child_level=level,
        calls=calls_of(area, day) if area.level < Level.VILLAGE else [],
        freshness=_freshness(area, day) if area.level < Level.VILLAGE else None,
        lagging=lagging,
        lagging_share=share,
    )


def child_level(area: Area, day: date) -> Level | None:
    """Return the level below: districts where there still are any, else communes."""
    match area.level:
        case Level.COUNTRY:
            return Level.PROVINCE
        case Level.PROVINCE:
            districts = Area.unscoped.filter(parent=area, level=Level.DISTRICT).on(day)
            return Level.DISTRICT if districts.exists() else Level.COMMUNE
        case Level.DISTRICT:
            return Level.COMMUNE
        case Level.COMMUNE:
            return Level.VILLAGE
        case _:
            return None


def children_of(area: Area, level: Level, day: date) -> list[Child]:
    """Return the units below with their figures, the furthest from the second target first."""
    areas = list(
        Area.unscoped.within(area)
        .filter(level=level)
        .on(day)
        .only("pk", "level", "kind", "name", "sort_key", "path")
        .in_order()
    )
    figures = figures_of(areas, level, area, day)
    states = _states(area, day) if level == Level.VILLAGE else {}
    children = [
        Child(a, figures[a.pk], states.get(a.pk, State.NONE) if states is not None else "")
        for a in areas
    ]
    return sorted(children, key=_worst_first)


def _worst_first(child: Child) -> tuple[bool, float]:
    """Order by coverage; a unit with no household known yet comes last."""
    rate = child.figures.covered_rate
    return (not rate.of, rate.share)


def _states(commune: Area, day: date) -> dict[int, str]:
    rows = VillageTeamCount.unscoped.filter(commune=commune)
    return {row.pk: row.state_on(day) for row in rows}


def _freshness(area: Area, day: date) -> Freshness:
    """Say how many communes saved lately, and which waits longest. One query."""
    rows = (
        CommuneCount.unscoped.filter(area__in=Area.unscoped.within(area).communes())
        .filter(households__gt=0)
        .select_related("area")
        .defer("area__search_key")
        .order_by("saved_at")
    )
    since = timezone.now() - timedelta(days=FRESH_DAYS)
    fresh = communes = 0
    first = last = None
    for row in rows:
        communes += 1
        fresh += bool(row.saved_at and row.saved_at >= since)
        first = first or row
        last = row
    waits = (timezone.now() - first.saved_at).days if first and first.saved_at else 0
    return Freshness(
        fresh=fresh,
        communes=communes,
        oldest=first.area if first and waits > FRESH_DAYS else None,
        oldest_days=waits,
        saved_at=last.saved_at if last else None,
    )


def _lagging(children: list[Child]) -> tuple[list[Child], int]:
    """Name the one or two units that hold most of the villages without a team."""
    missing = Counter({c.area.pk: c.figures.team_rate.gap for c in children})
    whole = sum(missing.values())
    top = [pk for pk, n in missing.most_common(2) if n]
    if len(children) < 4 or whole < 2 or len(top) < 2:
        return [], 0
    by_pk = {child.area.pk: child for child in children}
    return [by_pk[pk] for pk in top], sum(missing[pk] for pk in top)
