"""Pictures and linked numbers for templates."""

from collections.abc import Iterable
from html import escape

from django import template
from django.utils.formats import localize
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext

from figures.adoption import Step
from figures.figures import Figures
from figures.rates import Rate
from reports.charts import bars
from reports.units.queries.child_units import Child
from skills.catalogue import Skill
from web.numbers import numbers_here

register = template.Library()


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
def big_rate(rate: Rate, part: str, whole: str) -> SafeString:
    """Draw a rate in large letters with n/N; its range at the same size where much is unknown.

    Where the percentage may not be said the count stands alone; `part` is n as it is shown, with its
    link, and `whole` is N with its noun.
    """
    if span := rate.range:
        ends = " – ".join(f"<b>{end.text}<i>%</i></b>" for end in span)
        high = numbers_here().of(span.high)
        return SafeString(
            f'<div class="big rg">{ends}<span>{part} / {whole} – {escape(high)}</span></div>'
        )
    if rate.of and not rate.is_said:
        return _big(f"<b>{part}</b>", f"/ {whole}")
    sign = "<i>%</i>" if rate.of else ""
    return _big(f"<b>{rate.text}{sign}</b>", f"{part} / {whole}")


def _big(number: str, counts: str) -> SafeString:
    return SafeString(f'<div class="big">{number}<span class="nw">{counts}</span></div>')


@register.simple_tag
def skill_rows(figures: Figures, skills: Iterable[tuple[Skill, Rate, str]]) -> SafeString:
    """Draw each skill: its share as words and bar, and how many households have nobody who knows it."""
    weakest, drawn = figures.weakest, []
    for skill, rate, url in skills:
        lowest = f' <span class="tag due">{gettext("Thấp nhất")}</span>' if skill == weakest else ""
        drawn.append(
            f'<li class="skb"><span class="n" aria-hidden="true">{skill.number}</span>'
            f'<span>{escape(str(skill.name))}{lowest}</span><span class="v">{rate.percent}</span>'
            f'{rate_bar(rate)}<small class="mu">{_without(rate, url)}</small></li>'
        )
    return SafeString("".join(drawn))


def _without(rate: Rate, url: str) -> str:
    if not rate.of:
        return gettext("Chưa hỏi hộ nào")
    words = ngettext("còn %(n)s hộ chưa có người biết", "còn %(n)s hộ chưa có người biết", rate.gap)
    return f"{numbers_here().of(rate)} · {words % {'n': linked(rate.gap, url)}}"


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
