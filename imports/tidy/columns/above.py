"""What a heading means below another: "Nam" below "Năm sinh", "Họ tên" below "Chủ hộ", "Năm sinh" below "Người 2"."""

import re
from collections.abc import Callable, Mapping, Sequence

from areas.names import fold
from imports.spreadsheet.caches import of_file
from imports.tidy.columns.spelling import MAYBE, SURE
from imports.tidy.roles import SKILLS, SKIP

type Plain = Callable[[str], Mapping[str, float]]

# What each common heading makes of what stands below it, by the roles of both.
_BIRTH = {
    "born_day": "born_day",
    "born_month": "born_month",
    "born_year": "born_year",
    "m": "m",
    "f": "f",
}
_PEOPLE = {
    "women": "women",
    "f": "women",
    "people": "people",
    "m": "skip",
    "persons": "persons",
    "households": "households",
}
BELOW: Mapping[str, Mapping[str, str]] = {
    "birth": _BIRTH | {"held_on": "born_day", "month": "born_month"},
    "sex": {"m": "m", "f": "f"},
    "name": {"family": "family", "given": "given", "m": "m", "f": "f"},
    "head": {"name": "head", "head": "head", "family": "family", "given": "given"},
    "decision": {
        "decision": "decision",
        "signed_on": "signed_on",
        "signer": "signer",
        "held_on": "signed_on",
    },
    "people": _PEOPLE,
    "size": {"m": "skip", "f": "skip", "women": "skip"},
    "leader": {"name": "leader", "head": "leader"},
    "deputy": {"name": "deputy", "head": "deputy"},
    "held_on": {"held_on": "held_on", "month": "month"},
}
_ABOUT = re.compile(r"^(?:cac |nhung )?(?:thong tin|du lieu|phan|muc)(?: ve| cua| ca nhan)* ")
_MEMBER = re.compile(
    r"(?:nguoi|thanh vien|to vien|uy vien|nhan khau|tv|nk|t vien|thanh vien ho|thanh vien trong ho|member|person|nguoi con|con)"
    r" ?(?:thu|so|no)? ?(\d{1,2}|[ivx]{1,4}|nhat|hai|ba|tu|nam|sau|bay|tam|chin|muoi)"
)
_ORDINALS = ["nhat", "hai", "ba", "tu", "nam", "sau", "bay", "tam", "chin", "muoi"]
_ROMANS = ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii"]
# Three columns for one skill: who knows it stands in the first; the others say the same by leaving it blank.
_KNOWS = frozenset({"biet", "co", "yes", "dat", "da biet", "thanh thao", "co biet", "biet x"})
_OTHERWISE = frozenset(
    {
        "chua biet",
        "khong biet",
        "khong",
        "chua",
        "no",
        "chua dat",
        "chua co",
        "can ho tro",
        "co ho tro",
        "biet co ho tro",
        "can huong dan",
    }
)
_COUNTED = frozenset({"people", "households", "villages", "size"})
_TOTAL = frozenset(
    {"tong so", "tong", "tong cong", "so luong", "cong", "chung", "ts", "tong so nguoi", "t so"}
)


@of_file(4_096)
def about(text: str) -> str:
    """Return a common heading without "Thông tin về"."""
    return _ABOUT.sub("", fold(text) + " ").strip()


def below(upper: Sequence[str], lowest: str, plain: Plain) -> Mapping[str, float]:
    """Return what the lowest words mean because of those above; nothing where they say nothing more."""
    lower = plain(lowest)
    lower_roles = _surest(lower)
    for words in filter(lambda one: not member_number(one), upper):
        above = plain(words) or plain(about(words))
        for role in _surest(above):
            if role in _COUNTED and fold(lowest) in _TOTAL:
                return {role: SURE}
            if role in SKILLS and fold(lowest) in _KNOWS | _OTHERWISE:
                return {role if fold(lowest) in _KNOWS else SKIP: SURE}
            changed = BELOW.get(role, {})
            found = [changed[one] for one in lower_roles if one in changed]
            if found:
                return {found[0]: SURE}
    return {}


def _surest(found: Mapping[str, float]) -> list[str]:
    """Return the roles that are sure, all where none is."""
    return [role for role, much in found.items() if much > MAYBE] or list(found)


@of_file(4_096)
def member_number(text: str) -> int:
    """Return which of several people side by side a common heading names: "Thành viên thứ 2"; 0 for none."""
    found = _MEMBER.fullmatch(fold(text))
    if not found:
        return 0
    number = found[1]
    for names in (_ORDINALS, _ROMANS):
        if number in names:
            return names.index(number) + 1
    return int(number) if number.isdecimal() else 0
