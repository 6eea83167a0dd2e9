"""A column that lists villages of the register below the name of a body there: "Tổ CNSCĐ thôn"."""

from collections.abc import Sequence

from imports.tidy.columns.fits import lists_villages
from imports.tidy.columns.headings import sure_of
from imports.tidy.columns.look import Column
from imports.tidy.columns.spelling import SURE
from imports.tidy.model import Known


def name_villages(columns: Sequence[Column], known: Known) -> None:
    """Call the one column of teams whose cells name villages that of the villages: a team is called by the one it is of.

    Below other words villages may be where somebody comes from or works, and a team may guide households of another
    village: what such a column is, is asked.
    """
    if any("village" in column.means or column.is_sure("head") for column in columns):
        return
    teams = (column for column in columns if {*sure_of(column.means)} == {"team"})
    could = [column for column in teams if lists_villages(column.seen, known)]
    if len(could) == 1:
        could[0].means = {"village": SURE}
