"""Numbers for many rows and texts: the separators of the reader's language are looked up once."""

from functools import cache
from typing import Protocol

from django.utils.formats import get_format
from django.utils.translation import get_language


class Part(Protocol):
    """So many of so many, and how the share is shown."""

    @property
    def n(self) -> int:
        """How many."""

    @property
    def of(self) -> int:
        """Of how many."""

    @property
    def shown(self) -> float:
        """The share in percent, as it is written."""

    @property
    def is_said(self) -> bool:
        """Whether it may be written."""

    @property
    def high(self) -> "Part | None":
        """The upper end, where it has two."""


def sign_of(number: float) -> str:
    """Return the sign that a difference is written with: a plus, a true minus, nothing for none."""
    return "+" if number > 0 else "−" if number < 0 else ""


class Numbers:
    """Writes as `number_format` does, at a tenth of its cost; made by `numbers_here`."""

    def __init__(self) -> None:
        grouped = get_format("NUMBER_GROUPING")
        self.thousands = str(get_format("THOUSAND_SEPARATOR")) if grouped else ""
        self.decimal = str(get_format("DECIMAL_SEPARATOR"))

    def whole(self, number: int) -> str:
        """Write a count: "548.631"."""
        return f"{number:,}".replace(",", self.thousands)

    def share(self, share: float) -> str:
        """Write a share with one decimal: "64,1"."""
        return f"{share:.1f}".replace(".", self.decimal)

    def change(self, number: int) -> str:
        """Write a difference of counts with its sign: "+11.501", "−3", "0"."""
        return f"{sign_of(number)}{self.whole(abs(number))}"

    def points(self, points: float) -> str:
        """Write a difference of shares with its sign and one decimal; a change is never "0,0"."""
        shown = max(round(abs(points), 1), 0.1) if points else 0.0
        return f"{sign_of(points)}{self.share(shown)}"

    def ends(self, rate: Part) -> str:
        """Write the share of a rate: "64,1", or its two ends: "0,4–100"."""
        low, high = self.share(rate.shown), rate.high
        if high is None:
            return low
        return f"{low}–{'100' if high.n == high.of else self.share(high.shown)}"

    def percent(self, rate: Part) -> str:
        """Write a rate: "64,1%", "0,4–100%"; "—" of nothing, and where that would say more than is known."""
        return f"{self.ends(rate)}%" if rate.is_said else "—"

    def of(self, rate: Part) -> str:
        """Write both counts: "19/21"."""
        return f"{self.whole(rate.n)}/{self.whole(rate.of)}"


def numbers_here() -> Numbers:
    """Return how numbers are written in the language that is in force."""
    return _in(get_language())


@cache
def _in(language: str | None) -> Numbers:
    return Numbers()
