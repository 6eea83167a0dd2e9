"""Find which rows of a sheet are its headings, and which column is which field."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from areas.names import fold
from imports.spreadsheet.book import Book, Cell, Fault, Row, Sheet
from imports.spreadsheet.columns import Column, SheetKind
from imports.spreadsheet.heading_synonyms import fields_meant, readings_of, spellings

# Headings stand near the top, under titles; how many rows are looked at, and joined to one heading.
ROWS_LOOKED_AT, ROWS_JOINED = 30, 3
_NUMBERING = re.compile(r"\(?\s*(?:\d{1,3}|[A-Za-z])\s*\)?(?:\s*=.*)?")
_SKILL_NUMBERS = range(1, 6)
UNUSED = ""
# What a person said of a column with these words, if anything.
type Said = Callable[[int, str], str | None]


@dataclass(frozen=True)
class Match:
    """One field found: in which column (from 0), under which heading; not sure means ask."""

    key: str
    column: int
    text: str
    is_sure: bool


@dataclass(frozen=True)
class Headings:
    """What was found. `rows` are numbers of the sheet; `unused` are headings of no field, by column."""

    rows: tuple[int, ...]
    matches: Mapping[str, Match]
    missing: tuple[Column, ...]
    unused: Mapping[int, str]

    @property
    def doubtful(self) -> list[Match]:
        """Fields that a person must confirm before anything is read by them."""
        return [match for match in self.matches.values() if not match.is_sure]


def cell_of(row: Row, column: int, *, spreads: bool) -> Cell:
    """Return the cell of a row under a heading; a row may be shorter than its headings.

    One mark merged over several rows speaks for none of them, unless it `spreads`.
    """
    cell = row.cells[column] if column < len(row.cells) else None
    if column in row.shared and cell is not None and not spreads:
        return Fault.SHARED
    return cell


def find(
    rows: Sequence[Row],
    kind: SheetKind,
    *,
    given: Mapping[int, str] | None = None,
    known: Mapping[str, str] | None = None,
) -> Headings:
    """Return the headings of a sheet, as sure as they are.

    `given`: what a person said, key by column (from 0), UNUSED for none; it wins over all.
    `known`: what was said before for such files, key by folded heading. Neither is asked again.
    """

    def said(column: int, text: str) -> str | None:
        """Return the key that a person gave this column, UNUSED for none, None where they said nothing."""
        return (given or {}).get(column, (known or {}).get(fold(text)))

    best, score = Headings((), {}, _missing({}, kind), {}), (0, 0, 0)
    first = list(islice(rows, ROWS_LOOKED_AT))
    for start in range(len(first)):
        for length in range(1, ROWS_JOINED + 1):
            block = first[start : start + length]
            if len(block) < length or not _may_be_headings(block):
                break
            if _goes_on(block[-1], first[start + length : start + length + 1]):
                continue
            found = _match(block, kind, said)
            worth = _worth(found)
            if worth > score:
                best, score = found, worth
    return best


def choose(book: Book, kind: SheetKind) -> int:
    """Return the place of the sheet that looks most like this kind; one that the sender saw comes first."""

    def worth(sheet: Sheet) -> tuple[bool, int, int]:
        found = find(sheet.rows, kind)
        return (not sheet.is_hidden and bool(sheet.rows), len(found.matches), len(sheet.rows))

    return max(range(len(book.sheets)), key=lambda place: worth(book.sheets[place]))


def _may_be_headings(block: Sequence[Row]) -> bool:
    """Tell whether all rows are words, and follow each other without a gap."""
    if block[-1].number - block[0].number >= len(block):
        return False
    for row in block:
        if is_numbering(row) or any(cell is not None and not _word(cell) for cell in row.cells):
            return False
    return len({cell for row in block for cell in row.cells if cell}) > 1


def _goes_on(row: Row, following: Sequence[Row]) -> bool:
    """Tell whether a cell of the row reaches down into the next one."""
    return any(
        bool(_word(cell)) and not isinstance(cell, int) and cell == under
        for below in following
        for cell, under in zip(row.cells, below.cells, strict=False)
    )


def _word(cell: Cell) -> str:
    """Return what a cell says in a heading: its text, or the number of a skill; else nothing."""
    if type(cell) is int and cell in _SKILL_NUMBERS:
        return str(cell)
    return cell if isinstance(cell, str) else ""


def is_numbering(row: Row) -> bool:
    """Tell a row that only numbers the columns: 1, 2, 3 or (1), (2), A, B."""
    words = [cell for cell in row.cells if cell is not None]
    return len(words) > 1 and all(
        (isinstance(cell, str) and _NUMBERING.fullmatch(cell))
        or (type(cell) is int and 0 <= cell <= len(row.cells))
        for cell in words
    )


def _worth(found: Headings) -> tuple[int, int, int]:
    """Rank findings: sure fields count double, then fewer rows, then fewer columns without a field."""
    sure = sum(match.is_sure for match in found.matches.values())
    return (2 * sure + len(found.doubtful), -len(found.rows), -len(found.unused))


def texts(block: Sequence[Row]) -> dict[int, tuple[str, ...]]:
    """Return the words above each column, the lowest first; repeats of merged cells once."""
    width = max(len(row.cells) for row in block)
    found: dict[int, tuple[str, ...]] = {}
    for column in range(width):
        cells = [row.cells[column] for row in reversed(block) if column < len(row.cells)]
        words = tuple(dict.fromkeys(word for cell in cells if (word := _word(cell))))
        if words:
            found[column] = words
    return found


def _match(block: Sequence[Row], kind: SheetKind, said: Said) -> Headings:
    above = texts(block)
    shown = {column: " · ".join(reversed(words)) for column, words in above.items()}
    candidates: dict[str, list[tuple[int, bool]]] = {}
    for column, words in above.items():
        key = said(column, shown[column])
        if key is not None:
            candidates.setdefault(key, []).insert(0, (column, True))
            continue
        for key, is_sure in fields_meant(words, kind):
            candidates.setdefault(key, []).append((column, is_sure))
    candidates.pop(UNUSED, None)
    matches = _assign(candidates, shown, said)
    _borrow(matches, above, shown, kind)
    used = {match.column for match in matches.values()}
    unused = {column: text for column, text in shown.items() if column not in used}
    numbers = tuple(row.number for row in block)
    return Headings(numbers, matches, _missing(matches, kind), unused)


def _assign(
    candidates: Mapping[str, list[tuple[int, bool]]], shown: Mapping[int, str], said: Said
) -> dict[str, Match]:
    """Give each field one column: what was said, then what is sure; two that are equal are a doubt."""
    matches: dict[str, Match] = {}
    taken: set[int] = set()
    for wanted in (True, False):
        for key, found in candidates.items():
            columns = [column for column, sure in found if sure is wanted and column not in taken]
            if key in matches or not columns:
                continue
            told = said(columns[0], shown[columns[0]]) == key
            is_sure = wanted and (told or len(columns) == 1)
            matches[key] = Match(key, columns[0], shown[columns[0]], is_sure)
            taken.add(columns[0])
    return matches


def _borrow(
    matches: dict[str, Match],
    above: Mapping[int, tuple[str, ...]],
    shown: Mapping[int, str],
    kind: SheetKind,
) -> None:
    """Propose for a required field that is missing a column whose words could mean it. Always a doubt."""
    required = {column.key for column in kind.columns if column.required}
    for column in _missing(matches, kind):
        holders = {m.column: m.key for m in matches.values()}
        for index, words in above.items():
            could = not spellings(*column.maybe).isdisjoint(readings_of(words))
            if could and holders.get(index) not in required:
                matches.pop(holders.get(index, ""), None)
                matches[column.key] = Match(column.key, index, shown[index], is_sure=False)
                break


def _missing(matches: Mapping[str, Match], kind: SheetKind) -> tuple[Column, ...]:
    def is_there(key: str) -> bool:
        stand_ins = kind.instead.get(key, ())
        return key in matches or (bool(stand_ins) and all(other in matches for other in stand_ins))

    return tuple(column for column in kind.columns if column.required and not is_there(column.key))
