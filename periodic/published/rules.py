"""Which of our figures a published one is held against, and how the two and their difference are written. Pure."""

from dataclasses import dataclass
from decimal import Decimal

from figures.rates import count_text, points_text, share_text, signed_count
from periodic.catalogue.rules.figure import Figure
from periodic.catalogue.rules.vocabulary import FIGURES
from periodic.content import Measure, Value

# Counted of today's register alone (its definition says so): of a past day it says nothing.
_OF_TODAY = {"ho-khong-dien-thoai"}
# What the register can say of any day.
HELD_AGAINST: dict[str, Figure] = {
    one.key: one for one in FIGURES if one.measure == Measure.STOCK and one.key not in _OF_TODAY
}


@dataclass(frozen=True)
class Published:
    """The numbers of a published figure."""

    value: Decimal
    of: int | None = None

    @property
    def text(self) -> str:
        """Write it: "93.524", "1.545/1.562", "96,4"."""
        whole = self.value == int(self.value)
        text = count_text(int(self.value)) if whole else share_text(float(self.value))
        return text if self.of is None else f"{text}/{count_text(self.of)}"


def ours_text(ours: Value | None) -> str:
    """Write what the register says of the day; "" where it has nothing of it, which is no 0."""
    if ours is None or not ours.n:
        return ""
    text = count_text(int(ours.n))
    return text if ours.of is None else f"{text}/{count_text(ours.of)}"


def difference(said: Published, ours: Value | None) -> str:
    """Write by how much ours is more or less: of counts, or of shares in percent where both give N; "" of nothing."""
    if ours is None or not ours.n:
        return ""
    if said.of is not None and ours.of is not None:
        if ours.share is None or not said.of:
            return ""
        return f"{points_text(ours.share - 100 * float(said.value) / said.of)} %"
    if said.value != int(said.value) or said.of is not None:
        return ""
    return signed_count(int(ours.n) - int(said.value))
