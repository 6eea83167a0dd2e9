"""Several people in one cell: "Trần Thị B (vợ, 1980); Trần Văn C (con, 2004)", in whatever order and with whatever signs."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from areas.names import clean, fold
from imports.spreadsheet.caches import of_file
from imports.tidy.people.address import SEX_OF_ADDRESS
from imports.tidy.people.called import may_be_several
from imports.tidy.people.relations import is_of_kin
from imports.tidy.shapes.households.group_rows import is_name
from imports.tidy.tables.words import group_kind

# What parts people for sure; else commas do, outside brackets.
_STRONG = re.compile(r"[\n;|]+|\s+[+•●]\s*|(?<=\S)\s+(?=\d{1,2}\s*[.)]\s+\D)")
_NUMBER = re.compile(r"^\s*(?:\d{1,2}\s*[.)/:-]+\s*(?=\D)|[-+*•●–]\s*)+")
_ATOMS = re.compile(r"\s*[,():\[\]/=]\s*|\s+[-–—]\s+|\s*[-–—]\s+|\s+[-–—]\s*|\.\s+(?=\D)")
_YEAR = re.compile(
    r"^(?:(?:sinh|sn|ns|s\.n|s)\.?\s*(?:năm|ngày)?\s*:?\s*)?((?:\d{1,2}[./-]){0,2}(?:19|20)\d{2})$",
    re.IGNORECASE,
)
_AGE = re.compile(r"^(\d{1,3})\s*(?:tuổi|t)$", re.IGNORECASE)
_PHONE = re.compile(
    r"^(?:(?:sđt|đt|điện thoại|sdt|dt)\.?\s*:?\s*)?(\+?[\d .]{9,15})$", re.IGNORECASE
)
_TAIL = re.compile(
    r"^(?P<name>\D+?)\s+(?:(?:sinh|sn|ns)\.?\s*(?:năm|ngày)?\s*:?\s*)?(?P<year>(?:\d{1,2}[./-]){0,2}(?:19|20)\d{2})$",
    re.IGNORECASE,
)
# They stand before a name as a title, too.
_TITLES = frozenset({*SEX_OF_ADDRESS, "cháu"})
_SEXES = {"nam": "Nam", "nu": "Nữ"}
# A year, and the name of the next behind it: the break of a line between them is lost.
_NEXT = re.compile(r"^((?:19|20)\d{2})\s+(\D{3,})$")
# "vợ Lê Thị Hoa": who the next person is, and nothing of the one before.
_WHO_NEXT = ["relation", "full_name"]


@dataclass(slots=True)
class Member:
    """A person of a cell: what stands there of them, by the field of the register's sheet; `rest` is not understood."""

    cells: dict[str, str] = field(default_factory=dict)
    rest: list[str] = field(default_factory=list)

    @property
    def is_clear(self) -> bool:
        """Whether all of it is understood, and there is a name."""
        return "full_name" in self.cells and not self.rest


@of_file(1_024)
def members_of(text: str) -> tuple[Member, ...]:
    """Return the people that a cell names, in order."""
    parts = [part for part in _STRONG.split(text) if part and part.strip(" ,.;-–—")]
    if len(parts) == 1:
        parts = _by_commas(parts[0])
    return tuple(member for part in parts for member in _people(part))


def _by_commas(text: str) -> list[str]:
    """Part a list by its commas, where each part names a person."""
    parts, depth, start = list[str](), 0, 0
    for at, char in enumerate(text):
        depth += (char in "([") - (char in ")]")
        if char == "," and depth == 0:
            parts.append(text[start:at])
            start = at + 1
    parts.append(text[start:])
    parts = [part for part in parts if part.strip()]
    if all(any(member.is_clear for member in _people(part)) for part in parts):
        return parts
    return [text]


def _people(part: str) -> Iterator[Member]:
    """Yield the people of a part: a name begins another person where there is one already."""
    text = clean(_NUMBER.sub("", part))
    atoms = [atom.strip(" .;,") for atom in _ATOMS.split(text)]
    found, is_first = Member(), ""
    for atom in filter(None, atoms):
        told = list(_meant(atom))
        if "full_name" in found.cells and [key for key, _ in told[:2]] == _WHO_NEXT:
            yield found
            found = Member()
        for key, value in told:
            is_first = is_first or key
            if key in found.cells and (key == is_first or key == "full_name"):
                yield found
                found = Member()
            if key == "rest" or key in found.cells:
                found.rest.append(value)
            else:
                found.cells[key] = value
    if found.cells or found.rest:
        yield found


def _meant(atom: str) -> Iterator[tuple[str, str]]:
    """Yield what an atom says, by field: a relation may stand before a name, a year behind it."""
    if match := _NEXT.match(atom):
        yield "birth_year", match[1]
        yield from _with_name(match[2])
        return
    for key, pattern in (("birth_year", _YEAR), ("age", _AGE), ("phone", _PHONE)):
        if match := pattern.match(atom):
            yield key, match[1]
            return
    bare = fold(atom)
    if bare in _SEXES:
        yield "sex", _SEXES[bare]
    elif is_of_kin(atom):
        yield "relation", atom
    else:
        yield from _with_name(atom)


def _with_name(atom: str) -> Iterator[tuple[str, str]]:
    match = _TAIL.match(atom)
    text = match["name"] if match else atom
    words = text.split()
    for length in (3, 2, 1):
        before, name = " ".join(words[:length]), " ".join(words[length:])
        if len(words) > length + 1 and is_of_kin(before) and before.casefold() not in _TITLES:
            yield "relation", before
            text = name
            break
    is_place = group_kind(text) in {"village", "commune"}
    is_one = is_name(text) and not is_place and not may_be_several(text)
    yield ("full_name", text) if is_one else ("rest", text)
    if match:
        yield "birth_year", match["year"]
