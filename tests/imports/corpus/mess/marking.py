"""Write the answers on skills with other marks."""

from collections.abc import Iterator, Mapping

from tests.imports.corpus.draft import Draft
from tests.imports.corpus.facts import SKILLS, about
from tests.imports.corpus.grid import Cell
from tests.imports.corpus.mess import arrange

# What somebody was found to know, the text that is written for it, and what that text then means.
Marks = Mapping[str, str | None]


def skill_cells(draft: Draft) -> Iterator[tuple[str, str, Cell]]:
    """Yield the answer of the truth, the skill, and the cell for it: also where nobody was asked."""
    for table in draft.tables:
        for column in table.columns:
            if column.base not in SKILLS:
                continue
            for line in table.body():
                suffix = column.key.removeprefix(column.base)
                cell = line.cells.get(column.key)
                if cell is not None and person_in(line, suffix, cell) is not None:
                    yield str(person_in(line, suffix, cell)[column.base] or ""), column.base, cell


def person_in(line, suffix: str, cell: Cell):
    """Return the person of a cell; of those beside each other, the one of the same number."""
    if cell.says:
        return arrange.person_of(line, cell)
    name = line.cells.get("name" + suffix) or line.cells.get("family" + suffix)
    return arrange.person_of(line, name) if name is not None and suffix else line.thing


def write(
    draft: Draft,
    marks: Marks,
    meaning: Mapping[str, str] | None = None,
    *,
    allowed: tuple[str, ...] = (),
    demanded: tuple[str, ...] = (),
) -> None:
    """Write marks for answers; a question about some is allowed, about others due.

    `marks` has a text for alone, none, help and "" (not asked); the same text may stand for two. A mark means what
    the first of them is, unless `meaning` says otherwise.
    """
    means = {text: result or "unasked" for result, text in reversed(marks.items()) if text} | dict(
        meaning or {}
    )
    for answer, _, cell in skill_cells(draft):
        set_mark(draft, cell, marks.get(answer), means)
        if cell.value in allowed or cell.value in demanded:
            question = about("mark", cell.value)
            draft.license(question, means[cell.value])
            draft.doubt(cell.says, question, means[cell.value], demanded=cell.value in demanded)


def set_mark(draft: Draft, cell: Cell, text: str | None, means: Mapping[str, str]) -> None:
    """Write one mark: the fact is now what it means, or there is none."""
    cell.value = text
    meaning = means.get(text or "", "unasked")
    if text is not None:
        draft.know("mark", text, meaning)
    if meaning == "unasked":
        cell.says = ()
    for fact in cell.says:
        fact.value = meaning


def legend(draft: Draft, *lines: str) -> None:
    """Write a legend below every table, or between title and headings."""
    from tests.imports.corpus.grid import empty_row, text_row

    high = draft.rng.random() < 0.4
    for table in draft.tables:
        rows = [text_row(line) for line in lines]
        if high:
            table.above += rows
        else:
            table.feet += [empty_row(), text_row("Ghi chú:"), *rows]
