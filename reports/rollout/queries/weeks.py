"""How many communes stood on each step at the end of each week: from what the daily work kept."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Q
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from areas.kinds import Level
from areas.models import Area
from figures.adoption import Step
from figures.changes import has_changed
from figures.standing import Reading, communes_on
from reports.charts.bars import DARK, LIGHT, MIDDLE, bar
from reports.models import StepSpan

WEEKS = 8
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Week:
    """The end of one week: communes by step, and those of which nobody kept it."""

    # Its Sunday; today of the running week.
    day: date
    steps: Mapping[Step, int]
    unknown: int
    is_now: bool = False

    @property
    def begun(self) -> int:
        """How many had begun."""
        return sum(n for step, n in self.steps.items() if step.has_begun)

    @property
    def whole(self) -> int:
        """How many there are, known or not."""
        return sum(self.steps.values()) + self.unknown

    @property
    def picture(self) -> SafeString:
        """Draw them: complete, begun, not begun; what is not known is left empty."""
        full = self.steps[Step.COMPLETE]
        idle = sum(self.steps.values()) - self.begun
        parts = [(full, DARK), (self.begun - full, MIDDLE), (idle, LIGHT)]
        return bar(parts, self.whole, 14)


@dataclass(frozen=True)
class Weeks:
    """The weeks of a unit in one of two readings: by the communes of today, or those that stood in each week."""

    rows: list[Week]
    # Whether there is the other reading, and which one this is.
    is_offered: bool = False
    is_then: bool = False


def weeks_read(area: Area, now: Mapping[Step, int], today: date, reading: Reading) -> Weeks:
    """Return the weeks of a unit in the reading that is asked for, where communes changed meanwhile."""
    changed = has_changed(area, _mondays(today)[-1] - DAY, Level.COMMUNE)
    if reading is Reading.NOW or not changed:
        return Weeks(weeks_of(area, now, today), is_offered=changed)
    return Weeks(_weeks_then(area, now, today), is_offered=True, is_then=True)


def weeks_of(area: Area, now: Mapping[Step, int], today: date) -> list[Week]:
    """Return today, and the ends of past weeks of which something was kept, newest first. One query.

    The work of the night from Sunday to Monday speaks of the end of the week. Communes are those open today.
    """
    rows: Any = StepSpan.unscoped.inside(area.path or "-").filter(commune__closed_on=None)
    whole, mondays = sum(now.values()), _mondays(today)
    numbers = {
        f"week_{n}": Count("pk", filter=Q(since__lte=monday, until__gte=monday))
        for n, monday in enumerate(mondays)
    }
    rows = rows.filter(until__gte=mondays[-1])
    counted: dict[Any, Any] = {
        row["step"]: row for row in rows.order_by().values("step").annotate(**numbers)
    }
    found = [
        _week(monday, {step: row[f"week_{n}"] for step, row in counted.items()}, whole)
        for n, monday in enumerate(mondays)
    ]
    return [Week(today, now, 0, is_now=True), *filter(None, found)]


def _weeks_then(area: Area, now: Mapping[Step, int], today: date) -> list[Week]:
    """Return the same of the communes that stood in the unit on each Sunday. A few queries a week."""
    found = []
    for monday in _mondays(today):
        stood = communes_on(area, monday - DAY)
        # What ended on the Monday may have ended before that night's work.
        last = Q(commune__closed_on=monday, until=monday - DAY)
        rows = StepSpan.unscoped.filter(Q(since__lte=monday, until__gte=monday) | last)
        steps = rows.filter(commune__in=stood).order_by().values_list("step", "commune")
        found.append(_week(monday, Counter(step for step, _commune in steps), len(stood)))
    return [Week(today, now, 0, is_now=True), *filter(None, found)]


def _mondays(today: date) -> list[date]:
    return [today - timedelta(days=today.weekday() + 7 * n) for n in range(WEEKS)]


def _week(monday: date, known: Mapping[Any, int], whole: int) -> Week | None:
    """Return the end of the week before a Monday; None where nothing is kept of it."""
    steps = {step: known.get(step, 0) for step in Step}
    n = sum(steps.values())
    return Week(monday - DAY, steps, max(whole - n, 0)) if n else None


def begun_since(weeks: list[Week], today: date) -> int | None:
    """Return how many more have begun than at the end of last week; None where that is not known of all."""
    sunday = today - timedelta(days=today.weekday() + 1)
    before = next((week for week in weeks if week.day == sunday and not week.is_now), None)
    if before is None or before.unknown:
        return None
    return weeks[0].begun - before.begun


def weeks_words(weeks: list[Week]) -> str:
    """Say what the table rests on."""
    if len(weeks) == 1:
        return _("Bước của từng xã được ghi mỗi đêm. Chưa có tuần nào được ghi.")
    return _("Bước của từng xã được ghi mỗi đêm. Tuần nào chưa ghi thì không biết, không phải 0.")
