"""The periods that concern somebody, each with how their own unit's report stands and how many below have sent."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count

from areas.models import Area
from periodic.models import SENT, Period, Report, Span
from periodic.periods.queries import called, due_days, is_asked, readable


@dataclass(frozen=True)
class Line:
    """One period as a unit sees it."""

    period: Period
    name: str
    # Until when it is in time, with what was granted to this unit.
    due_on: date
    # Whether it is asked once by another, so that a later day may be asked for.
    is_once: bool
    # Of its own report: "" where it reports nothing, the state "" where it was not opened.
    reports: bool
    report: Report | None
    # The number of the copy that counts, None before the first.
    copy: int | None
    # Of the units below: how many have sent; and how many of all that came wait for the reader.
    sent: int
    waiting: int = 0

    @property
    def is_sent(self) -> bool:
        """Whether its own report was sent."""
        return self.report is not None and self.report.state in SENT

    @property
    def state(self) -> str:
        """How its own report stands, in words."""
        return str(self.report.get_state_display()) if self.report else ""

    def days_left(self, today: date) -> int:
        """Return how many days are left until it is due; below 0 it is late."""
        return (self.due_on - today).days


def periods_of(user: Any) -> Any:
    """Return the periods that concern somebody, the latest first."""
    return readable(user).order_by("-ends_on", "-pk").prefetch_related("schedule__chosen")


def lines_of(
    area: Area, periods: Sequence[Period], waiting: Mapping[int, int] | None = None
) -> list[Line]:
    """Return how periods stand for a unit, with how many of each wait for the reader.

    Two queries whatever there is, three where something is asked once.
    """
    keys = [one.pk for one in periods]
    below = Report.unscoped.arrived().filter(period__in=keys, area__path__within=area.path)
    counted = below.exclude(area=area).order_by().values_list("period").annotate(n=Count("pk"))
    own = Report.unscoped.filter(period__in=keys, area=area).with_copies()
    reports: dict[int, Any] = {one.period_id: one for one in own}
    sent, waiting, days = dict(counted), waiting or {}, due_days(area, periods)
    below_of = {one.pk: (sent.get(one.pk, 0), waiting.get(one.pk, 0)) for one in periods}
    return [
        _line(area, one, days[one.pk], reports.get(one.pk), below_of[one.pk]) for one in periods
    ]


def opened_of(area: Area, period: Period) -> Report | None:
    """Return the report of a unit for a period, if anybody opened it, with the number of its `copies`.

    For who has found the unit in their territory: asked for once more by its path, the statement takes longer to plan than to run.
    """
    rows = Report.unscoped.filter(period=period, area=area).with_copies()
    return rows.select_related("form_version__form", "opened_by").first()


def line_of(area: Area, period: Period, opened: Any) -> Line:
    """Return how one period stands for a unit, without what is below it; `opened` says its `copies`. One query, or none."""
    return _line(area, period, due_days(area, [period])[period.pk], opened, (0, 0))


def _line(area: Area, period: Period, due_on: date, report: Any, below: Sequence[int]) -> Line:
    copy, schedule = report.copies if report else None, period.schedule
    is_once = schedule.span == Span.FREE and schedule.area_id != area.pk
    asked = is_asked(period, area)
    return Line(period, called(period), due_on, is_once, asked, report, copy, *below)
