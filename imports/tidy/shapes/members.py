"""People of a team as one cell tells them: several of them, each perhaps with role, office, telephone and year."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from areas.names import clean, fold
from imports.spreadsheet.caches import of_file
from imports.spreadsheet.values import choices
from imports.spreadsheet.values.words import Wrong
from imports.tidy.people import offices
from imports.tidy.people.address import ADDRESSED, TITLED, is_family_ong
from imports.tidy.people.families import BARE_FAMILIES, FAMILIES, FIRST_OF_NAMES
from imports.tidy.people.spelled import bare

LEADER, DEPUTY, MEMBER = "Tổ trưởng", "Tổ phó", "Thành viên"
_MEANT = {offices.LEADER: LEADER, offices.DEPUTY: DEPUTY, offices.MEMBER: MEMBER}
_HEADS = frozenset({"truong ban", "pho ban", "pho truong ban", "truong doan", "pho doan"})
# What stands for a role where letters alone could be a name's or an office's.
_LONG = r"\b(?:tổ trưởng|phó tổ trưởng|tổ phó|phó tổ|thành viên|tổ viên|ủy viên|u\u1ef7 viên)\b"
_LONG_ROLES = re.compile(_LONG, re.IGNORECASE)
# Without marks they are names too, Nguyen Thanh Vien, but where the name has capitals and they have none; TV is no syllable.
_BARE_ROLES = re.compile(bare(_LONG))
_SHORT_ROLES = re.compile(r"(?<=\s)(?:TT|TP|TV|UV)$")
_NUMBER = re.compile(r"(?:(?<=\s)|^)\(?\d{1,2}\s?[.)/]\s?(?=[^\W\d])")
_TOKENS = re.compile(
    r"(?P<phone>(?:\+84|\b0)(?:[ .-]?\d){8,10}(?!\d))"
    r"|(?P<day>\b\d{1,2}[/.-]\d{1,2}[/.-](?:19|20)\d{2}\b)"
    r"|(?P<year>\b(?:19[2-9]|20[0-2])\d\b)"
    r"|(?P<hard>[;\n•●▪|+*]+)"
    r"|(?P<soft>,|/|:|\s[-–—]+(?=\s)|^[-–—]+(?=\s)|\b(?:kiêm|và)\b)"
    r"|(?P<open>[(\[])|(?P<close>[)\]])"
)
# Words that only say what stands behind them.
_LABELS = re.compile(
    r"\b(?:sinh năm|năm sinh|sinh ngày|sinh|sn|ns|điện thoại|số điện thoại|sđt|sdt|đt|đtdđ|tel|zalo)\b\.?\s*:?\s*$",
    re.IGNORECASE,
)
_SLASHED = re.compile(r"\b(?:đ/c|ông/bà|ông \(bà\))", re.IGNORECASE)
_HONORIFIC = re.compile(
    rf"^(?:các\s+)?(?:ông/bà|{TITLED}|{ADDRESSED})\s*[.:]?\s+(?=[^\W\d_])",
    re.IGNORECASE,
)
_PIECES = re.compile(r"\s*[;,\n]\s*")
_LETTERS = re.compile(r"[^\W\d_][^\W\d_'’‘ʼ`.-]*|[^\W\d_]['’‘ʼ`][^\W\d_]*")
_MOST_WORDS = 7
# So many words may be two names.
_FEWEST_OF_TWO = 5
_WOMANS = frozenset({"H'", "H’"})


@dataclass(slots=True)
class Person:
    """Somebody of a cell: what it says of them, by field of the register, as texts."""

    name: str
    facts: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class People:
    """Those whom a cell names, and whether it says something more that was not understood."""

    people: tuple[Person, ...]
    is_whole: bool


def role_of(text: str) -> str:
    """Return the role that a text is for sure, in the words of the register; "" for none."""
    text = re.sub(r"\s*\d{1,2}$", "", text)
    return _MEANT.get(offices.role_word(text) or "", "")


def heads_some_body(text: str) -> bool:
    """Tell "Trưởng ban", which does not say of what: it may be the team's leader."""
    return fold(text) in _HEADS


def is_office(text: str) -> bool:
    """Tell whether a text names an organisation or an office in one."""
    if offices.BEGINS_LIKE_ONE.match(text.strip()):
        return True
    try:
        found = choices.organisation(text).value
    except Wrong:
        return False
    return str(found) not in {"", "other"}


def is_name(text: str) -> bool:
    """Tell whether a text can be the name of somebody: words of letters with capitals, and no office."""
    words = text.split()
    if not 2 <= len(words) <= _MOST_WORDS or role_of(text) or _are_two(words):
        return False
    if is_office(text) and not _is_of_family(text):
        return False
    if not all(_LETTERS.fullmatch(word) for word in words):
        return False
    if text == text.lower():  # names are so where they begin with that of a family
        return words[0] in (BARE_FAMILIES if text.isascii() else FAMILIES)
    return all(word[0].isupper() for word in words)


def _are_two(words: Sequence[str]) -> bool:
    """Tell two names with nothing between them: "Nguyễn Tấn Thuận Cao Tấn Phong"."""
    return len(words) >= _FEWEST_OF_TWO and any(
        word.lower() in FIRST_OF_NAMES or word[:2] in _WOMANS for word in words[2:-1]
    )


def _is_of_family(text: str) -> bool:
    """Tell "Lê Công An", whose name holds the word of an office, from an office: these begin otherwise."""
    first, *others = text.split()
    is_capital = all(word[0].isupper() for word in others)
    is_family = first.lower() in FAMILIES and not offices.BEGINS_LIKE_ONE.match(text)
    return is_family and is_capital and first[0].isupper() and 1 < len(others) < _MOST_WORDS


def begins_like_a_name(person: Person) -> bool:
    """Tell whether somebody is called by a family's name that is known, and another."""
    first, *others = person.name.split()
    return bool(others) and fold(first).split(" ")[0] in BARE_FAMILIES


def _parted(text: str) -> tuple[str, str] | None:
    """Return the name and the role of a text that has nothing between them, in their order."""
    said = _LONG_ROLES.search(text) or _SHORT_ROLES.search(text)
    if said is None and not text.islower():
        said = _BARE_ROLES.search(text)
    if said is None:
        return None
    before, after = text[: said.start()].strip(), text[said.end() :].strip()
    if before and not after and is_name(_HONORIFIC.sub("", before)):
        return before, said[0]
    if after and not before and is_name(_HONORIFIC.sub("", after)):
        return said[0], after
    return None


def says_role(text: str) -> bool:
    """Tell whether a role stands beside a name with nothing between: "Lê An thành viên", "Le An to truong", "Lê An TV"."""
    return _name_and_role(text) is not None


def _name_and_role(text: str) -> tuple[str, str] | None:
    """Return the two parts of a text that is no whole name: whoever is called Nguyễn Thành Viên has no role in it."""
    is_one = is_name(text) and not (offices.before_office(text) or _SHORT_ROLES.search(text))
    return None if is_one else _parted(text)


@of_file(8_192)
def people_in(text: str, role: str = "") -> People:
    """Return the people that a cell names; those of whom it says no role have `role`."""
    return _Reading(text, role).people()


def _is_titled(text: str) -> bool:
    return bool(_HONORIFIC.match(text)) and not is_family_ong(text, has_titles=False)


class _Reading:
    """One cell being read, from its first word to its last."""

    def __init__(self, text: str, role: str) -> None:
        self.text, self.role, self.found = text, role, list[Person]()
        self.ahead, self.is_ahead, self.inside, self.is_whole = "", False, False, True
        self.lone = list[str]()
        self.has_titles = any(map(_is_titled, _PIECES.split(text)))

    def people(self) -> People:
        """Return what was read."""
        text = "\n".join(map(clean, self.text.splitlines()))
        at = 0
        text = _NUMBER.sub("\n", _SLASHED.sub(" ", text))
        for token in _TOKENS.finditer(text):
            self._say(text[at : token.start()])
            at = token.end()
            self._token(str(token.lastgroup), token[0])
        self._say(text[at:])
        if self.lone:
            self._lone()
        return People(tuple(self.found), self.is_whole and bool(self.found))

    def _token(self, kind: str, text: str) -> None:
        if kind in {"open", "close"}:
            self.inside = kind == "open"
        elif kind in {"phone", "day", "year"}:
            self._tell("phone" if kind == "phone" else "birth_year", text.strip())

    def _untitled(self, text: str) -> str:
        is_family = is_family_ong(text, has_titles=self.has_titles)
        return text if is_family else _HONORIFIC.sub("", text)

    def _say(self, text: str) -> None:
        text = _LABELS.sub("", text.strip(" .,:\n\t-–—")).strip(" .,:-–—")
        text = self._untitled(text)
        if not text or _LABELS.fullmatch(text + " "):
            return
        if role := role_of(text):
            self._role(role)
        elif parts := _name_and_role(text):
            for part in parts:
                self._say(part)
        elif is_name(text) and not self.inside:
            self._name(text)
        elif is_office(text):
            self._tell("organisation", text)
        elif text[0].isupper() and text.isalpha() and len(text) > 1 and not self.inside:
            self.lone.append(text)
        else:
            self.is_whole = False

    def _name(self, text: str) -> None:
        role = self.ahead or self.role
        self.found.append(Person(text, {"role": role} if role else {}))

    def _role(self, role: str) -> None:
        """Note a role: of those behind it where the cell begins with one, else of who stands before it."""
        if not self.found:
            self.is_ahead = True
        if self.is_ahead and not self.inside:
            self.ahead = role
        else:
            self._tell("role", role)

    def _tell(self, key: str, text: str) -> None:
        if not self.found:
            self.is_whole = False
            return
        facts = self.found[-1].facts
        if key in facts and key != "role" and facts[key] != text:
            if key != "organisation":
                self.is_whole = False
                return
            text = f"{facts[key]}, {text}"
        facts[key] = text

    def _lone(self) -> None:
        """Take names of one word where the cell lists nothing but names."""
        if any(set(one.facts) - {"role"} for one in self.found):
            self.is_whole = False
            return
        for text in self.lone:
            self._name(text)
