"""What residents have asked about their data and is due soon: a task with a day of the law, so it stands first."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _, ngettext

from areas.models import Area
from privacy.models import SubjectRequest
from privacy.requests.queries.lists import PRESSING
from reports.today.queries.tasks import Task

# More than any place has households: what the law sets a day for comes before all else.
FIRST = 10**9


def tasks_of_requests(area: Area, user: Any, day: date) -> Iterator[Task]:
    """Yield the requests about personal data that nobody acknowledged, or that are due soon or overdue. One query."""
    if not user.has_perm("privacy.add_subjectrequest"):
        return
    rows = SubjectRequest.objects.visible_to(user).inside(area.path or "-").pressing(day)
    due = list(rows.order_by("due_on").values_list("uuid", "due_on"))
    if not due:
        return
    n, page = len(due), f"{reverse('privacy:requests')}?loc={PRESSING}"
    if n == 1:
        page = reverse("privacy:request", args=[due[0][0]])
    unit, title = ngettext("yêu cầu", "yêu cầu", n), _("Trả lời yêu cầu về dữ liệu cá nhân")
    yield Task(n, unit, title, _until(due[0][1], sum(end < day for _key, end in due)), page, FIRST)


def _until(first: date, late: int) -> str:
    """Say how many are overdue, or until when the first is due."""
    if late:
        return _("%(n)s quá hạn") % {"n": late}
    return _("Hạn gần nhất %(day)s") % {"day": date_format(first)}
