"""A number of the household: on every row, on its first row, with a part for the person (3.2), or counted anew."""

import re
from collections.abc import Iterator, Sequence

from imports.tidy.shapes.households.labels import label_key, label_kind
from imports.tidy.shapes.households.signs import LABELS, Signs
from imports.tidy.shapes.households.ways.keyed import keyed
from imports.tidy.shapes.households.ways.way import INFERRED, LABEL, WEAK, Way, begin

_SEPARATOR = re.compile(r"[.,/-]")
_WITH_LETTER = re.compile(r"(\d{1,4})[a-zđ]")
# More live in few households.
_MANY = 12
# A column made to number households; that of running numbers may do so, too.
_MADE = frozenset({"household_id", "number"})


def ways(signs: Signs) -> Iterator[Way]:
    """Yield the households as each column of numbers tells them."""
    for key in LABELS:
        column = signs.labels.get(key)
        if not column or not any(column):
            continue
        kinds = [label_kind(text) for text in column]
        if "alpha" in kinds and "int" in kinds and key not in _MADE:
            continue  # imports.tidy.shapes.households.ways.by_letter
        is_running = "" not in kinds and len(set(column)) == len(column)
        rank = LABEL if key in _MADE and not is_running else INFERRED
        yield from _of_column(signs, column, kinds, rank)


def _of_column(
    signs: Signs, column: Sequence[str], kinds: Sequence[str], rank: int
) -> Iterator[Way]:
    if set(kinds) <= {"sign", ""}:
        if "" in kinds:
            yield Way("mark", INFERRED, begin([kind == "sign" for kind in kinds]))
        return
    keys = [label_key(text) if kind else "" for text, kind in zip(column, kinds, strict=True)]
    if "dotted" in kinds:
        keys = [_SEPARATOR.split(key)[0] for key in keys]
    keys = _without_letters(keys)
    if rank == LABEL or "" in keys or _repeats(keys):
        yield Way("letter" if "alpha" in kinds else "number", rank, keyed(signs, keys))
    else:
        starts = [key == "1" for key in keys]
        if starts[0] and (sum(starts) > 2 or _are_two_homes(signs, keys)):
            yield Way("number", WEAK, begin(starts))


def _without_letters(keys: Sequence[str]) -> list[str]:
    """Return numbers without the letter of whom of a household a row is about: "1", "1a", "1b" are one."""
    found = [_WITH_LETTER.fullmatch(key) for key in keys]
    known = {key for key, one in zip(keys, found, strict=True) if one is None}
    are_parts = all(one is None or one[1] in known for one in found)
    return [one[1] if one and are_parts else key for key, one in zip(keys, found, strict=True)]


def _are_two_homes(signs: Signs, keys: Sequence[str]) -> bool:
    """Tell the people of two households that are counted one by one, where nothing else says who is whose."""
    if signs.has_heads or any(signs.relations) or keys.count("1") != 2:
        return False
    second = keys.index("1", 1)
    counted = [*range(1, second + 1), *range(1, len(keys) - second + 1)]
    return max(counted) <= _MANY and list(keys) == list(map(str, counted))


def _repeats(keys: Sequence[str]) -> bool:
    return any(key == before for key, before in zip(keys[1:], keys, strict=False))
