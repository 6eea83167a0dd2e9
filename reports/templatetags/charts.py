"""Pictures and linked numbers for templates, and how a unit stands to a target: each picture beside its words."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from reports.charts import bars
from reports.targets.queries import wording
from reports.targets.queries.targets import Standing
from web.numbers import numbers_here

# Where it should be today, on the way to a target.
TODAY = "#d67b1c"

register = template.Library()
register.simple_tag(bars.household_bar)
register.simple_tag(bars.team_bar)
register.simple_tag(bars.rate_bar)
register.simple_tag(bars.strip, name="dot_strip")
register.simple_tag(wording.pace, name="pace_words")
register.simple_tag(wording.missing)
register.inclusion_tag("reports/verdict.html", name="verdict_tag")(wording.verdict)
register.filter("linked", bars.linked)
register.filter("as_level", wording.level_text)
register.filter("as_time_left", wording.time_left)


@register.filter
def signed_count(n: int) -> str:
    """Write a difference of counts with its sign: "+11.501", "−3" (a true minus), "0"."""
    return numbers_here().change(n)


@register.simple_tag
def path_bar(standing: Standing) -> SafeString:
    """Draw how far it is now, where it should be today (orange tick), and the target (black tick)."""
    rate = standing.rate
    ticks = [_tick(float(standing.level), 3, bars.INK)]
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
            gettext("đáng lẽ %(share)s")
            % {"share": wording.level_text(round(standing.expected, 1))}
        )
    words.append(gettext("chỉ tiêu %(share)s") % {"share": wording.level_text(standing.level)})
    return ", ".join(words)
