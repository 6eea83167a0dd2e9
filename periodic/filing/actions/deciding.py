"""What was sent is let go up, approved or returned by somebody else than who sent it."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_noop

from accounts.inbox.actions import notify
from accounts.models import Notice
from audit.actions import locked, record
from periodic.filing.actions.commenting import NotYours, Said, changes_of, write_comments
from periodic.filing.actions.holding import change, take
from periodic.filing.actions.sending import NoReason
from periodic.filing.queries.receiving import may_decide, may_let_go
from periodic.filing.rules.states import Act, NotNow
from periodic.models import Report, State, Submission
from periodic.naming.queries import refuse_names


class Replaced(ValueError):
    """There is a newer copy than the one that was looked at."""


@transaction.atomic
def let_go(*, by: Any, report: Report, number: int) -> Submission:
    """Let a copy go up, where reports of communes are approved inside the commune first. Raises NotYours and others."""
    report, copy, state = _take(report, number, Act.LET_GO)
    if not may_let_go(by, report, copy):
        raise NotYours
    copy.within_by, copy.within_at = by, timezone.now()
    copy.save(update_fields=["within_by", "within_at"])
    change(report, state)
    record(by, gettext_noop("Duyệt báo cáo trong xã"), report, {"number": [None, number]})
    return copy


@transaction.atomic
def approve(*, by: Any, report: Report, number: int) -> Submission:
    """Approve the copy with this number. Raises NotNow, NotYours, Replaced, PeriodLocked."""
    report, copy, state = _take(report, number, Act.APPROVE)
    if not may_decide(by, report, copy):
        raise NotYours
    _decide(by, report, copy, state)
    record(by, gettext_noop("Duyệt báo cáo"), report, _changes(number, state))
    _tell(by, report, copy, Notice.Kind.REPORT_OK)
    return copy


@transaction.atomic
def approve_many(*, by: Any, seen: Mapping[Report, int]) -> tuple[int, list[Report]]:
    """Approve many reports at once, each in the copy that was seen; return how many, and those that were not.

    One that somebody replaced, returned or locked meanwhile does not keep the others back.
    """
    done, left = 0, list[Report]()
    for report in sorted(seen, key=lambda one: one.pk):
        try:
            with transaction.atomic():
                approve(by=by, report=report, number=seen[report])
        except ValueError:
            left.append(report)
        else:
            done += 1
    return done, left


@transaction.atomic
def send_back(
    *, by: Any, report: Report, number: int, why: str, remarks: Sequence[Said] = ()
) -> Submission:
    """Return the copy with this number, and why, with what is said at single figures: tasks of whoever sent it.

    Raises NoReason, Named, NotNow, NotYours, Replaced, PeriodLocked.
    """
    if not why:
        raise NoReason
    refuse_names(report.area, {"why": why})
    report, copy, state = _take(report, number, Act.RETURN)
    if not (may_decide(by, report, copy) or may_let_go(by, report, copy)):
        raise NotYours
    _decide(by, report, copy, state, why)
    write_comments(by, report, remarks)
    record(
        by,
        gettext_noop("Trả lại báo cáo"),
        report,
        _changes(number, state) | {"reason": [None, why]} | changes_of(remarks),
    )
    _tell(by, report, copy, Notice.Kind.REPORT_BACK)
    return copy


def _take(report: Report, number: int, act: Act) -> tuple[Report, Submission, State]:
    """Lock a report and its newest copy, which must be the one that was looked at."""
    report, state = take(report, act)
    copy = report.submissions.first()
    if copy is None or copy.decision:
        raise NotNow
    if copy.number != number:
        raise Replaced
    return report, locked(copy), state


def _decide(by: Any, report: Report, copy: Submission, state: State, why: str = "") -> None:
    copy.decision, copy.decided_by, copy.decided_at = state, by, timezone.now()
    copy.decided_why = why
    copy.save(update_fields=["decision", "decided_by", "decided_at", "decided_why"])
    change(report, state)


def _changes(number: int, state: State) -> dict[str, list[Any]]:
    return {"state": [State.SENT, state], "number": [None, number]}


def _tell(by: Any, report: Report, copy: Submission, kind: str) -> None:
    """Tell who sent it, and who opened it, what became of it."""
    people = {copy.sent_by_id, report.opened_by_id} - {by.pk}
    notify(to=people, kind=kind, ref=str(report.uuid), by=by, from_above=True)
