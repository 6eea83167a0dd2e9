"""Caches of what texts mean, for as long as a file is read: they hold names of people."""

from collections.abc import Callable
from functools import lru_cache
from typing import cast

from areas.names import clean, fold

_FORGETTING = list[Callable[[], None]]()


def of_file[**P, R](maxsize: int) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Return what keeps the last results of a function until `forget`."""

    def kept(function: Callable[P, R]) -> Callable[P, R]:
        cached = lru_cache(maxsize=maxsize)(function)
        _FORGETTING.append(cached.cache_clear)
        return cast("Callable[P, R]", cached)

    return kept


# What the same row is asked for again and again.
cleaned = of_file(2_048)(clean)
folded = of_file(2_048)(fold)


def forget() -> None:
    """Forget what was kept of the texts of a file: whoever read one says so when done."""
    for one in _FORGETTING:
        one()
