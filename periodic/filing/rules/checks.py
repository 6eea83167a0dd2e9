"""What is wrong with a number that was typed: it is refused when it is typed, and when it is to be sent. Pure."""

from collections.abc import Mapping
from decimal import Decimal

from django.utils.translation import gettext as _

from periodic.catalogue.rules.columns import AT_MOST, BETWEEN
from periodic.content import Column, Content, Row, Value
from periodic.drafts.rules.sentences import number_text


def problem(
    column: Column,
    number: Decimal | None,
    values: Mapping[str, Value],
    names: Mapping[str, str],
) -> str:
    """Say why a typed number cannot be; "" if it can. What the other number is nobody knows, is not compared."""
    if number is None:
        return ""
    if number < 0:
        return _("Số này không thể nhỏ hơn 0.")
    for kind, *words in column.checks:
        if kind == AT_MOST and (most := number_of(values, words[0])) is not None and number > most:
            said = {"name": names[words[0]], "n": number_text(most)}
            return _("Không lớn hơn “%(name)s”, là %(n)s.") % said
        if kind == BETWEEN and not words[0] <= number <= words[1]:
            said = {"low": number_text(words[0]), "high": number_text(words[1])}
            return _("Từ %(low)s đến %(high)s.") % said
    return ""


def number_of(values: Mapping[str, Value], key: str) -> float | None:
    """Return the number of a column; None of what nobody knows."""
    value = values.get(key)
    return value.n if value else None


def over(content: Content, typed: Mapping[int | None, Mapping[str, Value]]) -> dict[str, str]:
    """Say of each column of which a typed cell cannot be so (any more) why; `typed` is by row, None the whole.

    What it is compared with may be the register's, and that may have become less since. Sums of rows only warn.
    """
    columns = {one.key: one for one in content.columns}
    names = {key: one.name for key, one in columns.items()}
    rows: dict[int | None, Row] = {row.pk: row for row in content.rows}
    rows[None] = content.total
    found = dict[str, str]()
    for at, cells in typed.items():
        for key, cell in cells.items():
            row = rows.get(at)
            if row is None or key not in columns or number_of(row.values, key) != cell.n:
                continue
            number = None if cell.n is None else Decimal(str(cell.n))
            if why := problem(columns[key], number, row.values, names):
                found.setdefault(key, f"{row.name}: {why}" if at else why)
    return found
