"""What somebody has to do about reports: to write and send, to put right, to decide on; and which communes are late."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q
from django.utils import timezone

from areas.kinds import Level
from areas.models import Area
from periodic.filing.queries.receiving import DECIDES, decided_by
from periodic.models import SENT, Period, Report, State, Submission
from periodic.periods.queries import (
    changeable,
    concerning,
    due_days,
    extended,
    is_asked,
    reopened,
    standing,
    units_asked,
)

WRITES = "periodic.add_report"


@dataclass(frozen=True)
class Due:
    """A report of one's own unit that waits to be sent, and what was said at its figures and is not done."""

    period: Period
    report: Report | None
    # With what was granted to this unit.
    due_on: date
    comments: int = 0

    @property
    def is_back(self) -> bool:
        """Whether it came back."""
        return self.report is not None and self.report.state == State.RETURNED

    def days_left(self, day: date) -> int:
        """How many days there are until it is late; below 0 it is."""
        return (self.due_on - day).days


def due_of(area: Area, user: Any, day: date) -> list[Due]:
    """Return the reports of a unit that are to be sent or put right now, the first due on top.

    Of periods that may be sent, from their last day on, and may still change. Three queries, and one for each of
    them that was locked; one more where something is asked once.
    """
    if not user.has_perm(WRITES):
        return []
    over = concerning(area).sendable(day).select_related("schedule__area")
    over = over.prefetch_related("schedule__chosen")
    # What was locked is opened again for a reason; what is years old and never locked is nobody's task of the day.
    periods = list(over.order_by("-ends_on")[:12])
    rows = Report.unscoped.filter(area=area, period__in=periods)
    open_ = Count("comments", filter=Q(comments__done_at=None))
    reports = {one.period_id: one for one in rows.annotate(open_comments=open_)}
    days = due_days(area, periods)
    found = list[Due]()
    for period in periods:
        report = reports.get(period.pk)
        said = report.open_comments if report else 0  # type: ignore[attr-defined]  # annotated above
        if (report and report.state in SENT and not said) or not is_asked(period, area):
            continue
        if standing(period, area, day).may_change:
            found.append(Due(period, report, days[period.pk], said))
    return sorted(found, key=lambda one: (one.due_on, one.period.pk))


def waiting_for(user: Any) -> int:
    """Return how many reports wait for somebody's decision. Two queries, or none."""
    area = getattr(user, "area", None)
    if area is None or not user.has_perm(DECIDES):
        return 0
    rows = Submission.unscoped.filter(report__state=State.SENT, decision="")
    rows = rows.filter(changeable(timezone.localdate(), "report"))
    rows = rows.filter(report__area__path__within=area.path)
    rows = rows.select_related("report__area", "report__period__schedule").defer("content")
    return len(decided_by(user, rows))


def late_communes(area: Area, day: date) -> dict[int, int]:
    """Return the communes of a unit whose report is late, with how many are: of each schedule the period due last.

    Besides of those that were locked and opened again those for which they were. One query, and two for each schedule,
    three for what was opened again.
    """
    rows = Period.unscoped.asked_of(area) | Period.unscoped.inside(area.path or "-")
    again = Exists(reopened(day).filter(period=OuterRef("pk")))
    rows = rows.filter(Q(locked_at=None) | again, due_on__lt=day).select_related("schedule__area")
    periods = list(rows.prefetch_related("schedule__chosen").order_by("due_on", "pk"))
    last = {one.schedule_id: one for one in periods if one.locked_at is None}
    found = [*last.values(), *(one for one in periods if one.locked_at)]
    return dict(Counter(pk for period in found for pk in _late(period, area, day)))


def _late(period: Period, area: Area, day: date) -> Iterable[int]:
    asked = units_asked(period).filter(path__within=area.path, level=Level.COMMUNE)
    if period.locked_at:
        for_whom = set(reopened(day).filter(period=period).values_list("area", flat=True))
        asked = asked if None in for_whom else asked.filter(pk__in=for_whom)
    later = [pk for pk, until in extended(period).items() if until >= day]
    asked = asked.exclude(pk__in=later) if later else asked
    come = Report.unscoped.arrived().filter(period=period).values("area")
    return asked.exclude(pk__in=come).values_list("pk", flat=True)
