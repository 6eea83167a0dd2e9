"""One unit beside itself at another time, or beside one of its level; its children's lines; days to be marked."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, OuterRef, Q, Subquery
from django.utils.formats import date_format
from django.utils.translation import gettext, ngettext

from areas.dated import last_day, month_of
from areas.kinds import Level, full_name
from areas.models import Area, Placement, Succession
from areas.names import lower_first
from figures.few import without_few
from figures.figures import Figures
from figures.indicators import INDICATORS, Indicator
from figures.live import figures_of_one
from figures.months import Change, Point, change, finished, month_ends, series_of_many, whole_change
from figures.rates import Rate
from figures.restated import Restated
from reports.models import Event
from reports.units.queries.child_units import Child
from web.scope import keys_along

MONTHS = 24
# Months of a little line.
LINE = 12


@dataclass(frozen=True)
class Side:
    """One of the two things compared: a unit on a day; without figures nothing was kept of it."""

    area: Area
    figures: Figures | None
    on: date

    @property
    def point(self) -> Point:
        """Its figures as of that day, as lines and changes are drawn from."""
        return Point(month_of(self.on), self.figures, self.on)


@dataclass(frozen=True)
class Line:
    """One indicator on both sides, and the change from the left to the right where they compare."""

    indicator: Indicator
    left: Rate | None
    right: Rate | None
    change: Change | None


@dataclass(frozen=True)
class Comparison:
    """Two sides, line by line."""

    left: Side
    right: Side

    @property
    def is_of_two_units(self) -> bool:
        """Whether two units are compared, not two times."""
        return self.left.area.pk != self.right.area.pk

    @property
    def month(self) -> date | None:
        """The month compared with, where two times are compared."""
        return None if self.is_of_two_units else month_of(self.left.on)

    @property
    def left_words(self) -> str:
        """What heads the left column: a unit, or a day."""
        return self.left.area.full_name if self.is_of_two_units else date_format(self.left.on)

    @property
    def right_words(self) -> str:
        """What heads the right column."""
        return self.right.area.full_name if self.is_of_two_units else date_format(self.right.on)

    @property
    def lines(self) -> list[Line]:
        """One line for each indicator."""
        left, right = self.left.point, self.right.point
        return [
            Line(one, left.rate(one), right.rate(one), change([left, right], one))
            for one in INDICATORS
        ]


def months_offered(day: date) -> list[date]:
    """Return the months that may be compared with, the latest first."""
    return finished(day, MONTHS)[::-1]


def with_month(
    units: Restated, now: Figures, month: date, day: date, *, few_of: int | None = None
) -> Comparison:
    """Compare a unit today with itself at the end of a month; not where a village of `few_of` was few then."""
    area, on = units.within, last_day(month)
    then = month_ends([area.pk], [month]).get((area.pk, month))
    series = units.series({area.pk: [Point(month, then, on)]})
    if few_of:
        series = without_few(series, few_of, units)
    return Comparison(Side(area, series[area.pk][0].figures, on), Side(area, now, day))


def with_unit(area: Area, now: Figures, other: Area, day: date) -> Comparison:
    """Compare a unit with another one, both today."""
    return Comparison(Side(other, figures_of_one(other, day), day), Side(area, now, day))


@dataclass(frozen=True)
class Multiple:
    """The little line of one child."""

    area: Child
    points: list[Point]
    change: Change | None


def multiples_of(
    children: Iterable[Child],
    indicator: Indicator,
    day: date,
    units: Restated,
    *,
    few_of: int | None = None,
) -> list[Multiple]:
    """Return the lines of units below one, least change first, in one query, some more where units changed.

    Those of the villages of a commune, `few_of`, have gaps where they were few.
    """
    found = {child.pk: child for child in children}
    live = {pk: child.figures for pk, child in found.items()}
    series = units.series(series_of_many(live, day, LINE, live))
    if few_of:
        series = without_few(series, few_of, units)
    lines = [
        Multiple(found[pk], points, whole_change(points, indicator))
        for pk, points in series.items()
    ]
    return sorted(lines, key=lambda line: line.change.points if line.change else float("inf"))


# Up to so many old units are named.
NAMED = 3


@dataclass(frozen=True)
class Mark:
    """One marked day with its words, and the paper it stands on."""

    on: date
    title: str
    document: str = ""


def marks_of(area: Area, first: date, last: date) -> list[Mark]:
    """Return what is to be marked on the lines of a unit between two days, in their order."""
    marks = [
        *_noted(area, first, last),
        *_mergers(area, first, last),
        *_moves(area, first, last),
    ]
    return sorted(marks, key=lambda mark: mark.on)


def _noted(area: Area, first: date, last: date) -> list[Mark]:
    here = keys_along(area.path)
    rows = Event.unscoped.filter(area__in=here, on__range=(first, last))
    return [Mark(row.on, row.title, row.document) for row in rows]


def _mergers(area: Area, first: date, last: date) -> list[Mark]:
    """Say once a day what the unit came from, or how many units went into those below it."""
    rows = Succession.unscoped.filter(on__range=(first, last)).order_by("on", "pk")
    own: dict[date, list[str]] = defaultdict(list)
    of = ("on", "predecessor__kind", "predecessor__name")
    for on, kind, name in rows.filter(successor=area).values_list(*of):
        own[on].append(lower_first(full_name(kind, name)))
    below = rows.filter(successor__path__within=area.path).exclude(successor=area).order_by("on")
    counted = below.values_list("on").annotate(n=Count("predecessor", distinct=True))
    titles = {on: _from_many(n) for on, n in counted}
    titles |= {on: _from(names) for on, names in own.items()}
    return [Mark(on, title) for on, title in titles.items()]


def _moves(area: Area, first: date, last: date) -> list[Mark]:
    """Say of villages that went to another commune, which one came to the unit and which one left it."""
    came = Placement.unscoped.exclude(valid_from=F("valid_to"))
    came = came.filter(area__level=Level.VILLAGE, valid_from__range=(first, last))
    left = Placement.unscoped.filter(area=OuterRef("area"), valid_to=OuterRef("valid_from"))
    rows = came.annotate(
        was=Subquery(left.exclude(valid_from=F("valid_to")).values("parent__path")[:1])
    )
    rows = rows.filter(Q(parent__path__within=area.path) | Q(was__startswith=area.path))
    found: dict[tuple[date, bool, str], list[str]] = defaultdict(list)
    for on, name, kind, document, now, was in rows.exclude(was=F("parent__path")).values_list(
        "valid_from", "name", "kind", "document", "parent__path", "was"
    ):
        left_us, came_to_us = [str(path).startswith(area.path or "-") for path in (was, now)]
        if left_us != came_to_us:
            found[on, came_to_us, document].append(full_name(kind, name))
    return [
        Mark(on, title, document)
        for (on, came_to_us, document), names in found.items()
        for title in _moved(names, came=came_to_us)
    ]


def _moved(names: list[str], *, came: bool) -> list[str]:
    """Say of each village where it went; of many that went at once, how many they are."""
    if (n := len(names)) > NAMED:
        if came:
            return [ngettext("%(n)s thôn chuyển đến", "%(n)s thôn chuyển đến", n) % {"n": n}]
        return [ngettext("%(n)s thôn chuyển đi", "%(n)s thôn chuyển đi", n) % {"n": n}]
    words = gettext("%(unit)s chuyển đến") if came else gettext("%(unit)s chuyển đi")
    return [words % {"unit": name} for name in names]


def _from(names: list[str]) -> str:
    if len(names) > NAMED:
        return _from_many(len(names))
    return gettext("Sắp xếp đơn vị, từ %(names)s") % {"names": ", ".join(names)}


def _from_many(n: int) -> str:
    words = ngettext("Sắp xếp đơn vị, từ %(n)s đơn vị cũ", "Sắp xếp đơn vị, từ %(n)s đơn vị cũ", n)
    return words % {"n": n}
