"""What is counted of people one by one: its columns, the groups of age, and what one person adds to each.

Whoever is not of age counts as registered and as nothing else. No year of birth is no group of age, no sex is
neither: unknown is not "no". The groups are ours (docs/decisions/0006-what-is-counted.md).
"""

from collections.abc import Iterator
from dataclasses import dataclass, fields
from enum import IntEnum
from functools import cache

from django.utils.functional import Promise
from django.utils.text import format_lazy as text
from django.utils.translation import gettext_lazy as _

from skills.catalogue import ALL_FIVE, SKILLS

# The ages from which somebody is in the second and the third group; the first begins at RESIDENT_MIN_AGE.
MIDDLE_FROM, ELDER_FROM = 36, 60
FEMALE = "f"


class AgeGroup(IntEnum):
    """Groups of age, by the year of birth alone."""

    MINOR = 0
    YOUNG = 1
    MIDDLE = 2
    ELDER = 3
    UNKNOWN = 4


# Of the groups that are counted: the word that stands in their columns.
_WORD = {AgeGroup.YOUNG: "young", AgeGroup.MIDDLE: "middle", AgeGroup.ELDER: "elder"}


@dataclass(frozen=True, kw_only=True)
class PeopleCounts:
    """How many people of a household, or of a unit, there are of each kind."""

    people: int = 0
    people_of_age: int = 0
    # Of age for want of a year of birth.
    people_age_unknown: int = 0
    # Asked about one skill at least; about all that were due.
    people_asked: int = 0
    people_whole: int = 0
    people_public_services: int = 0
    people_shopping: int = 0
    people_payment: int = 0
    people_safety: int = 0
    people_local_platform: int = 0
    # Who know all five.
    people_covered: int = 0
    people_women_whole: int = 0
    people_women_covered: int = 0
    # Of those asked all five, whose sex nobody wrote down.
    people_no_sex_whole: int = 0
    people_young_whole: int = 0
    people_young_covered: int = 0
    people_middle_whole: int = 0
    people_middle_covered: int = 0
    people_elder_whole: int = 0
    people_elder_covered: int = 0


PEOPLE: tuple[str, ...] = tuple(field.name for field in fields(PeopleCounts))

# Each in words, as figures are named.
PEOPLE_WORDS: dict[str, str | Promise] = {
    "people": _("Người trong sổ"),
    "people_of_age": _("Người được tính"),
    "people_age_unknown": _("Người chưa rõ năm sinh"),
    "people_asked": _("Người đã hỏi"),
    "people_whole": _("Người đã hỏi đủ 5 kỹ năng"),
    **{f"people_{s.column}": text("{}: {}", _("Người biết"), s.short) for s in SKILLS},
    "people_covered": _("Người biết đủ 5 kỹ năng"),
    "people_women_whole": _("Nữ đã hỏi đủ 5 kỹ năng"),
    "people_women_covered": _("Nữ biết đủ 5 kỹ năng"),
    "people_no_sex_whole": _("Người đã hỏi đủ, chưa rõ giới"),
    "people_young_whole": _("Người dưới 36 tuổi đã hỏi đủ"),
    "people_young_covered": _("Người dưới 36 tuổi biết đủ 5"),
    "people_middle_whole": _("Người 36–59 tuổi đã hỏi đủ"),
    "people_middle_covered": _("Người 36–59 tuổi biết đủ 5"),
    "people_elder_whole": _("Người từ 60 tuổi đã hỏi đủ"),
    "people_elder_covered": _("Người từ 60 tuổi biết đủ 5"),
}


@cache
def counted_as(
    group: AgeGroup, sex: str, known: int, asked: int, *, whole: bool
) -> tuple[int, ...]:
    """Return what one person adds to each of PEOPLE, from the bits of what they know and were asked."""
    names = {"people"}
    if group != AgeGroup.MINOR:
        names |= {"people_of_age", *_of_skills(known, asked)}
        names |= {"people_age_unknown"} if group == AgeGroup.UNKNOWN else set()
        ends = [end for end, holds in (("whole", whole), ("covered", known == ALL_FIVE)) if holds]
        names |= {f"{who}_{end}" for who in _groups(group, sex) for end in ends}
    return tuple(int(name in names) for name in PEOPLE)


def _of_skills(known: int, asked: int) -> Iterator[str]:
    if asked:
        yield "people_asked"
    yield from (f"people_{skill.column}" for skill in SKILLS if known & skill.bit)


def _groups(group: AgeGroup, sex: str) -> Iterator[str]:
    """Return the groups somebody of age is in, as columns are named by them."""
    yield "people"
    if sex == FEMALE:
        yield "people_women"
    elif not sex:
        yield "people_no_sex"
    if group in _WORD:
        yield f"people_{_WORD[group]}"
