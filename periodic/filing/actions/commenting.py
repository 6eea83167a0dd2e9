"""What the level above says at a figure: a task of the unit until it is done."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_noop

from accounts.inbox.actions import notify
from accounts.models import Notice
from audit.actions import locked, record
from periodic.filing.actions.holding import change, hold, take
from periodic.filing.queries.receiving import may_comment
from periodic.filing.rules.states import Act
from periodic.models import Comment, Report
from periodic.naming.queries import refuse_names


class NotYours(ValueError):
    """It is not for this person to decide or to comment: who sent it never does, nor who stands elsewhere."""


class Said(NamedTuple):
    """What is said at a figure: of which column and row, by the key of its unit; neither is the whole report."""

    text: str
    column: str = ""
    row: int | None = None


class SaysNothing(ValueError):
    """Nothing is said at any figure."""


@transaction.atomic
def comment(*, by: Any, report: Report, remarks: Sequence[Said]) -> list[Comment]:
    """Say something at figures of what was sent; who sent it is told once, however often the form is sent.

    Raises SaysNothing, NotNow, NotYours, PeriodLocked, Named, which says at which of the remarks.
    """
    if not remarks:
        raise SaysNothing
    report, state = take(report, Act.COMMENT)
    copy = report.submissions.first()
    if copy is None or not may_comment(by, report, copy):
        raise NotYours
    remarks = _not_said(by, report, remarks)
    if not remarks:
        return []
    rows = write_comments(by, report, remarks)
    change(report, state)
    record(by, gettext_noop("Ghi ý kiến ở báo cáo"), report, changes_of(remarks))
    people = {copy.sent_by_id, report.opened_by_id} - {by.pk}
    kind = Notice.Kind.REPORT_SAID
    notify(to=people, kind=kind, ref=str(report.uuid), by=by, from_above=True)
    return rows


def _not_said(by: Any, report: Report, remarks: Sequence[Said]) -> list[Said]:
    """Leave out what this person has said word for word at a figure where it is not done yet."""
    waiting = report.comments.filter(by=by, done_at=None)
    there = {Said(*one) for one in waiting.values_list("text", "column", "area_id")}
    return [one for one in remarks if one not in there]


def write_comments(by: Any, report: Report, remarks: Sequence[Said]) -> list[Comment]:
    """Write what is said, of a report that is locked. Raises Named, with the numbers of the remarks."""
    refuse_names(report.area, {str(n): one.text for n, one in enumerate(remarks, 1)})
    return Comment.unscoped.bulk_create(
        Comment(report=report, column=one.column, area_id=one.row, text=one.text, by=by)
        for one in remarks
    )


def changes_of(remarks: Sequence[Said]) -> dict[str, list[Any]]:
    """Return what the journal keeps of remarks: at which figures, and how many."""
    columns = ", ".join(dict.fromkeys(one.column for one in remarks if one.column))
    return {"column": [None, columns], "comments": [None, len(remarks)]} if remarks else {}


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
