"""THE rule: when a person knows a skill, and when a household is covered.

A household is covered when one and the same resident knows all five skills by his latest
assessment. "Combined" (its residents together know all five) is a second figure, never the first.
Source: CV 3240/BTTTT-CĐSQG (8/8/2024) and docs/decisions/0004-rules-as-settings.md.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.conf import settings

from skills.catalogue import ALL_FIVE, SKILLS


@dataclass(frozen=True)
class Known:
    """What one resident is known to know: five results (None = not assessed), and since when."""

    results: Sequence[int | None]
    assessed_on: date | None
    birth_year: int | None = None


@dataclass(frozen=True)
class Standing:
    """Where a household stands: what its people know together, and whether one knows all."""

    mask: int
    best: int
    covered: bool
    surveyed_on: date | None
    # Skill 5 can only be assessed where a platform is named: unknown here is not "no" either.
    fifth_assessed: bool = False

    @property
    def combined(self) -> bool:
        """Whether the household's people together know all five."""
        return self.mask == ALL_FIVE


def knows(result: int | None) -> bool:
    """Say whether a result counts as knowing (setting SKILL_THRESHOLD; unknown never does)."""
    return result is not None and result >= settings.SKILL_THRESHOLD


def mask_of(results: Sequence[int | None]) -> int:
    """Return the bits of the skills that five results count as known, skill 1 lowest."""
    return sum(skill.bit for skill, result in zip(SKILLS, results, strict=True) if knows(result))


def counts(person: Known) -> bool:
    """Say whether a resident counts for his household: assessed, and of age that year."""
    if person.assessed_on is None:
        return False
    if person.birth_year is None:
        return True
    return person.assessed_on.year - person.birth_year >= int(settings.RESIDENT_MIN_AGE)


def standing_of(people: Iterable[Known]) -> Standing:
    """Sum up a household from its residents of today.

    Nobody assessed gives no `surveyed_on`: not surveyed, which is not "knows nothing".
    """
    counted = [person for person in people if counts(person)]
    masks = [mask_of(person.results) for person in counted]
    together = 0
    for mask in masks:
        together |= mask
    dates = [person.assessed_on for person in counted if person.assessed_on]
    return Standing(
        mask=together,
        best=max(masks, key=int.bit_count, default=0),
        covered=ALL_FIVE in masks,
        surveyed_on=max(dates, default=None),
        fifth_assessed=any(person.results[-1] is not None for person in counted),
    )
