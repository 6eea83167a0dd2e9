"""What anybody may read: sums of communes and above, with small cells left out.

A number of households so small that it speaks of somebody is not shown; nor is a second one, where
the first could be found by taking the others from the sum (complementary suppression).
"""

from dataclasses import dataclass
from datetime import date

from django.conf import settings

from areas.kinds import Level
from areas.models import Area, AreaQuerySet
from figures.figures import Figures
from figures.rates import Between, Rate
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

    @property
    def covered(self) -> Rate | None:
        """Households covered; None where that would speak of somebody."""
        return None if self.is_hidden else open_rate(self.figures.covered_rate)

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
    return PublicPage(area, whole, lines, inside.needs.communes)


def _line(child: Child, *, is_hidden: bool) -> Line:
    return Line(child.pk, child.full_name, child.level, child.figures, is_hidden)


def open_rate(rate: Rate) -> Rate:
    """Return a rate whose upper end tells of no few households: those few may count, too."""
    if rate.high and 0 < rate.high.gap < FEWEST:
        return Between(rate.n, rate.of, rate.of)
    return rate


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
