"""The annexes of a report: a row for each unit below, and what each indicator means."""

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from periodic.content import Column, Content, Measure, Row, Source, Value
from periodic.documents.rules.tables import (
    NO_SOURCE,
    Cell,
    Head,
    Table,
    day_words,
    number_cell,
    of_cell,
    partial_note,
    percent_cell,
    register_note,
    value_cell,
)

# Millimetres of a page across, between its margins, and of what each part begins with.
PAGE, _NUMBER, _NAME = 252.0, 10.0, 44.0
# Of letters at nine points: of a heading in bold, of a number; what a cell keeps free.
_LETTER, _DIGIT, _FREE, _LEAST, _LINES = 1.85, 1.65, 3.4, 13.0, 5
_UNKNOWN = "…"
_UNKNOWN_NOTE = "… là chưa có số."
_WHERE = {
    Source.REGISTER: "sổ hộ và sổ tổ",
    Source.TYPED: "đơn vị tự ghi",
    Source.NONE: NO_SOURCE,
}
_NOTHING = Value()


class _Wide(NamedTuple):
    """A column, its heading and its width."""

    column: Column
    words: str
    width: float


def annexes(content: Content) -> tuple[Table, ...]:
    """Return the units below as tables as wide as a page: each begins with the names."""
    if not content.rows:
        return ()
    names = names_of(content)
    wide = [
        _Wide(one, names[one.key], _width(one, names[one.key], content))
        for one in _counted(content)
    ]
    parts = _parts(wide)
    return tuple(
        replace(_part(content, part), heading=_heading("I", at, len(parts)), begins=at == 1)
        for at, part in enumerate(parts, start=1)
    )


def spread(content: Content) -> Table:
    """Return the same in one table for a workbook: n, N and percentage in columns of their own."""
    rates = {one.key for one in _counted(content) if _is_rate(one, content)}
    heads = [Head("TT", 6), Head("Đơn vị", 28, is_words=True)]
    names = names_of(content)
    for column in _counted(content):
        name = names[column.key]
        heads.append(Head(name, 14))
        if column.key in rates:
            heads += [Head(f"{name}: trên tổng số", 14), Head(f"{name}: tỷ lệ (%)", 12)]
    rows = [
        _spread(content, row, rates, number) for number, row in enumerate(content.rows, start=1)
    ]
    rows.append(_spread(content, content.total, rates, None))
    notes = (register_note(rows), partial_note(_counted(content), content), _without(content))
    note = " ".join(filter(None, notes))
    return Table(_caption(content), tuple(heads), tuple(rows), frozenset({len(rows) - 1}), note)


def definitions(content: Content) -> Table:
    """Return what each indicator means, as it was when the report was sent."""
    heads = (
        Head("TT", 9),
        Head("Chỉ tiêu", 62, is_words=True),
        Head("Giải thích", 120, is_words=True),
        Head("Lúc tính", 25, is_words=True),
        Head("Nguồn", 36, is_words=True),
    )
    rows = tuple(
        (
            number_cell(number),
            Cell(column.name, is_indented=column.is_part),
            Cell(_meaning(column)),
            Cell("cuối kỳ" if column.measure == Measure.STOCK else "trong kỳ"),
            Cell(_WHERE[column.source]),
        )
        for number, column in enumerate(content.columns, start=1)
    )
    # One that is the only one has no number.
    heading = _heading("II" if content.rows else "")
    return Table("Giải thích chỉ tiêu", heads, rows, heading=heading, begins=True)


def _heading(number: str, part: int = 1, parts: int = 1) -> str:
    return f"Phụ lục {number}".strip() + (f" (phần {part}/{parts})" if parts > 1 else "")


def _caption(content: Content) -> str:
    return f"Số liệu từng đơn vị đến hết ngày {day_words(content.ends_on)}"


def _meaning(column: Column) -> str:
    of = f" Tỷ lệ: {column.n} trên {column.of}." if column.n and column.of else ""
    return f"{column.definition}{of}"


def _counted(content: Content) -> list[Column]:
    """Return the columns that are numbers and have a source."""
    return [one for one in content.columns if not one.is_text and one.source != Source.NONE]


def names_of(content: Content) -> dict[str, str]:
    """Name each column; a part together with that of which it is one, for nobody sees here that it is indented."""
    found, whole = {}, ""
    for column in content.columns:
        whole = whole if column.is_part else column.name
        found[column.key] = f"{whole}: {column.name}" if column.is_part and whole else column.name
    return found


def _without(content: Content) -> str:
    names = [one.name for one in content.columns if one.source == Source.NONE]
    return f"Chưa có nguồn: {', '.join(names)}." if names else ""


def _is_rate(column: Column, content: Content) -> bool:
    return any(
        row.values.get(column.key, _NOTHING).of is not None
        for row in (content.total, *content.rows)
    )


def _parts(columns: Sequence[_Wide]) -> list[list[_Wide]]:
    """Share the columns out over as few pages as hold them, about as much to each."""
    room = PAGE - _NUMBER - _NAME
    whole = sum(one.width for one in columns)
    pages = max(1, -int(-whole // room))
    found: list[list[_Wide]] = [[]]
    for one in columns:
        used = sum(each.width for each in found[-1])
        full = used + one.width > room or (used >= whole / pages and len(found) < pages)
        if found[-1] and full:
            found.append([])
        found[-1].append(one)
    return found


def _width(column: Column, name: str, content: Content) -> float:
    """Return how wide a column must be for its longest number and the longest word of its heading."""
    shown = [_said(column, row).words for row in (content.total, *content.rows)]
    number = max(len(line) for words in shown for line in words.split("\n"))
    word = max(len(word) for word in name.split())
    needed = max(number * _DIGIT, word * _LETTER, len(name) * _LETTER / _LINES)
    return max(_LEAST, needed + _FREE)


def _part(content: Content, columns: Sequence[_Wide]) -> Table:
    heads = (
        Head("TT", _NUMBER),
        Head("Đơn vị", _NAME, is_words=True),
        *(Head(one.words, one.width) for one in columns),
    )
    rows = [
        (number_cell(number), Cell(row.name), *(_said(one.column, row) for one in columns))
        for number, row in enumerate(content.rows, start=1)
    ]
    total = content.total
    rows.append((Cell(), Cell("Tổng số"), *(_said(one.column, total) for one in columns)))
    blank = any(cell.words == _UNKNOWN for row in rows for cell in row)
    partial = partial_note([one.column for one in columns], content)
    notes = (register_note(rows), _UNKNOWN_NOTE if blank else "", partial, _without(content))
    note = " ".join(filter(None, notes))
    return Table(_caption(content), heads, tuple(rows), frozenset({len(rows) - 1}), note)


def _said(column: Column, row: Row) -> Cell:
    """Return n, or n of N over its percentage."""
    value = row.values.get(column.key, _NOTHING)
    cell = value_cell(column, value, _UNKNOWN)
    if cell.number is None or value.of is None:
        return cell
    percent = percent_cell(value).words
    words = f"{cell.words}/{of_cell(value).words}" + (f"\n{percent}%" if percent else "")
    return Cell(words, cell.number, cell.form)


def _spread(content: Content, row: Row, rates: set[str], number: int | None) -> tuple[Cell, ...]:
    cells = [Cell() if number is None else number_cell(number)]
    cells.append(Cell("Tổng số" if number is None else row.name))
    for column in _counted(content):
        value = row.values.get(column.key, _NOTHING)
        cells.append(value_cell(column, value, ""))
        if column.key in rates:
            cells += [of_cell(value), percent_cell(value)]
    return tuple(cells)
