"""What somebody is in a team, and words for an office."""

import re

from imports.spreadsheet.caches import of_file
from imports.tidy.people.spelled import bare, compiled, low, meant

LEADER, DEPUTY, MEMBER = "leader", "deputy", "member"
_OF_TEAM = r"(?: (?:tổ |của tổ )?(?:cnscđ|cns cđ|công nghệ số(?: cộng đồng)?|cnsc))?"
_ROLES = compiled(
    (
        (LEADER, rf"(?:tổ |nhóm )?trưởng(?: tổ| nhóm)?{_OF_TEAM}|t trưởng|ttr|tt|tổ tr|tổ trưởng tổ{_OF_TEAM}|(?:team )?leader"),
        (DEPUTY, rf"(?:tổ |nhóm )?phó(?: tổ trưởng| tổ| trưởng nhóm| nhóm| trưởng)?(?: thường trực| phụ trách| tt)?{_OF_TEAM}|p tổ trưởng|ptt|t phó|tp|tổ p|phó tt|(?:deputy|vice)(?: leader)?"),
        (MEMBER, rf"(?:các )?(?:thành|tổ|đội|ủy|u\u1ef7|t|th|hội) viên(?: tổ)?{_OF_TEAM}|tv|t v|uv|thành viên thường trực|(?:team )?member"),
    )
)  # fmt: skip
# Offices begin like this, and no name does, marks and all; whoever is called Trường has "Văn" or "Thị" behind it.
BEGINS_LIKE_ONE = re.compile(
    r"(?!\w+ (?:văn|thị)(?: (?!(?:hóa|nghệ|phòng|thư|học|thể|ho\u00e1|trấn|xã)\b)\w+){1,3}$)(?:trưởng|phó|bí thư|chi hội|hội|ban|cán bộ|công chức|nhân viên|chủ tịch|đảng|chi đoàn|chi bộ|công an|mặt trận|trường"
    r"|giáo viên|hiệu trưởng|kế toán|y tế|y sĩ|dân quân|tổ|thôn đội|đoàn viên|đoàn thanh niên|đoàn tn|cộng tác viên|ctv|già làng"
    r"|người uy tín|hội viên|đại diện|cb|cc|ubnd|mttq|hpn|hnd|ccb|cựu chiến binh|phụ nữ|nông dân|thanh niên|khu phố|thôn|buôn)\b",
    re.IGNORECASE,
)
# So they stand where a name should, or behind one with nothing between; of one word each may be somebody's given name.
_WHOLE = (
    r"(?:trưởng|phó) (?:thôn|buôn|bản|ấp|xóm|làng|khóm|ban|tổ|khu phố|tdp|tổ dân phố|công an|đoàn)|bí thư|chủ tịch|tổ trưởng|tổ phó"
    r"|(?:chi )?hội (?:trưởng|phụ nữ|nông dân)|chi đoàn|công an viên|đoàn thanh niên|già làng|y tế (?:thôn|buôn|bản|ấp|xã)"
)
_WHOLES = tuple(
    re.compile(rf"(?:^|\s)(?:{one})\b", re.IGNORECASE) for one in (_WHOLE, bare(_WHOLE))
)


def _whole_in(text: str) -> re.Match[str] | None:
    found = _WHOLES[text.isascii()].search(text)
    if found is None and not text.isascii():
        # The hand that types the marks of a name may leave out those of an office behind it: "Lê An to truong".
        found = _WHOLES[True].search(text)
        return found if found and found[0].islower() and not text.islower() else None
    if found is None or not text.isascii():
        return found
    # Without marks somebody may be called so, "Nguyen Truong To", but with a capital at each word. Where nothing has one,
    # whoever is called "le an to truong" would have two names behind the family's.
    if text.islower():
        is_behind = len(text[: found.start()].split()) > 1 and "truong to" not in found[0]
        return found if is_behind else None
    return found if found[0].split()[-1].islower() else None


@of_file(4_096)
def whole_office(text: str) -> bool:
    """Tell an office, with its marks or without: "Đoàn thanh niên", "Truong thon Phu Hoi"."""
    found = _whole_in(text)
    return found is not None and not found.start()


@of_file(4_096)
def before_office(text: str) -> str:
    """Return the name before an office with nothing between, "" where there is none: "Lê An Trưởng thôn"."""
    found = _whole_in(text)
    before = text[: found.start()] if found else ""
    return before if len(before.split()) > 1 or set(before[1:2]) & set("'’") else ""


@of_file(4_096)
def role_word(text: str) -> str | None:
    """Return what somebody is in the team where a text says nothing else."""
    return meant(low(text), _ROLES)
