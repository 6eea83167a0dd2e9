"""THE rule: what a person was asked and knows, and when a household is surveyed and covered.

Of each person and skill there are three values: knows it, does not know it yet (asked, below the
threshold), or was not asked (None). A household is covered when one and the same resident knows all
five. "Combined" (its residents together know all five) is a second figure, never the first.
Source: CV 3240/BTTTT-CĐSQG (8/8/2024) and docs/decisions/0006-what-is-counted.md.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial, reduce
from operator import or_
from typing import Any, Protocol

from django.conf import settings

from skills.catalogue import ALL_FIVE, COLUMNS, SKILLS
from skills.people import ELDER_FROM, MIDDLE_FROM, PEOPLE, AgeGroup, PeopleCounts, counted_as

type Results = Sequence[int | None]
NOT_ASKED: tuple[int | None, ...] = (None,) * len(SKILLS)
FIRST_FOUR = ALL_FIVE & ~SKILLS[-1].bit


class Person(Protocol):
    """What the rule reads of somebody who lives in a household.

    `whole`: all five were asked, by the platforms in force on the day of the survey.
    """

    birth_year: int | None
    sex: str
    assessed_on: date | None
    whole: bool
    is_head: bool

    @property
    def results(self) -> Results:
        """Five results; None was not asked."""


@dataclass
class Known:
    """What somebody was known to know at some time: a person for the rule without a row of their own."""

    results: Results
    assessed_on: date | None
    birth_year: int | None = None
    whole: bool = False
    is_head: bool = False
    sex: str = ""


class Answered:
    """A row with a column of its own for the result of each skill."""

    @property
    def results(self) -> list[int | None]:
        """Five results in the order of the skills; None was not asked."""
        return [getattr(self, column) for column in COLUMNS]


@dataclass(frozen=True)
class HouseholdResult(PeopleCounts):
    """What a household's people know together and one by one, as it is stored on the household.

    `best_mask` is what the one who knows most knows, `best_asked_mask` what that same person was asked.
    """

    skills_mask: int = 0
    asked_mask: int = 0
    best_mask: int = 0
    best_asked_mask: int = 0
    # Bits of the one skill that somebody lacks (asked) or was not asked, who knows the other four;
    # none where somebody knows all five.
    lacking_mask: int = 0
    unasked_mask: int = 0
    covered: bool = False
    ruled_out: bool = False
    surveyed_on: date | None = None


class Answers(Protocol):
    """What the fold reads of one survey: five results, what went back to "not asked", its day."""

    cleared: int
    assessed_on: date
    fifth_due: bool

    @property
    def results(self) -> list[int | None]:
        """Five results; None was not asked this time."""


@dataclass
class PersonResult:
    """What all surveys of one person come to, one after another.

    Somebody is whole once all five were asked, or the first four where no platform was in force. That
    ends when one of them goes back to "not asked", but a fifth that was never due takes nothing away.
    """

    results: list[int | None] = field(default_factory=partial(list, NOT_ASKED))
    assessed_on: date | None = None
    whole: bool = False
    # The first four were the whole survey once, and none of them went back to "not asked" since.
    by_four: bool = field(default=False, compare=False)

    def take(self, answers: Answers) -> None:
        """Add a survey: what it asked stands, what it cleared is not asked, the rest stays as it was."""
        cleared = [bool(answers.cleared & skill.bit) for skill in SKILLS]
        given = zip(answers.results, self.results, cleared, strict=True)
        self.results = [None if gone else old if new is None else new for new, old, gone in given]
        _known, asked = masks_of(self.results)
        by_four = self.by_four and not answers.cleared & FIRST_FOUR
        self.by_four = by_four or (asked & FIRST_FOUR == FIRST_FOUR and not answers.fifth_due)
        was_whole = self.whole and not answers.cleared & ALL_FIVE
        self.whole = was_whole or self.by_four or asked == ALL_FIVE
        if not asked:
            self.assessed_on = None
        elif any(result is not None for result in answers.results):
            self.assessed_on = answers.assessed_on

    def assign_to(self, person: Any) -> None:
        """Let it stand on the row of a person; the caller saves."""
        person.assessed_on, person.whole = self.assessed_on, self.whole
        for column, value in zip(COLUMNS, self.results, strict=True):
            setattr(person, column, value)


def person_result(surveys: Iterable[Answers]) -> PersonResult:
    """Return what one person is known to know after surveys that come in order of their days."""
    person = PersonResult()
    for survey in surveys:
        person.take(survey)
    return person


def all_five(result: int, *, platforms: bool) -> list[int | None]:
    """Return one answer to all five; skill 5 is not asked where no platform is named."""
    return rest_as(result, NOT_ASKED, platforms=platforms)


def rest_as(result: int, results: Sequence[int | None], *, platforms: bool) -> list[int | None]:
    """Return five answers in which whatever was not asked is `result`, skill 5 only where it means something."""
    asked = zip(SKILLS, results, strict=True)
    return [
        result if one is None and (skill.number < len(SKILLS) or platforms) else one
        for skill, one in asked
    ]


def masks_of(results: Results) -> tuple[int, int]:
    """Return the bits of the skills that five results count as known, and of those asked; skill 1 lowest.

    Known is a result from the setting SKILL_THRESHOLD on.
    """
    known = asked = 0
    for skill, result in zip(SKILLS, results, strict=True):
        if result is not None:
            asked |= skill.bit
            known |= skill.bit if result >= settings.SKILL_THRESHOLD else 0
    return known, asked


def age_group(birth_year: int | None, day: date) -> AgeGroup:
    """Return the group of age of somebody on a day, by their year of birth.

    Of age from RESIDENT_MIN_AGE on; without a year of birth, too, in no group.
    """
    if birth_year is None:
        return AgeGroup.UNKNOWN
    age = day.year - birth_year
    if age < int(settings.RESIDENT_MIN_AGE):
        return AgeGroup.MINOR
    if age < MIDDLE_FROM:
        return AgeGroup.YOUNG
    return AgeGroup.MIDDLE if age < ELDER_FROM else AgeGroup.ELDER


def ages_passed() -> tuple[int, ...]:
    """Return the ages at which, at New Year, somebody counts as something else than the year before."""
    return tuple(sorted({int(settings.RESIDENT_MIN_AGE), MIDDLE_FROM, ELDER_FROM}))


def is_of_age(birth_year: int | None, day: date) -> bool:
    """Say whether somebody counts by their year of birth (setting RESIDENT_MIN_AGE), or has none."""
    return age_group(birth_year, day) != AgeGroup.MINOR


def household_result(people: Iterable[Person], day: date) -> HouseholdResult:
    """Sum up a household from the people who live there on a day; but as registered only those of age count."""
    rows = [(age_group(one.birth_year, day), one, *masks_of(one.results)) for one in people]
    counts = [counted_as(group, p.sex, k, asked, whole=p.whole) for group, p, k, asked in rows]
    of_age = [(one, known, asked) for group, one, known, asked in rows if group]
    # Who knows most; of equals the head, then the first.
    ranks = [(k.bit_count(), sum(r or 0 for r in p.results), p.is_head) for p, k, _ in of_age]
    best, best_asked = of_age[ranks.index(max(ranks))][1:] if ranks else (0, 0)
    missing = [(ALL_FIVE & ~known, asked) for _, known, asked in of_age if best != ALL_FIVE]
    short = [(bits, asked) for bits, asked in missing if bits.bit_count() == 1]
    surveyed = [one.assessed_on for one, _, _ in of_age if one.whole and one.assessed_on]
    return HouseholdResult(
        skills_mask=reduce(or_, (known for _, known, _ in of_age), 0),
        asked_mask=reduce(or_, (asked for _, _, asked in of_age), 0),
        best_mask=best,
        best_asked_mask=best_asked,
        lacking_mask=reduce(or_, (bit & asked for bit, asked in short), 0),
        unasked_mask=reduce(or_, (bit & ~asked for bit, asked in short), 0),
        covered=best == ALL_FIVE,
        ruled_out=bool(of_age) and all(asked & ~known for _, known, asked in of_age),
        surveyed_on=max(surveyed, default=None),
        **dict(zip(PEOPLE, map(sum, zip(*counts, strict=True)), strict=bool(counts))),
    )
