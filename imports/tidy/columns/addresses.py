"""Where in a village somebody lives, of several columns that may say it."""

from collections.abc import Sequence

from imports.tidy.columns.fits import MANY, MOST, villages_in
from imports.tidy.columns.headings import sure_of
from imports.tidy.columns.look import ENOUGH, Column
from imports.tidy.columns.spelling import SURE
from imports.tidy.model import Known


def of_addresses(columns: Sequence[Column], known: Known) -> None:
    """Take of several addresses the one that names villages in most rows; where else people are is left."""
    could = [
        column
        for column in columns
        if column.is_sure("hamlet") and "village" in column.means and not column.is_sure("village")
    ]
    told = [villages_in(column.seen, known) * column.seen.filled for column in could]
    for column, much in zip(could, told, strict=True):
        if much < MANY * max(told):
            column.means = {"skip": SURE}


def within_villages(columns: Sequence[Column], known: Known) -> None:
    """Tell "Tổ" beside the column of the village, if no village stands there: where in it somebody lives.

    So is "Xóm" whose cells say more than a village: "Nhà 1, xóm 2, thôn Hội Phú".
    """
    for column in columns:
        if not {"village", "hamlet"} <= column.means.keys() or column.is_sure("village"):
            continue
        others = [one for one in columns if one is not column and one.seen.filled]
        is_beside = any(one.worth("village", known) >= ENOUGH for one in others)
        is_none = not sure_of(column.means) and not villages_in(column.seen, known)
        if column.seen.share("long") >= MOST or (is_none and is_beside):
            column.means = {"hamlet": SURE}
