"""What a row of a file wants, beside what stands there."""

from collections.abc import Mapping, Sequence
from typing import Any

from households.register.rules import merge_fields

# A column, and what stood there and is wanted there.
type Pairs = Mapping[str, Sequence[Any]]


def stood(pairs: Pairs) -> dict[str, Any]:
    """Return what stood there when the row was checked."""
    return {name: pair[0] for name, pair in pairs.items()}


def wanted(pairs: Pairs) -> dict[str, Any]:
    """Return what the row wants there."""
    return {name: pair[1] for name, pair in pairs.items()}


def merged(pairs: Pairs, row: Any) -> dict[str, Any]:
    """Return what is to be stored of the values that a row wants; raises Clash."""
    now = {name: getattr(row, name) for name in pairs}
    found = merge_fields(stood(pairs), wanted(pairs), now)
    return {name: value for name, value in found.items() if value != now[name]}
