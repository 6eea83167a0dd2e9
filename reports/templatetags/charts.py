"""Bars drawn on the server as SVG: they print, need no script, and carry their numbers as words."""

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from reports.figures import Figures
from reports.rates import Rate

register = template.Library()

DARK, MIDDLE, LIGHT, EMPTY, HATCHED = "#0f4c81", "#6fabdc", "#bcd9f0", "#eaeef2", "url(#hat)"


def _svg(parts: list[tuple[int, str]], whole: int, height: int, label: str) -> SafeString:
    """Draw parts of a whole side by side; an empty whole is hatched: nothing is known."""
    start, rects = 0.0, []
    for n, colour in parts:
        width = 100 * n / whole if whole else 0
        if width:
            rects.append((f"{start:.2f}", f"{width:.2f}", height, colour))
        start += width
    body = format_html_join("", '<rect x="{}%" width="{}%" height="{}" fill="{}"/>', rects)
    hidden = format_html("{}", "aria-hidden=true")
    sign = format_html('role="img" aria-label="{}"', label) if label else hidden
    return format_html(
        '<svg width="100%" height="{}" {}><rect width="100%" height="{}" fill="{}"/>{}</svg>',
        height,
        sign,
        height,
        EMPTY if whole else HATCHED,
        body,
    )


@register.simple_tag
def household_bar(figures: Figures, height: int = 18, *, silent: bool = False) -> SafeString:
    """Draw covered / surveyed, not covered / not surveyed (hatched)."""
    label = gettext("%(covered)s đạt, %(unsurveyed)s chưa khảo sát") % {
        "covered": figures.covered_rate.percent,
        "unsurveyed": Rate(figures.unsurveyed, figures.households).percent,
    }
    parts = [
        (figures.covered, DARK),
        (figures.surveyed - figures.covered, LIGHT),
        (figures.unsurveyed, HATCHED),
    ]
    return _svg(parts, figures.households, height, "" if silent else label)


@register.simple_tag
def team_bar(figures: Figures, height: int = 18, *, silent: bool = False) -> SafeString:
    """Draw villages with an active team / with a team / without."""
    label = gettext("%(with_team)s có tổ, %(active)s có tổ đang hoạt động") % {
        "with_team": figures.team_rate.percent,
        "active": figures.active_rate.percent,
    }
    active = min(figures.active, figures.with_team)
    parts = [(active, DARK), (figures.with_team - active, MIDDLE)]
    return _svg(parts, figures.villages, height, "" if silent else label)


@register.simple_tag
def rate_bar(rate: Rate, height: int = 10) -> SafeString:
    """Draw one rate; its number stands beside it in words."""
    return _svg([(rate.n, DARK)], rate.of, height, "")
