"""Forms: a label, then what is said of it, in one cell or in two; one form for somebody, several below or beside each other."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import product

from areas.names import clean, fold
from imports.spreadsheet.book import Cell, Row
from imports.tidy.cells.marks import is_empty_box
from imports.tidy.columns.headings import plain, sure_of
from imports.tidy.columns.spelling import looked_up
from imports.tidy.tables import words
from imports.tidy.tables.beside import SUBJECTS
from imports.tidy.tables.words import group_kind
from imports.tidy.turned.checklists import checklists
from imports.tidy.turned.grid import Grid, Place, filled, is_heading

# What a village is called that stands without a label before one: "Thôn Hội Phú ĐT: 0905 111 222".
_VILLAGE = "Thôn"
# So many labels make a form; so many rows of a sheet of forms have one.
LEAST, MOST_PARTS = 3, 0.5
# So many words a label has that stands behind what is said of another.
MOST_WORDS = 10
_APART = re.compile(r"\s*[;\n]\s*|\s{3,}|\t+")
_LABELLED = re.compile(r"\s*(?:[-+*•]|\d{1,2}[.)])?\s*([^:]{2,60}?)\s*:\s*(.*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Pair:
    """A label with what is said of it, and where that stands."""

    label: str
    value: Cell
    place: Place

    @property
    def key(self) -> str:
        """The label as it is compared."""
        return fold(self.label)


@dataclass(slots=True)
class Form:
    """What one form says; `last` is its last row."""

    pairs: dict[str, Pair] = field(default_factory=dict)
    last: int = 0


def turned(rows: Sequence[Row]) -> Grid | None:
    """Return each form as a row, None where the sheet has none, or it is not sure where one ends."""
    checked = checklists(rows)
    said = {
        row.number: [Pair(*one) for one in checked[row.number]]
        if row.number in checked
        else list(_pairs(row))
        for row in rows
    }
    told = [pair for pairs in said.values() for pair in pairs]
    labels = dict.fromkeys(pair.key for pair in told)
    known = {pair.key for pair in told if is_heading(pair.label)}
    with_pairs = [number for number, pairs in said.items() if pairs]
    if len(known) < LEAST or len(with_pairs) < max(2, MOST_PARTS * len(rows)):
        return None
    is_of_somebody = any(key.startswith(SUBJECTS) for key in known)
    if len(known) < MOST_PARTS * len(labels) or not is_of_somebody:
        return None
    found = [form for band in _bands(told) for form in _forms(band)]
    if any(len(form.pairs) * 2 < len(labels) for form in found):
        return None  # something else that has labels, or forms that differ
    rows = [row for row in rows if checked.get(row.number) != []]
    return _grid(rows, said, found, {pair.key: pair.label for pair in reversed(told)})


def _pairs(row: Row) -> Iterator[Pair]:
    """Yield the labels of a row with what is said of each."""
    cells = list(filled(row).items())
    waiting = ""
    for at, cell in cells:
        within = list(_within(cell)) if isinstance(cell, str) else []
        if waiting and not within and not _is_label(cell, alone=True):
            yield Pair(waiting, cell, (row.number, at))
            waiting = ""
            continue
        for label, value in within:
            yield Pair(label, value, (row.number, at))
        waiting = str(cell).strip(" :") if not within and _is_label(cell, alone=True) else ""


def _within(cell: str) -> Iterator[tuple[str, str]]:
    """Yield labels that stand with their values in one cell: "Họ tên: Lê An"."""
    for part in [one for whole in _APART.split(cell.strip()) for one in _labelled(whole)]:
        match = _LABELLED.fullmatch(part)
        if match and match[2] and _is_label(match[1]) and _is_said(match[1], match[2]):
            yield clean(match[1]), clean(match[2])


def _is_said(label: str, text: str) -> bool:
    """Tell what is said of a label from a heading: skills that somebody has are called as those above columns."""
    return not is_heading(text) or "skills" in sure_of(plain(label))


def _labelled(text: str) -> Iterator[str]:
    """Yield the parts of a text in which several labels follow each other: "Chủ hộ: Lê An Năm sinh: 1970"."""
    first, *others = text.split(":")
    is_place = bool(others) and group_kind(first) == "village"
    place, label = _apart(first) if is_place else ("", first)
    if place and label:
        yield f"{_VILLAGE}: {place}"
    else:
        label = first
    if len(others) < 2:
        yield ":".join([label, *others])
        return
    for n, other in enumerate(others):
        value, following = _apart(other) if n + 1 < len(others) else (other, "")
        if n + 1 < len(others) and not following:
            yield text  # a colon within what is said
            return
        yield f"{label}: {value}"
        label = following


def _apart(text: str) -> tuple[str, str]:
    """Return what is said, and the label behind it, if possible as one is written: "Lê Văn Nam Năm sinh" ends in "Năm sinh"."""
    parts = text.split()
    found = [
        (at, " ".join(parts[at:])) for at in range(max(1, len(parts) - MOST_WORDS), len(parts))
    ]
    written = [one for one in found if _is_written_so(one[1])]
    for look, some in product((looked_up, plain), (written, found)):
        for at, label in some:
            if sure_of(look(label)):
                return " ".join(parts[:at]).rstrip(" ,;-–"), label
    return text, ""


def _is_written_so(label: str) -> bool:
    """Tell a text of which only the first word begins with a capital, and what is shortened."""
    first, *others = label.split()
    return first[0].isupper() and all(word[0].islower() or word.isupper() for word in others)


def _is_label(cell: Cell, *, alone: bool = False) -> bool:
    """Tell a label: what may be a heading, or any few words; one that has a cell to itself ends in a colon, or is known."""
    if not isinstance(cell, str) or words.is_number(cell) or len(cell) > words.SHORT:
        return False
    if alone and not cell.rstrip().endswith(":"):
        return is_heading(cell)
    text = cell.strip(" :")
    return bool(text) and not words.is_title(text) and not words.is_signed(text)


def _bands(told: Sequence[Pair]) -> Iterator[list[Pair]]:
    """Yield the forms that stand below each other: a label that comes again in its row begins others beside them."""
    first = told[0]
    starts = [
        pair.place[1] for pair in told if pair.key == first.key and pair.place[0] == first.place[0]
    ]
    for n, start in enumerate(starts):
        end = starts[n + 1] if n + 1 < len(starts) else None
        # A value stands beside its label: the first of a band one column before it at most.
        yield [
            pair
            for pair in told
            if (n == 0 or pair.place[1] >= start) and (end is None or pair.place[1] < end)
        ]


def _forms(pairs: Sequence[Pair]) -> Iterator[Form]:
    """Yield forms: each begins with the label with which the first begins."""
    form = Form()
    for pair in pairs:
        if pair.key in form.pairs:
            yield form
            form = Form()
        form.pairs[pair.key] = pair
        form.last = pair.place[0]
    if form.pairs:
        yield form


def _grid(
    rows: Sequence[Row],
    said: dict[int, list[Pair]],
    found: Sequence[Form],
    labels: dict[str, str],
) -> Grid | None:
    """Return titles, the labels, then a row for each form below what stands above it."""
    order = {
        key: at for at, key in enumerate(dict.fromkeys(key for one in found for key in one.pairs))
    }
    grid, head = Grid(), min(number for number, pairs in said.items() if pairs)
    grid.keep(row for row in rows if row.number < head)
    # A row of its own is between them and a title.
    is_long = min(form.last for form in found) > head + 1
    grid.add(head + is_long, {at: labels[key] for key, at in order.items()}, {})
    number, rest = (
        head + is_long,
        [row for row in rows if row.number > head and not said[row.number]],
    )
    for form in sorted(found, key=lambda form: form.last):
        above = [row for row in rest if row.number < form.last]
        rest = [row for row in rest if row.number > form.last]
        grid.keep(above)
        number = max(number + 1, form.last)
        cells = {order[key]: pair.value for key, pair in form.pairs.items()}
        grid.add(number, cells, {order[key]: pair.place for key, pair in form.pairs.items()})
    grid.keep(rest)
    grid.aside = _unread(rows, found)
    return grid if _counts_up(grid.rows) else None


def _counts_up(rows: Sequence[Row]) -> bool:
    numbers = [row.number for row in rows]
    return numbers == sorted(set(numbers))


def _unread(rows: Sequence[Row], found: Sequence[Form]) -> list[Place]:
    """Return the cells beside labels that no form says."""
    taken = {pair.place for form in found for pair in form.pairs.values()}
    lines = {place[0] for place in taken}
    return [
        (row.number, at)
        for row in rows
        if row.number in lines
        for at, cell in filled(row).items()
        if (row.number, at) not in taken and not _is_told(row, at)
    ]


def _is_told(row: Row, at: int) -> bool:
    """Tell a label, the number before the first of a row, and a box that was not ticked."""
    cell, first = row.cells[at], min(filled(row))
    is_order = at == first and len(filled(row)) > 1 and words.is_order(str(cell))
    return is_order or is_empty_box(cell) or _is_label(cell, alone=True)
