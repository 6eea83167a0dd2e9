"""Which kind of things a table lists."""

import re
from collections.abc import Callable, Mapping, Sequence

from areas.names import fold
from imports.tidy.columns.look import ENOUGH, Column
from imports.tidy.columns.of_team import lists_members
from imports.tidy.model import Known, Table
from imports.tidy.roles import KINDS, SKILLS
from imports.tidy.values import MEANS

# What tells a kind from the others counts more; what any list has, little.
_TELLING: Mapping[str, frozenset[str]] = {
    "households": frozenset({"head", "relation", "hamlet", "number", "household_id", "tick_head", "size", "skills", "all_five", "assessed_on", *SKILLS}),
    "teams": frozenset({"role", "organisation", "leader", "deputy", "decision", "decision_and_day", "signed_on", "tier", "joined_on"}),
    "activities": frozenset({"held_on", "place", "title", "people", "persons", "women", "month"}),
    "villages": frozenset({"village", "households", "people", "kind", "source", "old_name", "declared_on"}),
    "communes": frozenset({"commune", "households", "villages", "declared_on"}),
    "platforms": frozenset({"platform", "valid_from", "document"}),
    "accounts": frozenset({"commune", "position", "account_role", "phone"}),
}  # fmt: skip
_TELLS, _SAYS, _LITTLE = 2.0, 1.0, 0.2
_ANY = frozenset({"stt", "note", *MEANS})
_OF_TEAMS = frozenset({"deputy", "members", "decision", "decision_and_day", "tier", "joined_on"})
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
    "accounts": re.compile(r"\b(?:nguoi dung|tai khoan|can bo|cong chuc|dau moi)\b"),
    "platforms": re.compile(r"\b(?:nen tang|ung dung)\b"),
    "communes": re.compile(r"\b(?:cac xa|danh sach xa|toan tinh|xa phuong)\b"),
}
_TITLE_TELLS = 1.5
_OF_ABOVE = frozenset({"accounts", "platforms"})

type Roles = frozenset[str]
_OFFICES = re.compile(
    r"(?:cac )?(?:to truong|to pho|pho to truong|thanh vien|to vien|leader|deputy|member)s?(?: to.*)?"
)
_LEADERS = re.compile(r"\bto (?:truong|pho)\b|\bpho to\b|^(?:truong|pho|leader|deputy)$")
_LOOKED_AT = 200


def kind_of(table: Table, columns: Sequence[Column], known: Known) -> str:
    """Return of which kind a table is, "" where it is of none."""
    if not any(column.words for column in columns) and is_chart(table):
        return "teams"
    kinds = (kind for kind in KINDS if kind not in _OF_ABOVE or _is_above(kind, known))
    titles = {kind: _title(kind, table) for kind in KINDS}
    if any(map(lists_members, columns)):
        titles["teams"] = _TITLE_TELLS
    worth = {kind: _worth(kind, columns, known, titles[kind]) for kind in kinds}
    worth = {kind: much for kind, much in worth.items() if much}
    for kind in ("accounts", "platforms"):
        if kind in worth:
            return kind  # it has nothing that a team or a household is known by
    return max(worth, key=lambda kind: worth[kind], default="")


def _is_above(kind: str, known: Known) -> bool:
    """Tell whether lists of people who are to sign in, or of platforms, are looked for: nobody in a commune brings one in."""
    return known.kinds is not None and kind in known.kinds


def is_chart(table: Table) -> bool:
    """Tell whether offices of a team stand alone in their rows, with the names below."""
    alone = set()
    for row in table.rows[:_LOOKED_AT]:
        words = {fold(cell) for cell in row.cells if isinstance(cell, str) and cell.strip()}
        if words and all(map(_OFFICES.fullmatch, words)):
            alone |= words
    return len(alone) > 1 and any(word.startswith(("to truong", "leader")) for word in alone)


def _worth(kind: str, columns: Sequence[Column], known: Known, title: float) -> float:
    """Add up what the columns say for a kind; 0 where one is missing that it cannot be without."""
    found: dict[str, float] = {}
    everything: dict[str, float] = {}
    for column in columns:
        worth = {role: min(column.worth(role, known), 1) for role in column.means}
        for role, much in worth.items():
            everything[role] = max(everything.get(role, 0), much)
        own = {role: much for role, much in worth.items() if role in KINDS[kind]}
        role = max(own, key=lambda one: own[one], default="")
        if role and own[role] >= ENOUGH / 2:
            found[role] = max(found.get(role, 0), own[role])
    has = frozenset(one for one, much in everything.items() if much >= ENOUGH / 2)
    if title and _NAMES & has:  # what a list of names is of may be said above it alone
        has |= {"birth", "role"}
    sure = _sure(everything)
    if kind == "accounts" and not any(map(_names_leaders, columns)):
        sure -= {"role"}  # "Vai trò" may be that here: a list of teams says who leads them
    if not _MAY_BE[kind](has, sure):
        return 0.0
    return title + sum(much * _weight(kind, role) for role, much in found.items())


def _names_leaders(column: Column) -> bool:
    """Tell whether somebody leads a team as a column has it."""
    texts = column.seen.texts if "role" in column.means else ()
    return any(_LEADERS.search(fold(text)) for text in texts)


def _weight(kind: str, role: str) -> float:
    return _TELLS if role in _TELLING[kind] else _LITTLE if role in _ANY else _SAYS


def _sure(found: Mapping[str, float]) -> frozenset[str]:
    return frozenset(role for role, much in found.items() if much >= ENOUGH)


def _may_be_households(has: Roles, sure: Roles) -> bool:
    return bool(_NAMES & has) and bool(has - _NAMES - _ANY)


def _may_be_teams(has: Roles, sure: Roles) -> bool:
    return bool(_NAMES & has) and bool(has & _TELLING["teams"])


def _may_be_activities(has: Roles, sure: Roles) -> bool:
    is_dated = "held_on" in has or "month" in sure
    counts = has & {"title", "people", "persons", "place", "women"}
    # Who is in charge of a session leads no team: no deputy and no decision stands beside them.
    names = _NAMES - (frozenset() if has & _OF_TEAMS else {"leader"})
    return is_dated and not names & sure and bool(counts)


def _may_be_villages(has: Roles, sure: Roles) -> bool:
    counts = has & {"households", "people", "kind", "old_name"}
    return "village" in has and bool(counts) and not _NAMES & sure and "villages" not in sure


def _may_be_communes(has: Roles, sure: Roles) -> bool:
    return "commune" in has and bool(has & {"households", "villages"}) and not _NAMES & sure


def _may_be_accounts(has: Roles, sure: Roles) -> bool:
    # Who lives in a household, or has a role in a team, is listed there.
    others = _OF_TEAMS | {"relation", "hamlet", "household_id", "tick_head", "size", *SKILLS}
    others |= {"birth", "born_year", "age", "role", "village"}
    is_of_unit = bool(has & {"commune", "district", "organisation"})
    return bool({"name", "given"} & has) and is_of_unit and not sure & others


def _may_be_platforms(has: Roles, sure: Roles) -> bool:
    return "platform" in sure and not _NAMES & sure


_MAY_BE: Mapping[str, Callable[[Roles, Roles], bool]] = {
    "households": _may_be_households,
    "teams": _may_be_teams,
    "activities": _may_be_activities,
    "villages": _may_be_villages,
    "communes": _may_be_communes,
    "accounts": _may_be_accounts,
    "platforms": _may_be_platforms,
}


def _title(kind: str, table: Table) -> float:
    texts = (fold(one.text) for one in table.context if one.origin != "foot")
    return _TITLE_TELLS if any(_TITLES[kind].search(text) for text in texts) else 0.0
