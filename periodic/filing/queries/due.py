"""What somebody has to do about reports: to write and send, to put right, to decide on; and which communes are late."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q

from areas.kinds import Level
from areas.models import Area
from periodic.filing.queries.board import ARRIVED
from periodic.filing.queries.receiving import DECIDES, decided_by
from periodic.models import Period, Report, State, Submission
from periodic.periods.queries import concerning, is_asked, standing, units_asked

WRITES = "periodic.add_report"


@dataclass(frozen=True)
class Due:
    """A report of one's own unit that waits to be sent, and what was said at its figures and is not done."""

    period: Period
    report: Report | None
    comments: int = 0

    @property
    def is_back(self) -> bool:
        """Whether it came back."""
        return self.report is not None and self.report.state == State.RETURNED

    def days_left(self, day: date) -> int:
        """How many days there are until it is late; below 0 it is."""
        return (self.period.due_on - day).days


def due_of(area: Area, user: Any, day: date) -> list[Due]:
    """Return the reports of a unit that are to be sent or put right now, the first due on top.

    Of periods that are over and may still change. Two queries, and two for each such period.
    """
    if not user.has_perm(WRITES):
        return []
    over = concerning(area).filter(ends_on__lt=day).select_related("schedule__area")
    # What was locked is opened again for a reason; what is years old and never locked is nobody's task of the day.
    periods = list(over.order_by("-ends_on")[:12])
    rows = Report.unscoped.filter(area=area, period__in=periods)
    open_ = Count("comments", filter=Q(comments__done_at=None))
    reports = {one.period_id: one for one in rows.annotate(open_comments=open_)}
    found = list[Due]()
    for period in periods:
        report = reports.get(period.pk)
        said = report.open_comments if report else 0  # type: ignore[attr-defined]  # annotated above
        if (report and report.state in ARRIVED and not said) or not is_asked(period, area):
            continue
        if standing(period, area, day).may_change:
            found.append(Due(period, report, said))
    return sorted(found, key=lambda one: (one.period.due_on, one.period.pk))


def waiting_for(user: Any) -> int:
    """Return how many reports wait for somebody's decision. Two queries, or none."""
    area = getattr(user, "area", None)
    if area is None or not user.has_perm(DECIDES):
        return 0
    rows = Submission.unscoped.filter(report__state=State.SENT, decision="")
    rows = rows.filter(report__area__path__within=area.path, report__period__locked_at=None)
    rows = rows.select_related("report__area", "report__period__schedule").defer("content")
    return len(decided_by(user, rows))


def late_communes(area: Area, day: date) -> dict[int, int]:
    """Return the communes of a unit whose report is late, with how many are: of each schedule the period due last.

    One query, and two for each schedule.
    """
    rows = Period.unscoped.asked_of(area) | Period.unscoped.inside(area.path or "-")
    rows = rows.filter(due_on__lt=day, locked_at=None).select_related("schedule__area")
    last = {period.schedule_id: period for period in rows.order_by("due_on", "pk")}
    return dict(Counter(pk for period in last.values() for pk in _late(period, area)))


def _late(period: Period, area: Area) -> Iterable[int]:
    asked = units_asked(period).filter(path__within=area.path, level=Level.COMMUNE)
    come = Report.unscoped.arrived().filter(period=period).values("area")
    return asked.exclude(pk__in=come).values_list("pk", flat=True)
