"""What somebody is in a team, and words for an office."""

import re

from imports.spreadsheet.caches import of_file
from imports.tidy.people.spelled import compiled, low, meant

LEADER, DEPUTY, MEMBER = "leader", "deputy", "member"
_OF_TEAM = r"(?: (?:tổ |của tổ )?(?:cnscđ|cns cđ|công nghệ số(?: cộng đồng)?|cnsc))?"
_ROLES = compiled(
    (
        (LEADER, rf"(?:tổ |nhóm )?trưởng(?: tổ| nhóm)?{_OF_TEAM}|t trưởng|ttr|tt|tổ tr|tổ trưởng tổ{_OF_TEAM}|(?:team )?leader"),
        (DEPUTY, rf"(?:tổ |nhóm )?phó(?: tổ trưởng| tổ| trưởng nhóm| nhóm| trưởng)?(?: thường trực| phụ trách)?{_OF_TEAM}|t phó|tp|tổ p|phó tt|(?:deputy|vice)(?: leader)?"),
        (MEMBER, rf"(?:các )?(?:thành|tổ|đội|ủy|u\u1ef7|t|th|hội) viên(?: tổ)?{_OF_TEAM}|tv|t v|uv|thành viên thường trực|(?:team )?member"),
    )
)  # fmt: skip
# Offices begin like this, and no name does, marks and all.
BEGINS_LIKE_ONE = re.compile(
    r"(?:trưởng|phó|bí thư|chi hội|hội|ban|cán bộ|công chức|nhân viên|chủ tịch|đảng|chi đoàn|chi bộ|công an|mặt trận|trường"
    r"|giáo viên|hiệu trưởng|kế toán|y tế|y sĩ|dân quân|tổ|thôn đội|đoàn viên|đoàn thanh niên|đoàn tn|cộng tác viên|ctv|già làng"
    r"|người uy tín|hội viên|đại diện|cb|cc|ubnd|mttq|hpn|hnd|ccb|cựu chiến binh|phụ nữ|nông dân|thanh niên|khu phố|thôn|buôn)\b",
    re.IGNORECASE,
)


@of_file(4_096)
def role_word(text: str) -> str | None:
    """Return what somebody is in the team where a text says nothing else."""
    return meant(low(text), _ROLES)
