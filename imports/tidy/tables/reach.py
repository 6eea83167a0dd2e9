"""How far the words of an upper row of headings reach over those of a lower one, and what stands above each column."""

from collections.abc import Mapping, Sequence

from imports.spreadsheet.book import Cell
from imports.tidy.tables import words
from imports.tidy.tables.scan import Scan

# So many rows below headings show which columns are used.
_ROWS_BELOW = 20


def used_below(found: Scan, end: int) -> int:
    """Return a bit for each column that the rows below headings fill."""
    return found.width(end, end + _ROWS_BELOW)


def words_above(
    rows: Sequence[Sequence[Cell]], left: int, right: int, used: int = 0
) -> dict[int, tuple[str, ...]]:
    """Return the words above each column, the lowest first; those of a heading over several stand above each of these; `used` are the columns with facts."""
    spread = [_spread(rows, number, (left, right), used) for number in range(len(rows))]
    found = dict[int, tuple[str, ...]]()
    for column in range(left, right + 1):
        texts = [cells.get(column) for cells in reversed(spread)]
        told = tuple(dict.fromkeys(text for text in texts if text))
        if told:
            found[column] = told
    return found


def _spread(
    rows: Sequence[Sequence[Cell]], number: int, span: tuple[int, int], used: int
) -> dict[int, str]:
    """Return the words of one row of headings; where nothing is merged, a word reaches as far as those below it."""
    left, right = span
    here = {at: text_of(cell_at(rows[number], at)) for at in range(left, right + 1)}
    if number + 1 == len(rows):
        return here
    below = {at: text_of(cell_at(rows[number + 1], at)) for at in range(left, right + 1)}
    for at in range(left + 1, right + 1):
        is_there = below[at] or _is_without_heading(below, at, used)
        if here[at] or not is_there or not here[at - 1]:
            continue
        # Below the first there may be no number: "Kỹ năng số" above nothing, (2), (3).
        is_second = words.label(below[at]) == "2"
        before = below[at - 1] or is_second or _is_without_heading(below, at - 1, used)
        if before and below[at - 1] != here[at - 1]:
            here[at] = here[at - 1]
    return here


def text_of(cell: Cell) -> str:
    """Return what a cell says as a heading."""
    if type(cell) is float and cell.is_integer():
        cell = int(cell)
    return str(cell).strip() if isinstance(cell, str | int) and not isinstance(cell, bool) else ""


def cell_at(cells: Sequence[Cell], column: int) -> Cell:
    """Return a cell of a row that may be shorter."""
    return cells[column] if column < len(cells) else None


def reach_of(
    upper: Mapping[int, Cell], lower: Mapping[int, Cell], span: tuple[int, int], used: int
) -> set[int]:
    """Return the columns over which a word of the upper row reaches, merged or with nothing beside it; `used` have facts."""
    found, begin = set[int](), None
    for at in range(span[0], span[1] + 2):
        cell = upper.get(at)
        goes_on = begin is not None and (
            cell == upper[begin] or (cell is None and at in lower and lower[at] != upper[begin])
        )
        if goes_on and begin is not None:
            found |= {begin, at}
        elif cell is not None:
            begin = at
        elif at not in lower and not _is_left_out(lower, at, used):
            begin = None
    return found


def _is_left_out(lower: Mapping[int, Cell], at: int, used: int) -> bool:
    """Tell a column without a number among those that are numbered, (1), nothing, (3), or one of facts without a heading."""
    one, other = words.label(lower.get(at - 1)), words.label(lower.get(at + 1))
    is_number = one.isdigit() and other.isdigit() and int(other) == int(one) + 2
    return is_number or _is_without_heading(lower, at, used)


def _is_without_heading(cells: Mapping[int, Cell], at: int, used: int) -> bool:
    """Tell a column of facts without a heading between two that have one."""
    beside = [cells.get(at - 1), cells.get(at + 1)]
    return (
        not cells.get(at)
        and bool(used >> at & 1)
        and all(isinstance(cell, str) and words.strength(cell) > 0 for cell in beside)
    )
