"""How a unit got here and where it must get: its last months, the targets it goes by, lines of those below."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from areas.models import Area
from figures.figures import Figures
from figures.indicators import COVERED, TEAMS, Indicator
from figures.month_ends import MonthEnds, month_ends
from figures.months import finished, last_day, month_of
from figures.rates import Rate
from figures.trends import Point, is_line
from reports.targets.queries.targets import Standing, standing_of, targets_for
from reports.units.queries.child_units import Child

MONTHS = 6


@dataclass(frozen=True, slots=True)
class Since:
    """How many more villages or households count than at the end of the last month."""

    n: int
    on: date


@dataclass(frozen=True, slots=True)
class Progress:
    """The last six months of a unit and today, and how it stands to its targets."""

    points: list[Point]
    # Covered households of each unit shown below, month by month, today last.
    below: Mapping[int, list[Rate | None]]
    standings: Mapping[str, Standing]

    @property
    def teams(self) -> Standing | None:
        """How it stands to the target of villages with a team."""
        return self.standings.get(TEAMS.key)

    @property
    def homes(self) -> Standing | None:
        """How it stands to the target of covered households."""
        return self.standings.get(COVERED.key)

    @property
    def rates(self) -> list[Rate | None]:
        """Covered households of the unit itself, month by month, today last, as far as they compare."""
        return _rates(self.points)

    @property
    def mark(self) -> float | None:
        """The target of covered households in percent, for the tick of a bar."""
        return float(self.homes.level) if self.homes else None

    @property
    def teams_mark(self) -> float | None:
        """The target of villages with a team in percent, unless it is all of them."""
        level = float(self.teams.level) if self.teams else 100
        return level if level < 100 else None

    @property
    def teams_since(self) -> Since | None:
        """How many more villages have a team than last month; None where that is not known."""
        return self._since(TEAMS)

    @property
    def homes_since(self) -> Since | None:
        """The same of covered households."""
        return self._since(COVERED)

    @property
    def has_teams_line(self) -> bool:
        """Whether enough months are known to draw a line of the villages with a team."""
        return is_line(self.points, TEAMS)

    @property
    def has_homes_line(self) -> bool:
        """The same of covered households."""
        return is_line(self.points, COVERED)

    def _since(self, indicator: Indicator) -> Since | None:
        before, after = self.points[-2:]
        was, now = before.rate(indicator), after.rate(indicator)
        return Since(now.n - was.n, before.on) if was and now else None


def progress_of(area: Area, day: date, figures: Figures, shown: list[Child]) -> Progress:
    """Return the months of a unit and of the units shown below it, and its targets. Two queries."""
    months = finished(day, MONTHS)
    ends = month_ends([area.pk, *(child.pk for child in shown)], months)
    points = _points(area.pk, months, ends, figures, day)
    past = [(point.on, point.figures) for point in points[:-1] if point.figures]
    targets = targets_for([area], day)[area.pk]
    return Progress(
        points=points,
        below={
            child.pk: _rates(_points(child.pk, months, ends, child.figures, day)) for child in shown
        },
        standings={key: standing_of(one, figures, day, past) for key, one in targets.items()},
    )


def _points(
    unit: int, months: Sequence[date], ends: MonthEnds, live: Figures, day: date
) -> list[Point]:
    """Return the months of one unit, today last."""
    kept = [Point(month, ends.get((unit, month)), last_day(month)) for month in months]
    return [*kept, Point(month_of(day), live, day)]


def _rates(points: Sequence[Point]) -> list[Rate | None]:
    """Return covered households month by month, as far as they compare."""
    return [point.comparable(COVERED) for point in points]
