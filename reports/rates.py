"""A part of a whole, said honestly: n/N beside the percentage, and never a rounded-up 100 %."""

from dataclasses import dataclass

from django.utils.formats import number_format


@dataclass(frozen=True)
class Rate:
    """`n` of `of`, both counts. Rule: docs/decisions/0004-rules-as-settings.md."""

    n: int
    of: int

    @property
    def share(self) -> float:
        """The share in percent, unrounded; 0 for an empty whole."""
        return 100 * self.n / self.of if self.of else 0.0

    @property
    def text(self) -> str:
        """One decimal in the reader's language; "—" of nothing; 0 and 100 only when none and all."""
        if not self.of:
            return "—"
        shown = round(self.share, 1)
        if 0 < self.n < self.of:
            shown = min(max(shown, 0.1), 99.9)
        return number_format(shown, 1)

    @property
    def percent(self) -> str:
        """The share with its sign: "46,1%", or "—"."""
        return f"{self.text}%" if self.of else "—"

    @property
    def gap(self) -> int:
        """How many are missing."""
        return self.of - self.n

    @property
    def is_full(self) -> bool:
        """Whether all of a whole that is not empty are there."""
        return self.of > 0 and self.n == self.of
