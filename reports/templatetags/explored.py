"""One row of a looked-up table, drawn in one go: a table holds a thousand cells."""

from django import template
from django.conf import settings
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from figures.indicators import HOUSEHOLD
from figures.rates import Rate
from reports.charts.bands import step_of
from reports.explore.queries import Question, Row
from web.numbers import Numbers, numbers_here

register = template.Library()


@register.simple_tag
def explored_row(row: Row, question: Question) -> SafeString:
    """Draw a unit's name as a link to the same question about it, its months, and the change."""
    numbers = numbers_here()
    pairs = zip(row.cells, row.known, strict=True)
    cells = "".join(_cell(cell, question, numbers, known=known) for cell, known in pairs)
    name = row.unit.full_name
    if row.unit.pk:
        url = reverse("reports:dashboard", args=[row.unit.pk])
        name = format_html('<a href="{}">{}</a>', url, name)
    head = format_html('<tr><th scope="row">{}</th>', name)
    step = format_html('<td class="n4">{}</td>', row.step) if question.has_steps else ""
    change = format_html('<td class="num n4">{}</td>{}</tr>', _change(row, question, numbers), step)
    return mark_safe(f"{head}{cells}{change}")  # noqa: S308 - parts are escaped above, cells are numbers


def _cell(rate: Rate | None, question: Question, numbers: Numbers, *, known: bool) -> str:
    if rate is None:
        words = gettext("chưa có số liệu")
        return f'<td class="none"><span aria-label="{words}">—</span></td>'
    if question.measure == "so":
        return f"<td>{numbers.whole(rate.n)}</td>"
    # Too little known, or so few that the rate ranks nobody: shown without a colour.
    few = rate.of < int(settings.SMALL_UNIT_HOUSEHOLDS) and question.indicator.noun == HOUSEHOLD
    colour = "" if few else f' class="c{step_of(rate)}"' if known else ' class="none"'
    return f'<td{colour}>{numbers.percent(rate)}<small class="n4">{numbers.of(rate)}</small></td>'


def _change(row: Row, question: Question, numbers: Numbers) -> str:
    change = row.trend if question.is_rate else row.change
    if change is None:
        return "—"
    if question.is_rate:
        return numbers.points(change.points)
    return numbers.change(change.after.n - change.before.n)
