"""Who has sent: the units that were there on a period's last day, each with how its reports of six periods stand."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from typing import Any, NamedTuple

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from areas.kinds import Level
from areas.models import Area
from periodic.models import SENT, Period, Report, State, Submission, is_held
from periodic.periods.queries import called_shortly, extended, stood_elsewhere, units_asked

# How many periods stand beside each other, this one the last.
PERIODS = 6
# Of a unit whose report was never opened; of one that was not there on that period's last day.
UNOPENED, ABSENT = "unopened", "absent"
# In the order in which they are shown, those that are missed first.
ORDER = (UNOPENED, State.DRAFT.value, State.RETURNED.value, State.SENT.value, State.APPROVED.value)
# What each state is called, with the class and icon that show it; never by colour alone.
LOOKS: Mapping[str, tuple[Any, str, str]] = {
    UNOPENED: (_("Chưa mở"), "no", "more"),
    State.DRAFT.value: (State.DRAFT.label, "wait", "edit"),
    State.RETURNED.value: (State.RETURNED.label, "due", "undo"),
    State.SENT.value: (State.SENT.label, "wait", "mail"),
    State.APPROVED.value: (State.APPROVED.label, "ok", "ok"),
    ABSENT: (_("Chưa có đơn vị"), "no", "more"),
}


# By the key of a period, what says of a unit that it stood elsewhere on its last day.
_AWAY = "away_%s"


class Copy(NamedTuple):
    """What is known of a report's newest copy without reading what it says, and whether the first came in time."""

    number: int
    sent_at: datetime
    filled: int
    indicators: int
    unusual: int
    let_go: bool
    in_time: bool


@dataclass(frozen=True, slots=True)
class Cell:
    """The report of one unit for one period."""

    state: str
    report: int = 0
    copy: Copy | None = None
    # Sent, and waiting for a colleague in its commune: it has not come yet.
    waits: bool = False

    @property
    def number(self) -> int:
        """The newest copy's number; 0 where nothing was sent."""
        return self.copy.number if self.copy else 0

    @property
    def look(self) -> tuple[Any, str, str]:
        """What it is called, with the class and icon that show it."""
        return LOOKS[self.state]

    @property
    def has_come(self) -> bool:
        """Whether it is with the level above, approved or not."""
        return self.state in SENT

    @property
    def in_time(self) -> bool:
        """Whether it came, and the first time in time."""
        return bool(self.has_come and self.copy and self.copy.in_time)

    @property
    def is_late(self) -> bool:
        """Whether it came, and not in time."""
        return self.has_come and not self.in_time

    @property
    def is_whole(self) -> bool:
        """Whether it came, with every indicator that has a source filled in."""
        return bool(self.has_come and self.copy and self.copy.filled >= self.copy.indicators)

    @property
    def matches(self) -> bool:
        """Whether it waits for a decision, and nothing of it is out of the common."""
        return bool(self.state == State.SENT and self.copy and not self.copy.unusual)


@dataclass(slots=True)
class Line:
    """One unit with its reports, oldest period first; the last is the one that is asked about."""

    area: Area
    cells: list[Cell]
    officer: User | None = None
    periods: Sequence[Period] = ()
    heads: Sequence[str] = ()

    @property
    def with_periods(self) -> list[tuple[Cell, Period, str]]:
        """Each cell with its period and what stands above it."""
        return list(zip(self.cells, self.periods, self.heads, strict=True))

    @property
    def now(self) -> Cell:
        """Its report of the period that is asked about."""
        return self.cells[-1]


@dataclass
class Board:
    """All units of a period below a unit."""

    period: Period
    periods: Sequence[Period]
    lines: Sequence[Line] = field(default_factory=tuple)
    # What stands above the column of each period.
    heads: Sequence[str] = ()
    # Of what is asked once, by unit: until when it may come later.
    later: Mapping[int, date] = field(default_factory=dict)

    @cached_property
    def counts(self) -> dict[str, int]:
        """How many units there are in each state; every state is named."""
        found = Counter(line.now.state for line in self.lines)
        return {state: found[state] for state in ORDER}

    @property
    def whole(self) -> int:
        """Of how many units reports are asked."""
        return len(self.lines)

    @property
    def sent(self) -> int:
        """How many reports have come."""
        return sum(line.now.has_come for line in self.lines)

    @property
    def left(self) -> list[Line]:
        """The units whose report has not come."""
        return [line for line in self.lines if not line.now.has_come]

    @cached_property
    def to_come(self) -> list[Line]:
        """Those of them from which it may still come: whose unit has not ended since."""
        today = timezone.localdate()
        return [line for line in self.left if line.area.stood_on(today)]

    @cached_property
    def ended(self) -> list[Line]:
        """Those of them whose unit has ended since: nobody sends anything for it any more."""
        today = timezone.localdate()
        return [line for line in self.left if not line.area.stood_on(today)]

    @property
    def matching(self) -> list[Line]:
        """The units whose report waits for a decision and has nothing out of the common."""
        return [line for line in self.lines if line.now.matches]

    @property
    def to_look_at(self) -> list[Line]:
        """The units whose report waits for a decision and wants to be looked at first."""
        return [
            line for line in self.lines if line.now.state == State.SENT and not line.now.matches
        ]

    def share(self, at: int) -> tuple[int, int, int]:
        """Return of one of the periods how many reports came in time, how many whole, of how many units."""
        cells = [line.cells[at] for line in self.lines if line.cells[at].state != ABSENT]
        return (
            sum(cell.in_time for cell in cells),
            sum(cell.is_whole for cell in cells),
            len(cells),
        )


def board_of(period: Period, within: Area) -> Board:
    """Read how the reports of a period stand, and of those before it. Five queries, six of what is asked once."""
    earlier = Period.unscoped.filter(schedule=period.schedule_id, ends_on__lt=period.ends_on)
    periods = [*reversed(earlier.order_by("-ends_on")[: PERIODS - 1]), period]
    rows = units_asked(period).filter(path__within=within.path).exclude(pk=within.pk)
    units = list(rows.annotate(**_elsewhere(periods)))
    if within.level == Level.COUNTRY:
        # Where communes were chosen by themselves, no province is asked.
        units = [one for one in units if one.level == Level.PROVINCE] or units
    cells = _cells(periods, [one.pk for one in units])
    heads = _heads(periods, period)
    lines = [
        Line(one, [_cell_of(each, one, cells) for each in periods], periods=periods, heads=heads)
        for one in sorted(units, key=lambda one: (one.level, one.sort_key, one.pk))
    ]
    lines.sort(key=lambda line: ORDER.index(line.now.state))
    return Board(period, periods, lines, heads, extended(period))


def _elsewhere(periods: Sequence[Period]) -> dict[str, Q]:
    """Say of units whether they stood elsewhere on the last day of each earlier period; in the country none ever did."""
    asker = periods[-1].schedule.area
    if asker.level == Level.COUNTRY:
        return {}
    return {_AWAY % one.pk: stood_elsewhere(asker, one.ends_on) for one in periods[:-1]}


def _heads(periods: Sequence[Period], asked: Period) -> list[str]:
    """Name each period shortly; all are of one schedule, which is asked for once."""
    for one in periods:
        one.schedule = asked.schedule
    return [called_shortly(one) for one in periods]


def add_officers(lines: Iterable[Line]) -> None:
    """Bring along whom to call in each unit. One query."""
    lines = list(lines)
    officers = User.unscoped.officers_of([line.area.pk for line in lines])
    for line in lines:
        line.officer = officers.get(line.area.pk)


def _cell_of(period: Period, area: Area, cells: Mapping[tuple[int, int], Cell]) -> Cell:
    if not area.stood_on(period.ends_on) or getattr(area, _AWAY % period.pk, False):
        return Cell(ABSENT)
    return cells.get((period.pk, area.pk)) or Cell(UNOPENED)


def _cells(periods: Sequence[Period], units: list[int]) -> dict[tuple[int, int], Cell]:
    """Read the reports of some units and periods, with their newest copies. Two queries."""
    rows = Report.unscoped.filter(period__in=[one.pk for one in periods], area__in=units)
    found = list(rows.order_by().values_list("pk", "period_id", "area_id", "state", "area__level"))
    copies = copies_of([pk for pk, *_ in found])
    schedule = periods[-1].schedule
    cells = dict[tuple[int, int], Cell]()
    for pk, period, area, state, level in found:
        copy = copies.get(pk)
        if state == State.SENT and copy and is_held(schedule, level, let_go=copy.let_go):
            cells[period, area] = Cell(State.DRAFT.value, pk, copy, waits=True)
        else:
            cells[period, area] = Cell(state, pk, copy)
    return cells


_FACTS = ("number", "sent_at", "filled", "indicators", "unusual", "within_by_id", "on_time")


def copies_of(reports: list[int]) -> dict[int, Copy]:
    """Return the newest copy of each report, without what it says. One query."""
    found, first = dict[int, Copy](), dict[int, bool]()
    rows = Submission.unscoped.filter(report__in=reports).order_by("report_id", "number")
    for row in rows.values_list("report_id", *_FACTS):
        facts: tuple[Any, ...] = row
        report, within_by, in_time = facts[0], facts[-2], facts[-1]
        in_time = first.setdefault(report, in_time)
        known: list[Any] = [*facts[1:-2], within_by is not None, in_time]
        found[report] = Copy(*known)
    return found
