"""The columns of a table as they are seen: headings, what stands below, which person of several side by side."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby, pairwise

from areas.names import fold
from imports.spreadsheet.book import Row
from imports.tidy.columns.above import member_number
from imports.tidy.columns.evidence import LOOKED_AT, Evidence, is_filled, seen
from imports.tidy.columns.fits import FOR, MOST, fit, lists_villages
from imports.tidy.columns.headings import meanings, sure_of
from imports.tidy.columns.spelling import MAYBE, SURE, looked_up
from imports.tidy.model import Known, Table
from imports.tidy.roles import PERSON, SKILLS, SKIP

# What is taken without a question.
ENOUGH = 0.9
_BEHIND = re.compile(
    r"^(.*?[^\W\d]\.?)[\s._(-]*(?:(?:tv|thành viên|người|nk|nhân khẩu)\s*)?(?:thứ|số)?[\s._-]*(\d{1,2})\)?\s*$",
    re.DOTALL | re.IGNORECASE,
)
# Behind a heading, and no part of it: "KN1 (*)", "Địa chỉ (ghi rõ):".
_HINT = re.compile(
    r"(?:\s*(?:\((?:\*+|(?:xin |vui lòng )?ghi (?:rõ|đủ)[^()]*|nếu có|bắt buộc|nếu biết)\)|\*+|:))+\s*$",
    re.IGNORECASE,
)
# So many columns begin with the same words where these are what is asked.
_ANSWERS = 3
# Above columns that say the same of two moments.
_SAID = r"(?:(?:thong tin|so lieu|noi dung|du lieu) )?"
_MENDED = r"(?:(?:de nghi|xin|can) )?(?:dieu chinh|dinh chinh|sua|chinh sua|cap nhat)"
_EARLIER = re.compile(
    rf"(?:truoc|dau vao|dau (?:ky|nam|khoa|dot)|ban dau|{_SAID}(?:cu|da (?:co|nhap|ke khai)))\b"
)
_LATER = re.compile(
    rf"(?:sau|dau ra|cuoi (?:ky|nam|khoa|dot)|hien (?:nay|tai)|{_SAID}(?:moi|{_MENDED}))\b"
)
_OF_PEOPLE = PERSON | {"relation", "phone", "organisation", "role"}
# What a column without a heading is for sure if most of its cells look so.
_BY_LOOKS = (
    ("phone", "phone", 0.6), ("sex", "sex", MOST), ("relation", "relation", 0.6), ("name", "surname", 0.7),
    ("role", "role", 0.6), ("decision", "decision", 0.6), ("organisation", "office", MOST),
)  # fmt: skip


@dataclass(eq=False, slots=True)
class Column:
    """One column: `means` are the roles it may have, with how sure each is by its words; `role` what it turned out to be."""

    at: int
    words: tuple[str, ...]
    seen: Evidence
    means: Mapping[str, float] = field(default_factory=dict)
    group: int = 0
    role: str = ""
    number: int = 0  # behind a heading: "SĐT 2"
    place: int = 0  # among five of skills below one heading

    @property
    def heading(self) -> str:
        """The words right above it."""
        return self.words[0] if self.words else ""

    @property
    def subject(self) -> str:
        """What it is called in a question."""
        return _HINT.sub("", self.heading) or self.heading or f"column {self.at + 1}"

    def worth(self, role: str, known: Known) -> float:
        """Return how sure a role is, by words and cells."""
        sureness = self.means.get(role, 0)
        if role in SKILLS and self.seen.fills > self.seen.filled:
            return sureness  # its answers are colours: what else stands there adds them up
        return sureness * fit(role, self.seen, known) if sureness else 0.0

    def is_sure(self, *roles: str) -> bool:
        """Tell whether the words say one of these roles."""
        return any(self.means.get(role, 0) >= ENOUGH for role in roles)


def columns_of(table: Table, known: Known) -> list[Column]:
    """Return the columns of a table that have a heading or anything below."""
    rows = [*_facts(table), *table.alike] if table.alike else _facts(table)
    stands = seen(rows, range(table.left, table.right + 1))
    found = [
        Column(at, table.headings.get(at, ()), evidence)
        for at, evidence in stands.items()
        if evidence.is_used or table.headings.get(at)
    ]
    over = {word for column in found for word in column.words[1:]}
    for column in found:
        if column.seen.texts and {*column.seen.texts} <= {*column.words}:
            # No text but the headings of each page; its answers may be dashes or colours.
            column.seen = Evidence(dashes=column.seen.dashes, fills=column.seen.fills)
        if len(column.words) == 1 and column.words[0] in over:  # only what stands above several
            column.words = ()
        column.means = _means(column, known)
    _part_answers(found, known)
    _count_once(found)
    _leave_earlier(found)
    _part_skills(found)
    _part_lone(found)
    _name_years(found)
    _number(found)
    return found


def _part_answers(columns: Sequence[Column], known: Known) -> None:
    """Part "ky_nang/mua_sam" into an answer and, above it, what a form asks; what has a column for each is left itself."""
    answers = {column.heading for column in columns if all(map(str.strip, _parted(column)))}
    often = Counter(text.rpartition("/")[0] for text in answers)
    asked = {text for text, much in often.items() if much >= _ANSWERS}
    for column in columns:
        if column.heading in asked:
            column.means = {SKIP: SURE}
        elif column.heading in answers and _parted(column)[0] in asked:
            column.words = (*reversed(_parted(column)), *column.words[1:])
            column.means = _means(column, known)


def _parted(column: Column) -> tuple[str, str]:
    asked, _, answer = column.heading.rpartition("/")
    return asked, answer


def _count_once(columns: Sequence[Column]) -> None:
    """Leave running numbers without a heading, as a program puts them before each row, where a heading has some."""
    if any(column.words and column.is_sure("stt") and counts_up(column.seen) for column in columns):
        for column in columns:
            if not column.words and column.is_sure("stt"):
                column.means = {SKIP: SURE}


def _leave_earlier(columns: Sequence[Column]) -> None:
    """Leave what was before a training where the same columns stand again for what is after it."""
    found = {when: list(_at_moment(columns, when)) for when in (_EARLIER, _LATER)}
    said = {when: {words for _, words in pairs} for when, pairs in found.items()}
    both = said[_EARLIER] & said[_LATER]
    for when, pairs in found.items():
        for column, words in pairs:
            if words in both:
                column.means = {SKIP: SURE} if when is _EARLIER else meanings(words)


def _at_moment(
    columns: Sequence[Column], when: re.Pattern[str]
) -> Iterator[tuple[Column, tuple[str, ...]]]:
    """Yield the columns above which such a moment stands, with the other words there."""
    for column in columns:
        others = tuple(text for text in column.words if not when.match(fold(text)))
        if others and len(others) < len(column.words):
            yield column, others


def _facts(table: Table) -> Sequence[Row]:
    """Return the rows of a table without the notes and signatures at its end: among few facts they would count."""
    rows, end = table.rows, len(table.rows)
    foot = {(one.row, one.text) for one in table.context if one.origin == "foot"}
    if not foot or end > LOOKED_AT:
        return rows
    while end and all(
        not is_filled(cell) or (rows[end - 1].number, cell) in foot for cell in rows[end - 1].cells
    ):
        end -= 1
    return rows[:end]


def _part_skills(columns: Sequence[Column]) -> None:
    """Give columns of marks that stand side by side below one "Kỹ năng số" a name of their own: each is another skill."""
    for _, same in groupby(columns, lambda one: one.words):
        run = list(same)
        if len(run) < 2 or not all(_are_marks_of_skills(column) for column in run):
            continue
        for place, column in enumerate(run):
            column.words, column.means = (), dict.fromkeys(SKILLS, MAYBE)
            column.place = place + 1 if len(run) == len(SKILLS) else 0


def _part_lone(columns: Sequence[Column]) -> None:
    """Give a column below "Kỹ năng số" alone no name where its marks are those of the skills beside it: it is one of them."""
    skills = [column for column in columns if column.is_sure(*SKILLS)]
    marks = {text for one in skills for text in one.seen.texts}
    for column in columns:
        is_beside = len(skills) > 1 and any(abs(one.at - column.at) == 1 for one in skills)
        own = {*column.seen.texts}
        if is_beside and column.is_sure("skills") and own and len(own & marks) * 2 >= len(own):
            column.words, column.means = (), dict.fromkeys(SKILLS, MAYBE)


def _are_marks_of_skills(column: Column) -> bool:
    is_marked = not column.seen.filled or column.seen.share("tick", "mark") >= MOST
    return column.is_sure("skills") and is_marked and not column.seen.share("long")


def _name_years(columns: Sequence[Column]) -> None:
    """Tell "Nam" beside "Ngay" and "Thang" below one heading: a year, and no men."""
    for column, before in zip(columns[2:], columns[1:], strict=False):
        is_year = fold(column.heading) == "nam" and column.words[1:] == before.words[1:]
        if is_year and column.words[1:] and before.is_sure("born_month"):
            column.means = {"born_year": SURE}


def _means(column: Column, known: Known) -> Mapping[str, float]:
    if not column.words:
        return by_content(column.seen, known)
    if names_platform(column.heading, known.platforms):
        return {"local_platform": SURE}
    return meanings(column.words)


def names_platform(text: str, platforms: Sequence[str]) -> bool:
    """Tell whether a text names a platform of the province, its words perhaps run together: "Đắk LắkSố"."""
    ways = [(name, fold(text)) for one in platforms if (name := fold(one))]
    ways += [(one.replace(" ", ""), said.replace(" ", "")) for one, said in ways if " " in one]
    return any(name in said for name, said in ways)


def by_content(stands: Evidence, known: Known) -> Mapping[str, float]:
    """Return the role of a column that has no heading, where what stands there leaves no doubt."""
    if stands.filled < 2:  # nothing else is written as a telephone is
        return {"phone": SURE} if stands.share("phone") else {}
    if lists_villages(stands, known):  # before names: of a family's word a village may be called
        return {"village": SURE}
    for role, look, least in _BY_LOOKS:
        if stands.share(look) >= least and fit(role, stands, known) == FOR:
            return {role: SURE}
    if stands.share("year") >= MOST and len(stands.texts) > 1:
        return {"birth": SURE}
    return {"stt": SURE} if counts_up(stands) and not stands.has_marks else {}


def counts_up(stands: Evidence, *, goes_on: bool = False) -> bool:
    """Tell running numbers: each one more than that before, from the first or, on a sheet that `goes_on`, from any."""
    numbers = [int(text) for text in stands.texts if text.isdecimal() and len(text) < 8]
    return (
        len(numbers) > 1
        and numbers == list(range(numbers[0], numbers[0] + len(numbers)))
        and (goes_on or numbers[0] < 3)
    )


def _number(columns: Sequence[Column]) -> None:
    """Say which columns are of which of several people: by a heading above several, or a number behind each."""
    for column in columns:
        column.group = next((n for word in column.words[1:] if (n := member_number(word))), 0)
    if not any(column.group for column in columns):
        _number_behind(columns)
    if not any(column.group for column in columns):
        _number_repeated(columns)


def _number_behind(columns: Sequence[Column]) -> None:
    told = {column.at: found for column in columns if (found := _behind(column)) is not None}
    people = {number for role, number in told.values() if role == "name"}
    for column in columns:
        if column.at in told:
            role, number = told[column.at]
            column.means = {role: SURE}
            column.number = number
            column.group = (
                number if len(people) > 1 and number in people and role in _OF_PEOPLE else 0
            )


def _behind(column: Column) -> tuple[str, int] | None:
    """Return the role and the number of "Họ tên 2" and of "Thành viên 2"."""
    number = member_number(column.heading)
    if number:
        return "name", number
    if not column.heading or sure_of(looked_up(column.heading)):
        return None
    found = _BEHIND.fullmatch(column.heading.strip())
    roles = (
        [role for role in sure_of(meanings((found[1], *column.words[1:]))) if role in _OF_PEOPLE]
        if found
        else []
    )
    return (roles[0], int(found[2])) if found and len(roles) == 1 else None


def _number_repeated(columns: Sequence[Column]) -> None:
    """Give numbers to people whose headings stand several times, one after the other: name, year, name, year."""
    key = "name" if any(one.words and one.is_sure("name") for one in columns) else "family"
    names = [column for column in columns if column.words and column.is_sure(key)]
    if len(names) < 2 or len({column.words for column in names}) > 1 or _adjacent(names):
        return
    number = 0
    for column in columns:
        number += column in names
        column.group = number if column.means.keys() & _OF_PEOPLE else 0


def _adjacent(names: Iterable[Column]) -> bool:
    """Tell whether two stand side by side: one heading over a name in two columns."""
    places = sorted(column.at for column in names)
    return any(b - a == 1 for a, b in pairwise(places))
