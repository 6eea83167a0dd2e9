"""Households and their people, however a table tells them apart. Nobody is put into the household above by default."""

from collections.abc import Iterator, Sequence

from imports.tidy.asking import Asking, Spot, about
from imports.tidy.model import Known, Record, Table
from imports.tidy.roles import KINDS, NO_FIELD, SKILLS
from imports.tidy.shapes import attendance, gone
from imports.tidy.shapes.households import beside, blocks, cell, linked
from imports.tidy.shapes.households.choose import Choice, choose
from imports.tidy.shapes.households.signs import Signs, survey
from imports.tidy.shapes.left import leave_columns
from imports.tidy.tables import going_on

# What a word for a relation may mean.
RELATIONS = ("head", "spouse", "child", "parent", "grandchild", "other", "skip")


def records(tables: Sequence[Table], known: Known, asking: Asking) -> Iterator[Record]:
    """Yield a record for each person, the head of a household first; `block` tells households apart."""
    left = [table for table in tables if not _is_attendance(table, asking)]
    left = gone.leave_lists(left, asking)
    for table in left:
        leave_columns(table, KINDS["households"] - NO_FIELD["households"], asking)
    left = going_on.with_pages(left, known)
    for pair in linked.pairs(left, known, asking):
        found = linked.records(pair, known, asking)
        if found is not None:
            yield from found
            left = [table for table in left if table not in (pair.homes, pair.people)]
    choices = _as_the_others(left, [_choose(table, known, asking) for table in left])
    answer = _answer(choices, asking)
    for table, choice in zip(left, choices, strict=True):
        yield from _of_table(table, choice, answer, known, asking)


def _is_attendance(table: Table, asking: Asking) -> bool:
    """Leave a list of who came somewhere: it says nothing of households."""
    if table.has_any("head", "relation", "number", *SKILLS) or not attendance.is_called_so(table):
        return False
    attendance.leave(table, asking)
    return True


def _choose(table: Table, known: Known, asking: Asking) -> Choice:
    """Return how the households of a table are told apart, by its columns or else by its rows."""
    if beside.is_so(table):
        return Choice.of("beside", is_plain=beside.is_plain(table))
    if cell.is_so(table):
        return Choice.of("cell")
    signs = survey(table, known, asking)
    choice = choose(signs)
    is_told = choice.way is not None
    return choice if is_told or not _waits(table, asking) else Choice(None, signs=Signs(table))


def _as_the_others(tables: Sequence[Table], choices: Sequence[Choice]) -> list[Choice]:
    """Read a sheet as those of the same headings beside it, in which each row is plainly a household of its own."""
    plain = {_form(table) for table, choice in zip(tables, choices, strict=True) if choice.is_each}
    other = {
        _form(table)
        for table, choice in zip(tables, choices, strict=True)
        if choice.way is not None and not choice.is_each
    }
    return [
        choice.as_each() if choice.is_open and _form(table) in plain - other - {()} else choice
        for table, choice in zip(tables, choices, strict=True)
    ]


def _form(table: Table) -> tuple[tuple[str, ...], ...]:
    return tuple(table.headings.values())


def _waits(table: Table, asking: Asking) -> bool:
    """Ask about hidden rows before how households are told apart: with them it may be plain."""
    if about("hidden", "rows") in asking.answers:
        return False
    pages = (table, *table.pages)
    found = next(((page, row) for page in pages for row in page.rows if row.is_hidden), None)
    if found is None:
        return False
    page, row = found
    spot = Spot(page.sheet, row.number, page.left)
    return asking.ask("hidden", "rows", ("take", "skip"), spot=spot) is None


def _answer(choices: Sequence[Choice], asking: Asking) -> str | None:
    """Ask once for the file how households are told apart, if any table does not say it plainly."""
    open_ones = [one for one in choices if one.is_open]
    if not open_ones:
        return None
    keys = dict.fromkeys(key for one in open_ones for key in one.keys)
    return asking.ask("grouping", "", [*keys, "skip"])


def _of_table(
    table: Table, choice: Choice, answer: str | None, known: Known, asking: Asking
) -> Iterator[Record]:
    for word in choice.unknown if choice.way is None else ():
        asking.ask("relation", word, RELATIONS)
    way = choice.way or choice.told(answer)
    if way is None:
        if choice.is_open and answer is not None:
            _leave(table, asking)
    elif way.key == "beside":
        is_first_head = choice.way is None
        yield from beside.records(table, known, asking, is_first_head=is_first_head)
    elif way.key == "cell":
        yield from cell.records(table, known, asking)
    else:
        yield from blocks.records(choice, way, known, asking)


def _leave(table: Table, asking: Asking) -> None:
    for page in (table, *table.pages):
        numbers = [row.number for row in page.rows]
        asking.leave(
            "grouping",
            sheet=page.sheet,
            rows=(min(numbers), max(numbers)),
            columns=(page.left, page.right),
            count=len(numbers),
            name=page.name,
        )
