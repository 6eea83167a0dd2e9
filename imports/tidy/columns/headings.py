"""What the words above a column may mean."""

import re
from collections.abc import Iterator, Mapping
from functools import cache

from areas.names import fold, is_one_letter_off
from imports.spreadsheet.caches import of_file
from imports.tidy.columns import units
from imports.tidy.columns.above import Plain, below
from imports.tidy.columns.asked import asked, bare_of_courtesy
from imports.tidy.columns.spelling import MAYBE, SURE, bare, looked_up, misspelled, spelled
from imports.tidy.columns.vocabulary.skills import KNOW
from imports.tidy.roles import SKILLS, SKIP
from imports.tidy.tables.of_forms import LINKS

_IN_BRACKETS = re.compile(r"[(\[{]([^)\]}]*)[)\]}]?")
_LEADING_NUMBER = re.compile(
    r"^_?\d{1,3}_(?=[^\W\d_])|^\s*[(\[]?(?:\d{1,2}|[A-Za-z]|[IVX]{1,4})\s*[.):\]-]+\s*(?=[^\W\d])"
)
# What stands before the number of a skill.
NUMBERED = r"(?:kns?|k[yỹĩ] n[ăa]ng)(?: s[ốo])?"
_NUMBERED = re.compile(rf"\s*{NUMBERED}\s*[1-5]\s+(?=[^\W\d])", re.IGNORECASE)
_PARTS = re.compile(r"\s*(?:[:/|;,–—\n]| - )\s*")
_SKILL = re.compile(r"(?:(?:ky|ki)nang(?:so)?(?:thu)?|(?:kn|kns|skill)(?:so|no)?)[1-5]")
_SKILL_WORDS, _FIVE = ("kynang", "kynangso"), tuple("12345")
_NUMBER = re.compile(r"[(\[]?\s*([1-5])\s*[)\].]?")
# A question ends so, and a service of some degree.
_BEHIND = frozenset({"khong", "ko", "chua", "hay", "duoc", "muc", "do", "3", "4", "x"})
_REMARK = re.compile(r"[(\[][^)\]]*[^)\]\d\s][^)\]]*[)\]]|[*:]")
# A database puts capitals where words begin: "ThonTo".
_JOINED = re.compile(r"(?<=[a-zđ])(?=[A-ZĐ][a-zđ])")
_NOISE = re.compile(r"[*:…]+|\.{2,}")
# Forms name so what nobody typed: "_submission_time".
_OF_MACHINE = "_"
# A mark below says that somebody, or a household, knows all.
_ALL_FIVE = re.compile(
    r"(?:ho )?(?:co |da )?(?:co nguoi |co it nhat 1 nguoi )?(?:(?:biet|dat|du|ca|co|thanh thao|hoan thanh|duoc) )+(?:5|nam|5 5) (?:ky nang|kn|kns)(?: so)?(?: co ban)?"
)
# Who came to a session, and of whom the second number is: "Số người tham gia/nữ".
_WHO_CAME, _WOMEN = {"people", "persons"}, {"women", "f"}
# So long a text is no heading but a title or a note.
_LONGEST = 200


@of_file(4_096)
def meanings(words: tuple[str, ...]) -> Mapping[str, float]:
    """Return the roles that the words above a column may have, the lowest words first, with how sure each is.

    1 is sure by itself; "skip" is what is known and no field of the register.
    """
    if not words or len(words[0]) > _LONGEST:
        return {}
    if len(words) == 1 and _ALL_FIVE.fullmatch(fold(words[0])):
        return {"all_five": SURE}
    if skill_number(words):
        named = plain(words[0])
        return named if set(sure_of(named)) & set(SKILLS) else dict.fromkeys(SKILLS, MAYBE)
    told = below(words[1:], words[0], plain) or plain(" ".join(reversed(words)))
    if not sure_of(told):
        told = _better(plain(words[0]), told)
    is_left = not told and any(plain(word).get(SKIP, 0) > MAYBE for word in words[1:])
    return {SKIP: SURE} if is_left else told


def _better(one: Mapping[str, float], other: Mapping[str, float]) -> Mapping[str, float]:
    return one if max(one.values(), default=0) >= max(other.values(), default=0) else other


def sure_of(found: Mapping[str, float]) -> list[str]:
    """Return the roles that are meant for sure as far as words go."""
    return [role for role, sureness in found.items() if sureness > MAYBE * SURE]


@of_file(4_096)
def plain(text: str) -> Mapping[str, float]:
    """Return what a heading of one level may mean: the reading that says the most counts."""
    if text in LINKS.values():
        return {"household_id": SURE}
    is_of_machine = text.startswith(_OF_MACHINE) and not _LEADING_NUMBER.match(text)
    if is_of_machine or text in LINKS:
        return {SKIP: SURE}
    best: Mapping[str, float] = {}
    for reading in _readings(text):
        found = {**units.meant(reading), **looked_up(reading)} or _skill(reading)
        if sure_of(found):
            return _doubted(found, text)
        best = best or found
    told = (
        asked(text)
        or _confirmed(best, text)
        or best
        or _numbered(text)
        or _slip(text)
        or _of_parts(text)
    )
    return told or _in_brackets(text) or _misspelled(text)


def _readings(text: str) -> Iterator[str]:
    """Yield the ways to read a heading, the one that says the most first."""
    ways = dict.fromkeys(
        way
        for whole in (text, _NOISE.sub(" ", text), _JOINED.sub(" ", text))
        for unnumbered in (whole, _LEADING_NUMBER.sub("", whole))
        for bracketed in (unnumbered, _IN_BRACKETS.sub(" ", unnumbered))
        for way in (bracketed, bare_of_courtesy(bracketed))
    )
    return (way for way in ways if way.strip())


def _skill(text: str, look: Plain = looked_up) -> Mapping[str, float]:
    """Return which skill is meant by "Có biết sử dụng … không?"."""
    words = text.split()
    while len(words) > 1 and bare(words[-1]) in _BEHIND:
        words = words[:-1]
    for start in range(len(words)):
        found = look(" ".join(words[start:]))
        found = {role: sureness for role, sureness in found.items() if role in SKILLS}
        if found or bare(words[start]) not in _know():
            return found
    return {}


@cache
def _know() -> frozenset[str]:
    return frozenset(bare(part) for one in spelled(KNOW) for part in one.split())


def _in_brackets(text: str) -> Mapping[str, float]:
    """Return the skill that stands in brackets behind a number: "KN3 (thanh toán)"; and whom another word calls the head."""
    for inside in _IN_BRACKETS.findall(text):
        found = {**looked_up(inside), **_skill(inside)}
        if set(sure_of(found)) & {*SKILLS, "head"}:
            return found
    return {}


def _numbered(text: str) -> Mapping[str, float]:
    """Return the skill that stands behind its number: "KN1 Dịch vụ công"; of nothing else such a number is."""
    rest = _NUMBERED.sub("", text, count=1)
    found = {**looked_up(rest), **_skill(rest)} if rest != text else {}
    return found if set(sure_of(found)) & set(SKILLS) and set(found) <= set(SKILLS) else {}


def _slip(text: str) -> Mapping[str, float]:
    """Return what a heading of several parts is with one letter otherwise, where that is sure: "Họ, tên đđệm"."""
    found = misspelled(text) if len(parts(text)) > 1 else {}
    return found if sure_of(found) else {}


def _confirmed(found: Mapping[str, float], text: str) -> Mapping[str, float]:
    """Return what a heading may mean and its brackets mean for sure: "NT (Local digital platform)"."""
    for inside in _IN_BRACKETS.findall(text):
        told = [role for role in sure_of(looked_up(inside)) if role in found]
        if told:
            return dict.fromkeys(told, SURE)
    return {}


def _doubted(found: Mapping[str, float], text: str) -> Mapping[str, float]:
    """Return what was found, unsure where another skill stands in brackets: "Thanh toán (mua sắm)"."""
    sure = set(sure_of(found))
    for inside in _IN_BRACKETS.findall(text) if sure & set(SKILLS) else ():
        other = set(sure_of(looked_up(inside))) & set(SKILLS)
        if other and not other & sure:
            return dict.fromkeys([*sure, *other], MAYBE)
    return found


def _of_parts(text: str) -> Mapping[str, float]:
    """Return what the parts of a heading mean: sure where each part means the same ("Họ và tên / Full name")."""
    if "\n" in text and (found := _of_parts(" ".join(text.split()))):
        return found  # a line may be broken anywhere
    halves = parts(text)
    if not halves or halves == [text]:
        return {}
    told = [looked_up(part) or looked_up(_IN_BRACKETS.sub(" ", part)) for part in halves]
    if any(told):
        told = [one or misspelled(part) for one, part in zip(told, halves, strict=True)]
    if len(told) == 2 and {*told[0]} & _WHO_CAME and {*told[1]} & _WOMEN:
        return told[0]  # of them so many
    common = set.intersection(*(set(one) for one in told))
    if common:
        return {role: max(one[role] for one in told) for role in common}
    found = dict[str, float]()
    for one in told:
        for role, sureness in one.items():
            found[role] = max(found.get(role, 0), sureness * MAYBE)
    return found


def parts(text: str) -> list[str]:
    """Return what stands between the signs of a heading, without its number."""
    return [
        part
        for part in _PARTS.split(_LEADING_NUMBER.sub("", text))
        if part.strip(" .,()") and not _SKILL.fullmatch(bare(part))
    ]


def _misspelled(text: str) -> Mapping[str, float]:
    for reading in _readings(text):
        found = misspelled(reading) or _skill(reading, misspelled)
        if found:
            return found
    return {}


def _is_slip(text: str) -> bool:
    """Tell "Kỹ năn 3" from other words with a number."""
    return text[-1:] in _FIVE and any(is_one_letter_off(text[:-1], word) for word in _SKILL_WORDS)


@of_file(4_096)
def skill_number(words: tuple[str, ...]) -> int:
    """Return which of the five numbered skills a column is: "KN1", "(1)" below "Kỹ năng số"; 0 for none."""
    lowest = _REMARK.sub("", words[0]).strip() if words else ""
    found = _SKILL.fullmatch(bare(lowest))
    if found or _is_slip(bare(lowest)):
        return int(bare(lowest)[-1])
    found = _NUMBER.fullmatch(lowest)
    if found and any("skills" in plain(word) for word in words[1:]):
        return int(found[1])
    return 0
