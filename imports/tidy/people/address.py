"""How people are addressed before their names."""

from areas.names import fold

MALE, FEMALE = "m", "f"
# With the sex that each tells, "" for none.
SEX_OF_ADDRESS = {"ông": MALE, "anh": MALE, "chú": MALE, "bà": FEMALE, "chị": FEMALE, "cô": FEMALE, "bác": "", "cụ": "", "em": ""}  # fmt: skip
SEX_OF_ADDRESS_IN_ENGLISH = {"mr": MALE, "mrs": FEMALE, "ms": FEMALE}
# For patterns.
ADDRESSED = "|".join(SEX_OF_ADDRESS)
BARE_ADDRESSED = "|".join(map(fold, SEX_OF_ADDRESS))
# Folded, with what is short for them.
BARE_ADDRESSES = frozenset({*map(fold, SEX_OF_ADDRESS), *SEX_OF_ADDRESS_IN_ENGLISH, "o"})
