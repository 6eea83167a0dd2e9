"""The page of targets of one unit and one year: its own standings, and those of the units below."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from areas.dated import last_day
from areas.kinds import Level
from areas.models import Area
from figures.as_of import parts_on
from figures.figures import Figures, total
from figures.indicators import COVERED, TARGETED, Indicator
from figures.live import COLUMN, figures_of, figures_of_one
from figures.months import Point as Month, month_ends
from figures.restated import Restated
from figures.standing import Reading
from reports.models import Target
from reports.targets.queries.targets import (
    NEAR_DAYS,
    PACE_DAYS,
    InForce,
    Point,
    Standing,
    Verdict,
    standing_of,
    targets_for,
)
from web.scope import keys_along

GOOD = {Verdict.REACHED, Verdict.ON_PACE}


@dataclass(frozen=True)
class Line:
    """One indicator of one unit: the target in force and the standing, or neither."""

    area: Area
    indicator: Indicator
    in_force: InForce | None
    standing: Standing | None


@dataclass(frozen=True)
class TargetBoard:
    """All that the page shows, ready to draw."""

    area: Area
    year: int
    lines: list[Line]
    # The indicator whose targets are listed below, unit by unit.
    chosen: Indicator
    children: list[Line]
    # Villages of few households, which are not listed.
    few: int = 0

    @property
    def child_level(self) -> Level:
        """What the units below are."""
        return Level(self.children[0].area.level)

    @property
    def set_lines(self) -> list[Line]:
        """The indicators that have a target."""
        return [line for line in self.lines if line.standing]

    @property
    def good(self) -> int:
        """How many of them are reached, or will be at the pace of the last weeks."""
        return sum(line.standing.verdict in GOOD for line in self.lines if line.standing)

    @property
    def next_due(self) -> Standing | None:
        """The standing of the target that is due next."""
        coming = [n.standing for n in self.lines if n.standing and n.standing.days_left >= 0]
        return min(coming, key=lambda standing: standing.due_on, default=None)

    @property
    def own(self) -> list[Line]:
        """The units below that set a target of their own."""
        return [line for line in self.children if line.in_force and line.in_force.own]

    @property
    def inherited(self) -> list[Line]:
        """The units below that go by the target of a unit above."""
        return [line for line in self.children if line.in_force and not line.in_force.own]


def target_board(
    area: Area,
    day: date,
    year: int,
    chosen: Indicator = COVERED,
    *,
    few: frozenset[int] = frozenset(),
) -> TargetBoard:
    """Put together the page, in a number of queries that the number of units does not change.

    `few` are villages of few households that are not listed.
    """
    units = Area.unscoped.units().filter(parent=area).on(day).in_order()
    below = [unit for unit in units if unit.pk not in few]
    held = targets_for([area, *below], day, year)
    now = {area.pk: figures_of_one(area, day)}
    levels = sorted({Level(unit.level) for unit in below})
    for level in levels:
        now |= figures_of([u for u in below if u.level == level], level, area, day)
    points = _points(area, held, _figures_then(area, levels, set(now), day), day)

    def line(unit: Area, indicator: Indicator) -> Line:
        found = held[unit.pk].get(indicator.key)
        standing = standing_of(found, now[unit.pk], day, points[unit.pk]) if found else None
        return Line(unit, indicator, found, standing)

    return TargetBoard(
        area=area,
        year=year,
        lines=[line(area, indicator) for indicator in TARGETED],
        chosen=chosen,
        children=sorted((line(unit, chosen) for unit in below), key=_most_missing_first),
        few=len(few),
    )


def _figures_then(
    area: Area, levels: Sequence[Level], units: set[int], day: date
) -> dict[int, Figures]:
    """Return the figures of a unit and of those below it, four weeks ago; all of one reading."""
    columns = [COLUMN[level] for level in levels] or [COLUMN.get(Level(area.level), "province_id")]
    then = day - timedelta(days=PACE_DAYS)
    parts = parts_on(area, then, *columns, old=False, reading=Reading.NOW)
    found = {pk: Figures() for pk in units}
    for key, figures in parts.items():
        for pk in units.intersection(key):
            found[pk].add(figures)
    return {**found, area.pk: total(parts.values())}


def _most_missing_first(line: Line) -> tuple[bool, int, str]:
    need = line.standing.need if line.standing else 0
    return (line.standing is None, -need, line.area.sort_key)


def _points(
    area: Area,
    held: Mapping[int, Mapping[str, InForce]],
    then: Mapping[int, Figures],
    day: date,
) -> dict[int, list[Point]]:
    """Return what is known of past days: four weeks ago, and the months the documents are of; all of one reading."""
    points: dict[int, list[Point]] = {
        pk: [(day - timedelta(days=PACE_DAYS), figures)] for pk, figures in then.items()
    }
    signed = {f.target.document_on for found in held.values() for f in found.values()}
    months = sorted(_months_near(signed))
    if not months:
        return points
    kept = month_ends(points, months)
    series = {
        pk: [Month(one, kept.get((pk, one)), last_day(one)) for one in months] for pk in points
    }
    for pk, told in Restated(area, last_day(months[0]), Reading.NOW).series(series).items():
        points[pk] += [(one.on, one.figures) for one in told if one.figures]
    return points


def _months_near(days: Iterable[date]) -> set[date]:
    """Return the months whose last day may be within reach of one of these days."""
    reach = timedelta(days=NEAR_DAYS)
    near = {moment for day in days for moment in (day - reach, day, day + reach)}
    return {moment.replace(day=1) for moment in near}


def years_of(area: Area, today: date) -> Sequence[int]:
    """Return the years that targets of a unit or of those above are due in, and this one and next."""
    rows = Target.unscoped.filter(withdrawn_at=None, area__in=keys_along(area.path))
    years = {day.year for day in rows.dates("due_on", "year")}
    return sorted(years | {today.year, today.year + 1})
