"""The large chart of one indicator over the months, with the days that are marked on it.

It is as wide as there is room (x in percent) and its words are as large as the page's (y in pixels).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from math import ceil, floor

from django import template
from django.utils.formats import date_format, number_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from figures.indicators import Indicator
from figures.months import Point
from reports.templatetags.lines import (
    INK,
    MUTED,
    PALE,
    Spot,
    in_words,
    runs_of,
    short_month,
    spots_of,
)
from reports.trends.queries import Mark

register = template.Library()

# Its height, and where the highest and the lowest value stand.
HEIGHT, TOP, BOTTOM = 264, 52, 228
# Of its width, in percent: a little air on both sides.
LEFT, WIDE = 1.5, 97.0
MONTHS_APART = 12
# A value with its n/N takes as much of the width of a phone, and half of it on both sides of its dot.
APART, HALF = 60, 30


@dataclass(frozen=True)
class Scale:
    """Where a share and a day stand in the plot: pixels from the top, percent from the left."""

    low: int
    high: int
    first: date
    last: date

    @classmethod
    def of(cls, spots: list[Spot], points: Sequence[Point]) -> "Scale":
        """Fit the shares between two round tens."""
        shares = [spot.rate.share for spot in spots]
        low = min(90, floor(min(shares, default=0) / 10) * 10)
        high = max(low + 10, ceil(max(shares, default=0) / 10) * 10)
        return cls(low, high, points[0].on, points[-1].on)

    @property
    def ticks(self) -> range:
        """The tens to draw a line at, at most six of them."""
        return range(self.low, self.high + 1, 10 if self.high - self.low <= 50 else 20)

    def y(self, share: float) -> float:
        """Return the height of a share."""
        return BOTTOM - (BOTTOM - TOP) * (share - self.low) / (self.high - self.low)

    def x(self, day: date) -> float:
        """Return how far to the right a day stands."""
        return LEFT + WIDE * (day - self.first).days / max(1, (self.last - self.first).days)


@register.simple_tag
def line_chart(points: Sequence[Point], indicator: Indicator, marks: Sequence[Mark]) -> SafeString:
    """Draw the large chart: as wide as there is room, its words as large as the page's."""
    spots = spots_of(points, indicator)
    scale = Scale.of(spots, points)
    return format_html(
        '<div class="lc"><svg width="44" height="{0}" aria-hidden="true">{1}</svg>'
        '<svg width="100%" height="{0}" role="img" aria-label="{2}">{3}{4}{5}{6}{7}</svg></div>',
        HEIGHT,
        _axis(scale),
        f"{indicator.name}. {in_words(points, indicator)}",
        _grid(scale),
        _months(scale, points),
        _marks(scale, marks),
        _segments(scale, spots),
        _values(scale, spots),
    )


def _axis(scale: Scale) -> SafeString:
    rows = ((f"{scale.y(tick) + 5:.1f}", MUTED, tick) for tick in scale.ticks)
    return format_html_join(
        "", '<text x="38" y="{}" font-size="14" text-anchor="end" fill="{}">{}%</text>', rows
    )


def _grid(scale: Scale) -> SafeString:
    rows = (
        (f"{scale.y(tick):.1f}", f"{scale.y(tick):.1f}", MUTED if tick == scale.low else PALE)
        for tick in scale.ticks
    )
    return format_html_join("", '<line x1="0" x2="100%" y1="{}" y2="{}" stroke="{}"/>', rows)


def _months(scale: Scale, points: Sequence[Point]) -> SafeString:
    """Name the last month and the same one of the years before."""
    named = points[::-1][::MONTHS_APART]
    rows = (
        (f"{scale.x(point.on):.2f}", _anchor(scale.x(point.on)), MUTED, short_month(point.month))
        for point in named
    )
    return format_html_join(
        "", '<text x="{}%" y="250" font-size="14" text-anchor="{}" fill="{}">{}</text>', rows
    )


def _anchor(x: float) -> str:
    return "start" if x < 8 else "end" if x > 92 else "middle"


def _marks(scale: Scale, marks: Sequence[Mark]) -> SafeString:
    """Draw a dashed line on each marked day, with the number it has in the list below."""
    rows = []
    for number, mark in enumerate(marks, start=1):
        x = f"{scale.x(mark.on):.2f}"
        # Days close to one another: their numbers stand one above the other.
        rows.append((x, x, 8 + 18 * (number % 2), BOTTOM, MUTED, x, 12 + 18 * (number % 2), number))
    return format_html_join(
        "",
        '<line x1="{}%" x2="{}%" y1="{}" y2="{}" stroke="{}" stroke-dasharray="4 3"/>'
        '<svg x="{}%" y="{}" width="1" height="1" overflow="visible"><circle r="10" fill="#fff" '
        'stroke="#17212b"/><text y="5" font-size="14" text-anchor="middle">{}</text></svg>',
        rows,
    )


def _segments(scale: Scale, spots: list[Spot]) -> SafeString:
    rows = [
        (
            *(f"{scale.x(s.point.on):.2f}" for s in pair),
            *(f"{scale.y(s.rate.share):.1f}" for s in pair),
        )
        for run in runs_of(spots)
        for pair in pairwise(run)
    ]
    lines = format_html_join("", '<line x1="{}%" x2="{}%" y1="{}" y2="{}"/>', rows)
    return format_html(
        '<g stroke="{}" stroke-width="2.5" stroke-linecap="round">{}</g>', INK, lines
    )


def _values(scale: Scale, spots: list[Spot]) -> SafeString:
    """Dot every month, with its words on hovering, and write the values at both ends where these stand apart."""
    rows = (
        (
            f"{scale.x(spot.point.on):.2f}",
            f"{scale.y(spot.rate.share):.1f}",
            "5" if spot is spots[-1] else "3",
            date_format(spot.point.on, "d/m/Y"),
            spot.rate.percent,
            number_format(spot.rate.n),
            number_format(spot.rate.of),
        )
        for spot in spots
    )
    dots = format_html_join(
        "", '<circle cx="{}%" cy="{}" r="{}"><title>{}: {} ({}/{})</title></circle>', rows
    )
    is_apart = len(spots) > 1 and scale.x(spots[-1].point.on) - scale.x(spots[0].point.on) >= APART
    ends = [spots[0], spots[-1]] if is_apart else spots[-1:]
    words = format_html_join("", _WORD, (_word(scale, spot) for spot in ends))
    return format_html('<g fill="{}">{}{}</g>', INK, dots, words)


_WORD = (
    '<text x="{}%" y="{}" font-size="17" font-weight="700" text-anchor="{}">{} '
    '<tspan font-size="14" font-weight="400">({})</tspan></text>'
)


def _word(scale: Scale, spot: Spot) -> tuple[str, ...]:
    x, y = scale.x(spot.point.on), scale.y(spot.rate.share)
    anchor = "start" if x < HALF else "end" if x > 100 - HALF else "middle"
    return f"{x:.2f}", f"{y - 16:.1f}", anchor, spot.rate.percent, spot.rate.counts


@register.simple_tag
def axis_note(points: Sequence[Point], indicator: Indicator) -> str:
    """Say so where the axis does not begin at nought."""
    low = Scale.of(spots_of(points, indicator), points).low
    return gettext("Trục đứng bắt đầu từ %(low)s%%.") % {"low": low} if low else ""
