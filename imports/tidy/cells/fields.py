"""How each field of each kind of record is read: one small function each, of a cell and what its table tells."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

from imports.spreadsheet.book import Cell
from imports.spreadsheet.values import Wrong, email, tier, village_kind
from imports.tidy.asking import about
from imports.tidy.cells import births, counts, days, decisions, means, names, phones, skills, words
from imports.tidy.cells.reading import NOTHING, Doubt, Read, plain, says_nothing
from imports.tidy.people.relations import relation, sex_of_relation
from imports.tidy.people.spelled import low
from imports.tidy.roles import SKILLS
from imports.tidy.values import MEANS, ORGANISATIONS, RELATIONS, ROLES, SEXES

if TYPE_CHECKING:
    from imports.tidy.cells.table import TableCells

type Reader = Callable[["TableCells", Cell], Read]

_SEXES = {one: one for one in SEXES}
_RELATIONS = {one: one for one in RELATIONS}
_ROLES = {one: one for one in ROLES}
_ORGANISATIONS = {one: one for one in ORGANISATIONS}


def _word(
    own: "TableCells", kind: str, text: str, meaning: str | None, choices: Mapping[str, Any]
) -> Read:
    """Return what a word means; what was answered about it comes first, and what is not known is asked."""
    if meaning is None or about(kind, text) in own.asking.answers:
        return Read(doubt=Doubt(kind, text, choices))
    return Read(choices[meaning])


def _sex(own: "TableCells", cell: Cell) -> Read:
    text = plain(cell)
    if not text or (says_nothing(text) and text not in {"0", "x"}):
        return NOTHING
    return _word(own, "sex", text, words.sex(text, own.survey.sexes), _SEXES)


def _relation(own: "TableCells", cell: Cell) -> Read:
    text = plain(cell)
    if not text or (says_nothing(text) and not text.isalnum()):
        return NOTHING
    if low(text) == "ch":
        return _head_or_grandchild(own, text)
    meaning = relation(text, has_marks=own.survey.relations_have_marks)
    read = _word(own, "relation", text, meaning, _RELATIONS)
    sex = sex_of_relation(text)
    return Read(read.value, doubt=read.doubt, more={"told_sex": _SEXES[sex]} if sex else {})


def _head_or_grandchild(own: "TableCells", text: str) -> Read:
    """Read CH as the head; Ch is asked. Beside each other they have one question: it is of Ch alone."""
    is_head, told = text.strip(" .") == "CH", own.asking.answers.get(about("relation", text))
    if "ch" not in own.survey.spelled_twice:
        return _word(own, "relation", text, "head" if is_head else None, _RELATIONS)
    if is_head:
        return Read(_RELATIONS["head"])
    if told == "head":
        return Read(left="not_understood")
    return Read(doubt=Doubt("relation", text, _RELATIONS))


def _role(own: "TableCells", cell: Cell) -> Read:
    text = plain(cell)
    if not text or says_nothing(text):
        return NOTHING
    return _word(own, "role", text, words.role(text), _ROLES)


def _organisation(own: "TableCells", cell: Cell) -> Read:
    text = plain(cell)
    if not text or says_nothing(text):
        return NOTHING
    return _word(own, "organisation", text, words.organisation(text), _ORGANISATIONS)


def _name(own: "TableCells", cell: Cell) -> Read:
    read = names.name(cell, has_titles=own.survey.has_titles)
    more = dict(read.more)
    if sex := more.pop("sex", None):
        more["told_sex"] = _SEXES[sex]
    if year := more.pop("birth_year", None):
        more["told_year"] = year
    return Read(read.value, read.note, read.doubt, wrong=read.wrong, more=more)


def _born(own: "TableCells", cell: Cell) -> Read:
    return births.born(cell, own.births)


def _age(own: "TableCells", cell: Cell) -> Read:
    return births.age(cell, own.births)


def _mark(own: "TableCells", cell: Cell) -> Read:
    return skills.mark(cell, own.survey, own.asking, own.listed)


def _several(own: "TableCells", cell: Cell) -> Read:
    return skills.several(cell, own.survey, own.asking, own.platforms)


def _all_five(own: "TableCells", cell: Cell) -> Read:
    return skills.all_five(_mark(own, cell))


def _taught(own: "TableCells", cell: Cell) -> Read:
    return skills.taught(_mark(own, cell))


def _all_taught(own: "TableCells", cell: Cell) -> Read:
    found = skills.several(cell, own.survey, own.asking, own.platforms, of_people=False)
    return skills.taught(found)


def _day(own: "TableCells", cell: Cell) -> Read:
    return days.day(cell, own.around)


def _decision(own: "TableCells", cell: Cell) -> Read:
    return decisions.decision(cell, own.around)


def _number(own: "TableCells", cell: Cell) -> Read:
    read = _decision(own, cell)
    more, asks = ({"founded_on": one["signed_on"]} if one else {} for one in (read.more, read.asks))
    return Read(read.value, read.note, read.doubt, more=more, asks=asks)


def _kind(own: "TableCells", cell: Cell) -> Read:
    return Read(village_kind(cell).value or None)


def _tier(own: "TableCells", cell: Cell) -> Read:
    return Read(tier(cell).value or None)


def _count(own: "TableCells", cell: Cell) -> Read:
    return counts.count(cell)


def _households(own: "TableCells", cell: Cell) -> Read:
    return counts.households(cell, has_people=own.counts_people)


def _attendance(own: "TableCells", cell: Cell) -> Read:
    return counts.attendance(cell, has_women=own.counts_women)


def _phone(own: "TableCells", cell: Cell) -> Read:
    return phones.phone(cell)


def _email(own: "TableCells", cell: Cell) -> Read:
    try:
        found = email(cell)
    except Wrong as wrong:
        return Read(wrong=wrong)
    return Read(found.value, found.note)


def _has(own: "TableCells", cell: Cell, *, key: str) -> Read:
    return means.has(cell, is_counted=key in own.counted)


def _text(longest: int) -> Reader:
    return partial(_words, longest=longest)


def _words(own: "TableCells", cell: Cell, *, longest: int) -> Read:
    return counts.words(cell, longest=longest)


# By what a record calls its cell: the field of the line, and how the cell is read.
type Fields = Mapping[str, tuple[str, Reader]]
_PERSON: Fields = {
    "full_name": ("full_name", _name),
    "name": ("full_name", _name),
    "head_name": ("head_name", _name),
    "sex": ("sex", _sex),
    "birth_year": ("birth_year", _born),
    "birth": ("birth_year", _born),
    "born_year": ("birth_year", _born),
    "age": ("birth_year", _age),
    "phone": ("phone", _phone),
}
FIELDS: Mapping[str, Fields] = {
    "households": {
        **_PERSON,
        "relation": ("relation", _relation),
        "hamlet": ("hamlet", _text(120)),
        "household": ("household", _text(40)),
        "assessed_on": ("assessed_on", _day),
        "skills": ("skills", _several),
        "all_five": ("skills", _all_five),
        **{skill: (skill, _mark) for skill in SKILLS},
        **{name: (name, partial(_has, key=name)) for name in MEANS},
    },
    "teams": {
        **_PERSON,
        "role": ("role", _role),
        "organisation": ("organisation", _organisation),
        "decision": ("decision", _decision),
        "number": ("number", _number),
        "decision_and_day": ("decision", _decision),
        "signed_on": ("signed_on", _day),
        "founded_on": ("founded_on", _day),
        "joined_on": ("joined_on", _day),
        "signer": ("signer", _text(120)),
        "tier": ("tier", _tier),
    },
    "activities": {
        "held_on": ("held_on", _day),
        "place": ("place", _text(120)),
        "title": ("title", _text(200)),
        "people": ("people", _attendance),
        "persons": ("persons", _attendance),
        "women": ("women", _count),
        "households": ("households", _households),
        "note": ("note", _text(500)),
        "skills": ("skills", _all_taught),
        **{skill: (skill, _taught) for skill in SKILLS},
    },
    "villages": {
        "name": ("name", _text(120)),
        "kind": ("kind", _kind),
        "households": ("households", _households),
        "source": ("source", _text(120)),
        "declared_on": ("declared_on", _day),
        "old_name": ("old_name", _text(120)),
    },
    "communes": {
        "name": ("name", _text(120)),
        "households": ("households", _households),
        "villages": ("villages", _count),
        "source": ("source", _text(120)),
        "declared_on": ("declared_on", _day),
    },
    "platforms": {
        "name": ("name", _text(120)),
        "valid_from": ("valid_from", _day),
        "document": ("document", _text(255)),
    },
    "accounts": {
        "full_name": ("full_name", _name),
        "phone": ("phone", _phone),
        "email": ("email", _email),
        "title": ("title", _text(80)),
        "role": ("role", _text(60)),
    },
}  # fmt: skip
# These are what they are: settled before, or ours.
AS_THEY_ARE = frozenset({"village", "commune", "id", "version"})
# Read together with others.
HALVES = frozenset({"family", "given"})
TOGETHER = HALVES | frozenset({"m", "f", "born_day", "born_month", "month"})
# Without these a record is none: what is wrong with them is to be mended.
REQUIRED = frozenset({"full_name", "head_name", "held_on", "valid_from"})
