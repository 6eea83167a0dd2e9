"""One dashboard for every level: the sentence, the two targets, the skills, the children, whom to call."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.conf import settings
from django.utils import timezone

from areas.kinds import Level
from areas.models import Area
from figures.adoption import Step
from figures.few import without_few
from figures.figures import Figures
from figures.indicators import COVERED, TEAMS, Indicator
from figures.live import FRESH_DAYS, figures_of_one
from figures.months import Point, is_line, series_of_many
from figures.rates import Rate
from reports.calls.queries.calls import Call, first_calls
from reports.dashboard.queries.ranking import Order
from reports.targets.queries.targets import Standing, is_sure_of_side, standing_of, targets_for
from reports.units.queries.child_units import Below, Child, below
from reports.units.queries.few import fold
from reports.units.queries.needs import FIRST, Reason

# How many children are shown at most before they fold, and how many then: five screens of a phone hold no more.
# How many months before today a line goes back.
UNFOLDED, LOWEST, MONTHS = 15, 10, 6


@dataclass(frozen=True, slots=True)
class Since:
    """How many more villages or households count than at the end of the last month."""

    n: int
    on: date


@dataclass(frozen=True, slots=True)
class Towards:
    """How a unit does on one of the two targets: where it stands, and what the last months say."""

    standing: Standing | None
    # The target in percent, for the tick of a bar.
    mark: float | None
    # How much more there is than last month; None where that is not known.
    since: Since | None
    # Whether enough months are known to draw a line.
    has_line: bool


@dataclass(frozen=True, slots=True)
class Progress:
    """The last six months of a unit and today, and how it stands to its targets."""

    points: list[Point]
    # Covered households of the unit and of each shown below it, month by month, today last, as far as they compare.
    rates: Mapping[int, list[Rate | None]]
    standings: Mapping[str, Standing]
    # Villages with a team, and covered households.
    teams: Towards
    homes: Towards


@dataclass(frozen=True, slots=True)
class Units:
    """The units below in the order asked for, and which of them are named."""

    order: Order
    children: list[Child]
    # The level of most of them; None of a village.
    level: Level | None
    # Whether there are too many for one look; the rows that are shown then.
    folds: bool
    lowest: list[Child]
    # The place of each among those ranked, None where it has none; whether all that are shown have one.
    places: list[int | None]
    are_ranked: bool


@dataclass(frozen=True)
class Dashboard:
    """All that the page shows, ready to draw."""

    area: Area
    day: date
    figures: Figures
    below: Below
    units: Units
    # How many communes stand on each step, and in all; of a commune its own, of a village none.
    steps: Mapping[Step, int]
    communes: int
    # Whether communes lie below: then their steps are told.
    has_ladder: bool
    calls: list[Call]
    # How much there is to call about of each reason, first to last; nothing is left out.
    to_call: Mapping[Reason, int]
    # The one that waits longest for a save, where that is more than `fresh_days`, and for how many days.
    oldest: Child | None
    oldest_days: int
    progress: Progress
    # Within how many days a team must have held an activity; after how many months a standing is old.
    active_days: int
    old_months: int
    # Not of the end of a month that is over (reports.dashboard.queries.past).
    is_today: bool = True
    fresh_days: int = FRESH_DAYS

    @cached_property
    def judged(self) -> list[Child]:
        """The units below of which enough is known to hold them against the target of this one."""
        goal = self.progress.homes.standing
        if not goal:
            return []
        begun = [child for child in self.units.children if child.has_begun]
        return [c for c in begun if is_sure_of_side(COVERED, c.figures, goal.level)]

    @property
    def short_of_target(self) -> int:
        """How many of those have not come as far as the target."""
        mark = self.progress.homes.mark or 0
        rates = [child.figures.covered_rate for child in self.judged]
        return sum(100 * rate.n < mark * rate.of for rate in rates)


def dashboard_of(area: Area, day: date, order: Order, *, names: bool = True) -> Dashboard:
    """Put together the dashboard of a unit, in a number of queries that its size does not change.

    Who may not read `names` reads the villages of few households as one row.
    """
    if area.level == Level.VILLAGE:
        inside = Below([], Figures(), figures_of_one(area, day), [])
    else:
        inside = below(area, day)
    if area.level == Level.COMMUNE and not names:
        fold(inside)
    units, steps = units_of(area, inside.children, order), inside.needs.steps
    waits = (timezone.now() - oldest_at).days if (oldest_at := inside.whole.oldest_at) else 0
    return Dashboard(
        area=area,
        day=day,
        figures=inside.whole,
        below=inside,
        units=units,
        steps=steps,
        communes=sum(steps.values()) or inside.whole.communes,
        has_ladder=area.level < Level.COMMUNE and any(steps.values()),
        calls=first_calls(area, inside, day),
        to_call={why: n for why in FIRST if (n := inside.needs.amounts.get(why))},
        oldest=inside.oldest if waits > FRESH_DAYS else None,
        oldest_days=waits,
        progress=progress_of(area, day, inside.whole, units.lowest, names=names),
        active_days=int(settings.TEAM_ACTIVE_DAYS),
        old_months=round(int(settings.STATUS_OLD_DAYS) / 30.4),
    )


def units_of(area: Area, below_it: list[Child], order: Order) -> Units:
    """Put the units below in order, and say which of them are named."""
    children = order.sort(below_it)
    folds = len(children) > UNFOLDED
    lowest = children[:LOWEST] if folds else children
    places = order.places(children)
    return Units(
        order=order,
        children=children,
        level=child_level(area, children),
        folds=folds,
        lowest=lowest,
        places=places,
        are_ranked=None not in places[: len(lowest)],
    )


def child_level(area: Area, children: list[Child]) -> Level | None:
    """Return the level below: districts where there still are any, else communes."""
    if children:
        return Level(min(child.level for child in children))
    below_it = {Level.COUNTRY: 1, Level.PROVINCE: 3, Level.DISTRICT: 3, Level.COMMUNE: 4}
    level = below_it.get(Level(area.level))
    return Level(level) if level else None


def progress_of(
    area: Area, day: date, figures: Figures, shown: list[Child], *, names: bool = True
) -> Progress:
    """Return the months of a unit and of the units shown below it, and its targets. Two queries."""
    live = {area.pk: figures, **{child.pk: child.figures for child in shown}}
    points = series_of_many(live, day, MONTHS, live)
    if area.level == Level.VILLAGE and not names:
        points = without_few(points, area.commune_id)
    own = points[area.pk]
    past = [(point.on, point.figures) for point in own[:-1] if point.figures]
    targets = targets_for([area], day)[area.pk]
    standings = {key: standing_of(one, figures, day, past) for key, one in targets.items()}
    return Progress(
        points=own,
        rates={pk: [point.comparable(COVERED) for point in some] for pk, some in points.items()},
        standings=standings,
        teams=_towards(TEAMS, own, standings.get(TEAMS.key)),
        homes=_towards(COVERED, own, standings.get(COVERED.key)),
    )


def _towards(indicator: Indicator, points: list[Point], standing: Standing | None) -> Towards:
    before, after = points[-2:]
    was, now = before.rate(indicator), after.rate(indicator)
    since = Since(now.n - was.n, before.on) if was and now else None
    mark = float(standing.level) if standing else None
    return Towards(standing, mark, since, is_line(points, indicator))
