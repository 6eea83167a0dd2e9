"""A figure of the register that a form may name: key, words, definition, and how it is read of the facts. Pure."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise

from figures.rates import Rate
from periodic.catalogue.rules.facts import Facts
from periodic.content import Measure, Value


@dataclass(frozen=True)
class Figure:
    """One figure of the register."""

    key: str
    name: str | Promise
    definition: str | Promise
    unit: str | Promise
    measure: Measure
    read: Callable[[Facts], Value]
    # Of a rate: what n and N are.
    n: str | Promise = ""
    of: str | Promise = ""
    # A part of the one before it ("là nữ").
    is_part: bool = False
    # The column of movements, or the number of sessions ("sessions", "turns"), that moves it and nothing else does.
    traced: str = ""


def of_rate(rate: Rate) -> Value:
    """Return a rate with both its numbers; in percent only where that may be said and has one end."""
    return Value(n=rate.n, of=rate.of, is_said=rate.is_said and rate.high is None)
