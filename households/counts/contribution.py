"""What one household adds to the sums of its village, and the movement from one state to another."""

from django.utils import timezone

from households.models import Household, Movement, Status
from skills.catalogue import ALL_FIVE, SKILLS
from skills.coverage import FIRST_FOUR

# The columns a movement carries; the rest of the sums (`old`) moves with time, not with a save.
MOVED = (
    "households",
    "surveyed",
    "partly",
    "covered",
    "combined",
    "one_short",
    "ask_one",
    "ask_fifth",
    "ruled_out",
    "nobody_home",
    *(skill.column for skill in SKILLS),
    *(skill.asked_column for skill in SKILLS),
)
NOTHING = dict.fromkeys(MOVED, 0)


def contribution(household: Household) -> dict[str, int]:
    """Return what a household adds to its village's sums as it is now; a closed one adds nothing.

    The same rule as `counts.VILLAGE_COLUMNS` writes in SQL; a property test holds them together.
    """
    if household.closed_on is not None:
        return dict(NOTHING)
    skills, asked, unasked = household.skills_mask, household.asked_mask, household.unasked_mask
    is_surveyed = household.surveyed_on is not None
    return {
        "households": 1,
        "surveyed": int(is_surveyed),
        "partly": int(bool(asked) and not is_surveyed),
        "covered": int(household.covered),
        "combined": int(is_surveyed and skills == ALL_FIVE),
        "one_short": int(bool(household.lacking_mask)),
        "ask_one": int(bool(unasked & FIRST_FOUR)),
        "ask_fifth": int(unasked == ALL_FIVE & ~FIRST_FOUR),
        "ruled_out": int(household.ruled_out),
        "nobody_home": int(household.status == Status.NOBODY_HOME and not is_surveyed),
        **{skill.column: int(bool(skills & skill.bit)) for skill in SKILLS},
        **{skill.asked_column: int(bool(asked & skill.bit)) for skill in SKILLS},
    }


def moved(before: dict[str, int], after: dict[str, int]) -> dict[str, int]:
    """Return the differences that are not zero."""
    return {name: after[name] - before[name] for name in MOVED if after[name] != before[name]}


def movement(
    household: Household, village_id: int, cause: str, before: dict[str, int], after: dict[str, int]
) -> Movement | None:
    """Build the movement of one village, or None where nothing moved; the caller saves it."""
    differences = moved(before, after)
    if not differences:
        return None
    return Movement(
        household=household,
        village_id=village_id,
        cause=cause,
        day=timezone.localdate(),
        **differences,
    )
