"""Which target holds where, and how a unit stands to it: how many are missing, and at what pace."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from operator import itemgetter

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from areas.models import Area
from figures.figures import Figures
from figures.indicators import BY_KEY, VILLAGE, Indicator
from figures.rates import Rate
from reports.models import Target
from web.scope import keys_along

WEEK = 7
# "The last four weeks", which the needed pace is compared with.
PACE_DAYS = 28
# A pace under a quarter of the needed one is called unlikely.
UNLIKELY = 4
# How far a known figure may be from the day of the document and still start its straight line.
NEAR_DAYS = 45


class Verdict(StrEnum):
    """How a target stands, best first; OPEN where no past is known to judge the pace by.

    UNKNOWN where too little is known of the whole to say any of it.
    """

    REACHED = "reached"
    ON_PACE = "on_pace"
    OPEN = "open"
    BEHIND = "behind"
    UNLIKELY = "unlikely"
    OVERDUE = "overdue"
    UNKNOWN = "unknown"


# The word of each verdict, its colour and icon, which always stands beside the word.
_TAGS: dict[Verdict, tuple[str | Promise, str, str]] = {
    Verdict.REACHED: (_("Đã đạt"), "ok", "ok"),
    Verdict.ON_PACE: (_("Kịp nếu giữ nhịp"), "ok", "ok"),
    Verdict.BEHIND: (_("Chậm"), "due", "clock"),
    Verdict.UNLIKELY: (_("Khó kịp"), "bad", "warn"),
    Verdict.OVERDUE: (_("Quá hạn"), "bad", "warn"),
    Verdict.UNKNOWN: (_("Chưa đủ số liệu"), "no", "info"),
}


@dataclass(frozen=True)
class InForce:
    """The target that holds for a unit: its own, or that of the nearest unit above (`target.area`).

    `above` is what would hold without its own, None where nothing would.
    """

    target: Target
    own: bool
    above: Target | None = None

    @property
    def lower(self) -> bool:
        """Whether the unit set itself less than it would inherit."""
        return bool(self.above and self.target.level < self.above.level)

    @property
    def higher(self) -> bool:
        """Whether the unit set itself more than it would inherit."""
        return bool(self.above and self.target.level > self.above.level)


# For each unit, by its key, the target of each indicator.
type Held = dict[int, dict[str, InForce]]


def targets_for(areas: Iterable[Area], day: date, year: int | None = None) -> Held:
    """Return for each unit, by its key, the target of each indicator that holds on a day. One query.

    The nearest unit with one decides. Among the targets of one unit: due in the year of `day`
    before later years before years gone by; within a year the next one due, else the last one
    missed. `year` keeps the targets due in that year only.
    """
    areas = list(areas)
    places = {pk for area in areas for pk in keys_along(area.path)}
    rows = Target.unscoped.filter(withdrawn_at=None, area__in=places).select_related("area")
    held = dict[int, list[Target]]()
    for row in rows.order_by("pk"):
        if not year or row.due_on.year == year:
            held.setdefault(row.area_id, []).append(row)
    return {area.pk: _in_force(area, held, day) for area in areas}


def _in_force(area: Area, held: dict[int, list[Target]], day: date) -> dict[str, InForce]:
    nearest_first = keys_along(area.path)[::-1]
    candidates: dict[str, list[tuple[tuple[int, ...], Target]]] = {}
    for distance, place in enumerate(nearest_first):
        for row in held.get(place, []):
            # This year and later ones first, then the last of those gone by; the nearest unit; the next one due.
            years, days = row.due_on.year - day.year, (row.due_on - day).days
            rank = (years < 0, abs(years), distance, days < 0, abs(days))
            candidates.setdefault(row.indicator, []).append((rank, row))
    found = {}
    for key, rows in candidates.items():
        first, *others = (row for _, row in sorted(rows, key=itemgetter(0)))
        own = first.area_id == area.pk
        above = next((row for row in others if row.area_id != area.pk), None) if own else None
        found[key] = InForce(first, own, above)
    return found


@dataclass(frozen=True)
class Gain:
    """How many more there are than on a past day; fewer is less than 0."""

    n: int
    days: int

    @property
    def per_week(self) -> float:
        """How many a week."""
        return self.n * WEEK / self.days


@dataclass(slots=True)
class Standing:
    """How a unit stands to one target on a day; reports/targets/queries/wording.py says it in words."""

    indicator: Indicator
    rate: Rate
    level: Decimal
    due_on: date
    day: date
    gain: Gain | None = None
    # Where a straight line from the day of the document would be today, in percent.
    expected: float | None = None
    # Whether enough is known of the whole to say that it is reached, on its way, or late (`is_sure`).
    is_sure: bool = True
    # How many the level asks for, rounded up; and how many of these are still missing.
    goal: int = field(init=False)
    need: int = field(init=False)
    # Days until it is due; less than 0 once that day is over.
    days_left: int = field(init=False)
    verdict: Verdict = field(init=False)
    # Its word, colour and icon; nothing where no past is known to judge by.
    word: str | Promise = field(init=False)
    colour: str = field(init=False)
    sign: str = field(init=False)
    # Whether nothing is missing of a whole that is known; and whether a pace says anything: not of what is
    # reached, nor where too little is known.
    is_reached: bool = field(init=False)
    has_pace: bool = field(init=False)

    def __post_init__(self) -> None:
        self.goal = goal_of(self.level, self.rate.of)
        self.need = max(0, self.goal - self.rate.n)
        self.days_left = (self.due_on - self.day).days
        if not self.rate.is_said or not self.is_sure:
            self.verdict = Verdict.UNKNOWN
        elif not self.need:
            self.verdict = Verdict.REACHED
        else:
            self.verdict = Verdict.OVERDUE if self.days_left < 0 else self._pace()
        self.word, self.colour, self.sign = _TAGS.get(self.verdict, ("", "", ""))
        self.is_reached = self.verdict is Verdict.REACHED
        self.has_pace = self.verdict not in {Verdict.REACHED, Verdict.UNKNOWN}

    @property
    def per_week(self) -> int | None:
        """How many a week are needed from today, rounded up; None where no week is left."""
        if self.days_left < WEEK:
            return None
        return -(-self.need * WEEK // self.days_left)

    def _pace(self) -> Verdict:
        if self.gain is None:
            return Verdict.OPEN
        # In whole numbers: what comes until the day at the pace of the past, and what must.
        comes, must = self.gain.n * max(self.days_left, 1), self.need * self.gain.days
        if comes >= must:
            return Verdict.ON_PACE
        return Verdict.BEHIND if comes * UNLIKELY >= must else Verdict.UNLIKELY


type Point = tuple[date, Figures]


def standing_of(
    in_force: InForce, figures: Figures, day: date, points: Sequence[Point] | None = None
) -> Standing:
    """Say how a unit stands to a target; `points` are its figures of past days, in any order.

    The pace is that since the latest point at least four weeks old and at most nine. The straight
    line starts from the point nearest to the day of the document.
    """
    target = in_force.target
    indicator = BY_KEY[target.indicator]
    known = [(then, indicator.rate(past)) for then, past in points or () if then < day]
    rate = indicator.rate(figures)
    pace = [(then, past) for then, past in known if PACE_DAYS <= (day - then).days < 9 * WEEK]
    since, was = max(pace, key=itemgetter(0), default=(day, rate))
    return Standing(
        indicator=indicator,
        rate=rate,
        level=target.level,
        due_on=target.due_on,
        day=day,
        gain=Gain(rate.n - was.n, (day - since).days) if pace else None,
        expected=_expected(target, known, day),
        is_sure=is_sure(indicator, figures, target.level),
    )


def _expected(target: Target, known: list[tuple[date, Rate]], day: date) -> float | None:
    def apart(point: tuple[date, Rate]) -> int:
        return abs((point[0] - target.document_on).days)

    near = [p for p in known if p[1].of and apart(p) <= NEAR_DAYS and p[0] < target.due_on]
    if not near:
        return None
    start, rate = min(near, key=apart)
    level = float(target.level)
    if rate.share >= level:
        return None
    gone = min(1.0, (day - start).days / (target.due_on - start).days)
    return rate.share + (level - rate.share) * gone


# Registers and lists of villages that wait for a confirmation may lack households and villages: a unit is in
# doubt only where these could change what is said of it.


def goal_of(level: Decimal, whole: int) -> int:
    """Return how many of a whole a level asks for, rounded up."""
    return -(-int(level * 10) * whole // 1000)


def is_sure(indicator: Indicator, figures: Figures, level: Decimal) -> bool:
    """Say whether enough is known of a unit to judge it by its target.

    Reached is nothing that what waits could bring back under the level.
    """
    rate, missing = indicator.rate(figures), _missing(indicator, figures)
    if not indicator.is_known_enough(figures):
        return False
    if rate.n < goal_of(level, rate.of):
        return True
    return missing is not None and rate.n >= goal_of(level, rate.of + missing)


def is_sure_of_side(indicator: Indicator, figures: Figures, level: Decimal) -> bool:
    """Say whether a unit may be counted among those above or under a level.

    Whichever side it stands on, it is left out where what waits could bring it to the other one.
    """
    rate, missing = indicator.rate(figures), _missing(indicator, figures)
    if missing is None or not indicator.is_known_enough(figures):
        return False
    return not rate.n < goal_of(level, rate.of + missing) <= rate.n + missing


def _missing(indicator: Indicator, figures: Figures) -> int | None:
    """Return how many the whole may lack where something waits; None where nobody can tell how many.

    Also those of registers that were confirmed: both numbers of these stand together with the others.
    """
    if indicator.noun is VILLAGE:
        return None if figures.waiting_lists else 0
    if not figures.waiting:
        return 0
    declared, registered = figures.short_declared, figures.short_registered
    if figures.undeclared_waiting or declared is None or registered is None:
        return None
    return declared - registered
