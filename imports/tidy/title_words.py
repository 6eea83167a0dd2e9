"""The words of a text around a table: where names of villages and communes can begin in it, and where they end."""

import re
from dataclasses import dataclass

from areas.names import clean
from imports.spreadsheet.caches import of_file
from imports.tidy.joined import apart
from imports.tidy.spelling import COMMUNE_HEADS, Word, Words, arabic, begins, spelled, word
from imports.tidy.village_words import VILLAGE_HEADS

_TOKEN = re.compile(r"\d+|(?:[^\W\d_][\u0300-\u036f]*)+")
_STOP = re.compile(r"[,;:.()\[\]/|\n–—&+*]|\s-\s?|\s?-\s")
_YEAR = re.compile(r"(?:19|20)\d\d")
# Words that stand before or behind a name and are no part of it, with their marks.
_AROUND = spelled(
    "danh|sách|ds|dsách|bảng|biểu|mẫu|tổng|hợp|thống|kê|khảo|sát|phiếu|hộ|dân|gia|đình|các|nhân|khẩu|nk|người|thành|"
    "viên|tổ|công|nghệ|số|cộng|đồng|năm|tháng|quý|ngày|đợt|lần|tuần|tính|đến|kỳ|từ|tại|thuộc|của|về|ở|cho|gửi|nộp|"
    "báo|cáo|kèm|theo|địa|bàn|kỹ|năng|xlsx|xls|ods|csv|html|htm|copy|final|sửa|mới|trên|và|có|xã|phường|thị|trấn|"
    "huyện|tỉnh|file|bản|chính|thức|sheet|ksks|bc|hk|stt|buổi|tập|huấn|hướng|dẫn|lịch|hoạt|động|kết|quả"
)
_WORDS_AROUND = frozenset(one[0] for one in _AROUND)
# Without marks these alone are sure to be no part of a name.
_BARE_AROUND = frozenset(
    [
        "ds",
        "danh",
        "sach",
        "khao",
        "sat",
        "xlsx",
        "xls",
        "ods",
        "csv",
        "html",
        "htm",
        "copy",
        "final",
        "ho",
        "khau",
        "nhan",
        "bang",
        "nghe",
        "file",
        "sheet",
        "stt",
    ]
)
# "Trưởng thôn", "các thôn": no village is named.
NO_NAME = frozenset(
    [
        "truong",
        "pho",
        "cac",
        "tung",
        "theo",
        "moi",
        "lien",
        "toan",
        "bi",
        "chi",
        "ten",
        "cap",
        "ban",
        "can",
        "don",
    ]
)
LONGEST, _FRAGMENT = 6, 5


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a text: as it is compared, without apostrophes, whether a break stands before it, and as it is shown."""

    word: Word
    text: str
    has_break: bool
    shown: str = ""


@of_file(1_024)
def _read_tokens(text: str) -> tuple[Token, ...]:
    whole = clean(text)
    written, found, last, place = apart(whole), list[Token](), 0, 0
    for match in _TOKEN.finditer(written):
        gap, token = written[last : match.start()], match[0]
        begin = whole.index(token[0], place)
        place = begin
        for letter in token:
            place = whole.index(letter, place) + 1
        has_break = bool(_STOP.search(gap)) and bool(found)
        found.append(Token(word(token), token, has_break, whole[begin:place]))
        last = match.end()
    return tuple(found)


def tokens_of(text: str) -> list[Token]:
    """Return the words of a text, with the breaks between them."""
    return list(_read_tokens(text))


def words_of(found: list[Token]) -> Words:
    """Return words as they are compared."""
    return tuple(token.word for token in found)


def digits_of(found: list[Token]) -> Words:
    """Return words as they are compared, Roman numbers in digits."""
    return tuple(word(arabic(token.text)) for token in found)


def written(found: list[Token], start: int, end: int) -> str:
    """Return some of the words as they stand."""
    return " ".join(token.shown for token in found[start:end])


def kinds_at(found: list[Token], at: int) -> list[int]:
    """Return how many words for a kind of village begin here; one letter only at the beginning or before a full stop, and never before a number: "T9" is a month."""
    rest = words_of(found[at : at + 4])
    sizes = {len(head) for head in VILLAGE_HEADS if len(rest) > len(head) and begins(rest, head)}
    is_letter = len(rest[0].bare) == 1
    is_month = is_letter and len(rest) > 1 and rest[1].bare.isdecimal()
    if is_month or (is_letter and at and not (at + 1 < len(found) and found[at + 1].has_break)):
        sizes.discard(1)
    return sorted(sizes, reverse=True)


def full_kind(found: list[Token], at: int) -> int:
    """Return how many words here are a kind of village and nothing else, with its marks."""
    rest = words_of(found[at : at + 4])
    sizes = [len(head) for head in _FULL_KINDS if rest[: len(head)] == head]
    return max(sizes, default=0)


def commune_at(found: list[Token], at: int) -> int:
    """Return how many words here say that a commune's name follows; "thị xã" and "hợp tác xã" say none."""
    rest = words_of(found[at : at + 3])
    before = found[at - 1].word.bare if at else ""
    if before in {"thi", "tac"}:
        return 0
    return max((len(head) for head in COMMUNE_HEADS if begins(rest, head)), default=0)


def is_around(token: Token) -> bool:
    """Tell whether a word is no part of a name."""
    plain = token.word.is_bare
    return token.word in _WORDS_AROUND if not plain else token.word.bare in _BARE_AROUND


def can_end(found: list[Token], end: int) -> bool:
    """Tell whether a name can end here: at a break, before a year, a small word or one that belongs to no name."""
    if end >= len(found) or found[end].has_break:
        return True
    after, last = found[end], found[end - 1]
    is_small = after.text.islower() and not last.text.islower()
    if after.text.isdecimal():
        return bool(_YEAR.fullmatch(after.text))
    is_dated = end + 1 < len(found) and found[end + 1].text.isdecimal()
    is_day = is_dated and after.word.bare in {"nam", "thang", "quy", "ngay", "dot", "lan"}
    return is_small or is_around(after) or is_day or after.word in _WORDS_AROUND


def name_end(found: list[Token], start: int) -> int:
    """Return where a name that nobody knows ends: capitals or numbers, up to a break or a word of no name."""
    end = start
    while end < min(len(found), start + _FRAGMENT):
        token = found[end]
        is_name = token.text[0].isupper() or token.text.isdecimal()
        if not is_name or (end > start and token.has_break) or is_around(token):
            break
        if full_kind(found, end):
            return start
        end += 1
    return end


_FULL_KINDS = spelled("thôn|buôn|ấp|khu phố|khối phố|tổ dân phố|tdp|làng")
