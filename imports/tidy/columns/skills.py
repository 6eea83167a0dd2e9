"""Which of the five skills a column is of, where its heading is a number or very short."""

import re
from collections.abc import Iterator, Mapping, Sequence, Set

from imports.spreadsheet.book import Book
from imports.tidy.asking import Asking
from imports.tidy.columns.above import about
from imports.tidy.columns.evidence import is_filled
from imports.tidy.columns.headings import NUMBERED, plain, skill_number
from imports.tidy.columns.look import ENOUGH, Column, counts_up, names_platform
from imports.tidy.columns.spelling import HINT, MAYBE, SURE
from imports.tidy.model import Known, Table
from imports.tidy.roles import SKILLS

# A legend stands beside the headings or at the foot.
_AT_TOP, _AT_FOOT = 3, 40
_NTH = rf"(?:{NUMBERED}|c[ộo]t|m[ãa]|s[ốo])?\s*\(?([1-5])\)?"
_EXPLAINED = re.compile(
    rf"(?:^|[:;,\n.(]|\s)\s*{_NTH}(?:\s*[:.)=–-]+\s*|\s+(?=[^\W\d]))"
    rf"(.+?)(?=$|[;\n]|[,\s]\s*{_NTH.replace('([1-5])', '[1-5]')}\s*[:.)=–-])",
    re.IGNORECASE,
)
_FEWEST = 3
# A sheet of fewer rows, of two cells each, may explain the others.
_FEW, _PAIR = 40, 2
_SHEETS = "legends on sheets"


def note_legends(book: Book, asking: Asking) -> None:
    """Note what sheets of nothing but a few short rows explain: "KN1 | Dịch vụ công"."""
    found = asking.memory.setdefault(_SHEETS, [])
    for sheet in book.sheets:
        rows = [[str(cell) for cell in row.cells if cell is not None] for row in sheet.rows[:_FEW]]
        if len(sheet.rows) < _FEW and all(len(cells) <= _PAIR for cells in rows):
            found += [": ".join(cells) for cells in rows if len(cells) == _PAIR]


def name_skills(table: Table, columns: Sequence[Column], known: Known, asking: Asking) -> None:
    """Say which skill numbered and short headings mean, where a legend or the others make that plain."""
    numbered = {column: number for column in columns if (number := skill_number(column.words))}
    told = legend(table, known.platforms, asking.memory.get(_SHEETS, ())) if numbered else {}
    for column, number in numbered.items():
        skill = told.get(number) or _above(column, known.platforms)
        if skill:
            column.means = {skill: SURE}
    _by_the_others(columns, known)


def _above(column: Column, platforms: Sequence[str]) -> str:
    """Return the skill that another row of the headings names."""
    found = {skill_of(word, platforms) for word in column.words} - {""}
    return found.pop() if len(found) == 1 else ""


def skill_of(text: str, platforms: Sequence[str]) -> str:
    """Return the one skill that a text names, for sure or as all it may mean; "" for none or several."""
    if names_platform(text, platforms):
        return "local_platform"
    means = plain(text) or plain(about(text))
    sure = [role for role, much in means.items() if role in SKILLS and much >= ENOUGH]
    found = sure or [role for role, much in means.items() if much > HINT]
    return found[0] if len(found) == 1 and found[0] in SKILLS else ""


def legend(table: Table, platforms: Sequence[str], more: Sequence[str] = ()) -> Mapping[int, str]:
    """Return which number stands for which skill, by what is written beside the table, and `more`."""
    found: dict[int, set[str]] = {}
    for text in (*texts_beside(table), *more):
        for number, words in _EXPLAINED.findall(text):
            if skill := skill_of(words.strip(" .,"), platforms):
                found.setdefault(int(number), set()).add(skill)
    return {number: skills.pop() for number, skills in found.items() if len(skills) == 1}


def texts_beside(table: Table) -> Iterator[str]:
    """Yield what stands around a table, in its headings, and in its first and last rows."""
    yield from (one.text for one in table.context)
    for words in table.headings.values():
        yield from words
    rows = table.rows
    near = [*rows[:_AT_TOP], *rows[max(_AT_TOP, len(rows) - _AT_FOOT) :]]
    for row in near:
        yield from {cell for cell in row.cells if isinstance(cell, str) and is_filled(cell)}


def _by_the_others(columns: Sequence[Column], known: Known) -> None:
    """Make short headings plain where at least three skills stand together and each has its own."""
    # "TT" is no running number where another column counts the rows, nor where it counts none itself.
    counts = {
        column
        for column in columns
        if counts_up(column.seen, goes_on=column is columns[0] and column.is_sure("stt"))
        and not (column.means.keys() & set(SKILLS) and column.seen.has_marks)
    }
    counting = {column for column in counts if column.is_sure("stt")}
    could = {
        column: skill
        for column in columns
        if (skill := _only_skill(column, known, _aside(column, counts, counting)))
    }
    sure = {role for column in columns for role in SKILLS if column.is_sure(role)}
    short = {column: skill for column, skill in could.items() if skill not in sure}
    if len(short) != len(set(short.values())) or len(sure | set(short.values())) < _FEWEST:
        return
    places = {
        column.at
        for column in columns
        if column in could or any(column.is_sure(role) for role in SKILLS)
    }
    for column, skill in short.items():
        if {column.at - 1, column.at + 1} & places:
            column.means = {skill: SURE}


def _aside(column: Column, counts: Set[Column], counting: Set[Column]) -> Sequence[str]:
    """Return the roles of a running number where a column cannot be one: it does not count, or another one does."""
    may_count = column in counts and counting <= {column}
    return () if may_count else ("stt", "number")


def _only_skill(column: Column, known: Known, aside: Sequence[str]) -> str:
    """Return the one skill that a heading may mean where it surely means nothing else, roles `aside` left out."""
    skills = [role for role, sureness in column.means.items() if role in SKILLS and sureness > HINT]
    if (
        len(skills) != 1
        or column.means[skills[0]] >= ENOUGH
        or column.worth(skills[0], known) < MAYBE * ENOUGH
    ):
        return ""
    others = [
        role
        for role in column.means
        if role not in (*SKILLS, *aside) and column.worth(role, known) >= ENOUGH
    ]
    return "" if others else skills[0]
