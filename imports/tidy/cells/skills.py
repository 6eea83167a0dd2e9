"""Skills of a person or session: one mark in its own column, or several named in one cell."""

import re
from collections.abc import Iterable, Sequence

from areas.names import clean, fold
from imports.spreadsheet.book import Cell
from imports.tidy.asking import Asking, about
from imports.tidy.cells.marks import (
    ALONE,
    HELP,
    NONE,
    RESULTS,
    UNASKED,
    chosen,
    clear,
    is_tick,
    key_of,
    likely,
)
from imports.tidy.cells.reading import NOTHING, SKIP, Doubt, Read, plain
from imports.tidy.cells.survey import Survey
from imports.tidy.people.spelled import bare
from imports.tidy.roles import SKILLS
from skills.catalogue import Result

_ALL = re.compile(
    r"(?:cả|ca|đủ|du|hết|het|tất cả|tat ca|toàn bộ|toan bo)(?: cả)?(?: (?:5|năm|nam))?(?: (?:các|cac|những|nhung|đều|deu))?(?: (?:kỹ|ky) (?:năng|nang)(?: (?:số|so))?| kn)?(?: (?:trên|tren|này|nay|nêu trên|neu tren|ở trên|o tren))?|5/5|5 kn|1 (?:đến|den) 5"
)
_NO_ONE = re.compile(
    r"(?:không|khong|ko|chưa|chua)(?: (?:có|co|biết|biet|làm được|lam duoc|làm|lam))*(?: (?:kỹ năng|ky nang|kn|việc|viec|nội dung|noi dung|cái|cai|điều|dieu|mục|muc))?"
    r"(?: (?:gì|nào|gi|nao))?(?: (?:cả|ca|hết|het|trong số này|trong so nay|nêu trên|neu tren|ở trên|o tren|kể trên|ke tren))?|0/5|0"
)
_DENIED, _HELPED = (
    tuple(re.compile(rf"(?<!\w)(?:{one})(?!\w)") for one in (words, bare(words)))
    for words in (
        "trừ|ngoài|chưa|không(?! gian| dùng tiền| tiền mặt| tiếp xúc)|ko|chẳng|kém|yếu",
        "hỗ trợ|giúp|làm hộ|nhờ|kèm",
    )
)
_BETWEEN = re.compile(r"\s*[,;/+\n&\-–]\s*|\s+(?:và|va)\s+")
_TIGHT = re.compile(r"\s*[,;/+\n&.\-–]\s*|\s+(?:và|va)\s+|\s+")
_SHORT_WORDS = re.compile(r"[\dA-Za-zĐđ\s.]+")
# Two numbers, or all between.
_RANGE = re.compile(r"([1-3])\s*[-–]\s*([3-5])")
_COMMA = re.compile(r"[,;]|\bvà\b")
# "3/5" says how many, not which; all five are told before.
_OF_FIVE = re.compile(r"[0-4]\s*/\s*5(?: (?:kỹ năng|kn))?")
# Words that tell a skill, folded, the longest first.
_TOLD = (
    (r"dich vu cong|dvc\w*|vneid|ho so|thu tuc", 1),
    (r"mua sam|mua ban|mua hang|mstt|tmdt|thuong mai|shopee|lazada", 2),
    (r"thanh toan|chuyen khoan|tttt|ttkdtm|vi dien tu|ngan hang|quet ma", 3),
    (r"an toan|tu bao ve|bao ve|attt|lua dao|bao mat", 4),
    (r"nen tang|nts|nen tang so", 5),
)
_TOLD_PATTERNS = tuple(
    (re.compile(rf"(?<!\w)(?:{words})(?!\w)"), number) for words, number in _TOLD
)
# Short words: sure where three of them stand in the column, or nothing else does.
_CAPITALS = re.compile(r"(?<!\w)[A-ZĐ]{2,4}(?!\w)")
_NAMED = 3
# Alone in a file these may as well mean something else: "trực tuyến", "như trên".
_OFTEN_ELSE = {"tt", "at", "nt"}
_JOINED = frozenset({"và", "va"})
_SHORT = {"ms": 2, "tt": 3, "at": 4, "nt": 5, "tbv": 4, "dvc": 1}


def mark(cell: Cell, survey: Survey, asking: Asking, listed: str = "") -> Read:
    """Read what a mark says of one skill; what nobody defined is asked once for the file.

    In a list of those who cannot, or are to learn, `listed` so, a tick may say that: it is asked of that list alone.
    """
    key = key_of(cell)
    if not key:
        return NOTHING
    text = chosen(plain(cell))
    subject = text.strip(" .,;:") or text
    explained = survey.legend.get(key)
    if listed and explained is None and is_tick(key):
        return Read(doubt=Doubt("mark", f"{subject} – {listed}", RESULTS))
    known_by = about("mark", subject)
    meaning = explained[0] if explained else clear(key, survey.marks, survey.numbers)
    told = asking.answers.get(known_by)
    if meaning is None or told in RESULTS or told == SKIP:
        return Read(doubt=Doubt("mark", subject, RESULTS, likely(key)))
    if explained:
        asking.explained[known_by] = explained
    return Read(RESULTS[meaning])


def all_five(read: Read) -> Read:
    """Return what a mark for all five says: who has not all of them may have any, so a "no" is no answer."""
    if read.value is None:
        return read
    if read.value == Result.ALONE:
        return Read(more=dict.fromkeys(SKILLS, Result.ALONE))
    return Read(left="not_all_five")


def several(
    cell: Cell,
    survey: Survey,
    asking: Asking,
    platforms: tuple[str, ...],
    *,
    of_people: bool = True,
) -> Read:
    """Read several skills in one cell as those that somebody has: of the others it says nothing.

    Words that deny or limit make the whole cell a question: "Tất cả trừ mua sắm", "Chưa biết: mua sắm, thanh toán". To be
    helped limits what somebody can, not what a session taught.
    """
    text = plain(cell)
    low = text.casefold().strip(" .")
    if not low or low in {"-", "–", "—", "/", "…", "..."}:
        return NOTHING
    if (whole := _of_all(low)) is not None:
        return Read(more=dict.fromkeys(SKILLS, whole))
    if _is_limited(low, of_people=of_people):
        return _asked([text], set(), asking)
    if (read := _of_how_many(low, text, survey, asking, of_people=of_people)) is not None:
        return read
    numbers, unknown = set[int](), list[str]()
    for part in _parts(cell, text):
        found = _number(part, survey, platforms)
        if found is None:
            unknown.append(part)
        else:
            numbers.add(found)
    if unknown:
        return _asked(unknown, numbers, asking)
    return Read(more={SKILLS[number - 1]: Result.ALONE for number in sorted(numbers)})


def _of_all(low: str) -> Result | None:
    """Return what a cell says of all five at once, None where it does not."""
    if _ALL.fullmatch(low):
        return Result.ALONE
    return Result.NONE if _NO_ONE.fullmatch(low) else None


def _is_limited(low: str, *, of_people: bool) -> bool:
    """Tell a word that denies or limits: without its marks, too, where others have theirs ("Chua biet mua sắm")."""
    words = (*_DENIED, *(_HELPED if of_people else ()))
    return any(one.search(low) for one in words)


def _of_how_many(
    low: str, text: str, survey: Survey, asking: Asking, *, of_people: bool
) -> Read | None:
    """Read "3/5", of which nobody knows which three, and ask about "1-4"; None for anything else."""
    if of_people and _OF_FIVE.fullmatch(low) and not survey.has_lists_with_slashes:
        return Read(left="not_all_five")
    ways = () if survey.has_lists_with_dashes else _ways(low)
    return _range(ways, text, asking) if ways else None


def _ways(low: str) -> tuple[str, ...]:
    """Return how numbers may be read among which "1-4" stands: as two skills, or all from one to the other."""
    ends, every = set[int](), set[int]()
    for part in _COMMA.split(low):
        found = _RANGE.fullmatch(part.strip())
        if found is None and part.strip(" -–12345"):
            return ()
        first, last = (found[1], found[2]) if found else (0, -1)
        ends |= {int(digit) for digit in part if digit.isdecimal()}
        every |= set(range(int(first), int(last) + 1))
    short, whole = ("".join(map(str, sorted(one))) for one in (ends, ends | every))
    return (short, whole) if short != whole else ()


def _range(ways: Sequence[str], text: str, asking: Asking) -> Read:
    """Ask which of these ways is meant: an answer is a list of digits."""
    told = asking.answers.get(about("mark", text))
    if told is None or told not in ways:
        return Read(doubt=Doubt("mark", text, dict.fromkeys(ways)))
    return Read(more={SKILLS[int(digit) - 1]: Result.ALONE for digit in told})


def _parts(cell: Cell, text: str) -> list[str]:
    if isinstance(cell, float) and not cell.is_integer():
        text = f"{cell}".replace(".", ",")  # "1,3" that Excel took for a fraction
    parts = [part for part in _BETWEEN.split(clean(text)) if part]
    if all(_SHORT_WORDS.fullmatch(part) for part in parts):
        cut = [[one for one in _TIGHT.split(part) if one] for part in parts]
        # "mua sam" lost its marks, "MS TT" is two: so are words of which one is short or a number.
        parts = [
            one
            for part, some in zip(parts, cut, strict=True)
            for one in (some if any(map(_is_short, some)) else [part])
        ]
    return parts


def _is_short(word: str) -> bool:
    return fold(word) in _SHORT or not word.isalpha() or _told(fold(word), ()) is not None


def _number(part: str, survey: Survey, platforms: tuple[str, ...]) -> int | None:
    """Return which skill a word means; numbers only where the file says what they are."""
    word = fold(part)
    if match := re.fullmatch(r"(?:kn|ky nang|so)?\s*([1-9])", word):
        skill = survey.listed.get(match[1])
        return SKILLS.index(skill) + 1 if skill else None
    if word in _SHORT and _are_short(word, survey):
        return _SHORT[word]
    return _told(word, platforms)


def _are_short(word: str, survey: Survey) -> bool:
    """Tell that words are short for skills: three of them stand in the column, or nothing else does, or the file names the skill."""
    named = set(survey.listed.values())
    in_legend = len(named) >= _NAMED and SKILLS[_SHORT[word] - 1] in named
    found = survey.list_words & set(_SHORT)
    are_all = bool(found - _OFTEN_ELSE) and survey.list_words <= found | _JOINED
    return len(found) >= _NAMED or are_all or in_legend


def is_short_word(text: str, others: Iterable[str]) -> bool:
    """Tell a short word for a skill in capitals, where others like it stand in its column."""

    def short(one: str) -> set[str]:
        return {word for word in _CAPITALS.findall(one) if word.casefold() in _SHORT}

    own = short(text)
    return bool(own) and any(short(one) - own for one in others)


def _told(word: str, platforms: tuple[str, ...]) -> int | None:
    if any(fold(platform) in word for platform in platforms if platform):
        return 5
    found = {number for pattern, number in _TOLD_PATTERNS if pattern.search(word)}
    return found.pop() if len(found) == 1 else None


def _asked(unknown: list[str], numbers: set[int], asking: Asking) -> Read:
    """Ask about the first word nobody knows; those that were answered count."""
    for part in unknown:
        told = asking.answers.get(about("mark", part), "")
        if told != SKIP and not (told.isdecimal() and set(told) <= set("12345")):
            return Read(doubt=Doubt("mark", part, dict.fromkeys([*_digits(part), *"12345"])))
        numbers |= {int(digit) for digit in told if digit.isdecimal()}
    return Read(more={SKILLS[number - 1]: Result.ALONE for number in sorted(numbers)})


def _digits(part: str) -> list[str]:
    """Return the numbers of several skills that stand without anything between them: "135"."""
    is_several = len(part) > 1 and set(part) <= set("12345") and "".join(sorted({*part})) == part
    return [part] if is_several else []


def taught(read: Read) -> Read:
    """Return the mark of a session's skill as yes or no."""
    if read.doubt is not None and ALONE not in read.doubt.values:
        return read  # which skills a number or word means
    if read.doubt is not None:
        values = {ALONE: True, HELP: True, NONE: False, UNASKED: None}
        return Read(doubt=Doubt("mark", read.doubt.subject, values, read.doubt.proposal))
    return Read(
        None if read.value is None else bool(read.value),
        more={key: bool(one) for key, one in read.more.items()},
    )
