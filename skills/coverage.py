"""THE rule: what a person was asked and knows, and when a household is surveyed and covered.

Of each person and skill there are three values: knows it, does not know it yet (asked, below the
threshold), or was not asked (None). A household is covered when one and the same resident knows all
five. "Combined" (its residents together know all five) is a second figure, never the first.
Source: CV 3240/BTTTT-CĐSQG (8/8/2024) and docs/decisions/0006-three-values.md.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol

from django.conf import settings

from skills.catalogue import ALL_FIVE, SKILLS

type Results = Sequence[int | None]
NOT_ASKED: tuple[int | None, ...] = (None,) * len(SKILLS)
FIRST_FOUR = ALL_FIVE & ~SKILLS[-1].bit


@dataclass(frozen=True)
class Known:
    """What one resident is known to know: five results (None = not asked), and since when.

    `whole`: all five were asked, by the platforms in force on the day of the survey.
    """

    results: Results
    assessed_on: date | None
    birth_year: int | None = None
    whole: bool = False
    is_head: bool = False

    @property
    def known(self) -> int:
        """The bits of the skills they know."""
        return mask_of(self.results)

    @property
    def asked(self) -> int:
        """The bits of the skills they were asked about."""
        return asked_of(self.results)


@dataclass(frozen=True)
class HouseholdResult:
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

    @property
    def is_surveyed(self) -> bool:
        """Whether one counting person was asked all five."""
        return self.surveyed_on is not None

    @property
    def is_partly(self) -> bool:
        """Whether something was asked, but of nobody all five."""
        return bool(self.asked_mask) and not self.is_surveyed

    @property
    def combined(self) -> bool:
        """Whether a surveyed household's people together know all five."""
        return self.is_surveyed and self.skills_mask == ALL_FIVE


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

    results: list[int | None] = field(default_factory=lambda: list(NOT_ASKED))
    assessed_on: date | None = None
    whole: bool = False
    # The first four were the whole survey once, and none of them went back to "not asked" since.
    by_four: bool = field(default=False, compare=False)

    def take(self, answers: Answers) -> None:
        """Add a survey: what it asked stands, what it cleared is not asked, the rest stays as it was."""
        cleared = [bool(answers.cleared & skill.bit) for skill in SKILLS]
        given = zip(answers.results, self.results, cleared, strict=True)
        self.results = [None if gone else old if new is None else new for new, old, gone in given]
        asked = asked_of(self.results)
        by_four = self.by_four and not answers.cleared & FIRST_FOUR
        self.by_four = by_four or is_whole(asked & FIRST_FOUR, fifth_due=answers.fifth_due)
        was_whole = self.whole and not answers.cleared & ALL_FIVE
        self.whole = was_whole or self.by_four or asked == ALL_FIVE
        if not asked:
            self.assessed_on = None
        elif asked_of(answers.results):
            self.assessed_on = answers.assessed_on


def person_result(surveys: Iterable[Answers]) -> PersonResult:
    """Return what one person is known to know after surveys that come in order of their days."""
    person = PersonResult()
    for survey in surveys:
        person.take(survey)
    return person


def is_whole(asked: int, *, fifth_due: bool) -> bool:
    """Say whether all was asked: five skills, or the first four where no platform was in force."""
    return asked == ALL_FIVE or (asked & FIRST_FOUR == FIRST_FOUR and not fifth_due)


def knows(result: int | None) -> bool:
    """Say whether a result counts as knowing (setting SKILL_THRESHOLD; not asked never does)."""
    return result is not None and result >= settings.SKILL_THRESHOLD


def mask_of(results: Results) -> int:
    """Return the bits of the skills that five results count as known, skill 1 lowest."""
    return sum(skill.bit for skill, result in zip(SKILLS, results, strict=True) if knows(result))


def asked_of(results: Results) -> int:
    """Return the bits of the skills that were asked about."""
    pairs = zip(SKILLS, results, strict=True)
    return sum(skill.bit for skill, result in pairs if result is not None)


def is_of_age(birth_year: int | None, day: date) -> bool:
    """Say whether somebody counts by their year of birth (setting RESIDENT_MIN_AGE), or has none."""
    return birth_year is None or day.year - birth_year >= int(settings.RESIDENT_MIN_AGE)


def household_result(people: Iterable[Known], day: date) -> HouseholdResult:
    """Sum up a household from the people who live there on a day; only those of age count."""
    counting = [person for person in people if is_of_age(person.birth_year, day)]
    masks, best = [person.known for person in counting], max(counting, key=_rank, default=None)
    surveyed = [person.assessed_on for person in counting if person.whole and person.assessed_on]
    covered = ALL_FIVE in masks
    short = [] if covered else counting
    return HouseholdResult(
        skills_mask=_together(masks),
        asked_mask=_together(person.asked for person in counting),
        best_mask=best.known if best else 0,
        best_asked_mask=best.asked if best else 0,
        lacking_mask=_together(_one_short(one) & one.asked for one in short),
        unasked_mask=_together(_one_short(one) & ~one.asked for one in short),
        covered=covered,
        ruled_out=bool(counting) and all(one.asked & ~one.known for one in counting),
        surveyed_on=max(surveyed, default=None),
    )


def _rank(person: Known) -> tuple[int, int, bool]:
    """Order people by what they know; of equals the head, then the first."""
    return person.known.bit_count(), sum(result or 0 for result in person.results), person.is_head


def _together(masks: Iterable[int]) -> int:
    together = 0
    for mask in masks:
        together |= mask
    return together


def _one_short(person: Known) -> int:
    """Return the bit of the one skill that is missing beside four known ones; 0 where it is not one."""
    missing = ALL_FIVE & ~person.known
    return missing if missing.bit_count() == 1 else 0
