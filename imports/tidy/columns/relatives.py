"""Relatives beside the head of a household: "Chủ hộ", "Vợ/chồng", "Con 1", each with a name and perhaps a year."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from areas.names import clean
from imports.spreadsheet.caches import of_file
from imports.tidy.columns.fits import MANY, SOME
from imports.tidy.columns.headings import plain, sure_of
from imports.tidy.columns.look import Column
from imports.tidy.columns.shape import DOUBTED
from imports.tidy.columns.spelling import SURE
from imports.tidy.model import Table
from imports.tidy.people.relations import (
    CHILD,
    GRANDCHILD,
    PARENT,
    SPOUSE,
    relation,
    sex_of_relation,
)
from imports.tidy.roles import OF_HEAD, SKILLS, Role

# Of whom there may be one or more, or one of two.
_SMALL = re.compile(r"\b(?:các|những|người|hoặc|và|hay)\b|\s[-–:]$|^[-–:]\s", re.IGNORECASE)
_KIN = frozenset({SPOUSE, CHILD, PARENT, GRANDCHILD})
_NAMES = ("name", "head")
# So many heads of a list with a row for each household stand in one row only.
ONCE = 0.75
_FACTS = ("birth", "age", "sex", "phone")
_SEXES = {"m": "Nam", "f": "Nữ"}


@dataclass(slots=True)
class Relative:
    """Somebody in columns of their own: the word for who they are, and which column is what of them."""

    word: str
    columns: dict[str, Column] = field(default_factory=dict)


def set_apart(table: Table, columns: Sequence[Column]) -> None:
    """Give each relative a number, and note what the headings say of them."""
    table.told = {}
    relatives = [one for one in _relatives(columns) if _is_named(one)]
    if not relatives or not _are_households(columns, relatives):
        _facts_of_head(columns)
        _facts_behind(columns)
        return
    whose = {id(column): one for one in relatives for column in one.columns.values()}
    has_head = any(column.is_sure(*_NAMES) and id(column) not in whose for column in columns)
    for column in columns:
        column.group = 0 if id(column) not in whose else column.group
    for number, one in enumerate(relatives, 1):
        for role, column in one.columns.items():
            column.means, column.group, column.number = {role: SURE}, number, 0
        table.told |= _told(one.word, number, has_head=has_head)
    _doubt_a_lone_year([column for column in columns if id(column) not in whose], relatives)


def _facts_of_head(columns: Sequence[Column]) -> None:
    """Give a head of whom each row names one more person the facts that stand before that person's name."""
    heads = [column for column in columns if column.is_sure("head")]
    names = [column for column in columns if column.is_sure("name") and column.seen.share("name")]
    if len(heads) != 1 or len(names) != 1 or not _begins_rows(heads[0], names[0]):
        return
    for column in columns:
        if heads[0].at < column.at < names[0].at and column.is_sure(*_FACTS):
            column.group = OF_HEAD


def _facts_behind(columns: Sequence[Column]) -> None:
    """Give each of several numbered people the facts right behind their name, where the same heading stands there again."""
    often = Counter(column.words for column in columns if column.is_sure(*_FACTS))
    group = 0
    for column in columns:
        if column.group:
            group = column.group if column.is_sure("name") or "name" in column.means else 0
        elif group and column.is_sure(*_FACTS) and often[column.words] > 1:
            column.group = group
        else:
            group = 0


def _begins_rows(head: Column, name: Column) -> bool:
    """Tell whether each row is a household of its own: none lacks its head, hardly one stands there twice."""
    seen = head.seen
    return seen.filled >= name.seen.filled and len(seen.texts) >= ONCE * seen.filled


def _told(word: str, number: int, *, has_head: bool) -> dict[Role, str]:
    """Return what a heading says of a person: without a column for the head a husband may be the head."""
    if has_head or relation(word) != SPOUSE:
        return {Role("relation", number): word}
    sex = sex_of_relation(word)
    return {Role("sex", number): _SEXES[sex]} if sex else {}


def _relatives(columns: Sequence[Column]) -> Sequence[Relative]:
    """Return those whom headings name; a fact right behind a name is of that person, if each has one."""
    told = [_said_by(column) for column in columns]
    is_flat = not any(set(map(_kin, column.words[1:])) - {""} for column in columns)
    often = Counter(role for word, role in told if not word)
    found, last = list[Relative](), None
    for column, (word, role) in zip(columns, told, strict=True):
        if word and role != "name":
            last = next((one for one in reversed(found) if one.word == word), None)
        elif word:
            last = Relative(word)
            found.append(last)
        elif role not in _FACTS or often[role] < 2 or not is_flat:
            last = None
        if last is not None and role:
            last.columns.setdefault(role, column)
    return found


def _said_by(column: Column) -> tuple[str, str]:
    """Return the relative that the headings of a column name, "" for none, and what of them stands in it."""
    lowest, *upper = column.words or ("",)
    for word in filter(None, map(_kin, upper)):
        return word, _role(lowest) or _skill(lowest)
    word, rest = _parted(lowest)
    return word, ("name" if word and not rest else _role(rest or lowest))


def _parted(heading: str) -> tuple[str, str]:
    """Part "Năm sinh vợ" and "Vợ - năm sinh" into who and what."""
    words = heading.split()
    for at in range(len(words)):
        before, behind = " ".join(words[:at]), " ".join(words[at:])
        if (word := _kin(behind)) and (not before or _role(before)):
            return word, before
        if at and (word := _kin(before)) and _role(behind):
            return word, behind
    return "", ""


@of_file(1_024)
def _kin(text: str) -> str:
    """Return the word for a relative that a heading is, as a cell would have it, "" for none: "Vợ hoặc chồng" is two."""
    word = clean(_SMALL.sub(" ", text))
    return word if relation(word) in _KIN else ""


def _role(heading: str) -> str:
    found = plain(heading)
    roles = sure_of(found) or list(found)
    return next((role for role in ("name", *_FACTS) if role in roles), "")


def _skill(heading: str) -> str:
    """Return the skill that a heading below somebody may mean: nothing else that "TT" is stands there."""
    found = [role for role in plain(heading) if role in SKILLS]
    return found[0] if len(found) == 1 else ""


def _is_named(one: Relative) -> bool:
    """Tell whether one name stands in each cell, not a count and not several people."""
    seen = one.columns["name"].seen if "name" in one.columns else None
    return seen is not None and seen.share("name") >= MANY and seen.share("names") < SOME


def _are_households(columns: Sequence[Column], relatives: Sequence[Relative]) -> bool:
    """Tell rows of households from people of whom a parent is noted, too."""
    if any(column.is_sure("relation") for column in columns):
        return False
    kin = {relation(one.word) for one in relatives}
    if any(column.is_sure("head") for column in columns):
        return True
    return {SPOUSE, CHILD} <= kin or (len({one.word for one in relatives}) > 1 and kin == {SPOUSE})


def _doubt_a_lone_year(columns: Sequence[Column], relatives: Sequence[Relative]) -> None:
    """Ask about a year behind several people: whose it is cannot be told."""
    first = min(column.at for one in relatives for column in one.columns.values())
    for column in columns:
        if column.at > first and column.is_sure("birth"):
            column.means = {"birth": DOUBTED}
