"""Households and their people, however a table tells them apart. Nobody is put into the household above by default."""

from collections.abc import Iterator, Sequence

from imports.tidy.asking import Asking
from imports.tidy.model import Known, Record, Table
from imports.tidy.shapes.households import blocks
from imports.tidy.shapes.households.choose import Choice, choose
from imports.tidy.shapes.households.signs import Signs, survey

# What a word for a relation may mean.
RELATIONS = ("head", "spouse", "child", "parent", "grandchild", "other", "skip")


def records(tables: Sequence[Table], known: Known, asking: Asking) -> Iterator[Record]:
    """Yield a record for each person, the head of a household first; `block` tells households apart."""
    surveys = [survey(table, known, asking) for table in tables]
    chosen = [(signs, choose(signs)) for signs in surveys if len(signs)]
    answer = _answer([choice for _, choice in chosen], asking)
    for signs, choice in chosen:
        if choice.way is None:
            _ask_words(choice, asking)
            choice.way = next((way for way in choice.ways if way.key == answer), None)
        if choice.way is not None:
            yield from blocks.records(signs, choice, known, asking)
        elif answer is not None and not choice.unknown:
            _leave(signs, asking)


def _answer(choices: Sequence[Choice], asking: Asking) -> str | None:
    """Ask once for the file how households are told apart, if any table does not say it plainly."""
    open_ones = [one for one in choices if one.way is None and not one.unknown]
    if not open_ones:
        return None
    keys = dict.fromkeys(key for one in open_ones for key in one.keys)
    return asking.ask("grouping", "", [*keys, "skip"])


def _ask_words(choice: Choice, asking: Asking) -> None:
    for word in choice.unknown:
        asking.ask("relation", word, RELATIONS)


def _leave(signs: Signs, asking: Asking) -> None:
    table = signs.table
    numbers = [row.number for row in table.rows]
    asking.leave(
        "grouping",
        sheet=table.sheet,
        rows=(min(numbers), max(numbers)),
        columns=(table.left, table.right),
        count=len(signs),
        name=table.name,
    )
