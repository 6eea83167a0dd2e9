"""Bars and strips as SVG: they print, need no script and no style, and words stand beside them; linked numbers."""

from collections import Counter
from collections.abc import Iterable
from html import escape

from django.utils.formats import localize, number_format
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from figures.figures import Figures
from figures.rates import Rate, count_text
from reports.charts.bands import UNKNOWN, band_of
from reports.units.queries.child_units import Child

DARK, MIDDLE, LIGHT, EMPTY, HATCHED, INK = (
    "#0f4c81",
    "#6fabdc",
    "#bcd9f0",
    "#eaeef2",
    "url(#hat)",
    "#17212b",
)
# Asked in part; declared and in no register; declared by a commune, of no village anybody knows.
PARTLY, DECLARED, UNPLACED = "#e2eef8", "url(#dot)", "#eef1f4"
# Too few households to rank: drawn without the colours of the scale.
GREY, PALE = "#7a8795", "#d5dce3"


def bar(
    parts: list[tuple[int, str]],
    whole: int,
    height: int,
    label: str = "",
    mark: float | None = None,
) -> SafeString:
    """Draw parts of a whole side by side; an empty whole is hatched: nothing is known.

    `mark` is a target in percent, drawn as a black tick. Without a label the bar is silent.
    """
    start, rects = 0.0, []
    for n, colour in parts:
        width = 100 * n / whole if whole else 0
        if width > 0:
            rects.append(
                f'<rect x="{start:.2f}%" width="{width:.2f}%" height="{height}" fill="{colour}"/>'
            )
        start += width
    if mark is not None:
        rects.append(f'<rect x="{mark:.1f}%" width="3" height="{height}" fill="{INK}"/>')
    sign = f'role="img" aria-label="{escape(label)}"' if label else 'aria-hidden="true"'
    ground = EMPTY if whole else HATCHED
    return SafeString(
        f'<svg width="100%" height="{height}" {sign}>'
        f'<rect width="100%" height="{height}" fill="{ground}"/>{"".join(rects)}</svg>'
    )


def household_bar(
    figures: Figures, height: int = 18, mark: float | None = None, *, silent: bool = False
) -> SafeString:
    """Draw covered, surveyed but not covered, partly, not surveyed, and those in no register; and the target's tick.

    Together all households: those that a commune declared beyond its villages are the last part. A silent bar
    stands beside its words, in a list that ranks: too few households to rank are drawn grey there.
    """
    covered, is_grey, label = figures.covered, silent and figures.is_small, ""
    parts = [
        (covered, GREY if is_grey else DARK),
        (figures.surveyed - covered, PALE if is_grey else LIGHT),
        (figures.partly, PARTLY),
        (figures.unasked, HATCHED),
        (figures.unregistered - figures.unattributed, DECLARED),
        (figures.unattributed, UNPLACED),
    ]
    if not silent:
        label = gettext("%(covered)s đạt, %(unsurveyed)s chưa khảo sát") % {
            "covered": figures.covered_rate.percent,
            "unsurveyed": Rate(figures.unsurveyed, figures.expected).percent,
        }
    return bar(parts, figures.expected, height, label, mark)


def team_bar(
    figures: Figures, height: int = 18, mark: float | None = None, *, silent: bool = False
) -> SafeString:
    """Draw villages with an active team, another one, none, and those only declared; together all.

    And the target's tick, unless it is all of them.
    """
    with_team, label = figures.team_rate.n, ""
    active = min(figures.active_rate.n, with_team)
    parts = [
        (active, DARK),
        (with_team - active, MIDDLE),
        (figures.villages - with_team, EMPTY),
        (figures.unattributed_villages, DECLARED),
    ]
    if not silent:
        label = gettext("%(with_team)s có tổ, %(active)s có tổ đang hoạt động") % {
            "with_team": figures.team_rate.percent,
            "active": figures.active_rate.percent,
        }
    mark = mark if mark and mark < 100 else None
    return bar(parts, figures.expected_villages, height, label, mark)


def rate_bar(n: int, of: int, height: int = 10, *, is_dark: bool = True) -> SafeString:
    """Draw one part of a whole; its number stands beside it in words."""
    return bar([(n, DARK if is_dark else MIDDLE)], of, height)


def linked(value: object, url: str = "") -> object:
    """Write a number as the link to its rows, or alone where the reader has none."""
    shown = count_text(value).replace("-", "−") if type(value) is int else localize(value)
    return SafeString(f'<a href="{escape(url)}">{escape(str(shown))}</a>') if url else shown


# The strip: one dot for each unit, along 0–100 percent.
_LEFT, _WIDTH, _STEP, _FOOT = 30, 1080, 12, 38


def strip(children: Iterable[Child], label: str, mark: float | None = None) -> SafeString:
    """Draw every unit of which something is known as a dot; those with few households are hollow."""
    dots = [child for child in children if band_of(child) != UNKNOWN]
    stacked = Counter(int(child.figures.covered_rate.share) for child in dots)
    base = 30 + _STEP * max(stacked.values(), default=1)
    heights, drawn = Counter[int](), []
    for child in dots:
        rate = child.figures.covered_rate
        step = int(rate.share)
        y = base - 10 - _STEP * heights[step]
        heights[step] += 1
        fill = (
            'fill="#fff" stroke="#7a8795" stroke-width="2"'
            if child.figures.is_small
            else f'fill="{DARK}"'
        )
        drawn.append(
            f'<circle cx="{_at(step)}" cy="{y}" r="5" {fill}>'
            f"<title>{escape(child.full_name)}: {rate.percent} ({rate.counts})</title></circle>"
        )
    return SafeString(
        f'<svg class="strip" width="100%" viewBox="0 0 1140 {base + _FOOT - 8}" role="img" '
        f'aria-label="{escape(label)}">{_axis(base)}{_goal(mark, base)}{"".join(drawn)}</svg>'
    )


def _at(percent: float) -> int:
    return round(_LEFT + _WIDTH * percent / 100)


def _axis(base: int) -> str:
    steps = "".join(
        f'<path d="M{_at(n)},{base}v5" stroke="{GREY}"/>'
        f'<text x="{_at(n)}" y="{base + 22}" text-anchor="middle">{n}%</text>'
        for n in range(0, 101, 10)
    )
    return (
        f'<path d="M20,{base}H1120" stroke="{GREY}"/><g font-size="15" fill="#46525f">{steps}</g>'
    )


def _goal(mark: float | None, base: int) -> str:
    if mark is None:
        return ""
    words = f"{number_format(f'{mark:g}')}%"
    return (
        f'<path d="M{_at(mark)},14V{base + 4}" stroke="{INK}" stroke-width="2" stroke-dasharray="5 4"/>'
        f'<text x="{_at(mark) + 8}" y="24" font-size="15" fill="{INK}">{words}</text>'
    )


# A small line: its picture; and the fewest months that make one.
_SPARK, _FEWEST = (96, 30), 3


def spark(months: list[Rate | None]) -> SafeString:
    """Draw a small line of rates, broken where a month is missing; nothing where there are too few."""
    known = [(at, rate) for at, rate in enumerate(months) if rate]
    if len(known) < _FEWEST or not months[-1]:
        return SafeString("")
    width, height = _SPARK
    shares = [rate.share for _, rate in known]
    middle, range_ = (max(shares) + min(shares)) / 2, max(max(shares) - min(shares), 1)
    step, drawn, before = (width - 8) / (len(months) - 1), [], -2
    x = y = 0.0
    for at, rate in known:
        x, y = 3 + at * step, height / 2 - 20 * (rate.share - middle) / range_
        drawn.append(f"{'L' if at == before + 1 else 'M'}{x:.1f},{y:.1f}")
        before = at
    label = f"{known[0][1].percent} → {known[-1][1].percent}"
    return SafeString(
        f'<svg width="{width}" height="{height}" role="img" aria-label="{label}">'
        f'<path d="{"".join(drawn)}" fill="none" stroke="#1f6fb2" stroke-width="2"/>'
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="#0b3558"/></svg>'
    )
