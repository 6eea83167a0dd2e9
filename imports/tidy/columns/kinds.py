"""Which kind of things a table lists."""

import re
from collections.abc import Mapping, Sequence

from areas.names import fold
from imports.tidy.columns.look import ENOUGH, Column
from imports.tidy.model import Known, Table
from imports.tidy.roles import KINDS, SKILLS

# What tells a kind from the others counts more; what any list has, little.
_TELLING: Mapping[str, frozenset[str]] = {
    "households": frozenset({"head", "relation", "hamlet", "number", "household_id", "tick_head", "size", "skills", "assessed_on", *SKILLS}),
    "teams": frozenset({"role", "organisation", "leader", "deputy", "decision", "decision_and_day", "signed_on", "tier", "joined_on"}),
    "activities": frozenset({"held_on", "place", "title", "people", "persons", "women", "month"}),
    "villages": frozenset({"village", "households", "people", "kind", "source", "old_name", "declared_on"}),
    "communes": frozenset({"commune", "households", "villages", "declared_on"}),
}  # fmt: skip
_TELLS, _SAYS, _LITTLE = 2.0, 1.0, 0.2
_ANY = frozenset({"stt", "note"})
_NAMES = frozenset({"name", "head", "family", "given", "leader", "deputy", "members", "tick_head"})
_TITLES: Mapping[str, re.Pattern[str]] = {
    "teams": re.compile(
        r"\b(?:thanh vien to|to vien|danh sach to|thanh lap to|so do to|to cnscd|kien toan|to cong nghe so)\b"
    ),
    "activities": re.compile(
        r"\b(?:so theo doi|nhat ky|hoat dong|buoi|cac lop|lich|ket qua thuc hien|tap huan|sinh hoat)\b"
    ),
    "households": re.compile(
        r"\b(?:nhan khau|ho dan|ho gia dinh|ky nang|chu ho|cac ho|ds ho|danh sach ho)\b"
    ),
    "villages": re.compile(r"\b(?:so ho|danh sach thon|cac thon|dan so|thon buon)\b"),
    "communes": re.compile(r"\b(?:cac xa|danh sach xa|toan tinh|xa phuong)\b"),
}
_TITLE_TELLS = 1.5
_OFFICES = re.compile(r"(?:to truong|to pho|thanh vien|cac thanh vien|to vien)")


def kind_of(table: Table, columns: Sequence[Column], known: Known) -> str:
    """Return of which kind a table is, "" where it is of none."""
    worth = {kind: _worth(kind, columns, known) for kind in KINDS}
    worth = {kind: much + _title(kind, table) for kind, much in worth.items() if much}
    if worth:
        return max(worth, key=lambda kind: worth[kind])
    return "teams" if is_chart(table) else ""


def is_chart(table: Table) -> bool:
    """Tell whether offices of a team stand alone in their rows, with the names below."""
    alone = set()
    for row in table.rows[:200]:
        words = {fold(cell) for cell in row.cells if isinstance(cell, str) and cell.strip()}
        if len(words) == 1 and _OFFICES.fullmatch(word := words.pop()):
            alone.add(word)
    return len(alone) > 1 and "to truong" in alone


def _worth(kind: str, columns: Sequence[Column], known: Known) -> float:
    """Add up what the columns say for a kind; 0 where one is missing that it cannot be without."""
    found: dict[str, float] = {}
    for column in columns:
        role, much = _best(column, KINDS[kind], known)
        if much >= ENOUGH / 2:
            found[role] = max(found.get(role, 0), min(much, 1))
    if not _may_be(kind, found):
        return 0.0
    weigh = {
        role: _TELLS if role in _TELLING[kind] else _LITTLE if role in _ANY else _SAYS
        for role in found
    }
    return sum(much * weigh[role] for role, much in found.items())


def _best(column: Column, roles: frozenset[str], known: Known) -> tuple[str, float]:
    worth = {role: column.worth(role, known) for role in column.means if role in roles}
    role = max(worth, key=lambda one: worth[one], default="")
    return role, worth.get(role, 0.0)


def _may_be(kind: str, found: Mapping[str, float]) -> bool:
    has = {role for role, much in found.items() if much >= ENOUGH / 2}
    sure = {role for role, much in found.items() if much >= ENOUGH}
    named = bool(_NAMES & sure)
    match kind:
        case "households":
            return bool(_NAMES & has) and bool(has - _NAMES - _ANY)
        case "teams":
            return bool(_NAMES & has) and bool(has & _TELLING["teams"])
        case "activities":
            return (
                not named
                and "held_on" in has | ({"held_on"} if "month" in sure else set())
                and bool(has & {"title", "people", "persons", "place"})
            )
        case "villages":
            return (
                not named
                and "village" in has
                and bool(has & {"households", "people", "kind", "old_name"})
            )
        case _:
            return not named and "commune" in has and bool(has & {"households", "villages"})


def _title(kind: str, table: Table) -> float:
    texts = (fold(one.text) for one in table.context if one.origin != "foot")
    return _TITLE_TELLS if any(_TITLES[kind].search(text) for text in texts) else 0.0
