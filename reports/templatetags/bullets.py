"""The path to a target: a bar with two ticks, a tag, and the pace, each of them in words."""

from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from reports.charts.bars import DARK, EMPTY, HATCHED
from reports.targets.queries.targets import Standing, Verdict
from reports.targets.queries.wording import TAGS, amount, level_text, pace, time_left

register = template.Library()

TODAY, GOAL = "#d67b1c", "#17212b"


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
        EMPTY if rate.of else HATCHED,
        f"{rate.share:.2f}",
        DARK,
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
