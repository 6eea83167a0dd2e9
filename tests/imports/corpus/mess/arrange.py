"""Help for messes: sheets of tables, cells of people."""

from collections.abc import Iterator

from tests.imports.corpus import words
from tests.imports.corpus.draft import Draft
from tests.imports.corpus.facts import About, Fact, Standing, Thing, about
from tests.imports.corpus.grid import Book, Cell, Sheet
from tests.imports.corpus.tables import Line, Table, drawn

# The column in which the name of the person of the row stands.
NAME = {"people": "name", "teams": "name", "households": "head"}

# Columns of which the officer says that they are left out.
NOT_TAKEN = frozenset(
    {"empty", "birth_again", "device", "id_number", "insurance", "bank"}
    | {"ethnicity", "religion", "poverty", "land", "work", "chart"}
)


def one_sheet_each(draft: Draft) -> None:
    """Put every table on a sheet of its own."""
    draft.book = Book(
        [
            Sheet(table.name or f"Sheet{number}", drawn(table))
            for number, table in enumerate(draft.tables, 1)
        ]
    )
    for sheet, table in zip(draft.book.sheets, draft.tables, strict=True):
        sheet.hidden_columns = {n for n, column in enumerate(table.columns) if column.hidden}
    know_columns(draft)


def know_columns(draft: Draft) -> None:
    """Note what every column is, in case the officer is asked."""
    for table in draft.tables:
        for number, column in enumerate(table.columns, 1):
            spare = column.base.rstrip("0123456789") in NOT_TAKEN
            heading = column.heading or f"column {number}"
            draft.know("column", heading, "skip" if spare else column.base)
    if "age_instead_of_year" in draft.messes:
        know_ages(draft)


def know_ages(draft: Draft) -> None:
    """Let it be asked what ages are, whatever another mess wrote above them: "Năm sinh"."""
    facts = [fact for *_, cell in draft.each("birth") for fact in cell.says]
    years = [fact for fact in facts if fact.name == "birth_year"]
    for column in {
        column.heading
        for table in draft.tables
        for column in table.columns
        if column.base == "birth"
    }:
        draft.doubt(years, about("column", column), "age")


def named(draft: Draft) -> Iterator[tuple[Table, Line, str, Cell]]:
    """Yield the cells in which names of people stand, one for each person."""
    yield from draft.each(NAME.get(draft.kind, "name"))


def person_of(line: Line, cell: Cell) -> Thing:
    """Return the person that a cell speaks of: several may stand in one row."""
    return next(
        (fact.thing for fact in cell.says if fact.thing.kind in {"person", "member"}), line.thing
    )


def facts_of(draft: Draft, block: Thing) -> list[Fact]:
    return draft.people_of(block)


def village_of(draft: Draft, name: object) -> Thing:
    return next(one for one in draft.commune.villages if one["name"] == name)


def full_name(draft: Draft, name: object) -> str:
    return words.full_village(village_of(draft, name))


def not_due(draft: Draft, question: About) -> None:
    """Let a question be asked that need not be, as what tells it is not in the file."""
    draft.doubts[question] = False
    for fact in draft.facts.values():
        is_due = any(draft.doubts.get(one) for one in fact.doubts)
        if question in fact.doubts and fact.standing is Standing.ASK and not is_due:
            fact.standing = Standing.EITHER


def told_by_relation(draft: Draft) -> None:
    """Note that Vợ and Chồng tell a sex of which no column speaks."""
    for _, line, _, cell in draft.each("relation"):
        person = person_of(line, cell)
        if cell.value in {"Vợ", "Chồng"}:
            draft.fact(person, "sex").keep_free(Standing.OPTIONAL)
            cell.says = (*cell.says, draft.fact(person, "sex"))
    for *_, cell in draft.each("members"):
        for person in [one.thing for one in cell.says if one.value == "spouse"]:
            draft.fact(person, "sex").keep_free(Standing.OPTIONAL)
            cell.says = (*cell.says, draft.fact(person, "sex"))


def without_columns(draft: Draft, *bases: str) -> None:
    """Leave columns away, and the cells in them."""
    for table in draft.tables:
        table.drop(*bases)
