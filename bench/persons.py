"""What is counted of the people of a made household, told from its number as its people are (bench.generate)."""

from django.conf import settings
from django.utils import timezone

from skills.catalogue import ALL_FIVE, SKILLS
from skills.people import ELDER_FROM, MIDDLE_FROM

# In which years the head, who alone was asked, and the children of a household with this key were born.
HEAD_BORN, CHILD_BORN = "(1950 + {id} % 50)", "(1980 + {id} % 40)"


def people_of(surveyed: str, mask: str) -> dict[str, str]:
    """Return the columns of people, from whether the head was asked all five and what they know.

    Of nobody the sex is known; a child more lives in every second household.
    """
    year, born = timezone.localdate().year, HEAD_BORN.format(id="n")
    middle, elder = year - MIDDLE_FROM, year - ELDER_FROM
    groups = {
        "young": f"{born} > {middle}",
        "middle": f"{born} <= {middle} AND {born} > {elder}",
        "elder": f"{born} <= {elder}",
    }
    children = "(1 + CASE WHEN n % 2 = 0 THEN 1 ELSE 0 END)"
    is_grown = f"{CHILD_BORN.format(id='n')} <= {year - int(settings.RESIDENT_MIN_AGE)}"
    ends = {"whole": surveyed, "covered": f"({mask}) = {ALL_FIVE}"}
    held = {"people_asked": surveyed, "people_no_sex_whole": surveyed}
    held |= {f"people_{end}": sql for end, sql in ends.items()}
    held |= {f"people_{s.column}": f"(({mask}) & {s.bit}) <> 0" for s in SKILLS}
    for who, sql in groups.items():
        held |= {f"people_{who}_{end}": f"{sql} AND {one}" for end, one in ends.items()}
    return {
        "people": f"1 + {children}",
        "people_of_age": f"1 + CASE WHEN {is_grown} THEN {children} ELSE 0 END",
        **{name: f"CASE WHEN {sql} THEN 1 ELSE 0 END" for name, sql in held.items()},
    }
