"""Who somebody is to the head of their household."""

from areas.names import fold
from imports.spreadsheet.caches import of_file
from imports.tidy.people.address import FEMALE, MALE
from imports.tidy.people.spelled import compiled, low, meant, uncoded

HEAD, SPOUSE, CHILD, PARENT, GRANDCHILD, OTHER = (
    "head", "spouse", "child", "parent", "grandchild", "other",
)  # fmt: skip
_AGAIN = r"(?: của)?(?: chủ hộ| ch)?"
_NTH = r"thứ(?: \w+)?|cả|trưởng|đầu(?: lòng)?|út|lớn|nhỏ|giữa|một|duy nhất|riêng|chung|đẻ|ruột|nuôi|trai|gái|dâu|rể|thứ|\d+"
_OF_WHOM = r"(?: (?:của )?(?:vợ|chồng|chủ hộ|ch))?"
_RELATIONS = (
    (HEAD, r"(?:là |đại diện )?chủ hộ(?: gia đình| gđ| khẩu| nam| nữ| mới)?|ch|c h|c hộ|bản thân|chủ hộ ch|chính chủ(?: hộ)?|chủ|chủ nhà|chủ gia đình"
     r"|trưởng hộ|đại diện hộ|head(?: of (?:the )?household)?|household head|householder|self"),
    (SPOUSE, r"(?:là )?(?:vợ|chồng|vợ chồng)(?: chủ hộ| ch| của chủ hộ)?|bà xã|ông xã|vk|ck|wife|husband|spouse"),
    (CHILD, rf"con(?: (?:{_NTH}))*{_OF_WHOM}|trưởng nam|trưởng nữ|thứ nam|thứ nữ|quý nam|quý nữ|dâu|rể|con của chủ hộ|child|(?:son|daughter)(?: in law)?"),
    (
        PARENT,
        r"(?:cha|mẹ|bố|má|ba má|cha mẹ|bố mẹ|thân phụ|thân mẫu|bu|u|tía)(?: (?:đẻ|ruột|nuôi|kế|già|dượng))*"
        rf"(?: (?:bên )?(?:vợ|chồng))?{_AGAIN}|dượng|bố dượng|nhạc phụ|nhạc mẫu|(?:parent|mother|father)(?: in law)?",
    ),
    (GRANDCHILD, r"cháu(?: (?:nội|ngoại|đích tôn|trai|gái|dâu|rể|đẻ))*(?: (?:của )?(?:chủ hộ|ch))?|grand(?:child|son|daughter)"),
    (
        OTHER,
        r"(?:người )?khác|ở ghép|cùng ở|other|sibling|brother|sister|nephew|niece|(?:ông|bà|cụ)(?: (?:nội|ngoại|cố|cụ|sơ))*(?: (?:vợ|chồng))?|cụ|(?:anh|chị|em)(?: (?:trai|gái|ruột|họ|rể|dâu|vợ|chồng|cả|út|nuôi|kết nghĩa|con chú|con bác|con cô|con cậu|con dì))*"
        r"|anh em|chị em|(?:cô|dì|chú|bác|cậu|mợ|thím|o|dượng rể)(?: (?:ruột|họ|vợ|chồng))*|cháu (?:họ|ruột|vợ|chồng|gọi .*|cố|chắt)|chắt|chít|cháu kêu .*"
        r"|(?:người )?(?:ở )?(?:nhờ|trọ|thuê|đậu)|người (?:giúp việc|làm|thân|quen|cùng hộ)|giúp việc|cùng ở nhờ|(?:người )?(?:ở|sống) (?:cùng|chung)(?: nhà| hộ)?|bạn|bạn bè|họ hàng|bà con|quan hệ khác|không quan hệ|thành viên khác|con cháu khác",
    ),
)  # fmt: skip
# Without marks this is father, or a grandmother.
_TWO_WAYS = frozenset({"ba"})
# Without marks this is the head, or an uncle.
_UNKNOWN = frozenset({"chu"})
# Of a couple and of children the word tells the sex; for others somebody may stand in a list by a word for two.
_SEX_OF = (
    (MALE, r"husband|(?:grand)?son(?: .*)?|father(?: .*)?|(?:là )?chồng(?: .*)?|(?:con|cháu|anh|em)(?: \w+)* (?:trai|rể)(?: .*)?|trưởng nam|thứ nam"),
    (FEMALE, r"wife|(?:grand)?daughter(?: .*)?|mother(?: .*)?|(?:là )?vợ(?: (?:chủ hộ|ch|của chủ hộ))?|(?:con|cháu|chị|em)(?: \w+)* (?:gái|dâu)(?: .*)?|trưởng nữ|thứ nữ"),
)  # fmt: skip
_RELATION_WORDS, _SEX_WORDS = compiled(_RELATIONS), compiled(_SEX_OF)
# Words that begin one, and those that may stand in one.
_FIRST = (
    "vợ|chồng|con|cháu|cha|mẹ|bố|ba|má|ông|bà|anh|chị|em|cô|dì|chú|bác|cậu|mợ|thím|dượng|chắt|chủ|"
    "bản|trưởng|người|ch|child|son|daughter|wife|husband|mother|father|head|dâu|rể"
)
_MORE = "trai|gái|nội|ngoại|đẻ|ruột|nuôi|cả|út|thứ|hai|lớn|nhỏ|đầu|nữ|nam|hộ|thân|họ|chủ|in|law"
_KIN = dict.fromkeys(_MORE.split("|"), "more") | dict.fromkeys(_FIRST.split("|"), "first")
_BARE_KIN = {fold(word): place for word, place in _KIN.items()}
# What begins a relation that is not the head's and no spouse's, folded: what follows says of whom.
_BEGINNINGS = frozenset(map(fold, _FIRST.split("|"))) - {
    "chu",
    "ch",
    "head",
    "ban",
    "truong",
} | frozenset(
    [
        "chu",
        "u",
        "tia",
        "thay",
        "co",
        "khac",
        "ruot",
        "thanh",
        "nuoi",
        "parent",
        "grandchild",
        "grandson",
        "granddaughter",
        "brother",
        "sister",
        "other",
        "nephew",
        "niece",
        "o",
        "di",
    ]
)


@of_file(4_096)
def relation(text: str, *, has_marks: bool = True) -> str | None:
    """Return who somebody is to the head; None where the word is not known.

    `has_marks` tells that words of the column are typed with their marks.
    """
    word = low(uncoded(text))
    if word in _TWO_WAYS:
        return PARENT if has_marks else None
    return None if word in _UNKNOWN else meant(word, _RELATION_WORDS)


@of_file(4_096)
def sex_of_relation(text: str) -> str | None:
    """Return which sex a word for a relation tells, "vợ" and "con trai"; None where it tells none."""
    word = low(uncoded(text))
    if word.isascii() and word in {"ba", "ma", "co", "chi", "bo"}:
        return None
    return meant(word, _SEX_WORDS)


@of_file(4_096)
def is_beside_head(text: str) -> bool:
    """Tell whether a text that is no known relation begins like one that is not the head's: "cháu dâu nuôi"."""
    bare = fold(uncoded(text))
    return len(bare) > 1 and bare.split()[0] in _BEGINNINGS


@of_file(2_048)
def is_of_kin(text: str) -> bool:
    """Tell whether a text is a word for a relation, whole: "Con dâu", "Mẹ vợ"; a name is none: "Võ Thị Nữ"."""
    kin = [_kin_of(word) for word in text.split()]
    return 0 < len(kin) <= 4 and all(kin) and kin[0] == "first"


def _kin_of(word: str) -> str:
    """Say whether a word begins a relation or may stand in one; without its marks only in small letters."""
    lower = word.casefold().strip(".")
    if lower in _KIN:
        return _KIN[lower]
    return _BARE_KIN.get(lower, "") if word.isascii() and word.islower() else ""
