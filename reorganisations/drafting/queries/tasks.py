"""Decisions on units in the day's work: those that wait for one's approval, those that were given back."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _, ngettext

from areas.models import Area
from reorganisations.drafting.queries.listing import WAITING, to_go_on, waiting_for
from reorganisations.models import Reorganisation
from reports.today.queries.reports import SECOND
from reports.today.queries.tasks import Task


def tasks_of_decisions(_area: Area, user: Any, day: date) -> Iterator[Task]:
    """Yield what waits for this person's approval, drafts whose day has come or that came back, what could not be carried out.

    One query, or two.
    """
    if keys := list(waiting_for(user).order_by("pk").values_list("uuid", flat=True)):
        n, url = len(keys), f"{reverse('reorganisations:list')}?loc={WAITING}"
        if n == 1:
            url = reverse("reorganisations:detail", args=keys)
        words = ngettext(
            "%(n)s quyết định sắp xếp chờ duyệt", "%(n)s quyết định sắp xếp chờ duyệt", n
        )
        unit = ngettext("quyết định", "quyết định", n)
        yield Task(n, unit, words % {"n": n}, _("Xem trước và sau rồi duyệt"), url, SECOND)
    if not user.has_perm("reorganisations.add_reorganisation"):
        return
    rows = list(to_go_on(user, day).order_by("pk"))
    if late := [one for one in rows if one.is_draft and not one.returned_why]:
        yield _late(late)
    for one in [one for one in rows if one not in late]:
        url = reverse("reorganisations:detail", args=[one.uuid])
        yield Task(1, _("quyết định"), *_title_and_detail(one), url, SECOND)


def _late(drafts: list[Reorganisation]) -> Task:
    """Say how many drafts there are whose day has come: of a divided commune the units below wait to be given."""
    n, url = len(drafts), reverse("reorganisations:list")
    if n == 1:
        url = reverse("reorganisations:detail", args=[drafts[0].uuid])
    words = ngettext(
        "%(n)s quyết định sắp xếp soạn dở đã đến ngày hiệu lực",
        "%(n)s quyết định sắp xếp soạn dở đã đến ngày hiệu lực",
        n,
    )
    unit = ngettext("quyết định", "quyết định", n)
    return Task(n, unit, words % {"n": n}, _("Xếp từng thôn về nơi mới rồi trình"), url, SECOND)


def _title_and_detail(one: Reorganisation) -> tuple[str, str]:
    if one.is_draft:
        detail = _("Lý do: %(why)s") % {"why": one.returned_why}
        return _("Sửa quyết định sắp xếp bị trả lại"), detail
    day = date_format(one.effective_on) if one.effective_on else ""
    words = _("%(number)s hiệu lực từ %(day)s; mở để xem vì sao") % {"number": one, "day": day}
    return _("Quyết định sắp xếp chưa thực hiện được"), words
