"""The sentence at the head of a board, and the text to remind communes with: both from the rows of its list."""

from collections.abc import Sequence
from datetime import date

from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _, ngettext

from areas.models import Area
from figures.adoption import Step
from figures.rates import Rate, count_text
from reports.rollout.queries.board import Counted, Row


def sentence(counts: Counted, address: str, more: int | None) -> SafeString:
    """Say how many communes have begun, n/N; `more` is how many of them since last week, None is not known."""
    if not counts.whole:
        return format_html("{}", _("Chưa có xã, phường nào."))
    rate = Rate(counts.begun, counts.whole)
    said = [
        format_html(
            _("<b>{rate}</b> xã, phường đã có hộ trong sổ{more}."),
            rate=f"{rate.counts} ({rate.percent})",
            more=_(", tuần này thêm %(n)s") % {"n": count_text(more)} if more else "",
        )
    ]
    if counts.idle:
        words = ngettext("còn {n} nơi chưa bắt đầu", "còn {n} nơi chưa bắt đầu", counts.idle)
        link = f"{address}?buoc=chua-bat-dau#danh-sach"
        words = format_html(words, n=count_text(counts.idle))
        said.append(format_html('<a href="{}"><b>{}</b></a>;', link, words[:1].upper() + words[1:]))
    full = Rate(counts.steps[Step.COMPLETE], counts.whole)
    said.append(format_html(_("{rate} nơi sổ đã đủ."), rate=full.counts))
    return SafeString(" ".join(said))


def reminder(area: Area, rows: Sequence[Row], day: date) -> str:
    """Write who has not begun, by step, to be pasted into a group of the communes; "" where nobody is meant.

    Names of communes and numbers of them alone: it leaves the product.
    """
    idle = [row for row in rows if not row.step.has_begun]
    if not idle:
        return ""
    words = _("%(area)s: %(n)s/%(of)s xã, phường chưa có hộ nào trong sổ Tổ số, đến %(day)s.")
    lines = [
        words
        % {
            "area": area.full_name,
            "n": count_text(len(idle)),
            "of": count_text(len(rows)),
            "day": date_format(day, "d/m/Y"),
        }
    ]
    for step in Step:
        here = [row.commune.full_name for row in idle if row.step == step]
        if here:
            lines.append(f"- {str(step.label).capitalize()} ({len(here)}): {', '.join(here)}.")
    lines.append(_("Bước tiếp theo của xã ở mục “Bắt đầu”; cần giúp thì gọi người gửi tin này."))
    return "\n".join(lines)
