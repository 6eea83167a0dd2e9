"""Headings beside others that begin a table of their own: numbered anew, with the same words, of sessions."""

import re
from collections.abc import Iterator, Sequence

from areas.names import fold
from imports.spreadsheet.book import Cell
from imports.tidy.tables.words import these

_RUNNING_NUMBERS = frozenset(
    {"stt", "tt", "số tt", "so tt", "số thứ tự", "so thu tu", "no", "s.t.t", ""}
)
SKILLS_SAID = these(
    "dvc|ms|at|nt|mua sam|mua ban|thanh toan|an toan|tu bao ve|dich vu cong|nen tang"
)
# "TT" before these is none of running numbers.
_SKILLS_AND_NOTES = SKILLS_SAID | these("tt|khac|nts|ghi chu|gc|chu thich|note|notes")
_PEOPLE = re.compile(r"(?:ho (?:va )?ten|chu ho|ten chu ho|thanh vien)\b")
_DAY = re.compile(r"(?:ngay|thoi gian)(?: (?:thang|to chuc|thuc hien|hop|hd|sinh hoat))*")
_OF_SESSIONS = re.compile(r"(?:noi dung|chu de|so (?:nguoi|luot)|luot nguoi|thanh phan)\b")


def begins_anew(
    cells: Sequence[Cell], left: tuple[int, int], right: tuple[int, int], *, is_numbered: bool
) -> bool:
    """Tell whether the run on the right of a gap is of a table of its own."""
    one, other = _words(cells, *left), _words(cells, *right)
    if len(other) < 2:
        return False
    is_counted_again = (
        is_running_number(other[0]) and not set(map(_bare, other)) <= _SKILLS_AND_NOTES
    )
    if is_counted_again and len(one) > 1 and (is_numbered or is_running_number(one[0])):
        return True
    if any(map(_PEOPLE.match, map(fold, one))) and _are_sessions(other):
        return True
    return len(set(one) & set(other)) >= 2 and not is_running_number(one[0])


def _are_sessions(headings: Sequence[str]) -> bool:
    """Tell headings of what was held: a day, and what it was about or who came."""
    found = [fold(one) for one in headings]
    return any(map(_DAY.fullmatch, found)) and any(map(_OF_SESSIONS.match, found))


def repeats(cells: Sequence[Cell], left: int, right: int) -> Iterator[tuple[int, int]]:
    """Yield the parts of headings without gaps that stand there twice: "STT, Họ tên, STT, Họ tên"."""
    found = _words(cells, left, right)
    for at in range(left + 2, right):
        after = _words(cells, at, right)
        if _is_again(found[: at - left], after):
            yield left, at - 1
            yield from repeats(cells, at, right)
            return
    yield left, right


def _is_again(found: Sequence[str], after: Sequence[str]) -> bool:
    """Tell headings that begin anew: with running numbers, or with the head of a household, who is none of another."""
    if is_running_number(after[0]):
        same = set(after[1:]) & set(found[1:])
        return after[0] == found[0] and len(same) * 2 >= len(after) - 1 > 0
    is_head = "chủ hộ" in after[0] or fold(after[0]) == "ho ten chu ho"
    return is_head and list(after[: len(found)]) == list(found)


def _words(cells: Sequence[Cell], left: int, right: int) -> list[str]:
    """Return the words of these columns as they are compared."""
    return [str(cell).strip().casefold() for cell in cells[left : right + 1] if cell is not None]


def _bare(text: str) -> str:
    """Return a heading without what stands behind it in brackets."""
    return fold(text.partition("(")[0])


def is_running_number(text: str) -> bool:
    """Tell the heading of running numbers, also with another language behind it: "STT (No.)"."""
    bare = text.partition("(")[0] or text
    return bare.strip(" .:#").casefold() in _RUNNING_NUMBERS
