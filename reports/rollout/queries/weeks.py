"""How many communes stood on each step at the end of each week: from what the daily work kept."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Q
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from areas.models import Area
from figures.adoption import Step
from reports.charts.bars import DARK, LIGHT, MIDDLE, bar
from reports.models import StepSpan

WEEKS = 8


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


def weeks_of(area: Area, now: Mapping[Step, int], today: date) -> list[Week]:
    """Return today, and the ends of past weeks of which something was kept, newest first. One query.

    The work of the night from Sunday to Monday speaks of the end of the week. Communes are those open today.
    """
    mondays = [today - timedelta(days=today.weekday() + 7 * n) for n in range(WEEKS)]
    rows: Any = StepSpan.unscoped.inside(area.path or "-").filter(
        commune__closed_on=None, until__gte=mondays[-1]
    )
    numbers = {
        f"week_{n}": Count("pk", filter=Q(since__lte=monday, until__gte=monday))
        for n, monday in enumerate(mondays)
    }
    counted = {row["step"]: row for row in rows.order_by().values("step").annotate(**numbers)}
    whole, found = sum(now.values()), [Week(today, now, 0, is_now=True)]
    for n, monday in enumerate(mondays):
        steps = {step: counted.get(step, {}).get(f"week_{n}", 0) for step in Step}
        known = sum(steps.values())
        if known:
            sunday = monday - timedelta(days=1)
            found.append(Week(sunday, steps, max(whole - known, 0)))
    return found


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
