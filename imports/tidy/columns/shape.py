"""What a role is in this kind of table: the head of a list of households, the telephone of a head, a village or an address."""

import re
from collections.abc import Sequence

from areas.names import fold
from imports.tidy.columns.addresses import of_addresses, within_villages
from imports.tidy.columns.ages import births_are
from imports.tidy.columns.below_heads import members_below_heads
from imports.tidy.columns.fits import FOR, MANY, MOST, fit
from imports.tidy.columns.headings import sure_of
from imports.tidy.columns.look import ENOUGH, Column
from imports.tidy.columns.numbers import (
    leave_counts,
    leave_parts,
    leave_running,
    tell_counting,
)
from imports.tidy.columns.others import leave_facts_of_others
from imports.tidy.columns.spelling import MAYBE, SURE
from imports.tidy.model import Known, Table
from imports.tidy.roles import SKILLS, SKIP

_PEOPLE = re.compile(r"\b(?:nhan khau|thanh vien|nguoi dan|cong dan|tung nguoi)\b")
_CAME = re.compile(r"(?:thanh phan|doi tuong|nguoi tham)\b")
_RESULT = re.compile(r"ket qua(?: (?:thuc hien|dat duoc|buoi \w+|cong viec))?")
_POSITION = re.compile(r"(?:chuc (?:vu|danh)|vi tri|cong viec)\b.*|position|title")
_ROLE = re.compile(r"(?:vai tro|quyen|phan quyen)\b.*|role")
_TEAM_NAME = re.compile(r"ten (?:cac )?to\b.*")
# Enough to be asked about, whatever stands below.
DOUBTED = 0.44
# Whom a row of a team names, and what may follow each.
_BEARERS = ("leader", "deputy", "members")
_FACTS = ("phone", "birth", "sex", "organisation")
# What is said of the person whose name stands before.
# The head, and places that look like names: "Phú Hội".
_NOBODY = ("old_name", "head", "village", "hamlet", "commune", "district", "province")
_THEIRS = ("relation", "birth", "born_year", "age", "sex")
# What only a list of people has.
_OF_PEOPLE = ("relation", "tick_head", "number", "household_id")


def fit_shape(table: Table, kind: str, columns: Sequence[Column], known: Known) -> None:
    """Settle what words mean by the other columns of the table."""
    match kind:
        case "households":
            _homes(table, columns, known)
        case "teams":
            _only_name(columns, known)
            _teams(table, columns, known)
        case "activities":
            _sessions(columns)
        case "villages":
            leave_parts(columns)
            _counts(columns)
            _only_one(columns, "village", known)
        case "communes":
            leave_parts(columns)
            _communes(columns, known)
        case "platforms":
            _only_one(columns, "commune", known)
        case "accounts":
            _only_name(columns, known)
            _accounts(columns)


def _homes(table: Table, columns: Sequence[Column], known: Known) -> None:
    _units(columns)
    _only_name(columns, known)
    leave_counts(columns)
    of_addresses(columns, known)
    within_villages(columns, known)
    if _has(columns, known, *_OF_PEOPLE):
        leave_running(columns)
    tell_counting(columns)
    members_below_heads(table, columns)
    _heads(table, columns, known)
    _birth(table, columns, known)
    _of_somebody_else(columns, known)
    _listed_again(columns, known)


def _sessions(columns: Sequence[Column]) -> None:
    _units(columns)
    _who_came(columns)
    _counts(columns)


def _units(columns: Sequence[Column]) -> None:
    """Tell "Đơn vị" above "Thôn Phú Hội", "Buôn Ken": villages, also where the register knows none of them."""
    if any(column.is_sure("village") for column in columns):
        return
    could = [
        column
        for column in columns
        if "village" in column.means and {*sure_of(column.means)} <= {"organisation"}
    ]
    if len(could) == 1 and could[0].seen.share("unit") >= MOST:
        could[0].means = {"village": SURE}


def _of_somebody_else(columns: Sequence[Column], known: Known) -> None:
    """Leave what follows the name of somebody who is neither the head nor taken: it is not the head's."""
    if not _has(columns, known, "head") or _has(columns, known, "name", "family", "members"):
        return
    is_theirs = False
    for column in columns:
        if column.group or not column.is_sure(*_THEIRS):
            is_named = column.seen.share("surname") >= MANY and not column.is_sure(*_NOBODY)
            # "Họ tên chủ hộ / SĐT" may be the head, and is nobody else.
            is_theirs = is_named and "head" not in column.means
        elif is_theirs:
            column.means = {"skip": SURE}


def _listed_again(columns: Sequence[Column], known: Known) -> None:
    """Leave a list of skills beside a column for each of them, and a mark for all beside any: it says the same again."""
    own = [_has(columns, known, skill) for skill in (*SKILLS, "skills")]
    for column in columns:
        is_said = column.is_sure("skills") and all(own[:-1])
        if is_said or (column.is_sure("all_five") and any(own)):
            column.means = {"skip": SURE}


def _communes(columns: Sequence[Column], known: Known) -> None:
    """Tell how many villages there are from their names."""
    for column in columns:
        if "villages" in column.means and fit("villages", column.seen, known) >= FOR:
            column.means = {"villages": SURE}
    _only_one(columns, "commune", known)


def _accounts(columns: Sequence[Column]) -> None:
    """Tell the office of somebody from their role here, and their unit from whatever it is called."""
    has_unit = any(column.is_sure("commune") for column in columns)
    for column in columns:
        if _POSITION.fullmatch(fold(column.heading)):
            column.means = {"position": SURE}
        elif _ROLE.fullmatch(fold(column.heading)):
            column.means = {"account_role": SURE}
        elif not has_unit and column.means.keys() & {"commune", "organisation"}:
            column.means, has_unit = {"commune": SURE}, True


def _only_name(columns: Sequence[Column], known: Known) -> None:
    """Call "Tên" the name where nothing else can be it, of each of several people side by side."""
    for group in {column.group for column in columns}:
        own = [column for column in columns if column.group == group]
        if any(column.is_sure("name", "head", "family", "given", "leader") for column in own):
            continue
        could = [column for column in own if column.worth("name", known) >= MAYBE]
        if len(could) == 1 and (group or not any(column.group for column in columns)):
            could[0].means = {"name": SURE}


def _has(columns: Sequence[Column], known: Known, *roles: str) -> bool:
    return any(column.worth(role, known) >= ENOUGH for column in columns for role in roles)


def _heads(table: Table, columns: Sequence[Column], known: Known) -> None:
    """Tell "Họ và tên" in a list of one row per household, and whose the telephone is."""
    named = [
        column for column in columns if column.worth("name", known) >= ENOUGH and not column.group
    ]
    headed = any(column.is_sure("head") and column.worth("head", known) for column in columns)
    lists_people = _has(columns, known, *_OF_PEOPLE) or any(column.group for column in columns)
    if headed and not lists_people:
        _members_of_heads(columns, known)
    if len(named) == 1 and not headed and not lists_people:
        others = [column for column in columns if column is not named[0]]
        is_of_heads = _lists_heads(table, named[0], others, known)
        named[0].means = {"head": SURE} if is_of_heads else named[0].means
    for column in columns:
        if "name" in column.means:  # a second "Họ và tên" is nobody's head for that
            column.means = {role: much for role, much in column.means.items() if role != "head"}
        if column.is_sure("phone_of_head") and not ((named and headed) or lists_people):
            column.means = {"phone": SURE} if not _has(columns, known, "phone") else column.means


def _members_of_heads(columns: Sequence[Column], known: Known) -> None:
    """Tell "Nhân khẩu trong hộ" beside the heads by the several names in a cell: who lives there, nobody's own row."""
    for column in columns:
        if {"name", "members"} <= column.means.keys() and fit("members", column.seen, known) >= FOR:
            column.means = {role: much for role, much in column.means.items() if role != "name"}


def _lists_heads(table: Table, name: Column, columns: Sequence[Column], known: Known) -> bool:
    """Tell a list of households by its title, or by how many live in each or who they are, as other columns say of most."""
    # Where only some rows have a number and a size, these begin a household.
    least = MOST * name.seen.filled
    begins = any(one.is_sure("stt") and one.seen.filled < least for one in columns)
    sized = [one for one in columns if one.seen.filled >= least or not begins]
    if _has(sized, known, "size", "members"):
        return True
    titles = [fold(one.text) for one in table.context if one.origin in {"title", "sheet", "file"}]
    return any("chu ho" in one for one in titles) and not any(map(_PEOPLE.search, titles))


def _birth(table: Table, columns: Sequence[Column], known: Known) -> None:
    """Tell ages from years of birth, whatever stands above; leave an age to the year beside it."""
    # All are told before any is changed: those of people beside each other go together.
    found = [births_are(table, columns, column, known) for column in columns]
    for column, told in zip(columns, found, strict=True):
        if told != "year":
            column.means = {"age": SURE} if told == "age" else {"birth": DOUBTED, "age": DOUBTED}
        elif column.is_sure("age") and column.seen.share("year") >= MOST:
            column.means = {"birth": SURE}
    if any(column.is_sure("birth", "born_year") for column in columns):
        for column in columns:
            if column.is_sure("age") and not column.group:
                column.means = {"skip": SURE}


def _bearers(columns: Sequence[Column]) -> None:
    """Give numbers to leader, deputy and members of one row, where a telephone or a year follows each of them."""
    facts = [
        role
        for column in columns
        for role in column.means
        if role in _FACTS and column.is_sure(role)
    ]
    bearers = [column for column in columns if column.is_sure(*_BEARERS) and not column.group]
    if len(bearers) < 2 or len(facts) == len(set(facts)):
        return
    group = max(column.group for column in columns)
    for column in columns:
        group += column in bearers
        column.group = column.group or (
            group if column in bearers or column.is_sure(*_FACTS) else 0
        )


def _teams(table: Table, columns: Sequence[Column], known: Known) -> None:
    """Tell offices in a team from those beside it, and members in one cell from their names."""
    leave_facts_of_others(columns)
    _bearers(columns)
    _name_of_team(columns)
    roles = [column for column in columns if column.is_sure("role")]
    for column in columns:
        if "role" in column.means and not column.is_sure("role") and roles:
            column.means = {key: much for key, much in column.means.items() if key != "role"}
        if (
            "members" in column.means
            and _has(columns, known, "leader")
            and not _has(columns, known, "role")
        ):
            column.means = {"members": SURE} if fit("members", column.seen, known) else column.means
        is_open = not any(column.worth(role, known) >= ENOUGH for role in column.means)
        if is_open and "decision" in column.means and fit("decision_and_day", column.seen, known):
            column.means = {"decision_and_day": SURE}  # "Số quyết địịnh" above both
    _members_beside(columns)
    _birth(table, columns, known)


def _name_of_team(columns: Sequence[Column]) -> None:
    """Leave "Tên tổ" beside a column of villages: it says the same, or a number that the register has no field for."""
    named = [column for column in columns if _TEAM_NAME.fullmatch(fold(column.heading))]
    if any(column.is_sure("village") for column in columns if column not in named):
        for column in named:
            column.means = {SKIP: SURE}


def _members_beside(columns: Sequence[Column]) -> None:
    """Tell members apart that stand beside each other, each in a column of their own."""
    group = max((column.group for column in columns), default=0)
    same = [column for column in columns if column.is_sure("members") and not column.group]
    for number, column in enumerate(same[1:], start=group + 1):
        column.group = number


def _only_one(columns: Sequence[Column], role: str, known: Known) -> None:
    """Call the only column that can be the village, or the commune, that."""
    could = [column for column in columns if column.worth(role, known)]
    if len(could) == 1:
        could[0].means = {role: SURE}


def _who_came(columns: Sequence[Column]) -> None:
    """Tell "Thành phần" above "25 người (nữ 12)" from who was invited, and "Kết quả" in words from skills."""
    has_people = any(column.is_sure("people") for column in columns)
    has_note = any(column.is_sure("note") for column in columns)
    for column in columns:
        heading = fold(column.heading)
        if _CAME.match(heading) and column.seen.share("number") >= MANY and not has_people:
            column.means, has_people = {"people": SURE}, True
        elif _RESULT.fullmatch(heading) and column.seen.share("text") >= MOST:
            column.means, has_note = {SKIP if has_note else "note": SURE}, True


def _counts(columns: Sequence[Column]) -> None:
    """Tell attendances from the people they are of, where both are counted."""
    if any(column.is_sure("people") for column in columns):
        for column in columns:
            if (
                "people" in column.means
                and "persons" in column.means
                and not column.is_sure("people")
            ):
                column.means = {"persons": SURE}
