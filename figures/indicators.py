"""The indicators of the two targets and of the skills: each a key, words, and a rate of `Figures`.

Targets, trends, comparisons, causes and explored tables all speak of these and of nothing else.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from operator import attrgetter, methodcaller

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from figures.figures import Figures
from figures.people import GROUPS
from figures.rates import Rate
from skills.catalogue import SKILLS
from skills.people import PEOPLE_WORDS

VILLAGE, HOUSEHOLD, PERSON = _("thôn"), _("hộ"), _("người")
SURVEYED_KEY = "da-khao-sat"


@dataclass(frozen=True)
class Indicator:
    """One indicator: its key in addresses, its words, what it counts, and how."""

    key: str
    name: str | Promise
    short: str | Promise
    # What one of N is: "thôn", "hộ" or "người".
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


def _never(_figures: Figures) -> bool:
    """Say that no rank or colour is given: all people are all people."""
    return False


def _of_people(key: str, figures: Figures) -> Rate:
    return figures.people_rates[key]


_is_told, _is_known = attrgetter("is_people_told"), attrgetter("is_people_known_enough")
# Of people, second to all others: explored, in workbooks and reports; no target, trend or rank of a dashboard.
_SHORT: dict[str, str | Promise] = {
    "people": _("Trong sổ"),
    "people_of_age": _("Được tính"),
    "people_age_unknown": _("Chưa rõ năm sinh"),
    "people_asked": _("Đã hỏi"),
    "people_whole": _("Đã hỏi đủ"),
    **{f"people_{skill.column}": skill.short for skill in SKILLS},
    "people_covered": _("Biết đủ 5"),
    "people_covered_of_whole": _("Biết đủ 5 / đã hỏi đủ"),
    "people_no_sex_whole": _("Chưa rõ giới"),
    "people_no_age_whole": _("Chưa rõ tuổi"),
}
_ASKED = ("people", "people_of_age", "people_age_unknown", "people_asked", "people_whole")
_NAMES = PEOPLE_WORDS | {
    "people_covered_of_whole": _("Người biết đủ 5, trên người đã hỏi đủ"),
    "people_no_age_whole": _("Người đã hỏi đủ, chưa rõ năm sinh"),
}
_KEYS = (
    *_ASKED,
    *(f"people_{skill.column}" for skill in SKILLS),
    *("people_covered", "people_covered_of_whole"),
    *(f"people_{who}_{end}" for who in GROUPS for end in ("whole", "covered")),
    *("people_no_sex_whole", "people_no_age_whole"),
)
PEOPLE: tuple[Indicator, ...] = tuple(
    Indicator(
        key,
        _NAMES[key],
        _SHORT.get(key, _NAMES[key]),
        PERSON,
        partial(_of_people, key),
        _never if key == "people" else _is_told if key in _ASKED else _is_known,
    )
    for key in _KEYS
)
# Whatever may be explored and reported, by its key.
EVERY = BY_KEY | {indicator.key: indicator for indicator in PEOPLE}
