"""Tables that lie on their side: what is asked stands in one column, and each column beside it is somebody."""

from collections import Counter
from collections.abc import Iterator, Sequence

from areas.names import fold
from imports.spreadsheet.book import PLAIN, Row
from imports.tidy.columns.skills import skill_of
from imports.tidy.shapes.households.group_rows import is_name
from imports.tidy.tables import words
from imports.tidy.tables.beside import SUBJECTS
from imports.tidy.turned.grid import Grid, at, filled, is_heading

# So many rows must have a heading in their first column, and most of them must.
LEAST, MOST_PARTS = 3, 0.6
# So far on the right the headings may begin: before them are numbers.
COLUMNS = 3
# What may stand above skills, beside the names of those who are asked.
_CORNERS = words.these(
    "|ky nang|noi dung|tieu chi|stt|tt|cac ky nang|ky nang so|noi dung khao sat|ho|ho ten|ten ho|chi tieu"
)
_NAMES = "Họ và tên"


def turned(rows: Sequence[Row]) -> Grid | None:
    """Return a table on its side with its records in rows, None where there is none."""
    for column in range(COLUMNS):
        block = _block(rows, column)
        named = _named(rows, block, column) if block else ()
        if named:
            return _grid(rows, named, column, names=True)
        if block and _is_table(block, column):
            return _grid(rows, block, column)
    return None


def _block(rows: Sequence[Row], column: int) -> Sequence[Row]:
    """Return the rows from the first to the last that has a heading in this column."""
    marked = [n for n, row in enumerate(rows) if is_heading(at(row.cells, column))]
    if len(marked) < LEAST:
        return ()
    end = marked[-1] + 1
    while end < len(rows) and _goes_on(rows[end - 1], rows[end], column):
        end += 1
    return rows[marked[0] : end]


def _goes_on(above: Row, row: Row, column: int) -> bool:
    """Tell whether a row right below begins with a word that may be a heading, and says something of several."""
    text = at(row.cells, column)
    is_word = isinstance(text, str) and 0 < len(text) <= words.SHORT and not words.is_number(text)
    is_other = words.is_signed(str(text)) or words.is_total(str(text)) or words.is_noted(str(text))
    return is_word and not is_other and row.number == above.number + 1 and bool(_facts(row, column))


def _is_table(block: Sequence[Row], column: int) -> bool:
    """Tell whether nearly each row begins with a heading, one of them for a name, and several columns have facts."""
    texts = [at(row.cells, column) for row in block]
    strong = sum(map(is_heading, texts))
    if strong < MOST_PARTS * len(block) or not all(isinstance(text, str) for text in texts):
        return False
    if len({*texts}) < len(texts) or any(_is_told(row, column) for row in block):
        return False
    names = [row for row in block if fold(str(at(row.cells, column))).startswith(SUBJECTS)]
    counts = Counter(one for row in block for one in _facts(row, column))
    # Who has but one word is nobody: a remark beside a form.
    return any(len(_facts(row, column)) > 1 for row in names) and min(counts.values()) > 1


def _is_told(row: Row, column: int) -> bool:
    """Tell whether something that is no number stands before the heading of a row."""
    return any(one < column and not words.is_number(cell) for one, cell in filled(row).items())


def _named(rows: Sequence[Row], block: Sequence[Row], column: int) -> Sequence[Row]:
    """Return a block of skills with the row of names above them; nothing where no names stand there."""
    first = rows.index(block[0])
    end = first + len(block)
    begin = next((n for n in range(max(first - 1, 0), end) if _are_names(rows[n], column)), end)
    skills = rows[begin + 1 : end]
    texts = [at(row.cells, column) for row in skills]
    are_skills = all(isinstance(text, str) and skill_of(text, ()) for text in texts)
    is_whole = len(skills) >= LEAST - 1 and len({*texts}) == len(texts)
    if not (is_whole and are_skills):
        return ()
    of_others = {one for row in skills for one in _facts(row, column)}
    return rows[begin:end] if of_others <= {*_facts(rows[begin], column)} else ()


def _are_names(row: Row, column: int) -> bool:
    """Tell a row of nothing but names of people, each in a column of their own."""
    texts = [str(row.cells[one]) for one in _facts(row, column)]
    is_corner = fold(str(at(row.cells, column) or "")) in _CORNERS
    return is_corner and len({*texts}) == len(texts) > 1 and all(map(is_person, texts))


def is_person(text: str) -> bool:
    """Tell the name of somebody, each word with a capital, and no heading."""
    return (
        is_name(text)
        and all(word[0].isupper() for word in text.split())
        and not words.strength(text)
    )


def _facts(row: Row, column: int) -> list[int]:
    return [one for one in filled(row) if one > column]


def _grid(rows: Sequence[Row], block: Sequence[Row], column: int, *, names: bool = False) -> Grid:
    """Return titles, the headings, a row for each column that says something, and what stands below."""
    grid, first = Grid(), rows.index(block[0])
    grid.keep(rows[:first])
    number = block[0].number
    labels = {n: str(at(row.cells, column)).rstrip(" :") for n, row in enumerate(block)}
    if names:
        labels[0] = _NAMES
    grid.add(number, labels, {n: (row.number, column) for n, row in enumerate(block)})
    for one in _records(block, column):
        number += 1
        cells = {n: at(row.cells, one) for n, row in enumerate(block)}
        looks = {n: row.look(one) for n, row in enumerate(block) if row.look(one) != PLAIN}
        stood = {n: (row.number, one) for n, row in enumerate(block)}
        grid.add(number, cells, stood, looks)
    for row in rows[first + len(block) :]:
        number = max(number + 2, row.number)
        cells = filled(row)
        grid.add(number, cells, {n: (row.number, n) for n in cells})
    return grid


def _records(block: Sequence[Row], column: int) -> Iterator[int]:
    width = max(len(row.cells) for row in block)
    for one in range(column + 1, width):
        if any(at(row.cells, one) not in (None, "") for row in block):
            yield one
