"""A column that lists villages of the register, whatever stands above it: "Tổ CNSCĐ thôn", "Chi bộ nơi sinh hoạt"."""

from collections.abc import Sequence

from imports.tidy.columns.fits import MANY, MOST, villages_in
from imports.tidy.columns.headings import sure_of
from imports.tidy.columns.look import Column
from imports.tidy.columns.spelling import SURE
from imports.tidy.model import Known

# What a team is called is the village it is of.
_NO_PLACE = frozenset({"team"})


def name_villages(columns: Sequence[Column], known: Known) -> None:
    """Call the one column whose heading says nothing for sure, and whose cells name villages, that: where no other may be it."""
    if any("village" in column.means for column in columns):
        return
    open_ones = (column for column in columns if {*sure_of(column.means)} <= _NO_PLACE)
    could = [column for column in open_ones if _lists_villages(column, known)]
    if len(could) == 1:
        could[0].means = {"village": SURE}


def _lists_villages(column: Column, known: Known) -> bool:
    seen = column.seen
    is_counted = seen.share("int") >= MANY
    return seen.filled > 1 and not is_counted and villages_in(seen, known) >= MOST
