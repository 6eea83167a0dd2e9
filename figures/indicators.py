"""The indicators of the two targets and of the skills: each a key, words, and a rate of `Figures`.

Targets, trends, comparisons, causes and explored tables all speak of these and of nothing else.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from figures.figures import Figures
from figures.rates import Rate
from skills.catalogue import SKILLS


@dataclass(frozen=True)
class Indicator:
    """One indicator: its key in addresses, its words, what it counts, and how."""

    key: str
    name: str | Promise
    short: str | Promise
    # What one of N is: "thôn" or "hộ".
    noun: str | Promise
    rate: Callable[[Figures], Rate]

    def is_known_enough(self, figures: Figures) -> bool:
        """Say whether the rate may have a colour, a rank, a trend.

        How many households were surveyed is known, wherever it is known how many there are.
        """
        if self.noun is VILLAGE:
            return figures.is_list_known_enough
        if self.key == SURVEYED_KEY:
            return figures.expected > 0 and figures.has_begun_enough
        return figures.is_known_enough


def _skill(column: str) -> Callable[[Figures], Rate]:
    def rate(figures: Figures) -> Rate:
        return next(rate for skill, rate in figures.skills if skill.column == column)

    return rate


VILLAGE, HOUSEHOLD = _("thôn"), _("hộ")
SURVEYED_KEY = "da-khao-sat"
INDICATORS: tuple[Indicator, ...] = (
    Indicator("thon-co-to", _("Thôn có tổ"), _("Có tổ"), VILLAGE, lambda f: f.team_rate),
    Indicator(
        "to-hoat-dong",
        _("Thôn có tổ đang hoạt động"),
        _("Hoạt động"),
        VILLAGE,
        lambda f: f.active_rate,
    ),
    Indicator(
        "ho-dat",
        _("Hộ có một người biết đủ 5 kỹ năng"),
        _("Hộ đạt"),
        HOUSEHOLD,
        lambda f: f.covered_rate,
    ),
    Indicator(
        "ho-dat-da-khao-sat",
        _("Hộ đạt, trên hộ đã khảo sát"),
        _("Đạt / đã khảo sát"),
        HOUSEHOLD,
        lambda f: f.covered_of_surveyed,
    ),
    Indicator(
        "ho-cong-lai",
        _("Hộ cộng lại đủ 5 kỹ năng"),
        _("Cộng lại"),
        HOUSEHOLD,
        lambda f: f.combined_rate,
    ),
    Indicator(
        SURVEYED_KEY, _("Hộ đã khảo sát"), _("Đã khảo sát"), HOUSEHOLD, lambda f: f.surveyed_rate
    ),
    *(
        Indicator(f"ky-nang-{s.number}", s.name, s.short, HOUSEHOLD, _skill(s.column))
        for s in SKILLS
    ),
)
BY_KEY = {indicator.key: indicator for indicator in INDICATORS}
TEAMS, ACTIVE, COVERED = BY_KEY["thon-co-to"], BY_KEY["to-hoat-dong"], BY_KEY["ho-dat"]
# What a target may be set for.
TARGETED = (TEAMS, ACTIVE, COVERED, BY_KEY[SURVEYED_KEY])
