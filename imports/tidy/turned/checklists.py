"""Checklists within forms: "Mua sắm | | x" below "Nội dung | Biết | Chưa biết" says the answer that is ticked."""

from collections.abc import Iterator, Mapping, Sequence

from areas.names import clean
from imports.spreadsheet.book import Cell, Row
from imports.tidy.cells.marks import ALONE, clear, is_empty_box, key_of
from imports.tidy.columns.levels import is_answer
from imports.tidy.tables import words
from imports.tidy.turned.across import is_person
from imports.tidy.turned.grid import Place, filled, is_heading

# So many answers stand beside each other.
LEAST = 2
_ZERO_ONE = frozenset({0, 1})

# A label with the answer that is ticked beside it, and where the tick stands.
type Told = tuple[str, str, Place]


def checklists(rows: Sequence[Row]) -> Mapping[int, list[Told]]:
    """Return what the rows of checklists say, by their numbers; nothing for the row of answers above them."""
    found, answers = dict[int, list[Told]](), dict[int, str]()
    for row in rows:
        if above := _answers(row):
            answers, found[row.number] = above, []
        elif (label := _label(row, answers)) and _are_ticks(row, answers):
            found[row.number] = list(_told(row, label, answers))
        else:
            answers = {}
    # A row of answers with nothing below it is something else.
    told = {number for number, one in found.items() if one}
    return {number: one for number, one in found.items() if one or told & {number + 1, number + 2}}


def _answers(row: Row) -> dict[int, str]:
    """Return the answers that stand in a row beside each other, each once, behind what they are to; else nothing."""
    cells = filled(row)
    found = {
        at: clean(cell) for at, cell in cells.items() if isinstance(cell, str) and is_answer(cell)
    }
    if len(found) < LEAST or len({*found.values()}) < len(found) or min(found) == min(cells):
        return {}
    has_labels = any(
        isinstance(cell, str) and cell.rstrip().endswith(":") for cell in cells.values()
    )
    return {} if has_labels else found


def _label(row: Row, answers: Mapping[int, str]) -> str:
    """Return what is asked in a row: its last text before the answers."""
    texts = [
        cell
        for at, cell in filled(row).items()
        if answers and at < min(answers) and isinstance(cell, str) and not words.is_order(cell)
    ]
    is_short = bool(texts) and len(texts[-1]) <= words.LONGEST_HEADING
    # People with their answers are a list of people.
    names_somebody = any(is_person(text) and not is_heading(text) for text in texts)
    return clean(texts[-1]).rstrip(" :") if is_short and not names_somebody else ""


def _are_ticks(row: Row, answers: Mapping[int, str]) -> bool:
    """Tell whether there is nothing but ticks and boxes below the answers."""
    return all(
        is_empty_box(cell) or _is_tick(cell) for at, cell in filled(row).items() if at in answers
    )


def _told(row: Row, label: str, answers: Mapping[int, str]) -> Iterator[Told]:
    """Yield the answer that is ticked; where two are, both are said, and nobody knows which is meant."""
    ticked = [at for at, cell in filled(row).items() if at in answers and _is_tick(cell)]
    if ticked:
        yield label, " & ".join(answers[at] for at in ticked), (row.number, ticked[0])


def _is_tick(cell: Cell) -> bool:
    return clear(key_of(cell), frozenset(), _ZERO_ONE) == ALONE
