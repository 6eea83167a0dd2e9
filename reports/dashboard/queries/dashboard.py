"""One dashboard for every level: the sentence, the two targets, the skills, the children, whom to call."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.conf import settings

from areas.kinds import Level
from areas.models import Area
from figures.adoption import Step
from figures.figures import Figures
from figures.indicators import COVERED
from figures.live import figures_of_one
from reports.calls.queries.calls import first_calls
from reports.charts.bands import Band, counted
from reports.contacts import Call
from reports.dashboard.queries.freshness import Freshness, freshness_of
from reports.dashboard.queries.progress import Progress, progress_of
from reports.dashboard.queries.ranking import Order
from reports.targets.rules import is_sure_of_side
from reports.units.queries.child_units import Below, Child, below
from reports.units.queries.needs import CALLS, FIRST, Reason

# How many children are shown before they fold.
LOWEST = 10


@dataclass(frozen=True)
class Dashboard:
    """All that the page shows, ready to draw."""

    area: Area
    day: date
    figures: Figures
    below: Below
    children: list[Child]
    order: Order
    calls: list[Call]
    freshness: Freshness
    progress: Progress
    lagging: list[Child]
    lagging_share: int

    @property
    def child_level(self) -> Level | None:
        """The level of most units below; None of a village."""
        return child_level(self.area, self.children)

    @property
    def steps(self) -> dict[Step, int]:
        """How many communes stand on each step; of a commune its own, of a village none."""
        return self.below.steps

    @property
    def has_ladder(self) -> bool:
        """Whether communes lie below: then their steps are shown."""
        return self.area.level < Level.COMMUNE and self.below.needs.communes > 0

    @property
    def folds(self) -> bool:
        """Whether there are too many units below for one look."""
        return len(self.children) > 2 * LOWEST

    @property
    def lowest(self) -> list[Child]:
        """The rows that are shown."""
        return first_of(self.children)

    @cached_property
    def places(self) -> list[int | None]:
        """The place of each unit below among those ranked; None where it has none."""
        return self.order.places(self.children)

    @property
    def are_ranked(self) -> bool:
        """Whether every row that is shown has a place in the order."""
        return None not in self.places[: len(self.lowest)]

    @cached_property
    def judged(self) -> list[Child]:
        """The units below of which enough is known to hold them against the target of this one."""
        goal = self.progress.homes.standing
        if not goal:
            return []
        begun = [child for child in self.children if child.has_begun]
        return [c for c in begun if is_sure_of_side(COVERED, c.figures, goal.level)]

    @property
    def short_of_target(self) -> int:
        """How many of those have not come as far as the target."""
        mark = self.progress.homes.mark or 0
        rates = [child.figures.covered_rate for child in self.judged]
        return sum(100 * rate.n < mark * rate.of for rate in rates)

    @property
    def bands(self) -> list[tuple[Band, int]]:
        """How many units stand in each band of coverage."""
        return counted(self.children)

    @property
    def near(self) -> list[Child]:
        """The villages of a commune in which most households lack a single skill."""
        if self.area.level != Level.COMMUNE:
            return []
        some = [child for child in self.children if child.figures.one_short]
        return sorted(some, key=lambda child: -child.figures.one_short)[:CALLS]

    @property
    def idle(self) -> int:
        """Villages whose team held no activity lately, or has nobody to lead one."""
        return self.figures.team_rate.n - self.figures.active_rate.n

    @property
    def active_days(self) -> int:
        """Within how many days a team must have held an activity."""
        return int(settings.TEAM_ACTIVE_DAYS)

    @property
    def old_months(self) -> int:
        """After how many months a standing is old, for words."""
        return round(int(settings.STATUS_OLD_DAYS) / 30.4)

    @property
    def to_confirm(self) -> int:
        """How many registers wait for the confirmation of the level above the commune."""
        return self.figures.waiting if self.area.level < Level.COMMUNE else 0

    @property
    def to_call(self) -> dict[Reason, int]:
        """How much there is to call about of each reason, first to last; nothing is left out."""
        found = self.below.needs.amounts
        return {reason: n for reason in FIRST if (n := found.get(reason))}


def dashboard_of(area: Area, day: date, order: Order) -> Dashboard:
    """Put together the dashboard of a unit, in a number of queries that its size does not change."""
    if area.level == Level.VILLAGE:
        inside = Below([], Figures(), figures_of_one(area, day), [])
    else:
        inside = below(area, day)
    lagging, share = _lagging(inside.children)
    children = order.sort(inside.children)
    return Dashboard(
        area=area,
        day=day,
        figures=inside.whole,
        below=inside,
        children=children,
        order=order,
        progress=progress_of(area, day, inside.whole, first_of(children)),
        freshness=freshness_of(inside),
        calls=first_calls(area, inside, day),
        lagging=lagging,
        lagging_share=share,
    )


def first_of(children: list[Child]) -> list[Child]:
    """Return the rows to show: all, or the first ten where there are too many for one look."""
    return children[:LOWEST] if len(children) > 2 * LOWEST else children


def child_level(area: Area, children: list[Child]) -> Level | None:
    """Return the level below: districts where there still are any, else communes."""
    if children:
        return Level(min(child.level for child in children))
    below_it = {Level.COUNTRY: 1, Level.PROVINCE: 3, Level.DISTRICT: 3, Level.COMMUNE: 4}
    level = below_it.get(Level(area.level))
    return Level(level) if level else None


def _lagging(children: list[Child]) -> tuple[list[Child], int]:
    """Name the two units that hold most of the villages without a team; villages hold none."""
    if children and children[0].level == Level.VILLAGE:
        return [], 0
    missing = Counter({child.pk: child.figures.without_team for child in children})
    whole = sum(missing.values())
    top = [pk for pk, n in missing.most_common(2) if n]
    if len(children) < 4 or whole < 2 or len(top) < 2:
        return [], 0
    # A third one that lacks as many: two are not told apart from it.
    if missing.most_common(3)[2][1] == missing[top[1]]:
        return [], 0
    by_pk = {child.pk: child for child in children}
    return [by_pk[pk] for pk in top], sum(missing[pk] for pk in top)
