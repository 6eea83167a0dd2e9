"""What anybody may read: sums of communes and above, with small cells left out.

A number of households so small that it speaks of somebody is not shown; nor is a second one, where
the first could be found by taking the others from the sum (complementary suppression). So it is with the
upper ends of ranges: where one would tell of few households, none is told.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from django.conf import settings

from areas.kinds import Level
from areas.models import Area, AreaQuerySet
from figures.figures import Figures
from figures.rates import Rate
from reports.units.queries.child_units import Child, below

# Fewer households than this with, or without, somebody who knows all five speak of persons.
FEWEST = 5


@dataclass(frozen=True)
class Line:
    """One unit: its villages are counted openly, its households where they are many enough."""

    pk: int
    name: str
    level: int
    figures: Figures
    is_hidden: bool
    # Whether the upper end is that nobody is ruled out.
    is_open: bool = False

    @property
    def is_above_communes(self) -> bool:
        """Whether it has a public page of its own."""
        return self.level < Level.COMMUNE

    @property
    def covered(self) -> Rate | None:
        """Households covered; None where that would speak of somebody."""
        rate = self.figures.covered_rate
        if self.is_hidden:
            return None
        return Rate(rate.n, rate.of, rate.of) if self.is_open and rate.high else rate

    @property
    def surveyed(self) -> Rate | None:
        """Households surveyed; None with the covered ones, from which it could be guessed."""
        return None if self.is_hidden else self.figures.surveyed_rate


@dataclass(frozen=True)
class PublicPage:
    """A unit and the units below it, as anybody may read them."""

    area: Area
    whole: Line
    lines: list[Line]
    # All communes inside, those too that have not begun.
    communes: int


def open_to_all() -> AreaQuerySet:
    """Return the units whose page anybody may read: nobody's territory, and sums only."""
    return Area.unscoped.filter(level__lt=Level.COMMUNE, closed_on=None).with_places()


def public_page_of(area: Area, day: date) -> PublicPage:
    """Sum a unit up for everybody. Villages are never listed."""
    inside = below(area, day)
    hidden = hidden_of(inside.children)
    lines = [_line(child, is_hidden=child.pk in hidden) for child in inside.children]
    whole = Line(area.pk, area.full_name, area.level, inside.whole, is_small(inside.whole))
    if tells_of_few(whole, lines):
        whole, *lines = (replace(line, is_open=True) for line in (whole, *lines))
    return PublicPage(area, whole, lines, sum(inside.needs.steps.values()))


def _line(child: Child, *, is_hidden: bool) -> Line:
    return Line(child.pk, child.full_name, child.level, child.figures, is_hidden)


def tells_of_few(whole: Line, lines: Iterable[Line]) -> bool:
    """Say whether an upper end leaves out few households, or what the units below leave of the whole's does."""
    told = [line.covered.high for line in lines if line.covered]
    gaps, sum_ = [high.gap for high in told if high], whole.covered and whole.covered.high
    if sum_:
        gaps += [sum_.gap, sum_.gap - sum(gaps)]
    return any(0 < gap < FEWEST for gap in gaps)


def is_small(figures: Figures) -> bool:
    """Say whether a unit's households are so few, on either side, that the number speaks of them."""
    for rate in (figures.covered_rate, figures.surveyed_rate):
        if not rate.of:
            return False
        if rate.of < int(settings.SMALL_UNIT_HOUSEHOLDS):
            return True
        if 0 < rate.n < FEWEST or 0 < rate.gap < FEWEST:
            return True
    return False


def hidden_of(children: list[Child]) -> set[int]:
    """Return the units whose households are left out: the small ones, and one more if there is one."""
    small = {child.pk for child in children if is_small(child.figures)}
    if len(small) == 1:
        rest = [c for c in children if c.pk not in small and c.figures.expected]
        if rest:
            small.add(min(rest, key=lambda child: child.figures.expected).pk)
    return small
