"""Words for sexes, roles and who sent somebody: read where they are plain, else asked once."""

import re
from collections.abc import Set

from areas.names import clean, fold
from imports.spreadsheet.caches import of_file
from imports.tidy.people.address import FEMALE, MALE
from imports.tidy.people.offices import role_word
from imports.tidy.people.relations import OTHER
from imports.tidy.people.spelled import bare, low

_SEXES = {
    MALE: "nam|trai|male|con trai|nam giới|đàn ông|ông|♂|man|boy",
    FEMALE: "nữ|gái|female|con gái|nữ giới|phụ nữ|đàn bà|bà|♀|woman|girl",
}
# One letter is told by the other word or letter of its column.
_BY_OTHERS: tuple[tuple[Set[str], Set[str], str], ...] = (
    ({"m"}, {"f", "female"}, MALE), ({"f"}, {"m", "male"}, FEMALE),
    ({"t"}, {"g", "gái"}, MALE), ({"g"}, {"t", "trai"}, FEMALE),
    ({"n"}, {"nữ", "nu"}, MALE), ({"n"}, {"nam"}, FEMALE),
    ({"na"}, {"nữ", "nu"}, MALE),
)  # fmt: skip
_WORDS_OF_SEX = {word: sex for sex, words in _SEXES.items() for word in words.split("|")}
_WORDS_OF_SEX |= {
    bare(word): sex for word, sex in _WORDS_OF_SEX.items() if word not in {"ông", "bà"}
}


def sex(text: str, others: Set[str] = frozenset()) -> str | None:
    """Return "m" or "f" for a word in a column whose words are `others`; None where it is not plain."""
    word = low(text)
    for words, partners, meaning in _BY_OTHERS:
        if word in words and partners & others:
            return meaning
    return _WORDS_OF_SEX.get(word)


_PARTS = re.compile(r"\s+[-–]\s+|\s*[,;/+&()\n]\s*|\s+(?:và|kiêm|kiêm nhiệm|là)\s+|:\s*")

_ORGANISATIONS: tuple[tuple[str, str], ...] = (
    (
        "youth",
        r"đoàn (?:thanh niên|tn|xã|phường|viên|tncs.*)|thanh niên|chi đoàn|đtn|đoàn|đoàn tncs.*|tncs|đvtn|bt đoàn|bí thư đoàn",
    ),
    (
        "police",
        r"công an|ca|cax|cav|an ninh trật tự|an ninh cơ sở|antt|an ninh|cảnh sát|dân phòng|bảo vệ dân phố|tổ bảo vệ an ninh trật tự",
    ),
    ("women", r"phụ nữ|pn|lhpn|hpn|chpn|hội lhpn|chi hội pn|hội pn|hlhpn"),
    ("front", r"mặt trận|mttq|ctmt|mt|ubmttq|ban ctmt|bctmt|ubmt"),
    ("farmers", r"nông dân|nd|hnd|hội nd|chi hội nd"),
    (
        "school",
        r"trường học|giáo viên|gv|nhà trường|trường (?:tiểu học|th|thcs|thpt|mầm non|mn|mẫu giáo|ptdt.*)|thcs|thpt|mầm non|tiểu học|hiệu trưởng|phó hiệu trưởng|thầy giáo|cô giáo|giảng viên",
    ),
    (
        "business",
        r"doanh nghiệp|dn|vnpt|viettel|mobifone|bưu điện|bưu chính|vietnam post|ngân hàng|agribank|hợp tác xã|htx|công ty|cty|fpt",
    ),
    (
        "village",
        r"trưởng (?:thôn|buôn|bản|ấp|làng|khu phố|kp|khối phố|xóm|khu|tdp|ban nhân dân)|(?:thôn|buôn|bản|ấp|làng|khu|xóm) (?:trưởng|phó)|phó (?:trưởng )?(?:thôn|buôn|bản|ấp|làng|khu phố|kp|xóm|khu)"
        r"|khu phố (?:trưởng|phó)|tổ trưởng (?:tổ )?(?:dân phố|tdp)|tổ phó (?:tổ )?(?:dân phố|tdp)|chi bộ|bt chi bộ|btcb|bí thư cb|ban cán sự|bcs|ban nhân dân|ban tự quản|ban quản lý (?:thôn|buôn)|già làng|cấp ủy|chi ủy",
    ),
)
# None of those that the register tells apart: of whoever is of one of them, too, these say nothing.
_NONE_OF_THESE = (
    r"y tế|ytế|ytb|cựu chiến binh|ccb|người cao tuổi|nct|chữ thập đỏ|khuyến học|dân quân|thôn đội(?: trưởng)?|ban chqs|quân sự"
    r"|dân số|ctv dân số|văn phòng (?:hđnd|ubnd)|công chức|cán bộ (?:xã|phường|văn hóa|tư pháp)|trung tâm phục vụ hành chính công"
)
_ORGANISATION_WORDS = tuple(
    (
        choice,
        re.compile(rf"(?<!\w)(?:{words})(?!\w)"),
        re.compile(rf"(?<!\w)(?:{bare(words)})(?!\w)"),
    )
    for choice, words in (*_ORGANISATIONS, (OTHER, _NONE_OF_THESE))
)
_OTHER_WORDS = frozenset({"khac", "khong thuoc to chuc nao"})


@of_file(4_096)
def role(text: str) -> str | None:
    """Return what somebody is in the team; beside another office ("Tổ trưởng - Trưởng thôn") that, too, must be known."""
    if whole := role_word(text):
        return whole
    parts = [part for part in _PARTS.split(clean(text)) if part.strip()]
    roles = {found for part in parts if (found := role_word(part))}
    known = all(role_word(part) or organisation(part) for part in parts)
    return roles.pop() if len(roles) == 1 and known and len(parts) > 1 else None


@of_file(4_096)
def organisation(text: str) -> str | None:
    """Return who sent a member, by words in the text; None where none, or more than one, is known."""
    word, folded = low(text), fold(text)
    if folded in _OTHER_WORDS:
        return OTHER
    found = {choice for choice, marked, _ in _ORGANISATION_WORDS if marked.search(word)}
    if not found and text.isascii():  # "Trưởng ban" is no "trưởng bản"
        found = {choice for choice, _, plain in _ORGANISATION_WORDS if plain.search(folded)}
    found = found - {OTHER} or found
    return found.pop() if len(found) == 1 else None
