"""Words for sexes, relations, roles and who sent somebody: read where they are plain, else asked once."""

import re
from collections.abc import Set

from areas.names import clean, fold
from imports.spreadsheet.caches import of_file
from imports.tidy.cells.reading import bare

MALE, FEMALE = "m", "f"
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

HEAD, SPOUSE, CHILD, PARENT, GRANDCHILD, OTHER = (
    "head", "spouse", "child", "parent", "grandchild", "other",
)  # fmt: skip
_AGAIN = r"(?: của)?(?: chủ hộ| ch)?"
_NTH = r"thứ(?: \w+)?|cả|trưởng|đầu(?: lòng)?|út|lớn|nhỏ|giữa|một|duy nhất|riêng|chung|đẻ|ruột|nuôi|trai|gái|dâu|rể|thứ|\d+"
_OF_WHOM = r"(?: (?:của )?(?:vợ|chồng|chủ hộ|ch))?"
_RELATIONS = (
    (HEAD, r"(?:là )?chủ hộ(?: gia đình)?|ch|bản thân|chủ hộ ch|chính chủ(?: hộ)?"),
    (SPOUSE, r"(?:là )?(?:vợ|chồng|vợ chồng)(?: chủ hộ| ch| của chủ hộ)?"),
    (CHILD, rf"con(?: (?:{_NTH}))*{_OF_WHOM}|trưởng nam|trưởng nữ|thứ nam|thứ nữ|quý nam|quý nữ|dâu|rể|con của chủ hộ"),
    (
        PARENT,
        r"(?:cha|mẹ|bố|má|ba má|cha mẹ|bố mẹ|thân phụ|thân mẫu|bu|u|tía)(?: (?:đẻ|ruột|nuôi|kế|già|dượng))*"
        rf"(?: (?:bên )?(?:vợ|chồng))?{_AGAIN}|dượng|bố dượng|nhạc phụ|nhạc mẫu",
    ),
    (GRANDCHILD, r"cháu(?: (?:nội|ngoại|đích tôn|trai|gái|dâu|rể|đẻ))*(?: (?:của )?(?:chủ hộ|ch))?"),
    (
        OTHER,
        r"khác|(?:ông|bà|cụ)(?: (?:nội|ngoại|cố|cụ|sơ))*(?: (?:vợ|chồng))?|cụ|(?:anh|chị|em)(?: (?:trai|gái|ruột|họ|rể|dâu|vợ|chồng|cả|út|nuôi|kết nghĩa|con chú|con bác|con cô|con cậu|con dì))*"
        r"|anh em|chị em|(?:cô|dì|chú|bác|cậu|mợ|thím|o|dượng rể)(?: (?:ruột|họ|vợ|chồng))*|cháu (?:họ|ruột|vợ|chồng|gọi .*|cố|chắt)|chắt|chít|cháu kêu .*"
        r"|(?:người )?(?:ở )?(?:nhờ|trọ|thuê|đậu)|người (?:giúp việc|làm|thân|quen|cùng hộ)|giúp việc|cùng ở nhờ|bạn|bạn bè|họ hàng|bà con|quan hệ khác|không quan hệ|thành viên khác|con cháu khác",
    ),
)  # fmt: skip
# Without marks this is father, or a grandmother.
_TWO_WAYS = frozenset({"ba"})
# Of a couple and of children the word tells the sex; for others somebody may stand in a list by a word for two.
_SEX_OF = (
    (MALE, r"(?:là )?chồng(?: .*)?|(?:con|cháu|anh|em)(?: \w+)* (?:trai|rể)(?: .*)?|trưởng nam|thứ nam"),
    (FEMALE, r"(?:là )?vợ(?: (?:chủ hộ|ch|của chủ hộ))?|(?:con|cháu|chị|em)(?: \w+)* (?:gái|dâu)(?: .*)?|trưởng nữ|thứ nữ"),
)  # fmt: skip
_CODE = re.compile(r"^\s*\(?\d{1,2}\s*[-–.:/)]+\s*(?=[^\W\d])")
_PUNCTUATION = re.compile(r"[\s,;:/().\-–\"“”]+")


def low(text: str) -> str:
    """Return a text as it is compared with words: small letters, without stops and brackets."""
    return _PUNCTUATION.sub(" ", clean(text).casefold()).strip()


def uncoded(text: str) -> str:
    """Return a word of a list without its number there: "01 - Chủ hộ"."""
    return _CODE.sub("", text)


def _compiled(
    pairs: tuple[tuple[str, str], ...],
) -> list[tuple[str, re.Pattern[str], re.Pattern[str]]]:
    return [(meaning, re.compile(pattern), re.compile(bare(pattern))) for meaning, pattern in pairs]


_RELATION_WORDS, _SEX_WORDS = _compiled(_RELATIONS), _compiled(_SEX_OF)
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


@of_file(4_096)
def relation(text: str, *, has_marks: bool = True) -> str | None:
    """Return who somebody is to the head; None where the word is not known.

    `has_marks` tells that words of the column are typed with their marks.
    """
    word = low(uncoded(text))
    if word in _TWO_WAYS:
        return PARENT if has_marks else None
    return next(
        (one for one, *both in _RELATION_WORDS if both[word.isascii()].fullmatch(word)), None
    )


@of_file(4_096)
def sex_of_relation(text: str) -> str | None:
    """Return which sex a word for a relation tells, "vợ" and "con trai"; None where it tells none."""
    word = low(uncoded(text))
    if word.isascii() and word in {"ba", "ma", "co", "chi", "bo"}:
        return None
    return next((one for one, *both in _SEX_WORDS if both[word.isascii()].fullmatch(word)), None)


LEADER, DEPUTY, MEMBER = "leader", "deputy", "member"
_OF_TEAM = r"(?: (?:tổ |của tổ )?(?:cnscđ|cns cđ|công nghệ số(?: cộng đồng)?|cnsc))?"
_ROLES = _compiled(
    (
        (LEADER, rf"(?:tổ |nhóm )?trưởng(?: tổ| nhóm)?{_OF_TEAM}|t trưởng|ttr|tt|tổ tr|tổ trưởng tổ{_OF_TEAM}"),
        (DEPUTY, rf"(?:tổ |nhóm )?phó(?: tổ trưởng| tổ| nhóm| trưởng)?{_OF_TEAM}|t phó|tp|tổ p|phó tt|tổ phó (?:thường trực|phụ trách)"),
        (MEMBER, rf"(?:thành|tổ|đội|ủy|u\u1ef7|t|th|hội) viên(?: tổ)?{_OF_TEAM}|tv|uv|thành viên thường trực"),
    )
)  # fmt: skip
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
    ("women", r"phụ nữ|pn|lhpn|hpn|hội lhpn|chi hội pn|hội pn|hlhpn"),
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
_ORGANISATION_WORDS = tuple(
    (
        choice,
        re.compile(rf"(?<!\w)(?:{words})(?!\w)"),
        re.compile(rf"(?<!\w)(?:{bare(words)})(?!\w)"),
    )
    for choice, words in _ORGANISATIONS
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


def role_word(text: str) -> str | None:
    """Return what somebody is in the team where a text says nothing else."""
    word = low(text)
    return next((one for one, *both in _ROLES if both[word.isascii()].fullmatch(word)), None)


@of_file(4_096)
def organisation(text: str) -> str | None:
    """Return who sent a member, by words in the text; None where none, or more than one, is known."""
    word, folded = low(text), fold(text)
    if folded in _OTHER_WORDS:
        return OTHER
    found = {choice for choice, marked, _ in _ORGANISATION_WORDS if marked.search(word)}
    if not found and text.isascii():  # "Trưởng ban" is no "trưởng bản"
        found = {choice for choice, _, plain in _ORGANISATION_WORDS if plain.search(folded)}
    return found.pop() if len(found) == 1 else None
