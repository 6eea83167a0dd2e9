"""People below the head of their household, in a column of their own."""

from collections.abc import Sequence

from imports.tidy.columns.evidence import is_filled, sample
from imports.tidy.columns.fits import SOME
from imports.tidy.columns.look import Column
from imports.tidy.columns.spelling import SURE
from imports.tidy.model import Table


def members_below_heads(table: Table, columns: Sequence[Column]) -> None:
    """Tell "Các nhân khẩu" of whom one stands in each row, below that of the head: the name of each."""
    head = next((column for column in columns if column.is_sure("head")), None)
    members = next((column for column in columns if column.is_sure("members")), None)
    if head is None or members is None or members.seen.share("names") >= SOME:
        return
    rows = [
        [at < len(row.cells) and is_filled(row.cells[at]) for at in (head.at, members.at)]
        for row in sample(table.rows)
    ]
    if rows.count([False, True]) > rows.count([True, True]):
        members.means = {"name": SURE}
