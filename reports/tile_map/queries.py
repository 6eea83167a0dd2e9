"""The map without shapes: every unit below is a tile at a column and a row, coloured by one rate.

Positions are data (`Tile`), roughly where a unit lies. Nothing here is a boundary or an area.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _

from areas.kinds import Level
from areas.models import Area
from figures.adoption import Step, steps_of_communes
from figures.figures import Figures
from figures.indicators import Indicator
from figures.live import figures_inside
from figures.rates import Rate
from reports.charts.bands import BANDS, BY_KEY, SCALE, UNKNOWN, Band, band_for
from reports.models import Tile

# Pixels: a tile, from one tile to the next, and letters that fit on a line of a tile.
WIDTH, HEIGHT, GAP, LETTERS, LINES = 60, 66, 3, 7, 3
# Up to so many columns the picture is narrow, and the table beside it wide. Tiles without a place
# stand in rows at least as long.
NARROW = 5


# A step in so few letters that they fit into a tile; the whole words are read out and in the table.
_SHORT = {
    Step.NO_ACCOUNT: _("chưa cấp"),
    Step.NOT_SIGNED_IN: _("chưa vào"),
    Step.NO_VILLAGE: _("chưa thôn"),
    Step.NO_HOUSEHOLD: _("chưa hộ"),
}


@dataclass(frozen=True, slots=True)
class Square:
    """One tile, ready to draw."""

    area: Area
    rate: Rate
    band: Band
    column: int
    row: int
    # How far a commune has come that has not begun.
    step: Step | None = None

    @property
    def x(self) -> float:
        """The left edge; half a pixel keeps lines sharp."""
        return (self.column - 1) * (WIDTH + GAP) + 1.5

    @property
    def y(self) -> float:
        """The upper edge."""
        return (self.row - 1) * (HEIGHT + GAP) + 1.5

    @property
    def middle(self) -> float:
        """Where words are centred."""
        return self.x + WIDTH / 2

    @property
    def lines(self) -> list[tuple[float, str]]:
        """The name in short lines, each with its height."""
        words = lines_of(self.area.short_name)
        top = self.y + HEIGHT / 2 + 13 - 8 * len(words) - 5
        return [(top + 16 * n, line) for n, line in enumerate(words)]

    @property
    def foot(self) -> float:
        """The height of the value, below the name."""
        return self.lines[-1][0] + 17

    @property
    def is_known(self) -> bool:
        """Whether enough is known of the unit for a colour and a place in the order."""
        return self.band.key != UNKNOWN

    @property
    def text(self) -> str:
        """The value in the tile; of a commune that has not begun none, its words say how far it is."""
        if self.step is not None:
            return str(_SHORT[self.step])
        return self.rate.percent.removesuffix("%")


@dataclass(frozen=True)
class Board:
    """All tiles of a unit: those with a place in row order, and those without one."""

    placed: list[Square]
    others: list[Square]
    whole: Rate
    # Villages of few households, which have no tile.
    few: int = 0

    @property
    def all(self) -> list[Square]:
        """All units, the lowest first; then of which too little is known, then those not begun."""

        def place(square: Square) -> tuple[int, bool, float, str]:
            nearest = -1 if square.step is None else Step.BEGUN - square.step
            return nearest, not square.is_known, square.rate.share, square.area.sort_key

        return sorted([*self.placed, *self.others], key=place)

    @property
    def size(self) -> tuple[int, int]:
        """Width and height of the picture of placed tiles."""
        return _size(self.placed)

    @property
    def others_size(self) -> tuple[int, int]:
        """Width and height of the rows of tiles without a place."""
        return _size(self.others)

    @property
    def is_narrow(self) -> bool:
        """Whether the picture leaves room for a wide table."""
        both = [*self.placed, *self.others]
        return all(square.column <= NARROW for square in both)

    @property
    def legend(self) -> list[tuple[Band, int]]:
        """Each band with how many units stand in it; the last two only when there are any."""
        numbers = Counter(square.band for square in self.all)
        return [(band, numbers[band]) for band in BANDS if numbers[band] or band in SCALE]


def board_of(
    area: Area, indicator: Indicator, day: date, *, few: frozenset[int] = frozenset()
) -> Board:
    """Lay out the units below a unit, in a number of queries that their number does not change.

    `few` are villages of few households: they have no tile, and count for the whole.
    """
    below = Area.unscoped.units().filter(parent=area).on(day)
    units = list(below.defer("search_key").in_order())
    figures, whole = _figures(units, area, day)
    units = [unit for unit in units if unit.pk not in few]
    places, taken = _places(units), set[tuple[int, int]]()
    placed, others = list[Square](), list[Square]()
    long = max((column for column, _row in places.values()), default=NARROW)
    steps = _steps(units, area)
    for unit in units:
        step = steps.get(unit.pk)
        rate = indicator.rate(figures[unit.pk])
        band = BY_KEY[UNKNOWN] if step is not None else band_for(rate, indicator, figures[unit.pk])
        at = places.get(unit.pk)
        if at and at not in taken:
            taken.add(at)
            placed.append(Square(unit, rate, band, *at, step))
        else:
            row, column = divmod(len(others), max(long, NARROW))
            others.append(Square(unit, rate, band, column + 1, row + 1, step))
    placed.sort(key=lambda square: (square.row, square.column))
    return Board(placed, others, indicator.rate(whole), few=len(few))


def _steps(units: list[Area], area: Area) -> dict[int, Step]:
    """Return the step of the communes among the units that have not begun. One query, if any lie there."""
    if not any(unit.level == Level.COMMUNE for unit in units):
        return {}
    return {pk: step for pk, step in steps_of_communes(area).items() if not step.has_begun}


def _figures(units: list[Area], area: Area, day: date) -> tuple[dict[int, Figures], Figures]:
    """Return figures by unit, and the whole; while a province changes, districts stand beside communes."""
    found, whole = dict[int, Figures](), Figures()
    for level in sorted({unit.level for unit in units}):
        same = [unit for unit in units if unit.level == level]
        here, whole = figures_inside(same, Level(level), area, day)
        found |= here
    return found, whole


def _places(units: list[Area]) -> dict[int, tuple[int, int]]:
    """Return column and row of the units that have a tile, moved to the upper left corner."""
    rows = Tile.unscoped.filter(area__in=[unit.pk for unit in units])
    found = {pk: (c, r) for pk, c, r in rows.values_list("area_id", "column", "row")}
    left = min((column for column, _row in found.values()), default=1) - 1
    top = min((row for _column, row in found.values()), default=1) - 1
    return {pk: (column - left, row - top) for pk, (column, row) in found.items()}


def lines_of(name: str) -> list[str]:
    """Break a name into at most three short lines."""
    lines = list[str]()
    for word in name.replace(" - ", "- ").split():
        if lines and len(lines[-1]) + 1 + len(word) <= LETTERS:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines if len(lines) <= LINES else [*lines[: LINES - 1], f"{lines[LINES - 1]}…"]


def _size(squares: Iterable[Square]) -> tuple[int, int]:
    columns = max((square.column for square in squares), default=0)
    rows = max((square.row for square in squares), default=0)
    return columns * (WIDTH + GAP), rows * (HEIGHT + GAP)
