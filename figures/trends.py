"""How figures came to be what they are: month by month, each the figures of the last day of one.

A month without a snapshot is a gap (`figures` None) and never nought. The running month is the
live row, so it is given by whoever has it already, or read where a single unit is asked about.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import dropwhile

from areas.models import Area
from figures.figures import Figures
from figures.indicators import Indicator
from figures.live import figures_of_one
from figures.month_ends import month_ends
from figures.months import finished, last_day, month_of
from figures.rates import Rate
from web.numbers import numbers_here

# Fewer points than this make no line.
FEWEST = 3


@dataclass(frozen=True)
class Point:
    """One month of one unit; `on` is the day its figures are of."""

    month: date
    figures: Figures | None
    on: date

    def rate(self, indicator: Indicator) -> Rate | None:
        """Return an indicator's rate; None where there is no figure, or nothing to divide by."""
        rate = indicator.rate(self.figures) if self.figures else None
        return rate if rate and rate.of else None

    def is_known_enough(self, indicator: Indicator) -> bool:
        """Say whether the rate may be compared with that of another day."""
        return self.figures is not None and indicator.is_known_enough(self.figures)

    def comparable(self, indicator: Indicator) -> Rate | None:
        """Return the rate where a line or a change may be drawn from it.

        Enough of its whole is known, and it may be said in percent.
        """
        rate = self.rate(indicator) if self.is_known_enough(indicator) else None
        return rate if rate and rate.is_said else None


@dataclass(frozen=True)
class Change:
    """From one rate to a later one, in points of a hundred."""

    before: Rate
    after: Rate
    # The day that `before` is of.
    since: date

    @property
    def points(self) -> float:
        """The difference of the two shares, unrounded."""
        return self.after.share - self.before.share

    @property
    def text(self) -> str:
        """One decimal with its sign: "+1,4", "−0,6", "0,0"; never "0,0" for a change."""
        return numbers_here().points(self.points)

    @property
    def size(self) -> str:
        """The same without its sign, for a sentence that says which way it went."""
        return self.text.lstrip("+−")


@dataclass(frozen=True)
class Step:
    """One row of the table behind a line."""

    point: Point
    rate: Rate | None
    change: Change | None


def series_of(area: Area, day: date, months: int = 24, live: Figures | None = None) -> list[Point]:
    """Return so many finished months of a unit and the running one, the oldest first."""
    now = live or figures_of_one(area, day)
    return series_of_many([area.pk], day, months, {area.pk: now})[area.pk]


def series_of_many(
    pks: Iterable[int], day: date, months: int = 6, live: Mapping[int, Figures] | None = None
) -> dict[int, list[Point]]:
    """Return the last finished months of many units, in one query.

    Where `live` has the figures of today, they follow as the point of the running month.
    """
    wanted, keys = finished(day, months), list(pks)
    found = month_ends(keys, wanted)
    series = {
        pk: [Point(month, found.get((pk, month)), last_day(month)) for month in wanted]
        for pk in keys
    }
    for pk, figures in (live or {}).items():
        if pk in series:
            series[pk].append(Point(month_of(day), figures, day))
    return series


def figures_in(pks: Iterable[int], month: date) -> dict[int, Figures]:
    """Return the figures of many units at the end of one month; those without are left out."""
    return {pk: figures for (pk, _), figures in month_ends(list(pks), [month]).items()}


def change(points: Sequence[Point], indicator: Indicator) -> Change | None:
    """Return what an indicator changed by since the month before the last point; None at a gap."""
    if len(points) < 2:
        return None
    before, after = (point.comparable(indicator) for point in points[-2:])
    return Change(before, after, points[-2].on) if before and after else None


def steps_of(points: Sequence[Point], indicator: Indicator) -> list[Step]:
    """Return the rows of the table behind a line, the latest first, down to the first figure."""
    rows = [
        Step(point, point.rate(indicator), change(points[: at + 1], indicator))
        for at, point in enumerate(points)
    ]
    return list(dropwhile(lambda row: row.rate is None, rows))[::-1]


def whole_change(points: Sequence[Point], indicator: Indicator) -> Change | None:
    """Return what an indicator changed by from the first point that has it to the last."""
    known = [(point, rate) for point in points if (rate := point.comparable(indicator))]
    last = next((point for point in reversed(points) if point.rate(indicator)), None)
    if len(known) < 2 or known[-1][0] is not last:
        return None
    return Change(known[0][1], known[-1][1], known[0][0].on)


def is_line(points: Sequence[Point], indicator: Indicator) -> bool:
    """Say whether there are enough points to draw a line through, each of which enough is known."""
    return sum(1 for point in points if point.comparable(indicator)) >= FEWEST


def ends(series: Iterable[Sequence[Point]], indicator: Indicator) -> tuple[float, float]:
    """Return the lowest and the highest share of all lines: one axis for all of them."""
    found = [_range(points, indicator) for points in series if is_line(points, indicator)]
    return min((low for low, _ in found), default=0), max((high for _, high in found), default=100)


def _range(points: Sequence[Point], indicator: Indicator) -> tuple[float, float]:
    shares = [rate.share for point in points if (rate := point.comparable(indicator))]
    return min(shares, default=0), max(shares, default=0)
