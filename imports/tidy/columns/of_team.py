"""Names below words for the members of a team: whom a list is of, or who of the team guides a household."""

import re
from collections.abc import Sequence

from areas.names import fold
from imports.tidy.columns.look import Column
from imports.tidy.columns.spelling import SURE
from imports.tidy.roles import SKIP

_TEAM = r"\bto (?:cnscd|cns|cong nghe so)\b"
_OF_TEAM = re.compile(_TEAM)
_MEMBERS = re.compile(rf"\b(?:thanh vien to|to vien)\b|{_TEAM}")


def lists_members(column: Column) -> bool:
    """Tell the names of a team's members by what stands above them, where no title says it: "Họ tên thành viên tổ CNSCĐ"."""
    return _is_of(column, _MEMBERS)


def leave_guides(columns: Sequence[Column]) -> None:
    """Leave who of the team stands beside the head of a household: they guide it, and are nobody of it."""
    if not any(column.is_sure("head") for column in columns):
        return
    for column in columns:
        if not column.is_sure("head") and _is_of(column, _OF_TEAM):
            column.means = {SKIP: SURE}


def _is_of(column: Column, words: re.Pattern[str]) -> bool:
    return "name" in column.means and any(words.search(fold(word)) for word in column.words)
