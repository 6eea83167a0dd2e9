"""Which shares are made of what is counted of people, second to those of households.

All are of people in the register: how many live where nobody is registered yet, nobody knows.
"""

from typing import NamedTuple

from skills.catalogue import SKILLS

# Of whom a share may have two ends while many were not asked: whoever is whole and does not count, never will.
# Skill 5 is due of nobody where no platform was named, so nobody is ruled out of it.
WHOLE, NOBODY = "people_whole", "people_nobody"


class Share(NamedTuple):
    """One share: its key, the columns of its two counts, and whom it rules out; "" where nothing is unknown of it."""

    key: str
    n: str
    of: str
    rules_out: str = ""


_OF_AGE = "people_of_age"
# A group: those of it who were asked all five, of all who were; and those of these who know all five.
AGES = ("young", "middle", "elder")
GROUPS = ("women", *AGES)
SHARES: tuple[Share, ...] = (
    Share("people", "people", "people"),
    Share(_OF_AGE, _OF_AGE, "people"),
    Share("people_age_unknown", "people_age_unknown", "people"),
    Share("people_asked", "people_asked", _OF_AGE),
    Share(WHOLE, WHOLE, _OF_AGE),
    *(
        Share(f"people_{skill.column}", f"people_{skill.column}", _OF_AGE, rules_out)
        for skill, rules_out in zip(SKILLS, [WHOLE] * 4 + [NOBODY], strict=True)
    ),
    Share("people_covered", "people_covered", _OF_AGE, WHOLE),
    Share("people_covered_of_whole", "people_covered", WHOLE),
    *(Share(f"people_{who}_whole", f"people_{who}_whole", WHOLE) for who in GROUPS),
    *(
        Share(f"people_{who}_covered", f"people_{who}_covered", f"people_{who}_whole")
        for who in GROUPS
    ),
    Share("people_no_sex_whole", "people_no_sex_whole", WHOLE),
)
