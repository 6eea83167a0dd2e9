"""Several columns that are the answers to one skill: "Biết | Chưa biết" below it, each with ticks."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from areas.names import fold
from imports.spreadsheet.book import Cell, Row
from imports.spreadsheet.changed import Changed
from imports.tidy.cells.marks import ALONE, NONE, clear, is_empty_box, is_tick, key_of, phrase
from imports.tidy.columns import words
from imports.tidy.columns.fits import MOST
from imports.tidy.columns.headings import parts, plain, sure_of
from imports.tidy.columns.look import Column
from imports.tidy.columns.skills import skill_of
from imports.tidy.columns.spelling import SURE
from imports.tidy.looks.seen import WORDS
from imports.tidy.model import Known, Table
from imports.tidy.roles import SKIP
from imports.tidy.values import MEANS

_KINDS = frozenset({"households", "activities"})
_ZERO_ONE = frozenset({0, 1})
# A half may stand in brackets.
_BRACKETS = str.maketrans("([", "||", ")]")
# With so many words it is said that somebody can or cannot.
_DENIAL = 5
_DOES = re.compile(r"^(?:(?:su dung|dung|lam|thuc hien|cach) )+")
_HAVING = frozenset({"co", "da co"})
# What contradicts itself is asked: this sign is in no word of an answer.
_BOTH = " & "


@dataclass(frozen=True, slots=True)
class Answer:
    """What a tick in a column says of which skill."""

    skill: str
    word: str


def join_levels(table: Table, columns: Sequence[Column], kind: str, known: Known) -> list[Column]:
    """Make one column of those that are the answers to one skill; return the columns that are left.

    A tick is then the answer that stands above it; without a skill above nobody can say of what it is an answer.
    """
    if kind not in _KINDS:
        return list(columns)
    found = defaultdict[tuple[str, int], dict[int, str]](dict)
    for column in columns:
        answer = answer_of(column.words, known)
        if answer and holds_ticks(column):
            found[answer.skill, column.group][column.at] = answer.word
    _add_affirmed(columns, found, known)
    _leave_pairs(columns, found)
    joined = {
        key: dict(sorted(at.items())) for key, at in found.items() if key[0] and _says_more(at)
    }
    for (skill, _), group in joined.items():
        next(one for one in columns if one.at == min(group)).means = {skill: SURE}
    if joined:
        table.rows = Answered(table.rows, [_told(group) for group in joined.values()])
    gone = {at for group in joined.values() for at in group if at != min(group)}
    return [column for column in columns if column.at not in gone]


def answer_of(texts: Sequence[str], known: Known) -> Answer | None:
    """Return the answer that a column is for: by the words above it, or by two halves of its heading."""
    if not texts:
        return None
    if is_answer(texts[0]):
        skills = [skill for text in texts[1:] if (skill := _asked_for(text, known))]
        return Answer(skills[0] if skills else "", texts[0])
    if (above := next(filter(is_answer, texts[1:]), "")) and (own := _asked_for(texts[0], known)):
        return Answer(own, above)
    if cannot := _begun(texts[0], NONE, known):
        return cannot[0]
    halves = [half for half in parts(texts[0].translate(_BRACKETS)) if half != texts[0]]
    answers = [half for half in halves if is_answer(half)]
    skills = [skill for half in halves if (skill := _asked_for(half, known))]
    both = len(halves) == 2 and len(answers) == 1 and len(skills) == 1
    return Answer(skills[0], answers[0]) if both else None


def _begun(text: str, meaning: str, known: Known) -> tuple[Answer, str] | None:
    """Return of what a heading says that somebody can or cannot do, and its words: "Chưa biết | mua sắm"."""
    found = text.split()
    for at in range(2 if meaning == NONE else 1, min(len(found), _DENIAL) + 1):
        before, behind = " ".join(found[:at]), " ".join(found[at:])
        if behind and phrase(before) == meaning and (skill := _asked_for(behind, known)):
            return Answer(skill, before), _DOES.sub("", fold(behind))
    return None


def _add_affirmed(
    columns: Sequence[Column], found: Mapping[tuple[str, int], dict[int, str]], known: Known
) -> None:
    """Add who can to who cannot, where both headings are of the same words: "Biết DVC | Không biết DVC"."""
    pairs = defaultdict[tuple[object, ...], list[tuple[str, Column, Answer]]](list)
    for column in columns:
        for meaning in (NONE, ALONE) if _is_ticked(column) else ():
            if told := _begun(column.heading, meaning, known):
                key = (told[1], column.words[1:], column.group)
                pairs[key].append((meaning, column, told[0]))
    for pair in pairs.values():
        pair.sort(key=lambda one: one[0])
        if [meaning for meaning, *_ in pair] != [ALONE, NONE]:
            continue
        (_, can, own), (_, cannot, _) = pair
        group = found.get((own.skill, can.group), {})
        # To know how to use a telephone is not to have one.
        if list(group) == [cannot.at] and (own.skill not in MEANS or fold(own.word) in _HAVING):
            group[can.at] = own.word


def _is_ticked(column: Column) -> bool:
    """Tell a column of ticks and nothing else: one with a no of its own says all of it."""
    return bool(column.seen.texts) and all(is_tick(key_of(text)) for text in column.seen.texts)


def _asked_for(text: str, known: Known) -> str:
    """Return the one skill that a text names, or what a household has: a smartphone, the internet; "" for neither."""
    if skill := skill_of(text, known.platforms):
        return skill
    found = [role for role in sure_of(plain(text)) if role in MEANS]
    return found[0] if len(found) == 1 else ""


def is_answer(text: str) -> bool:
    """Tell a word that answers whether somebody can do something."""
    word = fold(text)
    if len(word) < 2 or word.isdecimal():
        return False
    return word in words.MARKS or phrase(text, in_legend=True) is not None


def holds_ticks(column: Column) -> bool:
    """Tell ticks from counts of people."""
    numbers = {int(text) for text in column.seen.texts if text.isdecimal() and len(text) < 8}
    is_ticked = column.seen.share("tick", "mark") >= MOST
    return numbers <= _ZERO_ONE and (is_ticked or not column.seen.filled)


def _says_more(group: Mapping[int, str]) -> bool:
    return len(group) > 1 or any(meaning != ALONE for meaning in map(_meaning, group.values()))


def _meaning(word: str) -> str | None:
    return phrase(key_of(word), in_legend=True)


def _leave_pairs(
    columns: Sequence[Column], found: Mapping[tuple[str, int], Mapping[int, str]]
) -> None:
    """Leave two answers beside each other of which nobody says what they answer."""
    places = {at for (skill, _), group in found.items() if not skill for at in group}
    for column in columns:
        beside = {column.at - 1, column.at + 1} & places
        if column.at in places and beside and not sure_of(column.means):
            column.means = {SKIP: SURE}


def _told(group: Mapping[int, str]) -> Mapping[int, str]:
    """Return what each column says in words of marks: of several that say the same only the file knows the difference."""
    meanings = {at: _meaning(word) for at, word in group.items()}
    if len(set(meanings.values())) < len(meanings) or None in meanings.values():
        return group
    return {at: _word(word, meanings[at]) for at, word in group.items()}


def _word(word: str, meaning: str | None) -> str:
    return word if phrase(key_of(word)) == meaning else WORDS.get(meaning or "", word)


class Answered(Changed):
    """Rows in which the first of several columns for one skill says what is ticked in them."""

    def __init__(self, rows: Sequence[Row], groups: Sequence[Mapping[int, str]]) -> None:
        super().__init__(rows)
        self.groups = groups

    def changed(self, row: Row) -> Row:
        """Return the row with answers instead of ticks."""
        cells = list(row.cells)
        for group in self.groups:
            said = [text for at, word in group.items() if (text := _said(_at(cells, at), word))]
            for at in group:
                if at < len(cells):
                    cells[at] = None
            if said:
                cells += [None] * (min(group) + 1 - len(cells))
                cells[min(group)] = _BOTH.join(said)
        return replace(row, cells=cells)


def _at(cells: Sequence[Cell], at: int) -> Cell:
    return cells[at] if at < len(cells) else None


def _said(cell: Cell, word: str) -> str:
    """Return what a cell says: the answer above it where it is ticked, else also what stands there."""
    key = "" if cell is None or is_empty_box(cell) else key_of(cell)
    meaning = clear(key, frozenset(), _ZERO_ONE) if key else NONE
    if meaning == NONE:
        return ""
    return word if meaning == ALONE else f"{word}: {cell}"
