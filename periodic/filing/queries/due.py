"""What somebody has to do about reports: to write and send, to put right, to let go up; and which communes are late."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from areas.dated import not_ended
from areas.kinds import Level
from areas.models import Area, AreaQuerySet
from periodic.models import SENT, Comment, Period, Report, Span, State, Submission
from periodic.periods.queries import (
    concerning,
    due_days,
    extended,
    is_asked,
    reopened,
    standing,
    units_asked,
)

WRITES = "periodic.add_report"
LATELY = timedelta(days=366)


@dataclass(frozen=True)
class Due:
    """A report of one's own unit that waits to be sent, and what was said at its figures and is not done."""

    period: Period
    report: Report | None
    # With what was granted to this unit.
    due_on: date
    comments: int = 0
    # A colleague sent it, and it waits for this person to let it go up.
    to_let_go: bool = False

    @property
    def is_back(self) -> bool:
        """Whether it came back."""
        return self.report is not None and self.report.state == State.RETURNED

    def days_left(self, day: date) -> int:
        """How many days there are until it is late; below 0 it is."""
        return (self.due_on - day).days


def due_of(area: Area, user: Any, day: date) -> list[Due]:
    """Return the reports of a unit that are to be sent or put right now, the first due on top.

    Of periods that may be sent, from their last day on, and may still change. Three queries, one more each where reports
    are approved inside the commune and where something is asked once, and one for each of them that was locked.
    """
    if not user.has_perm(WRITES):
        return []
    periods = list(_over(area, day))
    rows = Report.unscoped.filter(area=area, period__in=periods)
    open_ = Count("comments", filter=Q(comments__done_at=None))
    reports = {one.period_id: one for one in rows.annotate(open_comments=open_)}
    within, days = _to_let_go(area, user, periods), due_days(area, periods)
    found = list[Due]()
    for period in periods:
        due = _due(period, reports.get(period.pk), days[period.pk], within)
        if due and is_asked(period, area) and standing(period, area, day).may_change:
            found.append(due)
    return sorted(found, key=lambda one: (one.due_on, one.period.pk))


def _over(area: Area, day: date) -> QuerySet[Period]:
    """Return the periods of which something may be left to do: that may still change, and whose report has not come.

    What was locked is opened again for a reason; what is over a year old and never locked is nobody's task of the day.
    """
    for_it = Q(area=None) | Q(area=area)
    again = Exists(reopened(day).filter(for_it, period=OuterRef("pk")))
    open_now = again | Q(locked_at=None, ends_on__gt=day - LATELY)
    said = Comment.unscoped.filter(report=OuterRef("pk"), done_at=None)
    come = Report.unscoped.filter(area=area, period=OuterRef("pk"), state__in=SENT)
    left = ~Exists(come.exclude(Exists(said))) | Q(schedule__approved_within=True)
    rows = concerning(area).sendable(day).filter(open_now, left).select_related("schedule__area")
    return rows.prefetch_related("schedule__chosen").order_by("-ends_on")


def _due(period: Period, report: Any, due_on: date, within: set[int]) -> Due | None:
    """Return what is to be done about a report, or nothing once it has come."""
    if report is None:
        return Due(period, None, due_on)
    due = Due(period, report, due_on, report.open_comments, report.pk in within)
    has_come = report.state in SENT and not (due.comments or due.to_let_go)
    return None if has_come else due


def _to_let_go(area: Area, user: Any, periods: Iterable[Period]) -> set[int]:
    """Return the reports of a unit that a colleague of this person sent, and that wait inside it. One query, or none."""
    within = [one.pk for one in periods if one.schedule.approved_within]
    if not within or area.level != Level.COMMUNE or user.area_id != area.pk:
        return set()
    rows = Submission.unscoped.filter(report__area=area, report__period__in=within, decision="")
    rows = rows.filter(report__state=State.SENT, within_by=None).exclude(sent_by=user.pk)
    return set(rows.values_list("report", flat=True))


def late_communes(area: Area, day: date) -> dict[int, int]:
    """Return the communes of a unit whose report is late, with how many are: of each schedule the period due last.

    Besides of those that were locked and opened again those for which they were. Two queries, and two for each schedule;
    one more for what was opened again, and for what is asked once.
    """
    rows = Period.unscoped.asked_of(area) | Period.unscoped.inside(area.path or "-")
    again = Exists(reopened(day).filter(period=OuterRef("pk")))
    rows = rows.filter(Q(locked_at=None) | again, due_on__lt=day).select_related("schedule__area")
    periods = list(rows.prefetch_related("schedule__chosen").order_by("due_on", "pk"))
    last = {one.schedule_id: one for one in periods if one.locked_at is None}
    found = [*last.values(), *(one for one in periods if one.locked_at)]
    return dict(Counter(pk for period in found for pk in _late(period, area, day)))


def _late(period: Period, area: Area, day: date) -> Iterable[int]:
    # Nobody is called for one that has ended since.
    asked = _communes_asked(period, area).on(day)
    if period.locked_at:
        for_whom = set(reopened(day).filter(period=period).values_list("area", flat=True))
        asked = asked if None in for_whom else asked.filter(pk__in=for_whom)
    later = [pk for pk, until in extended(period).items() if until >= day]
    asked = asked.exclude(pk__in=later) if later else asked
    return asked.exclude(pk__in=_come(period)).values_list("pk", flat=True)


def newest_periods(area: Area, day: date) -> list[Period]:
    """Return of each schedule that asks something of a unit, again and again, the period that is over last. Two queries."""
    rows = Period.unscoped.asked_of(area) | Period.unscoped.inside(area.path or "-")
    rows = rows.filter(not_ended(day, "schedule__ended_on"), ends_on__lt=day)
    rows = rows.exclude(schedule__span=Span.FREE).select_related("schedule__area")
    rows = rows.prefetch_related("schedule__chosen").order_by("ends_on", "pk")
    last = {period.schedule_id: period for period in rows}
    return sorted(last.values(), key=lambda one: one.schedule_id)


def sent_by_communes(area: Area, period: Period) -> dict[int, bool]:
    """Return the communes of a unit that are asked for a period, each with whether its report has come. One query."""
    come = Exists(_come(period).filter(area=OuterRef("pk")))
    asked = _communes_asked(period, area).annotate(has_come=come).order_by()
    return dict(asked.values_list("pk", "has_come"))


def _communes_asked(period: Period, area: Area) -> AreaQuerySet:
    return units_asked(period).filter(path__within=area.path, level=Level.COMMUNE)


def _come(period: Period) -> Any:
    return Report.unscoped.arrived().filter(period=period).values("area")
