"""A report is sent: what it says is frozen, once and for all. A correction is another copy, with a reason."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext, gettext_noop

from accounts.inbox.actions import notify
from accounts.models import Notice
from areas.kinds import Level
from areas.models import Area
from audit.actions import record
from periodic.brief import kept
from periodic.content import Content
from periodic.drafts.queries.typed import Typed, typed_in
from periodic.filing.actions.holding import change, take
from periodic.filing.queries.receiving import deciders, sent_above
from periodic.filing.rules.checks import over
from periodic.filing.rules.judging import filled_of, unusual
from periodic.filing.rules.states import Act
from periodic.models import REPLACED, Report, State, Submission
from periodic.naming.queries import refuse_names
from periodic.periods.queries import in_time, reports_for
from rollup.counts import lock

# What a report says with all that was recorded up to a moment, and who sends it.
type Write = Callable[[Report, datetime, Any], Content]
# Why there is a second copy, where the first came back and nothing else was said.
AS_ASKED = gettext_noop("Sửa theo ý kiến của nơi nhận")


class NotOver(ValueError):
    """The period is not over yet: what is still to come would be missing for good."""


class NotAsked(ValueError):
    """The unit reports for that period no more: it was closed before its last day."""


class Over(ValueError):
    """Typed numbers are over their checks by now, as the register became less: of each column, why."""

    def __init__(self, why: Mapping[str, str]) -> None:
        super().__init__(", ".join(why))
        self.why = why


class Elsewhere(ValueError):
    """Another copy than the one that was looked at is the newest: it was replaced from elsewhere meanwhile."""


class NoReason(ValueError):
    """A copy that replaces another needs a reason."""


@transaction.atomic
def send(*, by: Any, report: Report, write: Write, reason: str = "") -> Submission:
    """Freeze what a report says, and send it to the level above; of one that was returned, again.

    What is recorded after that moment is not in it: every action of the commune waits for the row that this holds.
    Whether it is in time is told by when it was pressed, not by how long it waited. Raises NotOver, NotNow,
    PeriodLocked, NotAsked, Named, Over.
    """
    return _send(by, report, write, Act.SEND, reason)


@transaction.atomic
def correct(
    *, by: Any, report: Report, write: Write, reason: str, number: int | None = None
) -> Submission:
    """Replace what was sent by another copy, with a reason; both stay. It is decided on anew.

    `number` is that of the copy that was looked at; the same press twice replaces it once. Where the level above has sent
    its own report meanwhile, those who decide there are told: theirs stays as it was sent until they correct it. Raises
    NoReason, Elsewhere, NotOver, NotNow, PeriodLocked, Named, Over.
    """
    if not reason:
        raise NoReason
    return _send(by, report, write, Act.CORRECT, reason, number)


def _send(
    by: Any, report: Report, write: Write, act: Act, reason: str, number: int | None = None
) -> Submission:
    pressed = timezone.now()
    if not report.period.is_sendable(timezone.localdate(pressed)):
        raise NotOver
    if not reports_for(report.period, report.area):
        raise NotAsked
    # What is written meanwhile is compared by whoever writes it.
    report.refresh_from_db(fields=["texts"])
    typed = typed_in(report)
    refuse_names(report.area, {**_words(typed), **report.texts, "reason": reason})
    # A unit that has ended since still reports of the period in which it was there.
    lock(_communes(report.area), even_ended=True)
    report, state = take(report, act)
    if number and (copy := report.submissions.first()) and copy.number != number:
        return _replaced_so(copy, by, number, reason)
    moment = timezone.now()
    content = write(report, moment, by)
    if why := over(content, typed):
        raise Over(why)
    copy = _frozen(by, report, content, moment, reason)
    copy.on_time = in_time(report.period, report.area, pressed)
    copy.save()
    change(report, state)
    _say(by, report, copy)
    return copy


def _replaced_so(copy: Submission, by: Any, number: int, reason: str) -> Submission:
    """Return the copy by which the same person, for the same reason, replaced this one: a press that came twice."""
    if (copy.number, copy.sent_by_id, copy.reason) != (number + 1, by.pk, reason):
        raise Elsewhere
    return copy


def _words(typed: Typed) -> dict[str, str]:
    """Return the words that were typed into cells, by column: a name may have come into the register since."""
    found = dict[str, str]()
    for cells in typed.values():
        for key, value in cells.items():
            found[key] = f"{found.get(key, '')} | {value.text} | {value.evidence}"
    return found


def _frozen(by: Any, report: Report, content: Content, moment: datetime, reason: str) -> Submission:
    """Freeze what a report says now, as the next copy after the one there is."""
    before = report.submissions.first()
    if before and not before.decision:
        _replace(by, before, moment)
    return Submission(
        report=report,
        number=before.number + 1 if before else 1,
        **kept(content.as_data()),
        reason=(reason or gettext(AS_ASKED)) if before else "",
        sent_by=by,
        sent_at=moment,
        **judged(content),
    )


def _communes(area: Area) -> list[Area]:
    """Return the communes whose saves must wait: the unit itself, or all below it."""
    if area.level == Level.COMMUNE:
        return [area]
    return list(Area.unscoped.within(area).communes().filter(closed_on=None))


def _replace(by: Any, copy: Submission, moment: datetime) -> None:
    copy.decision, copy.decided_by, copy.decided_at = REPLACED, by, moment
    copy.save(update_fields=["decision", "decided_by", "decided_at"])


def _say(by: Any, report: Report, copy: Submission) -> None:
    changes = {
        "state": [None, State.SENT],
        "number": [None, copy.number],
        "on_time": [None, copy.on_time],
    }
    if copy.number == 1:
        record(by, gettext_noop("Gửi báo cáo"), report, changes)
        return
    record(
        by,
        gettext_noop("Gửi bản thay thế của báo cáo"),
        report,
        changes | {"reason": [None, copy.reason]},
    )
    if sent_above(report):
        people = [one.pk for one in deciders(report)]
        notify(to=people, kind=Notice.Kind.REPORT_NEW, ref=str(report.uuid), by=by)


def judged(content: Content) -> dict[str, int]:
    """Return what a copy says of itself in numbers: how much is filled in, how much wants to be looked at."""
    filled, indicators = filled_of(content)
    return {"filled": filled, "indicators": indicators, "unusual": len(unusual(content))}
