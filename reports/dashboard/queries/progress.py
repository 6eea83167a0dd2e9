"""How a unit got here and where it must get: its last months, the targets it goes by, lines of those below."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from areas.models import Area
from figures.figures import Figures
from figures.indicators import COVERED, TEAMS, Indicator
from figures.months import Point, finished, is_line, last_day, month_ends, month_of
from figures.rates import Rate
from reports.targets.queries.targets import Standing, standing_of, targets_for
from reports.units.queries.child_units import Child

MONTHS = 6


@dataclass(frozen=True, slots=True)
class Since:
    """How many more villages or households count than at the end of the last month."""

    n: int
    on: date


@dataclass(frozen=True, slots=True)
class Towards:
    """How a unit does on one of the two targets: where it stands, and what the last months say."""

    standing: Standing | None
    # How much more there is than last month; None where that is not known.
    since: Since | None
    # Whether enough months are known to draw a line.
    has_line: bool

    @property
    def mark(self) -> float | None:
        """The target in percent, for the tick of a bar."""
        return float(self.standing.level) if self.standing else None


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


def progress_of(area: Area, day: date, figures: Figures, shown: list[Child]) -> Progress:
    """Return the months of a unit and of the units shown below it, and its targets. Two queries."""
    months = finished(day, MONTHS)
    live = {area.pk: figures, **{child.pk: child.figures for child in shown}}
    ends = month_ends(live, months)
    points = {
        pk: [
            *(Point(month, ends.get((pk, month)), last_day(month)) for month in months),
            Point(month_of(day), now, day),
        ]
        for pk, now in live.items()
    }
    own = points[area.pk]
    past = [(point.on, point.figures) for point in own[:-1] if point.figures]
    targets = targets_for([area], day)[area.pk]
    standings = {key: standing_of(one, figures, day, past) for key, one in targets.items()}
    return Progress(
        points=own,
        rates={pk: [point.comparable(COVERED) for point in some] for pk, some in points.items()},
        standings=standings,
        teams=_towards(TEAMS, own, standings),
        homes=_towards(COVERED, own, standings),
    )


def _towards(
    indicator: Indicator, points: list[Point], standings: Mapping[str, Standing]
) -> Towards:
    before, after = points[-2:]
    was, now = before.rate(indicator), after.rate(indicator)
    since = Since(now.n - was.n, before.on) if was and now else None
    return Towards(standings.get(indicator.key), since, is_line(points, indicator))
