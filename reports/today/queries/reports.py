"""The reports of a period that a unit has to send, or to put right: tasks with a day, so they stand near the top."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _, ngettext

from areas.models import Area
from periodic.filing.queries.due import Due, due_of
from periodic.periods.queries import called
from reports.today.queries.requests import FIRST
from reports.today.queries.tasks import Task

# Below what the law sets a day for.
SECOND = FIRST - 1


def tasks_of_reports(area: Area, user: Any, day: date) -> Iterator[Task]:
    """Yield each report that is to be sent, was returned, or has comments that are not done."""
    for due in due_of(area, user, day):
        yield Task(1, _("báo cáo"), _title(due), _detail(due, day), _address(due, area), SECOND)


def _title(due: Due) -> str:
    said = {"title": due.period.schedule.title, "period": called(due.period)}
    if due.is_back:
        return _("Sửa và gửi lại %(title)s, %(period)s") % said
    if due.comments:
        return _("Xem ý kiến ở %(title)s, %(period)s") % said
    return _("Gửi %(title)s, %(period)s") % said


def _detail(due: Due, day: date) -> str:
    left = due.days_left(day)
    said = {"day": date_format(due.due_on), "n": abs(left)}
    if due.comments:
        words = ngettext("%(n)s ý kiến chưa làm", "%(n)s ý kiến chưa làm", due.comments)
        return words % {"n": due.comments}
    if left < 0:
        words = ngettext(
            "Quá hạn %(n)s ngày, hạn %(day)s", "Quá hạn %(n)s ngày, hạn %(day)s", -left
        )
        return words % said
    return ngettext("Hạn %(day)s, còn %(n)s ngày", "Hạn %(day)s, còn %(n)s ngày", left) % said


def _address(due: Due, area: Area) -> str:
    if due.report and (due.is_back or due.comments):
        return reverse("periodic:of_report", args=[due.report.uuid])
    return reverse("periodic:report", args=[due.period.uuid, area.address])
