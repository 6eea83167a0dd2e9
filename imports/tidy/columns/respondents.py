"""Who answered for a household, beside its head: what is said of skills is theirs."""

import re
from collections.abc import Sequence

from areas.names import fold
from imports.tidy.columns.fits import MOST
from imports.tidy.columns.look import Column
from imports.tidy.columns.spelling import SURE
from imports.tidy.roles import SKILLS

_ANSWERED = re.compile(r"(?:ho (?:va )?ten )?nguoi (?:tra loi|cung cap thong tin)")


def tell_respondents(columns: Sequence[Column]) -> None:
    """Take who answered for somebody of the household where nearly each row names them, and nobody else but the head."""
    heads = [column for column in columns if column.is_sure("head")]
    others = any(column.is_sure("name", "given", "family", "relation") for column in columns)
    if len(heads) != 1 or others or not any(column.is_sure(*SKILLS) for column in columns):
        return
    found = [column for column in columns if _ANSWERED.fullmatch(fold(column.heading))]
    if len(found) == 1 and _names_most(found[0], heads[0]):
        found[0].means = {"name": SURE}


def _names_most(column: Column, head: Column) -> bool:
    is_filled = column.seen.filled >= MOST * head.seen.filled
    return is_filled and column.seen.share("surname") >= MOST
