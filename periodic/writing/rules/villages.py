"""Typing village by village: which columns, how many villages stand on a page, what they make up together. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from periodic.catalogue.rules.columns import BETWEEN
from periodic.content import COMMUNE, Column, Content, Row, Source, Value
from periodic.drafts.rules.values import NOTHING, sums_of_typed
from periodic.filing.rules.words import told_of, value_text

# A form takes a thousand fields at most; so many hold the numbers of villages.
FIELDS = 900


def columns_of_villages(content: Content) -> list[Column]:
    """Return what is typed village by village: every number that no register knows, of a commune."""
    if not content.is_commune:
        return []
    return [one for one in content.columns if one.source == Source.TYPED and not one.is_text]


def beside(content: Content) -> list[Column]:
    """Return the columns of the register against which typed ones are checked: they stand beside them."""
    typed = columns_of_villages(content)
    named = {words[0] for one in typed for kind, *words in one.checks if kind != BETWEEN}
    return [one for one in content.columns if one.key in named and one.source == Source.REGISTER]


def villages_of(content: Content) -> list[Row]:
    """Return the rows of villages."""
    return [row for row in content.rows if row.pk]


def on_a_page(content: Content) -> int:
    """Return how many villages one page holds."""
    columns = columns_of_villages(content)
    fields = len(columns) + sum(one.needs_evidence for one in columns)
    return max(1, FIELDS // max(1, fields))


@dataclass(frozen=True)
class Sum:
    """What the villages make up in one column, and what was typed for the whole instead."""

    name: str
    words: str
    told: str
    whole: str


def sums_of(content: Content, columns: Sequence[Column]) -> list[Sum]:
    """Return the sums of columns as they were saved."""
    sums, total = sums_of_typed(content.columns, content.rows), content.total.values
    return [_sum(one, sums.get(one.key), total.get(one.key, NOTHING)) for one in columns]


def _sum(column: Column, value: Value | None, total: Value) -> Sum:
    value = value or NOTHING
    whole = "" if total.n == value.n else value_text(total, column)
    words = "" if value.n is None else value_text(value, column)
    return Sum(column.name, words, told_of(value, COMMUNE), whole)
