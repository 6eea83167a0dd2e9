"""Months: their first and last days, the figures that snapshots have of their ends, and how one came to the next.

A month without a snapshot is a gap (`figures` None) and never nought. The running month is the
live row, so it is given by whoever has it already, or read where a single unit is asked about.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import dropwhile

from django.utils.translation import gettext

from areas.dated import last_day, month_of
from areas.models import Area
from figures.figures import Figures
from figures.indicators import VILLAGE, Indicator
from figures.live import figures_of_one
from figures.models import Snapshot
from figures.rates import Rate, points_text
from households.counts.rollup import SUMS

# Fewer points than this make no line.
FEWEST = 3

# Figures by unit and month.
type MonthEnds = dict[tuple[int, date], Figures]

# The figures that stand by themselves, beside the sums of households.
OWN = ("villages", "with_team", "led", "active", "unattributed_villages")
# What decides what may be said of them.
TOLD = (
    *("begun_villages", "communes", "idle_communes", "waiting", "waiting_lists"),
    *("doubted", "undeclared_villages", "undeclared_lists"),
)


def finished(day: date, months: int) -> list[date]:
    """Return the months that were over by a day, the oldest first."""
    return [month_of(day, back) for back in range(months, 0, -1)]


def month_ends(units: Collection[int], months: Collection[date]) -> MonthEnds:
    """Return what is kept of units at the ends of months, in one query; what is not kept is left out.

    `months` are first days.
    """
    if not units or not months:
        return {}
    rows = Snapshot.unscoped.filter(area__in=units, month__in=months).order_by()
    found = {}
    for pk, month, *numbers in rows.values_list("area_id", "month", *OWN, *TOLD, *SUMS):
        own, end = dict(zip(OWN, numbers, strict=False)), len(OWN) + len(TOLD)
        told = dict(zip(TOLD, numbers[len(OWN) : end], strict=True))
        is_told = None not in told.values()
        found[pk, month] = Figures(
            **own, **(told if is_told else {}), sums=tuple(numbers[end:]), is_told=is_told
        ).of_past()
    return found


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

    def unknown_words(self, indicator: Indicator) -> str:
        """Say why nothing is known of a whole that is there; "" where something is, or nothing was kept."""
        rate = self.rate(indicator)
        if self.figures is None or rate is None or not rate.is_unknown:
            return ""
        if indicator.noun == VILLAGE or not self.figures.households:
            return gettext("chưa bắt đầu")
        # Who was asked in part, or surveyed without ruling anything out, is not "not surveyed".
        return gettext("chưa khảo sát") if self.figures.is_nobody_asked else gettext("chưa rõ")

    def comparable(self, indicator: Indicator) -> Rate | None:
        """Return the rate where a line or a change may be drawn from it.

        Enough of its whole is known, and it may be said in percent.
        """
        if self.figures is None or not indicator.is_known_enough(self.figures):
            return None
        rate = indicator.rate(self.figures)
        return rate if rate.is_said else None


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
        return points_text(self.points)

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
    # Why nothing is known of a whole that is there.
    unknown: str = ""


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


def change(points: Sequence[Point], indicator: Indicator) -> Change | None:
    """Return what an indicator changed by since the month before the last point; None at a gap."""
    if len(points) < 2:
        return None
    before, after = (point.comparable(indicator) for point in points[-2:])
    return Change(before, after, points[-2].on) if before and after else None


def steps_of(points: Sequence[Point], indicator: Indicator) -> list[Step]:
    """Return the rows of the table behind a line, the latest first, down to the first figure."""
    rows = [
        Step(
            point,
            point.rate(indicator),
            change(points[: at + 1], indicator),
            point.unknown_words(indicator),
        )
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
