"""Lines drawn on the server as SVG: months from left to right, gaps left open, values as words."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from figures.indicators import Indicator
from figures.months import Point, is_line, whole_change
from figures.rates import Rate

register = template.Library()

INK, PALE, MUTED = "#0f4c81", "#d5dce3", "#46525f"


@dataclass(frozen=True)
class Spot:
    """One value of the line: which point, and its share."""

    at: int
    point: Point
    rate: Rate


def spots_of(points: Sequence[Point], indicator: Indicator) -> list[Spot]:
    """Return the points that a line may be drawn through."""
    return [
        Spot(at, point, rate)
        for at, point in enumerate(points)
        if (rate := point.comparable(indicator))
    ]


def runs_of(spots: list[Spot]) -> Iterator[list[Spot]]:
    """Break a line where months are missing."""
    run: list[Spot] = []
    for spot in spots:
        if run and spot.at != run[-1].at + 1:
            yield run
            run = []
        run.append(spot)
    yield run


def _path(spots: list[Spot], x: Callable[[Spot], float], y: Callable[[Spot], float]) -> str:
    runs = (" ".join(f"{x(s):.1f},{y(s):.1f}" for s in run) for run in runs_of(spots))
    return " ".join(f"M{run}" for run in runs)


def in_words(points: Sequence[Point], indicator: Indicator) -> str:
    """Say a line in one phrase: "Từ 16,7% lên 24,2%"."""
    found = whole_change(points, indicator)
    if found is None:
        return gettext("Chưa đủ số liệu")
    ends = {"first": found.before.percent, "last": found.after.percent}
    if found.points > 0:
        return gettext("Từ %(first)s lên %(last)s") % ends
    if found.points < 0:
        return gettext("Từ %(first)s xuống %(last)s") % ends
    return gettext("Giữ nguyên %(last)s") % ends


_SMALL = (
    '<svg width="100%" viewBox="0 0 262 {}" role="img" aria-label="{}">'
    '<path d="M60,43H198" stroke="{}"/><path d="{}" fill="none" stroke="{}" stroke-width="2.5"/>'
    '<circle cx="{}" cy="{}" r="4" fill="{}"/>{}</svg>'
)


@register.simple_tag
def small_line(
    points: Sequence[Point],
    indicator: Indicator,
    low: float | None = None,
    high: float | None = None,
) -> SafeString:
    """Draw a line with its first and last value and month; `low` and `high` make lines compare."""
    if not is_line(points, indicator):
        return format_html('<p class="mu sm">{}</p>', gettext("Chưa đủ ba tháng để vẽ đường"))
    spots = spots_of(points, indicator)
    least, most = _extent(spots) if low is None or high is None else (low, high)

    def x(spot: Spot) -> float:
        return 60 + spot.at * 138 / max(1, len(points) - 1)

    def y(spot: Spot) -> float:
        return 40 - 28 * (spot.rate.share - least) / max(most - least, 0.1)

    first, last = spots[0], spots[-1]
    ends = _ends(first, last, x(first), y(first), y(last))
    # On an axis of its own it says of how many; lines that compare have that in words below them.
    height, ends = (78, ends + _wholes(first, last)) if low is None else (62, ends)
    return format_html(
        _SMALL,
        height,
        in_words(points, indicator),
        PALE,
        _path(spots, x, y),
        *(INK, f"{x(last):.1f}", f"{y(last):.1f}", INK),
        ends,
    )


def _extent(spots: Sequence[Spot]) -> tuple[float, float]:
    """Return the least and the most share of a line."""
    shares = [spot.rate.share for spot in spots]
    return min(shares), max(shares)


def _wholes(first: Spot, last: Spot) -> SafeString:
    """Write the part and the whole of both ends."""
    return format_html(
        '<g font-size="13" fill="{}"><text x="0" y="75">{}</text>'
        '<text x="262" y="75" text-anchor="end">{}</text></g>',
        MUTED,
        first.rate.counts,
        last.rate.counts,
    )


def _ends(first: Spot, last: Spot, left: float, high: float, low: float) -> SafeString:
    """Write the first and last value beside the line, and their months below it."""
    return format_html(
        '<g font-size="15" fill="{}"><text x="{}" y="{}" text-anchor="end">{}</text>'
        '<text x="207" y="{}" fill="#0b3558" font-weight="700">{}</text>'
        '<text x="60" y="59" font-size="14">{}</text>'
        '<text x="198" y="59" text-anchor="end" font-size="14">{}</text></g>',
        MUTED,
        f"{left - 8:.1f}",
        f"{min(43.0, high + 5):.1f}",
        first.rate.percent,
        f"{min(43.0, low + 5):.1f}",
        last.rate.percent,
        short_month(first.point.month),
        short_month(last.point.month),
    )


def short_month(month: date) -> str:
    """Write a month as on an axis: "11/26"."""
    return f"{month:%m/%y}"
