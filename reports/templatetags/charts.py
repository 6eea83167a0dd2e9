"""Pictures and linked numbers for templates, and how a unit stands to a target: each picture beside its words."""

from collections.abc import Iterable
from html import escape
from typing import Any

from django import template
from django.utils.formats import localize
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from figures.adoption import Step
from figures.figures import Figures
from figures.rates import Rate
from reports.charts import bars
from reports.targets.queries.targets import Standing, Verdict
from reports.targets.queries.wording import TAGS, amount, level_text, pace, time_left
from reports.units.queries.child_units import Child
from web.numbers import numbers_here

register = template.Library()

TODAY, GOAL = "#d67b1c", "#17212b"


@register.simple_tag
def household_bar(figures: Figures, height: int = 18, mark: float | None = None) -> SafeString:
    """Draw covered / surveyed, not covered / not surveyed (hatched), and the target's tick."""
    label = gettext("%(covered)s đạt, %(unsurveyed)s chưa khảo sát") % {
        "covered": figures.covered_rate.percent,
        "unsurveyed": Rate(figures.unsurveyed, figures.expected).percent,
    }
    return bars.bar(bars.household_parts(figures), figures.expected, height, label, mark)


@register.simple_tag
def team_bar(figures: Figures, height: int = 18, mark: float | None = None) -> SafeString:
    """Draw villages with an active team / with a team / without; and the target's tick, unless it is all of them."""
    label = gettext("%(with_team)s có tổ, %(active)s có tổ đang hoạt động") % {
        "with_team": figures.team_rate.percent,
        "active": figures.active_rate.percent,
    }
    mark = mark if mark and mark < 100 else None
    return bars.bar(bars.team_parts(figures), figures.expected_villages, height, label, mark)


@register.simple_tag
def rate_bar(rate: Rate, height: int = 10) -> SafeString:
    """Draw one rate; its number stands beside it in words."""
    return bars.bar([(rate.n, bars.DARK)], rate.of, height)


@register.simple_tag
def step_bar(step: Step, n: int, whole: int) -> SafeString:
    """Draw how many communes stand on a step; those that have begun are dark."""
    return bars.bar([(n, bars.DARK if step.has_begun else bars.MIDDLE)], whole, 12)


@register.simple_tag
def dot_strip(children: Iterable[Child], label: str, mark: float | None = None) -> SafeString:
    """Draw every unit as a dot along 0–100 percent."""
    return bars.strip(children, label, mark)


@register.filter
def linked(value: object, url: str) -> object:
    """Write a number as the link to its rows, or alone where the reader has none."""
    shown = numbers_here().whole(value) if type(value) is int else localize(value)
    return SafeString(f'<a href="{escape(url)}">{escape(str(shown))}</a>') if url else shown


@register.filter
def signed_count(n: int) -> str:
    """Write a difference of counts with its sign: "+11.501", "−3" (a true minus), "0"."""
    return numbers_here().change(n)


@register.simple_tag
def path_bar(standing: Standing) -> SafeString:
    """Draw how far it is now, where it should be today (orange tick), and the target (black tick)."""
    rate = standing.rate
    ticks = [_tick(float(standing.level), 3, GOAL)]
    if standing.expected is not None:
        ticks.insert(0, _tick(standing.expected, 2, TODAY))
    return format_html(
        '<svg width="100%" height="30" role="img" aria-label="{}">'
        '<rect y="8" width="100%" height="14" fill="{}"/>'
        '<rect y="8" width="{}%" height="14" fill="{}"/>{}{}</svg>',
        _label(standing),
        bars.EMPTY if rate.of else bars.HATCHED,
        f"{rate.share:.2f}",
        bars.DARK,
        ticks[0],
        ticks[1] if len(ticks) > 1 else "",
    )


def _tick(share: float, width: int, colour: str) -> SafeString:
    # It ends at its share, so that the one at 100 % stays inside the picture.
    return format_html(
        '<rect x="{}%" y="2" width="{}" height="26" transform="translate(-{} 0)" fill="{}"/>',
        f"{share:.2f}",
        width,
        width,
        colour,
    )


def _label(standing: Standing) -> str:
    words = [standing.rate.percent]
    if standing.expected is not None:
        words.append(
            gettext("đáng lẽ %(share)s") % {"share": level_text(round(standing.expected, 1))}
        )
    words.append(gettext("chỉ tiêu %(share)s") % {"share": level_text(standing.level)})
    return ", ".join(words)


@register.inclusion_tag("reports/verdict.html")
def verdict_tag(standing: Standing) -> dict[str, Any]:
    """Show the verdict as a tag with its icon; nothing where no past is known to judge by."""
    word, colour, sign = TAGS.get(standing.verdict, ("", "", ""))
    return {"word": word, "colour": colour, "sign": sign}


@register.simple_tag
def pace_words(standing: Standing) -> str:
    """Say what is needed a week, and what came in the last weeks."""
    return pace(standing)


@register.simple_tag
def missing(standing: Standing) -> str:
    """Say how many are missing to the level: "1.204 hộ"; "—" where that none are missing is not known."""
    is_open = not standing.need and standing.verdict is Verdict.UNKNOWN
    if is_open or not standing.rate.is_said:
        return "—"
    return amount(standing.indicator, standing.need)


@register.filter
def as_level(level: Any) -> str:
    """Say a level: "70%", "62,5%"."""
    return level_text(level)


@register.filter
def as_time_left(days: int) -> str:
    """Say how long a number of days is: "6 tuần 3 ngày"."""
    return time_left(days)
