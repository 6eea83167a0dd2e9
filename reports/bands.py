"""Bands of coverage: how many units stand in each, and the strip on which each is a dot."""

from collections import Counter
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from figures.rates import Rate
from reports.below import Child

# Unknown, and too few households to rank: neither has a colour of the scale.
UNKNOWN, FEW = "chua-co", "it-ho"


@dataclass(frozen=True, slots=True)
class Band:
    """One band: its key in addresses, its words, its colour, and from where it goes in percent."""

    key: str
    name: str | Promise
    colour: str
    start: float = 0.0


BANDS: tuple[Band, ...] = (
    Band("0-60", _("Dưới 60%"), "#e2eef8", 0),
    Band("60-80", _("60–79%"), "#bcd9f0", 60),
    Band("80-95", _("80–94%"), "#6fabdc", 80),
    Band("95-100", _("Từ 95%"), "#0f4c81", 95),
    Band(FEW, _("Ít hộ, không xếp bậc"), "#fff"),
    Band(UNKNOWN, _("Chưa có số liệu"), "url(#hat)"),
)
KEYS = frozenset(band.key for band in BANDS)


def band_of(child: Child) -> str:
    """Return the band of a unit, by its exact share and not by the rounded one."""
    rate = child.figures.covered_rate
    if not child.figures.surveyed:
        return UNKNOWN
    if child.is_small:
        return FEW
    return next(b.key for b in reversed(BANDS[:4]) if 100 * rate.n >= b.start * rate.of)


def step_of(rate: Rate) -> int:
    """Return which of the four steps a rate is on, 1 the lowest, by its exact share."""
    return sum(100 * rate.n >= band.start * rate.of for band in BANDS[:4])


def counted(children: list[Child]) -> list[tuple[Band, int]]:
    """Count the units of each band; one that nobody stands in is left out if it is no step."""
    numbers = Counter(map(band_of, children))
    return [(b, numbers[b.key]) for b in BANDS if numbers[b.key] or b.key not in {FEW, UNKNOWN}]
