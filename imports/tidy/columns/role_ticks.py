"""What somebody is in a team, ticked below it: "Tổ trưởng | Tổ phó | Thành viên" beside one column of names."""

from collections import defaultdict
from collections.abc import Sequence

from areas.names import fold
from imports.tidy.columns.fits import MANY
from imports.tidy.columns.levels import Answered, holds_ticks
from imports.tidy.columns.look import Column
from imports.tidy.columns.spelling import SURE
from imports.tidy.model import Table

_LEADERS = frozenset({"to truong", "to pho", "pho to truong", "truong nhom", "nhom truong"})
_HEADINGS = _LEADERS | {"thanh vien", "to vien", "thanh vien to", "cac thanh vien"}


def join_roles(table: Table, columns: Sequence[Column]) -> list[Column]:
    """Make one column of the ticks that say what each person is in the team; return the columns that are left.

    Who is ticked twice is asked about as of any other word.
    """
    if any(column.seen.share("role") >= MANY for column in columns):
        return list(columns)  # what they are is said in words
    ticked = defaultdict[int, dict[int, str]](dict)
    for column in columns:
        if fold(column.heading) in _HEADINGS and holds_ticks(column):
            ticked[column.group][column.at] = column.words[0]
    found = {
        key: group for key, group in ticked.items() if _LEADERS & set(map(fold, group.values()))
    }
    firsts = {min(group) for group in found.values()}
    gone = {at for group in found.values() for at in group} - firsts
    for column in columns:
        if column.at in firsts:
            column.means = {"role": SURE}
    if found:
        table.rows = Answered(table.rows, list(found.values()))
    return [column for column in columns if column.at not in gone]
