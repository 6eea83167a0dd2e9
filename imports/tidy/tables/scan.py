"""One pass over the rows of a sheet: which columns each fills, and which rows may be headings. Nothing else is kept."""

import re
from array import array
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache, partial

from areas.names import fold
from imports.spreadsheet.book import Cell, Row
from imports.tidy.tables import words
from imports.tidy.tables.anew import SKILLS_SAID, begins_anew, is_running_number, repeats
from imports.tidy.tables.gaps import bridged, is_counted, is_form, is_legend
from imports.tidy.tables.numbering import is_numbering

# At the top of a sheet, and below a gap, every cell is looked at; further down the first ones.
LOOKED_AT_WHOLE, LOOKED_AT = 200, 4
# With so many words that are headings a row is one, whatever else it has.
MANY = 4
# So many words make headings of a row.
LEAST = 2
# "KN2: Mua sắm", "1 - Dịch vụ công".
_EXPLAINED = re.compile(r"\s*[^\W_]{1,9}(?: \d)?\s*[:=–-]\s*[^\W\d]")
# One column lies between cells that are so far from each other.
# So many rows below headings show which columns are used.
_ROWS_BELOW = 20
_ONE_BETWEEN, _BEYOND = 2, 1_000
# Of these each may be a fact; a head beside skills is none.
_HEAD = frozenset({"chu ho"})
# Skills are numbered so in headings.
SKILL_NUMBERS = frozenset({1, 2, 3, 4, 5})


@dataclass(frozen=True, slots=True)
class Run:
    """Cells of a row beside each other that look like headings, from `left` to `right`."""

    at: int  # place of the row among those of the sheet
    left: int
    right: int


@dataclass(slots=True)
class Scan:
    """What was seen: per row its number and a bit for each column that is filled; where headings may be."""

    rows: Sequence[Row]
    numbers: array[int] = field(default_factory=lambda: array("Q"))
    masks: list[int] = field(default_factory=list)
    runs: list[Run] = field(default_factory=list)

    def width(self, begin: int, end: int, least: int = 1) -> int:
        """Return a bit for every column that is filled in these rows, of those with so many cells at least."""
        found = 0
        for mask in self.masks[begin:end]:
            if mask | found != found and mask.bit_count() >= least:
                found |= mask
        return found

    def is_after_gap(self, at: int) -> bool:
        """Tell whether an empty row stands above."""
        return at > 0 and self.numbers[at] - self.numbers[at - 1] > 1


def scan(rows: Sequence[Row], cut: Collection[int] = ()) -> Scan:
    """Look at each row once; columns that were `cut` were not empty."""
    found = Scan(rows)
    kept = dict[int, int]()
    after_gap, last, above = 0, 0, Row(0, []).cells
    for at, row in enumerate(rows):
        mask, bit = 0, 1
        for cell in row.cells:
            if cell is not None and cell != "":
                mask |= bit
            bit <<= 1
        found.numbers.append(row.number)
        found.masks.append(kept.setdefault(mask, mask))
        if row.number - last > 1:
            after_gap, above = at + 3, ()
        last = row.number
        is_whole = at < LOOKED_AT_WHOLE or at < after_gap
        if _may_be(row, whole=is_whole) and not _is_closed(found, at, above):
            below = rows[at + 1].cells if at + 1 < len(rows) else ()
            cells = bridged(row.cells, above, cut)
            used = cache(partial(_used_below, rows, at))
            found.runs += [Run(at, *run) for run in runs_of(cells, above, below, used)]
        above = row.cells
    return found


def _is_closed(found: Scan, at: int, above: Sequence[Cell]) -> bool:
    """Tell a row right below headings that number their columns: facts begin there, whatever they look like."""
    cells = {column: cell for column, cell in enumerate(above) if cell not in (None, "")}
    return (
        len(cells) > LEAST
        and any(run.at == at - 2 for run in found.runs[-1:])
        and is_numbering(cells)
    )


def _used_below(rows: Sequence[Row], at: int) -> int:
    """Return a bit for each column that the rows below one fill; what stands alone in its row is a remark below a table."""
    mask = 0
    for row in rows[at + 1 : at + 1 + _ROWS_BELOW]:
        used = [column for column, cell in enumerate(row.cells) if cell is not None and cell != ""]
        for column in used if len(used) > 1 else ():
            mask |= 1 << column
    return mask


def _may_be(row: Row, *, whole: bool) -> bool:
    """Tell in haste whether a row may have headings."""
    looked = 0
    for cell in row.cells:
        if isinstance(cell, str) and cell:
            if words.strength(cell):
                return True
            looked += 1
        if not whole and looked >= LOOKED_AT:
            return False
    return False


def runs_of(
    cells: Sequence[Cell],
    above: Sequence[Cell] = (),
    below: Sequence[Cell] = (),
    used: Callable[[], int] = int,
) -> Iterator[tuple[int, int]]:
    """Yield the first and last column of each run of headings in a row below another; those of one table come as one.

    `used` returns the columns with facts: "Chú thích" right of one that has no heading is a column of the table, no legend.
    """
    whole = list(_filled(cells))
    if is_form(cells):
        return
    parts = [(left, right) for left, right in whole if looks_like(cells[left : right + 1])]
    facts = [cells[at] for left, right in set(whole) - set(parts) for at in range(left, right + 1)]
    is_beside_facts = any(map(words.is_number, facts))
    if is_beside_facts:
        much = [part for part in parts if _says_much(cells, *part)]
        others = [run for run in whole if run not in parts]
        parts = [run for run in parts if run in much or _is_beside(cells, run, much, others)]
    parts = _from_running_number(cells, parts)
    while len(parts) > 1 and parts[1][0] - parts[0][1] > 2 and _is_aside(cells, *parts[0]):
        parts.pop(0)
    # Beside the table stands a title, or an explanation: "Ký hiệu", "Ý nghĩa".
    while len(parts) > 1 and (
        _is_title_beside(cells, parts) or _is_legend(cells, parts[-1][0], used)
    ):
        parts.pop()
    for left, right in _joined(cells, parts, above, below):
        for piece in repeats(cells, left, right):
            if _is_enough(cells[piece[0] : piece[1] + 1], least=3 if is_beside_facts else LEAST):
                yield piece


def _joined(
    cells: Sequence[Cell],
    parts: list[tuple[int, int]],
    above: Sequence[Cell],
    below: Sequence[Cell],
) -> Iterator[tuple[int, int]]:
    """Yield runs of headings with those beyond gaps that belong to the same table."""
    again = above if len(parts) > 1 else ()
    numbered = [at for at, cell in enumerate(again) if cell and is_running_number(str(cell))]
    while parts:
        left, right = parts.pop(0)
        is_numbered = any(at <= right for at in numbered)
        while parts and (
            is_counted(cells, below, *parts[0])
            or not begins_anew(cells, (left, right), parts[0], is_numbered=is_numbered)
        ):
            right = parts.pop(0)[1]
        yield left, right


def _is_legend(cells: Sequence[Cell], at: int, used: Callable[[], int]) -> bool:
    """Tell an explanation of marks beside the table: an empty column parts it from that."""
    return is_legend(cells[at]) and not used() >> (at - 1) & 1


def _is_title_beside(cells: Sequence[Cell], parts: Sequence[tuple[int, int]]) -> bool:
    """Tell a title of a table on the right: capitals of several words alone, beside headings in small letters."""
    *_, (left, right) = parts
    text = cells[left]
    if left != right or not isinstance(text, str) or words.strength(text) or not text.isupper():
        return False
    others = [cell for cell in cells[:left] if isinstance(cell, str)]
    return len(text.split()) > 2 and not all(other.isupper() for other in others)


def _from_running_number(
    cells: Sequence[Cell], parts: list[tuple[int, int]]
) -> list[tuple[int, int]]:
    """Leave out what stands before headings that begin with running numbers, where it says nothing much: facts of a table beside."""
    begin = next(
        (
            at
            for at, (left, right) in enumerate(parts)
            if is_running_number(str(cells[left])) and _says_much(cells, left, right)
        ),
        0,
    )
    is_said = any(_says_much(cells, *part) for part in parts[:begin])
    return parts if is_said else parts[begin:]


def _is_aside(cells: Sequence[Cell], left: int, right: int) -> bool:
    """Tell words far on the left that are no headings: of a group, a title, or one that says what a number means."""
    texts = [cell for cell in cells[left : right + 1] if isinstance(cell, str)]
    if len(texts) == 1 and _EXPLAINED.match(texts[0]):
        return True
    return not any(map(words.strength, texts))


def _says_much(cells: Sequence[Cell], left: int, right: int) -> bool:
    """Tell headings beside facts: half of the words at least, for a mark or a note may look like one."""
    texts = {cell for cell in cells[left : right + 1] if isinstance(cell, str)}
    strengths = [words.strength(text) for text in texts]
    strong, weak = strengths.count(2), strengths.count(1) if strengths.count(2) >= MANY else 0
    return strong >= LEAST and strong * 2 + weak >= len(texts)


def _is_beside(
    cells: Sequence[Cell],
    part: tuple[int, int],
    much: Sequence[tuple[int, int]],
    others: Sequence[tuple[int, int]],
) -> bool:
    """Tell a heading or two that one empty column parts from others, not from facts: "STT", then nothing, then the rest."""
    far = {run: max(part[0] - run[1], run[0] - part[1]) for run in (*much, *others)}
    to_headings, to_facts = (
        min(map(far.__getitem__, runs), default=_BEYOND) for runs in (much, others)
    )
    here = {str(cell) for cell in cells[part[0] : part[1] + 1]}
    strengths = set(map(words.strength, here))
    says = 2 in strengths or len(SKILLS_SAID & set(map(fold, here))) >= LEAST
    is_theirs = to_facts > _ONE_BETWEEN or (0 not in strengths and to_headings <= to_facts)
    return says and to_headings <= _ONE_BETWEEN and is_theirs


def _filled(cells: Sequence[Cell]) -> Iterator[tuple[int, int]]:
    """Yield the runs of cells that are not empty."""
    left = None
    for at, cell in enumerate((*cells, None)):
        if cell is None or cell == "":
            if left is not None:
                yield left, at - 1
            left = None
        elif left is None:
            left = at


def looks_like(cells: Sequence[Cell]) -> bool:
    """Tell whether all cells of a run might be headings: short words, numbers of skills, no titles, no facts."""
    if words.is_number(cells[0]):
        return False
    texts = {cell for cell in cells if isinstance(cell, str)}
    if not texts or any(len(text) > 2 * words.LONGEST_HEADING for text in texts):
        return False
    strong = sum(words.strength(text) == 2 for text in texts)
    strange = [
        cell for cell in cells if words.is_number(cell) and cell not in SKILL_NUMBERS and cell not in ("1", "2", "3", "4", "5")
    ]  # fmt: skip
    if strange:
        return strong >= MANY and len(strange) * 3 <= strong
    return strong > 0 or not all(words.is_title(text) or len(text) > words.SHORT for text in texts)


def _is_enough(cells: Sequence[Cell], least: int) -> bool:
    """Tell whether the words of a run say together that they are headings."""
    texts = {cell for cell in cells if isinstance(cell, str)}
    strengths = [words.strength(text) for text in texts]
    strong, weak = strengths.count(2), strengths.count(1)
    if (
        not strong
        and weak == len(texts) > 1
        and _HEAD | SKILLS_SAID >= set(map(fold, texts)) >= _HEAD
    ):
        return True
    if strong >= LEAST and strong + weak == len(texts) > MANY:
        return True
    is_said = strong >= least or (least == LEAST and strong > 0 < weak)
    much = 3 if strong >= MANY else 2.5  # among many some are misspelled
    return is_said and (strong + weak) * much >= len(texts)
