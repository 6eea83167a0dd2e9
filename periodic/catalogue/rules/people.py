"""The figures of people that a form may name, second to those of households: those of `figures.indicators`. Pure."""

from collections.abc import Callable
from functools import partial

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from figures.indicators import PEOPLE as INDICATORS, PERSON, Indicator
from figures.people import GROUPS, SHARES
from periodic.catalogue.rules.facts import Facts
from periodic.catalogue.rules.figure import Figure, of_rate
from periodic.content import Measure, Value
from skills.catalogue import SKILLS

# By the indicator: its key in forms, its definition, and what n and N are; no N where it is a number alone.
type Words = str | Promise
_IN_ALL, _IN_AGE, _IN_WHOLE = _("người trong sổ"), _("người được tính"), _("người đã hỏi đủ")
_KNOWS, _KNOWS_ALL, _OF_GROUP = _("người biết"), _("người biết đủ 5"), _("người của nhóm")
_SAID: dict[str, tuple[str, Words, Words, Words]] = {
    "people": ("nguoi", _("Người ở các hộ có trong sổ vào ngày cuối kỳ."), "", ""),
    "people_of_age": (
        "nguoi-duoc-tinh",
        _("Người trong sổ đủ tuổi được hỏi kỹ năng; chưa rõ năm sinh cũng tính."),
        _IN_AGE,
        _IN_ALL,
    ),
    "people_age_unknown": (
        "nguoi-chua-ro-nam-sinh",
        _("Người trong sổ chưa ghi năm sinh, trên số người trong sổ."),
        _("người chưa rõ năm sinh"),
        _IN_ALL,
    ),
    "people_asked": (
        "nguoi-da-hoi",
        _("Người đã được hỏi ít nhất một kỹ năng, trên số người được tính."),
        _("người đã hỏi"),
        _IN_AGE,
    ),
    "people_whole": (
        "nguoi-hoi-du",
        _("Người đã được hỏi đủ 5 kỹ năng, trên số người được tính."),
        _IN_WHOLE,
        _IN_AGE,
    ),
    **{
        f"people_{skill.column}": (
            f"nguoi-ky-nang-{skill.number}",
            _("Người biết kỹ năng này, trên số người được tính."),
            _KNOWS,
            _IN_AGE,
        )
        for skill in SKILLS
    },
    "people_covered": (
        "nguoi-biet-du",
        _("Người biết đủ 5 kỹ năng, trên số người được tính."),
        _KNOWS_ALL,
        _IN_AGE,
    ),
    "people_covered_of_whole": (
        "nguoi-biet-du-hoi-du",
        _("Người biết đủ 5 kỹ năng, trên số người đã hỏi đủ."),
        _KNOWS_ALL,
        _IN_WHOLE,
    ),
    "people_no_sex_whole": (
        "nguoi-hoi-du-chua-ro-gioi",
        _("Người đã hỏi đủ mà sổ chưa ghi nam hay nữ, trên số người đã hỏi đủ."),
        _("người chưa rõ giới"),
        _IN_WHOLE,
    ),
    "people_no_age_whole": (
        "nguoi-hoi-du-chua-ro-tuoi",
        _("Người đã hỏi đủ mà sổ chưa ghi năm sinh, trên số người đã hỏi đủ."),
        _("người chưa rõ năm sinh"),
        _IN_WHOLE,
    ),
}
_GROUP_KEYS = {"women": "nu", "young": "tre", "middle": "trung-nien", "elder": "cao-tuoi"}
for _who in GROUPS:
    _SAID[f"people_{_who}_whole"] = (
        f"nguoi-{_GROUP_KEYS[_who]}-hoi-du",
        _("Người của nhóm này đã được hỏi đủ 5 kỹ năng, trên số người đã hỏi đủ."),
        _OF_GROUP,
        _IN_WHOLE,
    )
    _SAID[f"people_{_who}_covered"] = (
        f"nguoi-{_GROUP_KEYS[_who]}-biet-du",
        _("Người của nhóm này biết đủ 5 kỹ năng, trên số người của nhóm đã hỏi đủ."),
        _KNOWS_ALL,
        _("người của nhóm đã hỏi đủ"),
    )
# What moves each; "chưa rõ tuổi" is worked out of several.
_TRACED = {share.key: share.n for share in SHARES}


def _read(one: Indicator, facts: Facts) -> Value:
    rate = one.rate(facts.figures)
    return of_rate(rate) if _SAID[one.key][3] else Value(n=rate.n)


def _figure(one: Indicator) -> Figure:
    key, definition, n, of = _SAID[one.key]
    read: Callable[[Facts], Value] = partial(_read, one)
    return Figure(
        key,
        one.name,
        definition,
        PERSON,
        Measure.STOCK,
        read,
        n=n,
        of=of,
        traced=_TRACED.get(one.key, ""),
    )


PEOPLE: tuple[Figure, ...] = tuple(_figure(one) for one in INDICATORS)
