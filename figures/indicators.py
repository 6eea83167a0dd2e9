"""The indicators of the two targets and of the skills: each a key, words, and a rate of `Figures`.

Targets, trends, comparisons, causes and explored tables all speak of these and of nothing else.
"""

from collections.abc import Callable
from dataclasses import dataclass
from operator import attrgetter, methodcaller

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from figures.figures import Figures
from figures.rates import Rate
from skills.catalogue import SKILLS

VILLAGE, HOUSEHOLD = _("thôn"), _("hộ")
SURVEYED_KEY = "da-khao-sat"


@dataclass(frozen=True)
class Indicator:
    """One indicator: its key in addresses, its words, what it counts, and how."""

    key: str
    name: str | Promise
    short: str | Promise
    # What one of N is: "thôn" or "hộ".
    noun: str | Promise
    rate: Callable[[Figures], Rate]
    # Whether the rate may have a colour, a rank, a trend.
    is_known_enough: Callable[[Figures], bool] = attrgetter("is_known_enough")


_is_list_known_enough = attrgetter("is_list_known_enough")
INDICATORS: tuple[Indicator, ...] = (
    Indicator(
        "thon-co-to",
        _("Thôn có tổ"),
        _("Có tổ"),
        VILLAGE,
        attrgetter("team_rate"),
        _is_list_known_enough,
    ),
    Indicator(
        "to-hoat-dong",
        _("Thôn có tổ đang hoạt động"),
        _("Hoạt động"),
        VILLAGE,
        attrgetter("active_rate"),
        _is_list_known_enough,
    ),
    Indicator(
        "ho-dat",
        _("Hộ có một người biết đủ 5 kỹ năng"),
        _("Hộ đạt"),
        HOUSEHOLD,
        attrgetter("covered_rate"),
    ),
    Indicator(
        "ho-dat-da-khao-sat",
        _("Hộ đạt, trên hộ đã khảo sát"),
        _("Đạt / đã khảo sát"),
        HOUSEHOLD,
        attrgetter("covered_of_surveyed"),
    ),
    Indicator(
        "ho-cong-lai",
        _("Cả hộ gộp lại đủ 5 kỹ năng"),
        _("Cả hộ gộp lại"),
        HOUSEHOLD,
        attrgetter("combined_rate"),
    ),
    Indicator(
        SURVEYED_KEY,
        _("Hộ đã khảo sát"),
        _("Đã khảo sát"),
        HOUSEHOLD,
        attrgetter("surveyed_rate"),
        attrgetter("is_whole_known_enough"),
    ),
    *(
        Indicator(f"ky-nang-{s.number}", s.name, s.short, HOUSEHOLD, methodcaller("skill_rate", s))
        for s in SKILLS
    ),
)
BY_KEY = {indicator.key: indicator for indicator in INDICATORS}
TEAMS, ACTIVE, COVERED = BY_KEY["thon-co-to"], BY_KEY["to-hoat-dong"], BY_KEY["ho-dat"]
# What a target may be set for.
TARGETED = (TEAMS, ACTIVE, COVERED, BY_KEY[SURVEYED_KEY])
