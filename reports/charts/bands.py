"""The one scale of colours: what step a rate is on, for dashboards, maps, tables and their legends.

`static/app.css` repeats the colours for cells of tables; tests/reports/charts/test_bands.py compares them.
"""

from collections import Counter
from dataclasses import dataclass

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from figures.figures import Figures
from figures.indicators import COVERED, VILLAGE, Indicator
from figures.rates import Rate
from reports.units.queries.child_units import Child

# No step of the scale: too much is unknown, or too few households live there to rank anybody.
UNKNOWN, FEW = "chua-du", "it-ho"


@dataclass(frozen=True, slots=True)
class Band:
    """One band: its key in addresses, its words, its colours, and from where it goes in percent."""

    key: str
    name: str | Promise
    colour: str
    edge: str
    start: int = 0
    # White letters.
    dark: bool = False


SCALE: tuple[Band, ...] = (
    Band("0-40", _("Dưới 40%"), "#e2eef8", "#8fbce0"),
    Band("40-60", _("40–59%"), "#bcd9f0", "#8fbce0", 40),
    Band("60-80", _("60–79%"), "#6fabdc", "#6fabdc", 60),
    Band("80-95", _("80–94%"), "#1f6fb2", "#1f6fb2", 80, dark=True),
    Band("95-100", _("Từ 95%"), "#0b3558", "#0b3558", 95, dark=True),
)
BANDS: tuple[Band, ...] = (
    *SCALE,
    Band(FEW, _("Ít hộ, không xếp bậc"), "#fff", "#7a8795"),
    Band(UNKNOWN, _("Chưa đủ số liệu"), "url(#hat)", "#7a8795"),
)
BY_KEY = {band.key: band for band in BANDS}
KEYS = frozenset(BY_KEY)


def band_for(rate: Rate, indicator: Indicator, figures: Figures) -> Band:
    """Return the band of a unit's rate, by its exact share and not by the rounded one."""
    if not rate.of or not indicator.is_known_enough(figures):
        return BY_KEY[UNKNOWN]
    if indicator.noun is not VILLAGE and rate.of < int(settings.SMALL_UNIT_HOUSEHOLDS):
        return BY_KEY[FEW]
    return SCALE[step_of(rate) - 1]


def band_of(child: Child) -> str:
    """Return the key of the band of a unit's covered households."""
    return band_for(child.figures.covered_rate, COVERED, child.figures).key


def step_of(rate: Rate) -> int:
    """Return which of the steps a rate is on, 1 the lowest, by its exact share."""
    return sum(100 * rate.n >= band.start * rate.of for band in SCALE)


def counted(children: list[Child]) -> list[tuple[Band, int]]:
    """Count the units of each band; one that nobody stands in is left out if it is no step."""
    numbers = Counter(map(band_of, children))
    return [(b, numbers[b.key]) for b in BANDS if numbers[b.key] or b.key not in {FEW, UNKNOWN}]
