"""What a mark, word or level for a skill says of itself; of which only the file or its officer can tell."""

import re
from collections.abc import Mapping, Set

from imports.spreadsheet.book import Cell
from imports.spreadsheet.caches import of_file
from imports.tidy.cells.reading import plain
from imports.tidy.people.spelled import bare
from skills.catalogue import Result

NONE, HELP, ALONE, UNASKED = "none", "help", "alone", "unasked"
# What an answer about a mark makes of a cell.
# Plain numbers, as of other choices (imports.tidy.cells.fields).
RESULTS = {
    NONE: Result.NONE.value,
    HELP: Result.WITH_HELP.value,
    ALONE: Result.ALONE.value,
    UNASKED: None,
}

_TICKS = frozenset(["x", "✓", "✔", "√", "☑", "v", "✅", "🗸"])
_CLEAR: Mapping[str, str] = (
    dict.fromkeys(_TICKS, ALONE)
    # The marks of our own template.
    | {"h": HELP, "true": ALONE, "false": NONE, "yes": ALONE, "no": NONE, "?": UNASKED, "??": UNASKED}
)  # fmt: skip
# Told by what else stands in the file: each with the marks of which one must be there, too.
_PAIRS: tuple[tuple[Set[str], Set[str], str], ...] = (
    ({"c"}, {"k", "ko"}, ALONE), ({"k"}, {"c", "có", "co"}, NONE),
    ({"y"}, {"n"}, ALONE), ({"n"}, {"y", "yes"}, NONE),
    ({"rồi", "roi", "đã", "da"}, {"chưa", "chua"}, ALONE),
    ({"chưa", "chua"}, {"rồi", "roi", "đã", "biết", "biet", "đã biết", "da biet", "có", "co", "đạt", "dat", "biết rồi"}, NONE),
    ({"được", "duoc"}, {"chưa", "chua", "không", "khong", "chưa được", "không được", "chua duoc", "khong duoc"}, ALONE),
    ({"đúng", "dung"}, {"sai"}, ALONE), ({"sai"}, {"đúng", "dung"}, NONE),
    # Letters that show as a tick and a cross in the font Wingdings.
    ({"ü", "þ"}, {"û", "ý"}, ALONE), ({"û", "ý"}, {"ü", "þ"}, NONE),
    ({"👍"}, {"👎"}, ALONE), ({"👎"}, {"👍", "✅"}, NONE),
    ({"✗", "✘", "×", "☒", "❌"}, {"✓", "✔", "√", "☑", "✅"}, NONE),
)  # fmt: skip
# Likely, yet for the officer to say.
_LIKELY = {"+": ALONE, "👍": ALONE, "ü": ALONE, "þ": ALONE, "thành thạo": ALONE, "thanh thao": ALONE, "cần hỗ trợ": HELP,
    "can ho tro": HELP, "hỗ trợ": HELP, "ht": HELP, "chưa": NONE, "rồi": ALONE}  # fmt: skip
# Beside one of these "biết" is a level in between.
_HIGHER = re.compile(r"thạo|thao\b|tự làm|tu lam|tốt|tot\b|giỏi")

_NOT = r"(?:không|ko|khg|hông|k|chưa|chẳng)"
_DO = r"(?:làm|dùng|sử dụng|thực hiện|thao tác)"
_CAN = (
    rf"(?:(?:có )?biết(?: và)?(?: tự)?(?: {_DO}| cách {_DO}| cách)?(?: được)?(?: rồi| tốt| rõ)?"
    rf"|(?:tự |có thể )*{_DO} được(?: rồi)?|tự {_DO}|có thể {_DO}|{_DO} tốt|có(?: rồi)?|được rồi|đạt(?: yêu cầu)?|có kỹ năng)"
)
_YES = "(?:(?:dạ|vâng|ừ) )"
_ALONE = rf"{_YES}?(?:đã |có )?{_CAN}"
_NONE = rf"{_YES}?không|{_YES}chưa|{_YES}?chưa bao giờ(?: {_DO})?|ko|khg|hông|không hề|{_NOT} (?:được|thể|{_CAN})(?: gì| đâu| hết| cả| này)*"
_HELPED = (
    r"(?:biết )?(?:có|được|nhờ|khi có|nếu có|cần có|người khác|người nhà|con|cháu)(?: \w+){0,3} (?:hỗ trợ|hướng dẫn|giúp|kèm)(?: đỡ)?"
    r"|(?:biết|làm được|sử dụng được|dùng được|tự làm)(?: \w+){0,3} (?:có|nhưng|khi|nếu|cần|nhờ|được)(?: \w+){0,4} (?:hỗ trợ|hướng dẫn|giúp|kèm)(?: \w+){0,2}"
    r"|(?:được|có|nhờ) (?:hỗ trợ|hướng dẫn|giúp)|có (?:người )?(?:giúp|hỗ trợ|hướng dẫn)"
)
_UNASKED = (
    rf"{_NOT}(?: được| có| tiến hành)* (?:khảo sát|ks|hỏi|điều tra|phỏng vấn|rà soát|đánh giá|gặp|thu thập|cập nhật|xác định|rõ|biết rõ|có thông tin)(?: được)?|{_NOT} gặp(?: được)? (?:chủ hộ|ai)"
    rf"|{_NOT} (?:trả lời|có ý kiến|có câu trả lời)"
    r"|(?:đi )?vắng(?: nhà| mặt)?|không có (?:ở )?nhà|không có mặt|không (?:có )?(?:ai|người) ở nhà|không có ai(?: ở)? nhà|đi làm(?: ăn)? xa|đi xa|không ở nhà|từ chối(?: trả lời)?"
)
_BOXES = re.compile(r"([☐□▢◻☑☒■✅✔])\s*([^☐□▢◻☑☒■✅✔]+)")
_EMPTY = frozenset("☐□▢◻")
_PUNCTUATION = re.compile(r"[\s,;:/().\-–+\"“”]+")


def _both(pattern: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    return re.compile(pattern), re.compile(bare(pattern))


# In this order: what is not asked looks like a no.
_PHRASES: tuple[tuple[str, tuple[re.Pattern[str], re.Pattern[str]]], ...] = ((UNASKED, _both(_UNASKED)), (NONE, _both(_NONE)), (ALONE, _both(_ALONE)), (HELP, _both(_HELPED)))  # fmt: skip
_NEGATED = _both(rf"(?:.* )?{_NOT} .*")
# In a legend a level is what it is called.
_IN_LEGEND: tuple[tuple[str, tuple[re.Pattern[str], re.Pattern[str]]], ...] = (
    (HELP, _both(r"(?:biết )?(?:cần |có )?(?:người )?(?:hỗ trợ|hướng dẫn|giúp|ht|hd)(?: đỡ)?|biết (?:ít|một phần|sơ sơ)|hạn chế")),
    (ALONE, _both(r"(?:biết |sử dụng |dùng |làm )?(?:thành )?thạo|sử dụng|thực hiện|làm")),
    (NONE, _both(rf"{_NOT}|{_NOT} thạo")),
)  # fmt: skip


def key_of(cell: Cell) -> str:
    """Return a mark as it is compared: in small letters, without stops at its ends unless it is one."""
    text = chosen(plain(cell))
    bare_mark = (text.strip(" .,;:") or text).casefold()
    within = bare_mark.strip("()[] ")
    return within if within in _TICKS else bare_mark


def chosen(text: str) -> str:
    """Return which of several boxes with words is ticked in a cell: "☑ Biết ☐ Chưa biết"; several stay as they are."""
    boxes = _BOXES.findall(text)
    if len(boxes) < 2 or not any(sign in _EMPTY for sign, _ in boxes):
        return text
    ticked = [words.strip() for sign, words in boxes if sign not in _EMPTY]
    return text if len(ticked) > 1 else "".join(ticked)


def is_tick(key: str) -> bool:
    """Tell a mark that says no more than that something is so."""
    return key in _TICKS or key == "1"


def is_empty_box(cell: Cell) -> bool:
    """Tell a box that was printed to be ticked, and was not."""
    return isinstance(cell, str) and cell.strip() in _EMPTY


@of_file(4_096)
def phrase(text: str, *, in_legend: bool = False) -> str | None:
    """Return what words say of a skill, whatever else the file has; None where they do not."""
    words = _PUNCTUATION.sub(" ", text.casefold()).strip()
    typed_bare = words.isascii()
    for meaning, patterns in (*_PHRASES, *(_IN_LEGEND if in_legend else ())):
        if patterns[typed_bare].fullmatch(words) and (
            meaning != HELP or not _NEGATED[typed_bare].fullmatch(words)
        ):
            return meaning
    return None


def clear(mark: str, others: Set[str], numbers: Set[int]) -> str | None:
    """Return what a mark means beside the others of its file; None where nobody can know."""
    if mark.isdecimal():
        return {"1": ALONE, "0": NONE}.get(mark) if numbers <= {0, 1} else None
    for marks, partners, meaning in _PAIRS:
        if mark in marks:
            return meaning if partners & others else None
    if mark in {"biết", "biet"} and any(_HIGHER.search(one) for one in others):
        return None
    return _CLEAR.get(mark) or phrase(mark)


def likely(mark: str) -> str:
    """Return what is proposed for a mark, "" where it would be a guess."""
    return _LIKELY.get(mark, "")
