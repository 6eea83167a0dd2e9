"""Columns of a form: made of a figure or typed, what holds of all of them together, and which may follow which. Pure."""

import re
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from django.utils import translation

from periodic.catalogue.rules.vocabulary import BY_KEY
from periodic.content import Column, Measure, Source

_KEY = re.compile("[a-z0-9]+(-[a-z0-9]+)*")
# What of a column is its meaning: under the same key it stays as it was, unless the software itself says it otherwise.
MEANING = ("definition", "unit", "measure", "source", "figure", "n", "of", "is_text")
# Kinds of checks, with how many words follow: at most another column, within two numbers (both refuse), and so many
# for each of another column (only warns).
AT_MOST, BETWEEN, FOR_EACH = "<=", "between", "for_each"
_WORDS = {AT_MOST: 1, BETWEEN: 2, FOR_EACH: 3}


class Wrong(Exception):
    """Columns that are no form: `column` is the key of the one, `why` a word of ours."""

    def __init__(self, column: str, why: str) -> None:
        super().__init__(f"{column}: {why}")
        self.column, self.why = column, why


def column_of(figure: str, key: str = "", **said: Any) -> Column:
    """Return the column of a figure of the register, in Vietnamese, as forms are kept."""
    one = BY_KEY[figure]
    with translation.override("vi"):
        return Column(
            **{
                "key": key or figure,
                "name": str(one.name),
                "definition": str(one.definition),
                "unit": str(one.unit),
                "measure": one.measure,
                "source": Source.REGISTER,
                "figure": figure,
                "n": str(one.n),
                "of": str(one.of),
                "is_part": one.is_part,
                **said,
            }
        )


def typed(key: str, name: str, definition: str, unit: str, **said: Any) -> Column:
    """Return a column that people fill in."""
    return Column(
        **{
            "key": key,
            "name": name,
            "definition": definition,
            "unit": unit,
            "measure": Measure.STOCK,
            "source": Source.TYPED,
            **said,
        }
    )


def as_data(columns: Sequence[Column]) -> list[dict[str, Any]]:
    """Give columns as a version of a form keeps them."""
    return [asdict(one) | {"checks": [list(check) for check in one.checks]} for one in columns]


def words_of(columns: Sequence[Column]) -> dict[str, str]:
    """Return what people wrote into columns, by their keys; what comes of the vocabulary is ours."""
    typed_ = (one for one in columns if one.source != Source.REGISTER)
    return {one.key: f"{one.name} | {one.definition} | {one.unit}" for one in typed_}


def check_columns(columns: Sequence[Column], before: Sequence[Column] = ()) -> None:
    """Raise Wrong for the first thing that is wrong with the columns of a form, which had others before."""
    if not columns:
        raise Wrong("", "empty")
    keys, meant = {one.key for one in columns}, {one.key: one for one in before}
    seen = set[str]()
    for one in columns:
        if one.key in seen:
            raise Wrong(one.key, "twice")
        seen.add(one.key)
        if why := _wrong(one, keys):
            raise Wrong(one.key, why)
        was = meant.get(one.key)
        if was and not (_means_as(one, was) or _is_read_anew(one, was)):
            raise Wrong(one.key, "changed")


def _means_as(one: Column, other: Column) -> bool:
    return all(getattr(one, name) == getattr(other, name) for name in MEANING)


def _is_read_anew(one: Column, was: Column) -> bool:
    """Say whether a figure of the register is only counted, or put, otherwise than by the software of before."""
    if was.source != Source.REGISTER or one.figure != was.figure or one.figure not in BY_KEY:
        return False
    return _means_as(one, column_of(one.figure, one.key))


def _wrong(one: Column, keys: set[str]) -> str:
    if len(one.key) > 64 or not _KEY.fullmatch(one.key):
        return "key"
    if not one.name or not one.definition:
        return "words"
    if (one.source == Source.REGISTER) != (one.figure in BY_KEY):
        return "figure"
    if one.is_text and one.source == Source.REGISTER:
        return "text"
    return "" if all(_is_check(check, keys - {one.key}) for check in one.checks) else "check"


def _is_check(check: Sequence[Any], others: set[str]) -> bool:
    kind, *words = check
    if len(words) != _WORDS.get(kind):
        return False
    if kind != BETWEEN and words[0] not in others:
        return False
    numbers = words if kind == BETWEEN else words[1:]
    ordered = not numbers or numbers[0] <= numbers[-1]
    return ordered and all(isinstance(number, int | float) for number in numbers)
