"""The reports of a period that a unit has to send, put right or let go up: tasks with a day, so they stand near the top."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _, ngettext

from areas.models import Area
from periodic.filing.queries.due import Due, due_of
from periodic.filing.queries.waiting import waiting_counts
from periodic.periods.queries import called
from reports.today.queries.requests import FIRST
from reports.today.queries.tasks import Task, further_tasks

# Below what the law sets a day for.
SECOND = FIRST - 1


def tasks_of_reports(area: Area, user: Any, day: date) -> Iterator[Task]:
    """Yield each report that is to be sent, was returned, has comments that are not done, or waits for a colleague."""
    for due in due_of(area, user, day):
        yield Task(1, _("báo cáo"), _title(due), _detail(due, day), _address(due, area), SECOND)


def _title(due: Due) -> str:
    said = {"title": due.period.schedule.title, "period": called(due.period)}
    if due.is_back:
        return _("Sửa và gửi lại %(title)s, %(period)s") % said
    if due.to_let_go:
        return _("Duyệt trong xã %(title)s, %(period)s") % said
    if due.comments:
        return _("Xem ý kiến ở %(title)s, %(period)s") % said
    return _("Gửi %(title)s, %(period)s") % said


def _detail(due: Due, day: date) -> str:
    left = due.days_left(day)
    said = {"day": date_format(due.due_on), "n": abs(left)}
    if due.to_let_go:
        return _("Đồng nghiệp đã gửi, chờ một người nữa duyệt để lên cấp trên")
    if due.comments:
        words = ngettext("%(n)s ý kiến chưa làm", "%(n)s ý kiến chưa làm", due.comments)
        return words % {"n": due.comments}
    if left == 0:
        return _("Hạn hôm nay, %(day)s") % said
    if left < 0:
        words = ngettext(
            "Quá hạn %(n)s ngày, hạn %(day)s", "Quá hạn %(n)s ngày, hạn %(day)s", -left
        )
        return words % said
    return ngettext("Hạn %(day)s, còn %(n)s ngày", "Hạn %(day)s, còn %(n)s ngày", left) % said


def _address(due: Due, area: Area) -> str:
    if due.report and (due.is_back or due.comments or due.to_let_go):
        return reverse("periodic:of_report", args=[due.report.uuid])
    return reverse("periodic:report", args=[due.period.uuid, area.address])


def news_of_reports(user: Any) -> Iterator[SafeString]:
    """Say to whoever has no page of today's work which reports wait for them, each with the way to it."""
    if n := waiting_counts(user).total():
        words = ngettext("%(n)s báo cáo chờ duyệt", "%(n)s báo cáo chờ duyệt", n)
        yield _linked(reverse("periodic:waiting"), words % {"n": n})
    tasks = list(tasks_of_reports(user.area, user, timezone.localdate()))
    if len(tasks) == 1:
        yield _linked(tasks[0].url, tasks[0].title, tasks[0].detail)
    elif tasks:
        words = ngettext("%(n)s báo cáo của đơn vị", "%(n)s báo cáo của đơn vị", len(tasks))
        yield _linked(reverse("periodic:periods"), words % {"n": len(tasks)}, tasks[0].detail)


def news_of_more(user: Any) -> Iterator[SafeString]:
    """Say to whoever has no page of today's work what else waits for them, each with the way to it."""
    for task in further_tasks(user.area, user, timezone.localdate()):
        yield _linked(task.url, task.title, task.detail)


def _linked(address: str, words: str, detail: str = "") -> SafeString:
    link = format_html('<a href="{}">{}</a>', address, words)
    return format_html("{}: {}.", link, detail) if detail else format_html("{}.", link)
