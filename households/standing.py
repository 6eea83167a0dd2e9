"""What one household adds to the sums of its village, and the movement from one state to another."""

from django.utils import timezone

from households.models import ONE_SHORT, Household, Movement, Status
from skills.catalogue import ALL_FIVE, SKILLS

# The columns a movement carries; the rest of the sums (`old`) moves with time, not with a save.
MOVED = (
    "households",
    "surveyed",
    "covered",
    "combined",
    "one_short",
    "nobody_home",
    *(skill.column for skill in SKILLS),
    "fifth_assessed",
)
NOTHING = dict.fromkeys(MOVED, 0)


def adds(household: Household) -> dict[str, int]:
    """Return what a household adds to its village's sums as it is now; a closed one adds nothing.

    The same rule as `counts.VILLAGE_COLUMNS` writes in SQL; a property test holds them together.
    """
    if household.is_closed:
        return dict(NOTHING)
    surveyed = household.is_surveyed
    return {
        "households": 1,
        "surveyed": int(surveyed),
        "covered": int(household.covered),
        "combined": int(household.skills_mask == ALL_FIVE),
        "one_short": int(household.best_mask in ONE_SHORT),
        "nobody_home": int(household.status == Status.NOBODY_HOME and not surveyed),
        **{skill.column: int(bool(household.skills_mask & skill.bit)) for skill in SKILLS},
        "fifth_assessed": int(household.fifth_assessed),
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
