"""How people are addressed before their names."""

import re

from areas.names import fold

MALE, FEMALE = "m", "f"
# With the sex that each tells, "" for none.
SEX_OF_ADDRESS = {"ông": MALE, "anh": MALE, "chú": MALE, "bà": FEMALE, "chị": FEMALE, "cô": FEMALE, "bác": "", "cụ": "", "em": ""}  # fmt: skip
SEX_OF_ADDRESS_IN_ENGLISH = {"mr": MALE, "mrs": FEMALE, "ms": FEMALE}
# Before a name alone; other words of a sentence may be so too.
SEX_OF_TITLE = {
    "đ/c": "", "đc": "", "đ.c": "", "d/c": "", "d.c": "", "đồng chí": "", "dong chi": "", "thầy": "",
    "ths.": "", "ths": "", "ts.": "", "bs.": "", "bs": "", "ks.": "", "cn.": "", "bác sĩ": "", "thạc sĩ": "",
    **{f"{rank} {grade}": "" for rank in ("thiếu", "trung", "thượng", "đại") for grade in ("úy", "tá")},
    "thầy giáo": MALE, "cô giáo": FEMALE, "dì": FEMALE, "thím": FEMALE, "dượng": MALE,
}  # fmt: skip
# For patterns.
TITLED = "|".join(map(re.escape, sorted(SEX_OF_TITLE, key=len, reverse=True)))
ADDRESSED = "|".join(SEX_OF_ADDRESS)
BARE_ADDRESSED = "|".join(map(fold, SEX_OF_ADDRESS))
# Folded, with what is short for them.
BARE_ADDRESSES = frozenset({*map(fold, SEX_OF_ADDRESS), *SEX_OF_ADDRESS_IN_ENGLISH, "o"})


def is_family_ong(text: str, *, has_titles: bool) -> bool:
    """Tell the family Ông, "Ông Thị Thân" and "Ông Văn Hợi", from a title: behind one stands a whole name.

    `has_titles`: others beside have titles.
    """
    first, *words = fold(text).split(" ")
    if first != "ong" or len(words) < 2:
        return False
    return words[0] == "thi" or (words[0] == "van" and len(words) == 2 and not has_titles)
