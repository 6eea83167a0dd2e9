"""A sex that stands in two columns, of men and of women: as a tick, or as the year of birth."""

from imports.spreadsheet.book import Cell
from imports.tidy.cells.marks import ALONE, NONE, clear, key_of
from imports.tidy.cells.reading import says_nothing


def of_two(men: Cell, women: Cell) -> str | None:
    """Return in which of two columns somebody stands; None where both or neither says so."""
    said = [key for key, cell in (("m", men), ("f", women)) if _is_there(cell)]
    if len(said) > 1:
        # One of them may be a mark for no.
        ticked = [key for key, cell in (("m", men), ("f", women)) if _is_sure(cell)]
        said = ticked
    return said[0] if len(said) == 1 else None


def is_year(cell: Cell) -> bool:
    """Say whether a cell is a year, day or age, not a tick."""
    text = str(cell)
    return sum(char.isdigit() for char in text) > 1 or text.endswith("tuổi")


def _is_there(cell: Cell) -> bool:
    key = key_of(cell)
    return (
        bool(key)
        and (key == "x" or not says_nothing(key))
        and clear(key, frozenset(), frozenset()) != NONE
    )


def _is_sure(cell: Cell) -> bool:
    return is_year(cell) or clear(key_of(cell), frozenset(), frozenset()) == ALONE
