"""Meetings as workbooks."""

from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext, gettext_lazy as _

from reports.dashboard.exports.workbook import pages_of, top_of, written
from reports.meetings.queries.frozen import Frozen
from reports.models import Meeting
from reports.units.queries.child_units import Below
from web.exports import Column

MEETINGS = (
    Column[Meeting](_("Phiên họp"), lambda one: one.name, 18),
    Column[Meeting](_("Chốt lúc"), lambda one: one.frozen_at, 18),
    Column[Meeting](_("Người chốt"), lambda one: str(one.frozen_by or ""), 28),
    Column[Meeting](_("Mã kiểm tra"), lambda one: one.code, 18),
)


def of_meeting(by: Any, meeting: Meeting, frozen: Frozen) -> bytes:
    """Return a workbook of figures as they were frozen."""
    at = date_format(timezone.localtime(meeting.frozen_at), "d/m/Y H:i")
    words = {"name": meeting.name, "at": at, "code": meeting.code}
    stamp = gettext("%(name)s, chốt lúc %(at)s, mã kiểm tra %(code)s") % words
    foot = Below(frozen.children, frozen.rest, frozen.figures, [], few=frozen.few).sums()
    pages = pages_of(frozen.figures, frozen.standings, frozen.children, foot)
    title = gettext("Số liệu tổ công nghệ số, %(name)s") % {"name": frozen.name}
    return written(top_of(by, title, [stamp], is_official=True), pages)
