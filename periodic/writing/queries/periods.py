"""The periods that concern somebody, each with how their own unit's report stands and how many below have sent."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q

from areas.kinds import Level
from areas.models import Area
from periodic.models import Period, Report, State
from periodic.periods.queries import called, levels_asked, readable

_SENT = (State.SENT, State.APPROVED)


@dataclass(frozen=True)
class Line:
    """One period as a unit sees it."""

    period: Period
    name: str
    # Of its own report: "" where it reports nothing, the state "" where it was not opened.
    reports: bool
    report: Report | None
    # The number of the copy that counts, None before the first.
    copy: int | None
    # Of the units below: how many have sent, and how many of these wait for an answer.
    sent: int
    waiting: int

    @property
    def is_sent(self) -> bool:
        """Whether its own report was sent."""
        return self.report is not None and self.report.state in _SENT

    @property
    def state(self) -> str:
        """How its own report stands, in words."""
        return str(self.report.get_state_display()) if self.report else ""

    def days_left(self, today: date) -> int:
        """Return how many days are left until it is due; below 0 it is late."""
        return (self.period.due_on - today).days


def periods_of(user: Any) -> Any:
    """Return the periods that concern somebody, the latest first."""
    return readable(user).order_by("-ends_on", "-pk").prefetch_related("schedule__chosen")


def lines_of(area: Area, periods: Sequence[Period]) -> list[Line]:
    """Return how periods stand for a unit. Two queries, whatever there is of them."""
    keys = [one.pk for one in periods]
    own = Report.unscoped.filter(period__in=keys, area=area).annotate(copies=Count("submissions"))
    reports: dict[int, Any] = {one.period_id: one for one in own}
    below = Report.unscoped.arrived().filter(period__in=keys, area__path__within=area.path)
    counted = (
        below.exclude(area=area)
        .order_by()
        .values_list("period")
        .annotate(
            sent=Count("pk"),
            waiting=Count("pk", filter=Q(state=State.SENT)),
        )
    )
    found = {pk: numbers for pk, *numbers in counted}
    return [_line(area, one, reports.get(one.pk), found.get(one.pk, [0, 0])) for one in periods]


def _line(area: Area, period: Period, report: Any, below: Sequence[int]) -> Line:
    copy = report.copies or None if report else None
    return Line(period, called(period), reports_for(area, period), report, copy, *below)


def reports_for(area: Area, period: Period) -> bool:
    """Say whether a unit reports for a period: it asks and sums up, or it is asked."""
    schedule = period.schedule
    if schedule.area_id == area.pk:
        return area.level < Level.COMMUNE
    stood = area.opened_on <= period.ends_on and (
        area.closed_on is None or area.closed_on > period.ends_on
    )
    if not stood or not area.path.startswith(schedule.area.path):
        return False
    chosen = {one.pk for one in schedule.chosen.all()}
    return area.pk in chosen if chosen else area.level in levels_asked(schedule.area)
