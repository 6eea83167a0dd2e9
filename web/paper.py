"""How the columns of a table lie on A4: never smaller than nine points, over several pages where they must.

Widths are in digits of the table's font, as spreadsheets count them.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from math import ceil, floor
from typing import Any

from django.utils.translation import gettext

FONT, LEAST = 11, 9
# Points between the margins of A4: upright, and across.
UPRIGHT, ACROSS = 512, 759
# To how many percent letters may be made smaller; upright only a little, for across there is room.
SMALLEST, HARDLY = ceil(100 * LEAST / FONT), 90
# Of an upright page a table fills so much at least, if its columns need not be more than so many times as wide.
FILLED, STRETCHED = 0.8, 1.7
# No two programs and printers measure alike.
SPARE = 0.98
_A4 = 9
_MARGINS = {"left": 0.7, "right": 0.45, "top": 0.6, "bottom": 0.7}


@dataclass(frozen=True)
class Width:
    """How wide a column wants to be, and how narrow it can be made: words wrap, numbers do not."""

    wanted: float
    least: float

    def at_least(self, width: float) -> "Width":
        """Return the same, not narrower than that."""
        return Width(max(self.wanted, width), max(self.least, width))


@dataclass(frozen=True)
class Paper:
    """How wide each column is; the page upright or across; before which columns a page begins."""

    widths: Sequence[float]
    is_across: bool
    scale: int = 100
    breaks: Sequence[int] = ()

    @property
    def first_page(self) -> int:
        """How many columns the first page holds."""
        return self.breaks[0] if self.breaks else len(self.widths)

    def lay(self, sheet: Any, kept: int = 1) -> None:
        """Set a worksheet up for A4, numbered page by page; `kept` columns stand on each page."""
        sheet.set_paper(_A4)
        sheet.set_margins(**_MARGINS)
        sheet.center_horizontally()
        sheet.set_footer("&C&9" + gettext("Trang &P/&N"))
        if self.is_across:
            sheet.set_landscape()
        if self.breaks:
            sheet.set_print_scale(self.scale)
            sheet.set_v_pagebreaks(list(self.breaks))
            sheet.repeat_columns(0, kept - 1)
            # A unit is read across its pages before the next ones are turned to.
            sheet.print_across()
        else:
            sheet.fit_to_pages(1, 0)


def head_over(sheet: Any, left: str, right: str) -> None:
    """Say on each page what it is: of sheets that are read back, whose rows have their place."""
    parts = (
        f"&{side}&9" + words[:100].replace("&", "&&") for side, words in (("L", left), ("R", right))
    )
    sheet.set_header("".join(parts))


def points(width: float) -> float:
    """Return how many points of paper a column takes; one of no width is hidden."""
    if not width:
        return 0.0
    return (floor(width * 7 + 0.5) + 5) * 0.75


def paper_of(columns: Sequence[Width], kept: int = 1, inside: Collection[int] = ()) -> Paper:
    """Lay columns on paper; `kept` of them stand on each page, no page begins with one `inside` a group."""
    wanted = [one.wanted for one in columns]
    whole = sum(map(points, wanted))
    if whole * HARDLY <= 100 * UPRIGHT:
        share = min(max(1.0, UPRIGHT * FILLED / whole), STRETCHED) if whole else 1.0
        return Paper([width * share for width in wanted], is_across=False)
    room = ACROSS * SPARE * 100 / SMALLEST
    if whole > room:
        narrowed = _narrowed(columns, whole - room)
        if sum(map(points, narrowed)) <= room:
            return Paper(narrowed, is_across=True)
        return Paper(
            wanted, is_across=True, scale=SMALLEST, breaks=_breaks(wanted, kept, inside, room)
        )
    return Paper(wanted, is_across=True)


def _narrowed(columns: Sequence[Width], over: float) -> list[float]:
    """Take so many points from the columns whose words can wrap, each by its share of what there is to take."""
    spare = sum(points(one.wanted) - points(one.least) for one in columns)
    share = min(1.0, (over + len(columns)) / spare) if spare else 0.0
    return [one.wanted - share * (one.wanted - one.least) for one in columns]


def _breaks(widths: Sequence[float], kept: int, inside: Collection[int], room: float) -> list[int]:
    """Return before which columns a page begins: as few pages as there can be, about as full as each other."""
    most = room - sum(map(points, widths[:kept]))
    fewest = _filled(widths, kept, inside, most)
    for share in range(97, 50, -3):
        tried = _filled(widths, kept, inside, most * share / 100)
        if len(tried) > len(fewest):
            break
        fewest = tried
    return fewest


def _filled(widths: Sequence[float], kept: int, inside: Collection[int], most: float) -> list[int]:
    """Fill pages of so many points one after the other, group by group."""
    starts = [at for at in range(kept, len(widths)) if at not in inside]
    breaks, used = list[int](), 0.0
    for at, end in zip(starts, [*starts[1:], len(widths)], strict=True):
        group = sum(map(points, widths[at:end]))
        if used and used + group > most:
            breaks.append(at)
            used = 0.0
        used += group
    return breaks
