"""The day's work of an officer: what is missing, largest first, each with the page that mends it."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _, ngettext

from areas.kinds import Kind
from areas.models import Area
from figures.figures import Figures
from figures.indicators import COVERED
from figures.live import figures_of_one
from reports.models import Target
from reports.targets.queries.targets import targets_for
from reports.targets.queries.wording import level_text
from reports.today.queries.empty import tasks_of_empty
from reports.today.queries.households import most_left, tasks_of_households, to_ask_in
from reports.today.queries.reports import tasks_of_reports
from reports.today.queries.requests import tasks_of_requests
from reports.today.queries.tasks import Task, further_tasks
from reports.today.queries.teams import tasks_of_teams
from reports.today.queries.unassigned import tasks_of_unassigned
from rollup.models import VillageCount


@dataclass(frozen=True)
class Work:
    """What the home page shows; `target` is the one on households that holds for the place."""

    figures: Figures
    tasks: list[Task]
    villages: int
    next_village: Area | None
    target: Target | None
    area: Area
    day: date

    @property
    def heading(self) -> str:
        """How many things there are to do."""
        n = len(self.tasks)
        words = ngettext("%(n)s việc cần làm", "%(n)s việc cần làm", n) % {"n": n}
        return words if n else _("Việc cần làm")

    @property
    def results_heading(self) -> str:
        """Whose results stand beside the tasks: "Kết quả của xã"."""
        return _("Kết quả của %(kind)s") % {"kind": Kind(self.area.kind).label.lower()}

    @property
    def names_places(self) -> bool:
        """Whether villages stand under a task."""
        return any(task.parts for task in self.tasks)

    @property
    def mark(self) -> float | None:
        """Where on the bar of households the target stands."""
        return float(self.target.level) if self.target else None

    @property
    def day_words(self) -> str:
        """Say of which day the results are, and what the black tick means."""
        said = _("Số liệu ngày %(day)s.") % {"day": date_format(self.day)}
        if not self.target:
            return said
        goal = {"level": level_text(self.target.level), "day": date_format(self.target.due_on)}
        return f"{said} {_('Vạch đen: chỉ tiêu %(level)s, hạn %(day)s.') % goal}"


def today_of(area: Area, user: Any) -> Work:
    """Put together the day's work of a commune or village, as far as this person may do it."""
    day = timezone.localdate()
    places = Area.unscoped.within(area).holding_households().on(day)
    every_row = _rows_of(places)
    counted = [row for row in every_row if row.area.is_village]
    to_ask = to_ask_in(area, counted, day)
    first = most_left(to_ask.rows, "unsurveyed")
    every = list(places.villages().in_order())
    tasks = [
        *tasks_of_requests(area, user, day),
        *tasks_of_reports(area, user, day),
        *further_tasks(area, user, day),
        *tasks_of_teams(area, counted, user, day, len(every)),
        *tasks_of_households(area, counted, to_ask, user, day),
        *tasks_of_empty(every, counted),
        *tasks_of_unassigned((row for row in every_row if row.area.is_unassigned), user),
    ]
    return Work(
        area=area,
        figures=figures_of_one(area, day),
        tasks=sorted(tasks, key=lambda task: -task.size),
        villages=len(every),
        next_village=first.area if first else next(iter(every), None),
        target=_target_of(area, day),
        day=day,
    )


def _rows_of(places: Any) -> list[VillageCount]:
    rows = VillageCount.unscoped.filter(area__in=places).select_related("area")
    return list(rows.order_by("-households", "pk"))


def _target_of(area: Area, day: date) -> Target | None:
    held = targets_for([area], day)[area.pk].get(COVERED.key)
    return held.target if held else None
