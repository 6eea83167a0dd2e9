"""The cells of a row, read of the facts or of what was typed; rows added up. Pure."""

from collections.abc import Mapping, Sequence

from periodic.catalogue.rules.facts import Facts
from periodic.catalogue.rules.vocabulary import BY_KEY
from periodic.content import Column, Row, Source, Value

NOTHING = Value()
# Of a unit below that has not sent: what the register says.
REGISTER = "register"
# Columns of words that repeat remarks of the report: nobody writes them twice.
FROM_TEXTS = {"kho-khan": ("difficulties", "proposals")}


def repeated(texts: Mapping[str, str]) -> dict[str, str]:
    """Return what the columns that repeat remarks say."""
    return {
        key: "; ".join(texts[one] for one in names if texts.get(one))
        for key, names in FROM_TEXTS.items()
    }


def cells(
    columns: Sequence[Column], facts: Facts, typed: Mapping[str, Value] | None = None
) -> dict[str, Value]:
    """Return the cells of a row: what the register says, what was typed, nothing of the rest."""
    return {one.key: _cell(one, facts, typed or {}) for one in columns}


def _cell(column: Column, facts: Facts, typed: Mapping[str, Value]) -> Value:
    if column.source == Source.REGISTER:
        figure = BY_KEY.get(column.figure)
        return figure.read(facts) if figure else NOTHING
    return typed.get(column.key, NOTHING) if column.source == Source.TYPED else NOTHING


def added(columns: Sequence[Column], rows: Sequence[Row]) -> dict[str, Value]:
    """Add up rows, column by column; texts are not added. What nobody knows is no part of a sum.

    A sum in which rows are missing says so: those that left a cell blank, or whose form did not ask for it.
    """
    return {one.key: _sum([row.values.get(one.key) for row in rows]) for one in columns}


def _sum(values: Sequence[Value | None]) -> Value:
    known = [one for one in values if one is not None and one.n is not None]
    if not known:
        return NOTHING
    wholes = [one.of for one in known if one.of is not None]
    told, parts = (None, None) if len(known) == len(values) else (len(known), len(values))
    return Value(
        n=sum(one.n or 0 for one in known),
        of=sum(wholes) if wholes else None,
        is_said=all(one.is_said for one in known),
        told=told,
        parts=parts,
    )


def sums_of_typed(columns: Sequence[Column], rows: Sequence[Row]) -> dict[str, Value]:
    """Return what the rows say together of each number that is typed; a column of which none says anything is left out."""
    numbers = [one for one in columns if one.source == Source.TYPED and not one.is_text]
    sums = added(numbers, [row for row in rows if row.pk])
    return {key: value for key, value in sums.items() if value.n is not None}


def with_typed(
    columns: Sequence[Column], total: Mapping[str, Value], rows: Sequence[Row], *, sums_up: bool
) -> dict[str, Value]:
    """Return the cells of the whole, with the sums of numbers that were typed by rows.

    Of a commune, whose villages and whole are typed by the same people, a number of the whole stands; above
    (`sums_up`), what was sent below does.
    """
    sums = sums_of_typed(columns, rows)
    own = {} if sums_up else {key: total[key] for key in sums if total[key].n is not None}
    return {**total, **sums, **own}
