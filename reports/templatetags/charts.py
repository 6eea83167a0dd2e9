"""Pictures and linked numbers for templates, and how a unit stands to a target: each picture beside its words."""

from collections.abc import Sequence
from itertools import groupby
from operator import itemgetter

from django import template
from django.conf import settings
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from figures.adoption import Step
from figures.indicators import VILLAGE, Indicator
from figures.months import Point
from figures.rates import (
    Rate,
    count_text,
    is_known_enough,
    points_text,
    sign_of,
    signed_count,
)
from reports.charts import bars
from reports.charts.bands import step_of
from reports.explore.queries.question import Question
from reports.explore.queries.table import Row
from reports.targets.queries import wording
from reports.targets.queries.targets import Standing
from reports.why.queries.waterfall import Bar

# Where it should be today, on the way to a target.
TODAY = "#d67b1c"

register = template.Library()
register.simple_tag(bars.household_bar)
register.simple_tag(bars.team_bar)
register.simple_tag(bars.rate_bar)
register.simple_tag(bars.strip, name="dot_strip")
register.simple_tag(wording.pace, name="pace_words")
register.simple_tag(wording.aim, name="aim_words")
register.simple_tag(wording.amount)
register.simple_tag(wording.missing)
register.filter("linked", bars.linked)
register.filter("signed_count", signed_count)
register.filter("as_level", wording.level_text)
register.filter("as_time_left", wording.time_left)


@register.simple_tag
def six_months(points: Sequence[Point], indicator: Indicator) -> SafeString:
    """Draw the last months of a unit as a small line."""
    return bars.spark([point.comparable(indicator) for point in points])


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
            gettext("hôm nay cần đạt %(share)s")
            % {"share": wording.level_text(round(standing.expected, 1))}
        )
    words.append(gettext("chỉ tiêu %(share)s") % {"share": wording.level_text(standing.level)})
    return ", ".join(words)


# The bars of a waterfall: solid for more, an outline for fewer, grey for ends.
MORE = 'y="4" height="24" fill="#0f4c81"'
FEWER = 'y="5" height="22" fill="#fdf1df" stroke="#d67b1c" stroke-width="2"'
END = 'y="4" height="24" fill="#46525f"'
# So narrow a bar can still be seen.
_THIN = 0.4


@register.simple_tag
def fall_bar(bar: Bar, n: int = 0, *, end: bool = False) -> SafeString:
    """Draw one bar with the line it stands on and a tick at the sum after it; words stand beside."""
    look = END if end else MORE if n > 0 else FEWER
    drawn = format_html(
        '<rect x="{}%" width="{}%" {}/>',
        f"{bar.x:.2f}",
        f"{max(bar.width, _THIN):.2f}",
        SafeString(look),
    )
    return format_html(
        '<svg width="100%" height="32" aria-hidden="true"><path d="M0,31.5H4000" stroke="#eaeef2"/>'
        '<rect x="{}%" y="28" width="1" height="4" fill="#7a8795"/>{}</svg>',
        f"{bar.tick:.2f}",
        drawn if n or end else "",
    )


@register.simple_tag
def part_rate(n: int, of: int, unknown: int = 0) -> str:
    """Write how much a part is of its whole, with both ends where too much of the whole is unknown."""
    return Rate(n, of, None if is_known_enough(unknown, of) else n + unknown).percent


@register.filter
def signed_points(points: float) -> str:
    """Write a difference in points with two decimals: "+1,91", "−0,11"."""
    return f"{sign_of(points)}{number_format(abs(points), 2)}"


@register.simple_tag
def explored_row(row: Row, question: Question, stays: str = "") -> SafeString:
    """Draw a unit's name as a link to all its months, its months, the running one last, and the change."""
    cells = _months(row, question)
    name = row.unit.full_name
    if row.unit.pk:
        asked = f"?chi-tieu={question.indicator.key}{stays}"
        url = reverse("reports:trend", args=[row.unit.pk]) + asked
        name = format_html('<a href="{}">{}</a>', url, name)
    # That a unit has begun is what one expects: only what has not is said.
    says = question.has_steps and row.step != str(Step.BEGUN.label)
    step = format_html('<small class="n4 mu">{}</small>', row.step) if says else ""
    head = format_html('<tr><th scope="row">{}{}</th>', name, step)
    change = format_html('<td class="num n4 change">{}</td></tr>', _change(row, question))
    return mark_safe(f"{head}{cells}{change}")  # noqa: S308 - parts are escaped above, cells are numbers


def _months(row: Row, question: Question) -> str:
    """Draw the months: those of which nothing was known in one cell that says why, for they are no noughts."""
    every = [*zip(row.cells, row.known, row.unknown, strict=True)]
    drawn = ""
    for words, run in groupby(every[:-1], key=itemgetter(2)):
        some = [*run]
        drawn += (
            _unknown(words, question, "month", some[0][0], len(some))
            if words
            else "".join(_cell(rate, question, "month", known=known) for rate, known, _ in some)
        )
    rate, known, words = every[-1]
    if words:
        return drawn + _unknown(words, question, "now", rate, 1)
    return drawn + _cell(rate, question, "now", known=known)


def _unknown(words: str, question: Question, column: str, rate: Rate | None, n: int) -> str:
    """Say in a cell as wide as its months that nothing is known; beside the running one stands of how many."""
    whole = f" {count_text(rate.of)} {question.indicator.noun}" if rate and column == "now" else ""
    wide = f' colspan="{n}"' if n > 1 else ""
    return format_html(
        '<td class="{} none n4"{}><small>{}</small>{}</td>',
        column,
        SafeString(wide),
        words,
        format_html("<small>{}</small>", whole) if whole else "",
    )


def _cell(rate: Rate | None, question: Question, column: str, *, known: bool) -> str:
    if rate is None:
        words = gettext("chưa có số liệu")
        return f'<td class="{column} none"><span aria-label="{words}">—</span></td>'
    if question.measure == "so":
        return f'<td class="{column}">{count_text(rate.n)}</td>'
    # Too little known, or so few that the rate ranks nobody: shown without a colour.
    few = rate.of < int(settings.SMALL_UNIT_HOUSEHOLDS) and question.indicator.noun != VILLAGE
    colour = "" if few else f" c{step_of(rate)}" if known else " none"
    # Twelve months stand beside each other: large numbers may go over two lines.
    counts = rate.counts.replace("/", "/<wbr>") if column == "month" else rate.counts
    return f'<td class="{column}{colour}">{rate.percent}<small class="n4">{counts}</small></td>'


def _change(row: Row, question: Question) -> str:
    change = row.trend if question.is_rate else row.change
    if change is None:
        return "—"
    if question.is_rate:
        return points_text(change.points)
    return signed_count(change.after.n - change.before.n)
