"""What waits for a decision is work of the day."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import Count, Min
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _, ngettext

from areas.models import Area
from offline.pending.queries.waiting import DECIDE, conflicts, waiting
from reports.today.queries.tasks import Task


def tasks_of_sent(area: Area, user: Any, _day: date) -> Iterator[Task]:
    """Ask for a decision on what was entered without a network and waits in a commune. Two queries."""
    if not area.is_commune or not user.has_perm(DECIDE):
        return
    homes = Count("resident__household", distinct=True)
    told = (
        waiting(user).order_by().aggregate(n=Count("pk"), first=Min("received_at")),
        conflicts(user).order_by().aggregate(n=homes, first=Min("opened_at")),
    )
    n = sum(one["n"] for one in told)
    if not n:
        return
    first = timezone.localdate(min(one["first"] for one in told if one["n"]))
    detail = _("Máy không tự quyết được; lâu nhất từ %(day)s") % {"day": date_format(first)}
    unit = ngettext("mục", "mục", n)
    yield Task(
        n, unit, _("Xử lý mục nhập khi không có mạng"), detail, reverse("offline:pending"), n
    )
