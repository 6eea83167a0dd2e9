"""What stands behind the name of somebody who is not brought in: it is not that of the next person."""

from collections.abc import Sequence

from imports.tidy.columns.fits import MANY
from imports.tidy.columns.look import Column
from imports.tidy.columns.spelling import SURE
from imports.tidy.roles import SKIP

_PEOPLE = ("name", "family", "given", "leader", "deputy", "members", "head")
_THEIRS = ("phone", "birth", "sex", "age")


def leave_facts_of_others(columns: Sequence[Column]) -> None:
    """Leave telephone and year of whoever is neither leader nor member: "Trưởng thôn | SĐT" beside "Tổ trưởng | SĐT"."""
    if not any(column.is_sure("leader", "deputy", "members") for column in columns):
        return
    is_other = False
    for column in columns:
        if column.is_sure(*_THEIRS):
            if is_other:
                column.means = {SKIP: SURE}
        elif not column.is_sure(*_PEOPLE):
            is_place = column.is_sure("village", "commune", "hamlet", "signer", "organisation")
            is_other = column.seen.share("surname") >= MANY and not is_place
        else:
            is_other = False
