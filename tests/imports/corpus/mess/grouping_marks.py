"""The head by a tick, a mark in the name, or bold letters."""

from tests.imports.corpus.draft import SHAPE, Draft, mess
from tests.imports.corpus.facts import Fact, Standing, Thing, about
from tests.imports.corpus.grid import Cell
from tests.imports.corpus.mess.arrange import without_columns
from tests.imports.corpus.mess.grouping import blocks, doubt_all, number_households
from tests.imports.corpus.tables import Column


def relation_of_head(draft: Draft, line) -> tuple[Fact, ...]:
    """The relation of the head is now said by a mark; the others have none."""
    return (draft.fact(line.thing, "relation", "head"),)


@mess("grouping", SHAPE, kinds="people")
def tick_in_head_column(draft: Draft) -> None:
    """A column "Chủ hộ" has an x for the head; the household's number stands on every row."""
    table = draft.tables[0]
    heading = draft.rng.choice(("Chủ hộ", "Là chủ hộ", "CH"))
    mark = draft.rng.choice(("x", "X", "✓", "1"))
    number_households(table, lambda n: n, "Hộ số")
    without_columns(draft, "head", "relation")
    table.put(Column("tick_head", heading), after="name")
    for household, lines in blocks(table):
        lines[0].cells["tick_head"] = Cell(mark, relation_of_head(draft, lines[0]))
        draft.doubt(draft.people_of(household), about("column", heading), "tick_head")


@mess("grouping", SHAPE, kinds="people", weight=2)
def tick_alone(draft: Draft) -> None:
    """The x of the head is all that tells the households apart."""
    table = draft.tables[0]
    without_columns(draft, "head", "relation")
    table.put(Column("tick_head", "Chủ hộ"), after="name")
    for household, lines in blocks(table):
        lines[0].cells["tick_head"] = Cell("x", relation_of_head(draft, lines[0]))
        draft.doubt(draft.people_of(household), about("column", "Chủ hộ"), "tick_head")
    doubt_all(draft, "tick")


@mess("grouping", SHAPE, kinds="people")
def mark_in_name_of_head(draft: Draft) -> None:
    """Nguyễn Văn A (CH), CH: Nguyễn Văn A, Nguyễn Văn A - chủ hộ, *Nguyễn Văn A."""
    table = draft.tables[0]
    style = draft.rng.choice(
        ("{} (CH)", "{} (chủ hộ)", "CH: {}", "{} - chủ hộ", "*{}", "{} (Chủ hộ)")
    )
    without_columns(draft, "head", "relation")
    for _, lines in blocks(table):
        name = lines[0].cells["name"]
        name.value = style.format(name.value)
        name.says = (*name.says, *relation_of_head(draft, lines[0]))
    doubt_all(draft, "mark")


@mess("grouping", SHAPE, kinds="people", needs="styles")
def bold_name_of_head(draft: Draft) -> None:
    """Only bold letters tell the head."""
    without_columns(draft, "head", "relation")
    for _, lines in blocks(draft.tables[0]):
        lines[0].cells["name"].bold = True
    for household in draft.commune.households:
        draft.fact(household.parts[0], "relation").keep_free(Standing.OPTIONAL)
    doubt_all(draft, "bold", demanded=True)


@mess("grouping", SHAPE, kinds="people")
def nothing_tells_households(draft: Draft) -> None:
    """People one after the other, and nobody knows who lives with whom: none is put into a household."""
    without_columns(draft, "head", "relation", "hamlet", "note")
    draft.license(about("grouping"), "skip")
    for household in draft.commune.households:
        for fact in draft.people_of(household):
            fact.keep_free(Standing.NAMED)


@mess("grouping", SHAPE, kinds="people")
def new_house_at_new_address(draft: Draft) -> None:
    """Address and village stand on the first row of a household only, and nothing else tells it."""
    without_columns(draft, "head", "relation")
    numbers = dict[Thing, int]()  # one that stands twice lives where it lives
    for household, lines in blocks(draft.tables[0]):
        number = numbers.setdefault(household, len(numbers) + 1)
        household.values["hamlet"] = f"Nhà {number}, xóm {number % 3 + 1}"
        fact = draft.fact(household, "hamlet", household["hamlet"])
        lines[0].cells["hamlet"] = Cell(household["hamlet"], (fact,))
        for line in lines[1:]:
            line.cells.pop("hamlet", None)
            line.cells.pop("village", None)
        draft.fact(household.parts[0], "relation").keep_free(Standing.OPTIONAL)
    doubt_all(draft, "address", demanded=True)
