"""What the level above says at a figure: a task of the unit until it is done."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_noop

from accounts.inbox.actions import notify
from accounts.models import Notice
from areas.models import Area
from audit.actions import locked, record
from periodic.filing.actions.holding import change, hold, take
from periodic.filing.queries.receiving import may_comment
from periodic.filing.rules.states import Act
from periodic.models import Comment, Report
from periodic.naming.queries import refuse_names


class NotYours(ValueError):
    """It is not for this person to decide or to comment: who sent it never does, nor who stands elsewhere."""


class Said(NamedTuple):
    """What is said at a figure: of which column and row; neither is the whole report."""

    text: str
    column: str = ""
    area: Area | None = None


@transaction.atomic
def comment(*, by: Any, report: Report, said: Said) -> Comment:
    """Say something at a figure of what was sent; who sent it is told. Raises NotNow, NotYours, PeriodLocked, Named."""
    report, state = take(report, Act.COMMENT)
    copy = report.submissions.first()
    if copy is None or not may_comment(by, report, copy):
        raise NotYours
    (row,) = write_comments(by, report, [said])
    change(report, state)
    record(by, gettext_noop("Ghi ý kiến ở báo cáo"), report, {"column": [None, said.column]})
    people = {copy.sent_by_id, report.opened_by_id} - {by.pk}
    kind = Notice.Kind.REPORT_SAID
    notify(to=people, kind=kind, ref=str(report.uuid), by=by, from_above=True)
    return row


def write_comments(by: Any, report: Report, comments: Iterable[Said]) -> list[Comment]:
    """Write what is said, of a report that is locked. Raises Named."""
    rows = list[Comment]()
    for said in comments:
        refuse_names(report.area, {"text": said.text})
        row = Comment(report=report, column=said.column, area=said.area, text=said.text, by=by)
        row.save()
        rows.append(row)
    return rows


@transaction.atomic
def done(*, by: Any, comment: Comment) -> Comment:
    """Say that what was said at a figure is done. Twice is once. Raises PeriodLocked."""
    comment = locked(comment, "report__period", "report__area")
    if comment.done_at:
        return comment
    hold(comment.report.period, comment.report.area)
    comment.done_by, comment.done_at = by, timezone.now()
    comment.save(update_fields=["done_by", "done_at"])
    changes = {"column": [None, comment.column]}
    record(by, gettext_noop("Làm xong ý kiến ở báo cáo"), comment.report, changes)
    return comment
