"""What a text around a table says of its village and its commune: a title, a group row, the name of a sheet or file."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from areas.names import clean
from imports.tidy.model import Context
from imports.tidy.spelling import (
    COMMUNE_HEADS,
    Word,
    Words,
    apart,
    arabic,
    bare,
    begins,
    spelled,
    word,
)
from imports.tidy.units import Own, Whose, kinds_of
from imports.tidy.villages import VILLAGE_HEADS, Villages

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
    "ds danh sach khao sat xlsx xls ods csv html htm copy final ho khau nhan bang nghe file sheet stt".split()
)
# "Trưởng thôn", "các thôn": no village is named.
_NO_NAME = frozenset("truong pho cac tung theo moi lien toan bi chi ten cap ban can don".split())
_LONGEST, _FRAGMENT = 6, 5
# A name of one word without its kind is taken only where nothing else stands beside it.
_ENOUGH = 2


@dataclass(frozen=True, slots=True)
class Around:
    """What a text says: the villages that it names, one that nobody knows as it stands there, and whose commune."""

    pks: frozenset[int] = frozenset()
    unknown: str = ""
    whose: Whose = Whose.UNSAID
    commune: str = ""
    named: str = ""


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a text: as it is compared, as it stands, and whether a break stands before it."""

    word: Word
    text: str
    has_break: bool


@dataclass(frozen=True, slots=True)
class Hit:
    """A village's name in a text: tokens from `start`, its kind word from `head` on, to `end`."""

    head: int
    start: int
    end: int
    pks: frozenset[int]

    @property
    def has_kind(self) -> bool:
        """Whether its kind stands before it."""
        return self.head < self.start


class Titles:
    """Texts around tables, each looked at once."""

    def __init__(self, villages: Villages, own: Own | None) -> None:
        self.villages, self.own = villages, own
        self.said = dict[tuple[str, str], Around]()

    def read(self, context: Context) -> Around:
        """Return what a text says."""
        key = (context.text, context.origin)
        if key not in self.said:
            self.said[key] = self._read(*key)
        return self.said[key]

    def _read(self, text: str, origin: str) -> Around:
        found = _tokens(text)
        whose, commune, taken = self._commune(found)
        hits = [hit for hit in self._hits(found) if not taken & {*range(hit.start, hit.end)}]
        hits = [hit for hit in hits if not any(_is_within(hit, other) for other in hits)]
        sure = [hit for hit in hits if hit.has_kind] or [
            hit for hit in hits if _is_alone(found, hit, origin) and not self._is_own(found, hit)
        ]
        pks = frozenset(pk for hit in sure for pk in hit.pks)
        named = _written(found, sure[0].head, sure[0].end) if sure else ""
        unknown = "" if origin == "foot" else self._unknown(found, sure)
        return Around(pks, unknown, whose, commune, named)

    def _hits(self, found: list[Token]) -> Iterator[Hit]:
        """Yield each name of a village that ends where a name can end."""
        for at in range(len(found)):
            for size in _kinds_at(found, at):
                yield from self._named(found, at, at + size)
            yield from self._named(found, at, at)

    def _named(self, found: list[Token], head: int, start: int) -> Iterator[Hit]:
        for end in range(min(len(found), start + _LONGEST + 1), start, -1):
            if any(token.has_break for token in found[start + 1 : end]):
                continue
            pks = self.villages.named_so(
                _words(found[head:start]), [_words(found[start:end]), _digits(found[start:end])]
            )
            if pks and _can_end(found, end):
                yield Hit(head, start, end, frozenset(pks))
                return

    def _is_own(self, found: list[Token], hit: Hit) -> bool:
        """Tell whether a name without a kind is that of the commune."""
        name = _words(found[hit.start : hit.end])
        return self.own is not None and bare(name) == bare(self.own.words)

    def _unknown(self, found: list[Token], sure: list[Hit]) -> str:
        """Return a village that is named with its kind and that nobody knows."""
        for at in range(len(found)):
            if any(hit.head <= at < hit.end for hit in sure):
                continue
            before = found[at - 1].word.bare if at else ""
            size = _full_kind(found, at)
            if not size or (before in _NO_NAME and not found[at].has_break):
                continue
            end = _name_end(found, at + size)
            if end > at + size:
                return _written(found, at, end)
        return ""

    def _commune(self, found: list[Token]) -> tuple[Whose, str, set[int]]:
        """Return whose commune is named, which where it is not the own one, and which tokens name any."""
        told, communes, taken = list[Whose](), list[str](), set[int]()
        for at in range(len(found)) if self.own else ():
            size = _commune_at(found, at)
            for end in range(min(len(found), at + size + _LONGEST), at + size, -1) if size else ():
                whose = self._whose(found, at, at + size, end)
                if whose is Whose.UNSAID:
                    continue
                told.append(whose)
                taken |= {*range(at, end)}
                if whose is not Whose.OWN:
                    communes.append(_written(found, at, end))
                break
        if not told or Whose.OWN in told:
            return (Whose.OWN if told else Whose.UNSAID), "", taken
        return told[0], communes[0], taken

    def _whose(self, found: list[Token], at: int, start: int, end: int) -> Whose:
        """Return whose commune is called as these tokens say; nothing where nobody is."""
        own, name = self.own, _words(found[start:end])
        if (
            own is None
            or any(one.has_break for one in found[start:end])
            or not _can_end(found, end)
        ):
            return Whose.UNSAID
        whose = own.of_name(name, kinds_of(_words(found[at:start])))
        is_known = whose is not Whose.UNSURE or own.is_known(name)
        return whose if is_known else Whose.UNSAID


@lru_cache(1_024)
def _read_tokens(text: str) -> tuple[Token, ...]:
    written, found, last = apart(clean(text)), list[Token](), 0
    for match in _TOKEN.finditer(written):
        gap = written[last : match.start()]
        found.append(Token(word(match[0]), match[0], bool(_STOP.search(gap)) and bool(found)))
        last = match.end()
    return tuple(found)


def _tokens(text: str) -> list[Token]:
    return list(_read_tokens(text))


def _words(found: list[Token]) -> Words:
    return tuple(token.word for token in found)


def _digits(found: list[Token]) -> Words:
    return tuple(word(arabic(token.text)) for token in found)


def _written(found: list[Token], start: int, end: int) -> str:
    return " ".join(token.text for token in found[start:end])


def _kinds_at(found: list[Token], at: int) -> list[int]:
    """Return how many words for a kind of village begin here; one letter only at the beginning or before a full stop."""
    rest = _words(found[at : at + 4])
    sizes = {len(head) for head in VILLAGE_HEADS if len(rest) > len(head) and begins(rest, head)}
    is_letter = len(rest[0].bare) == 1
    if is_letter and at and not (at + 1 < len(found) and found[at + 1].has_break):
        sizes.discard(1)
    return sorted(sizes, reverse=True)


def _full_kind(found: list[Token], at: int) -> int:
    """Return how many words here are a kind of village and nothing else, with its marks."""
    rest = _words(found[at : at + 4])
    sizes = [len(head) for head in _FULL_KINDS if rest[: len(head)] == head]
    return max(sizes, default=0)


def _commune_at(found: list[Token], at: int) -> int:
    """Return how many words here say that a commune's name follows; "thị xã" and "hợp tác xã" say none."""
    rest = _words(found[at : at + 3])
    before = found[at - 1].word.bare if at else ""
    if before in {"thi", "tac"}:
        return 0
    return max((len(head) for head in COMMUNE_HEADS if begins(rest, head)), default=0)


def _is_around(token: Token) -> bool:
    """Tell whether a word is no part of a name."""
    plain = token.word.is_bare
    return token.word in _WORDS_AROUND if not plain else token.word.bare in _BARE_AROUND


def _can_end(found: list[Token], end: int) -> bool:
    """Tell whether a name can end here: at a break, before a year, a small word or one that belongs to no name."""
    if end >= len(found) or found[end].has_break:
        return True
    after, last = found[end], found[end - 1]
    is_small = after.text.islower() and not last.text.islower()
    if after.text.isdecimal():
        return bool(_YEAR.fullmatch(after.text))
    is_dated = end + 1 < len(found) and found[end + 1].text.isdecimal()
    is_day = is_dated and after.word.bare in {"nam", "thang", "quy", "ngay", "dot", "lan"}
    return is_small or _is_around(after) or is_day or after.word in _WORDS_AROUND


def _is_within(hit: Hit, other: Hit) -> bool:
    return (
        hit is not other
        and other.head <= hit.head
        and hit.end <= other.end
        and (other.head, other.end) != (hit.head, hit.end)
    )


def _is_alone(found: list[Token], hit: Hit, origin: str) -> bool:
    """Tell whether a name without its kind is no part of something longer."""
    if origin == "foot" or hit.end - hit.start < _ENOUGH:
        rest = [*found[: hit.start], *found[hit.end :]]
        return origin != "foot" and all(_is_around(one) or one.text.isdecimal() for one in rest)
    if hit.start and not found[hit.start].has_break:
        before = found[hit.start - 1]
        if not (_is_around(before) or before.text.isdecimal() or before.text.islower()):
            return False
    # "Phú Hội, ngày 12 tháng 9": where it was signed.
    is_place = hit.end < len(found) and found[hit.end].word.bare == "ngay"
    return not (origin == "title" and is_place)


def _name_end(found: list[Token], start: int) -> int:
    """Return where a name that nobody knows ends: capitals or numbers, up to a break or a word of no name."""
    end = start
    while end < min(len(found), start + _FRAGMENT):
        token = found[end]
        is_name = token.text[0].isupper() or token.text.isdecimal()
        if not is_name or (end > start and token.has_break) or _is_around(token):
            break
        if _full_kind(found, end):
            return start
        end += 1
    return end


_FULL_KINDS = spelled("thôn|buôn|ấp|khu phố|khối phố|tổ dân phố|tdp|làng")
