"""For how long everything is kept, on one page."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _, ngettext
from django.views.decorators.http import require_safe

from operations.daily.rules import TASKS
from operations.retention.queries import Line, table
from web.scope import territory


@territory("operations.view_clearing")
@require_safe
def retention(request: HttpRequest) -> HttpResponse:
    """Show each kind of data: for how long, why, who clears it, when it was cleared last."""
    context = {"lines": [(line, who(line), last(line)) for line in table()]}
    return render(request, "operations/retention/retention.html", context)


def who(line: Line) -> Any:
    """Say who clears a kind."""
    if line.kind.task in TASKS and not is_off(line):
        return _("Tự động, mỗi ngày")
    return line.kind.by or _("Không dọn")


def is_off(line: Line) -> bool:
    """Say whether the setting of a kind says that it is not cleared by itself."""
    return bool(line.kind.setting) and not getattr(settings, line.kind.setting)


def last(line: Line) -> str:
    """Say when a kind was cleared last, and how many rows went; "" where nothing clears it."""
    if line.done_at is None:
        return _("chưa lần nào") if line.kind.task in TASKS and not is_off(line) else ""
    number = {
        "n": number_format(line.number),
        "total": number_format(line.total),
        "day": date_format(timezone.localtime(line.done_at), "d/m/Y H:i"),
    }
    words = ngettext(
        "%(day)s: %(n)s dòng, từ trước tới nay %(total)s",
        "%(day)s: %(n)s dòng, từ trước tới nay %(total)s",
        line.number,
    )
    return words % number
