"""Five columns that are numbered as the skills are, with no word of which is which: one question for all of them."""

from collections.abc import Collection, Sequence

from imports.tidy.asking import Asking, Spot, about
from imports.tidy.columns.headings import skill_number
from imports.tidy.columns.look import Column
from imports.tidy.roles import SKILLS

IN_ORDER, APART = "in_order", "apart"
_FIVE = list(range(1, len(SKILLS) + 1))


def numbered(columns: Sequence[Column], free: Collection[str], asking: Asking) -> list[Column]:
    """Return the columns "KN1" to "KN5", of each of several people side by side; none where they are not just these five."""
    if not set(SKILLS) <= set(free):
        return []
    found = [column for column in columns if not column.role and skill_number(column.words)]
    for group in {column.group for column in found}:
        numbers = [skill_number(column.words) for column in found if column.group == group]
        if numbers != _FIVE:
            return []
    is_told = any(about("column", column.subject) in asking.answers for column in found)
    return [] if is_told or not any(column.seen.is_used for column in found) else found


def ask_order(columns: Sequence[Column], asking: Asking, spot: Spot) -> str | None:
    """Ask once whether five columns are the five skills in their order; return what was answered."""
    subject = f"{columns[0].subject}–{columns[len(SKILLS) - 1].subject}"
    return asking.ask("numbered", subject, (IN_ORDER, APART), spot=spot)
