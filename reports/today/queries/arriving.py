"""Households that other communes offer: to answer is work of the day."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from areas.models import Area
from households.transfer.queries import TRANSFER, coming
from reports.today.queries.tasks import Task, households


def tasks_of_arriving(area: Area, user: Any, _day: date) -> Iterator[Task]:
    """Ask for an answer to each household that another commune offers to this one. One query."""
    if not area.is_commune or not user.has_perm(TRANSFER):
        return
    found = list(coming(user, area).order_by("moved_on").values_list("uuid", "moved_on"))
    if not found:
        return
    n, first = len(found), found[0][1]
    page = reverse("households:transfers", args=[area.pk])
    if n == 1:
        page = reverse("households:transfer", args=[found[0][0]])
    detail = _("Xã khác đề nghị, chuyển từ %(day)s; chưa nhận thì vẫn tính ở xã cũ")
    detail %= {"day": date_format(first)}
    yield Task(n, households(n), _("Nhận hộ chuyển đến"), detail, page, n)
