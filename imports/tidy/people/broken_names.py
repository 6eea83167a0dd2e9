"""Names that are broken over two rows, the second of which has nothing but their end."""

from imports.tidy.people.families import FAMILIES

# So far below the first part, on the next page, the end may stand.
FAR = 8
# They stand within names, too: H'Yâm.
_IN_NAMES = str.maketrans("", "", "'’‘`´-")


def may_end(rest: str, first: str) -> bool:
    """Tell whether a text may be the end of a name: no family name with more behind it."""
    parts = rest.casefold().split()
    if is_in_brackets(rest):
        return "(" not in first
    if first.count("(") > first.count(")") and ")" in rest:
        return True
    if len(parts) == 1:
        return parts[0].translate(_IN_NAMES).isalpha()
    return len(parts) == 2 and len(first.split()) < 3 and parts[0] not in FAMILIES


def is_in_brackets(text: str) -> bool:
    """Tell what is nobody's name by itself: "(CH)", "(Năm)"."""
    return text.startswith("(") and text.endswith(")") and len(text) > len("()")
