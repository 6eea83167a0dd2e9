"""Several people in one cell: "Trần Thị B (vợ, 1980); Trần Văn C (con, 2004)", in whatever order and with whatever signs."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from areas.names import clean, fold
from imports.tidy.shapes.households.words import HEADS, relation_of

# What parts people for sure; else commas do, outside brackets.
_STRONG = re.compile(r"[\n;|]+|\s+[+•●]\s*|(?<=\S)\s+(?=\d{1,2}\s*[.)]\s+\D)")
_NUMBER = re.compile(r"^\s*(?:\d{1,2}\s*[.)/:-]+\s*(?=\D)|[-+*•●–]\s*)+")
_ATOMS = re.compile(r"\s*[,():\[\]/=]\s*|\s+[-–—]\s+|\s*[-–—]\s+|\s+[-–—]\s*|\.\s+(?=\D)")
_YEAR = re.compile(
    r"^(?:(?:sinh|sn|ns|s\.n|s)\.?\s*(?:năm|ngày)?\s*:?\s*)?((?:\d{1,2}[./-]){0,2}(?:19|20)\d{2})$",
    re.I,
)
_AGE = re.compile(r"^(\d{1,3})\s*(?:tuổi|t)$", re.I)
_PHONE = re.compile(r"^(?:(?:sđt|đt|điện thoại|sdt|dt)\.?\s*:?\s*)?(\+?[\d .]{9,15})$", re.I)
_TAIL = re.compile(
    r"^(?P<name>\D+?)\s+(?:(?:sinh|sn|ns)\.?\s*(?:năm|ngày)?\s*:?\s*)?(?P<year>(?:\d{1,2}[./-]){0,2}(?:19|20)\d{2})$",
    re.I,
)
_SEXES = {"nam": "Nam", "nu": "Nữ"}
_TITLES = frozenset("ong ba anh chi co chu bac cu em chau".split())


@dataclass(slots=True)
class Member:
    """A person of a cell: what stands there of them, by the field of the register's sheet; `rest` is not understood."""

    cells: dict[str, str] = field(default_factory=dict)
    rest: list[str] = field(default_factory=list)

    @property
    def is_clear(self) -> bool:
        """Whether all of it is understood, and there is a name."""
        return "full_name" in self.cells and not self.rest


@lru_cache(maxsize=1_024)
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
        for key, value in _meant(atom):
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
    for key, pattern in (("birth_year", _YEAR), ("age", _AGE), ("phone", _PHONE)):
        if match := pattern.match(atom):
            yield key, match[1]
            return
    bare = fold(atom)
    if bare in _SEXES:
        yield "sex", _SEXES[bare]
    elif _is_relation(atom):
        yield "relation", atom
    else:
        yield from _with_name(atom)


def _with_name(atom: str) -> Iterator[tuple[str, str]]:
    match = _TAIL.match(atom)
    text = match["name"] if match else atom
    words = text.split()
    for length in (3, 2, 1):
        before, name = " ".join(words[:length]), " ".join(words[length:])
        if len(words) > length + 1 and _is_relation(before) and fold(before) not in _TITLES:
            yield "relation", before
            text = name
            break
    yield ("full_name", text) if _is_name(text) else ("rest", text)
    if match:
        yield "birth_year", match["year"]


def _is_relation(text: str) -> bool:
    """Tell whether a text is a word for a relation, whole: "Con dâu", "Mẹ vợ", but no name."""
    found = relation_of(text)
    if found in {"head", "spouse"}:
        return fold(text) in HEADS or len(text.split()) <= 3
    return (
        found == "other"
        and len(text.split()) <= 4
        and all(_is_kin(word) for word in fold(text).split())
    )


@lru_cache(maxsize=512)
def _is_kin(word: str) -> bool:
    return relation_of(word) in {"other", "spouse", "head"} or word in {
        "trai", "gai", "noi", "ngoai", "de", "ruot", "nuoi", "dau", "re", "ca", "ut", "thu", "hai",
        "lon", "nho", "vo", "chong", "truong", "nu", "nam", "ho", "chu",
    }  # fmt: skip


def _is_name(text: str) -> bool:
    return (
        any(char.isalpha() for char in text)
        and not any(char.isdigit() for char in text)
        and len(text.split()) in range(2, 8)
    )
