"""The sex: in two columns, as ticks, letters, numbers, or by the year's column."""

from tests.imports.corpus.draft import COLUMNS, MARKS, Draft, mess
from tests.imports.corpus.facts import Standing, about
from tests.imports.corpus.grid import Cell
from tests.imports.corpus.mess import arrange
from tests.imports.corpus.tables import Column, Table

PEOPLE = "people households teams"
PAIRS = (("Nam", "Nữ"), ("Nữ", "Nam"))


def columns_of(draft: Draft, base: str) -> list[tuple[Table, Column]]:
    return [(table, one) for table in draft.tables for one in table.columns if one.base == base]


def spread(draft: Draft, base: str, group: str, shown) -> None:
    """Replace a column by two, of men and of women; the cell stands in the one that fits."""
    pair = draft.rng.choice(PAIRS)
    for table, column in columns_of(draft, base):
        number = column.key.removeprefix(base)
        keys = {"Nam": f"m{number}", "Nữ": f"f{number}"}
        table.replace(
            column.key, *(Column(keys[name], name, group or column.group) for name in pair)
        )
        for line in table.body():
            if column.key in line.cells:
                cell = line.cells.pop(column.key)
                person = arrange.person_of(line, cell)
                key = keys["Nam" if person["sex"] == "m" else "Nữ"]
                line.cells[key] = shown(person, cell)


def groups_are_free(draft: Draft) -> bool:
    return not any(column.group for table in draft.tables for column in table.columns)


@mess("sex", COLUMNS, kinds=PEOPLE, needs="merges", weight=2)
def sex_in_two_columns(draft: Draft) -> bool | None:
    """Giới tính: Nam | Nữ, with an x in one of them."""
    if not groups_are_free(draft):
        return False
    mark = draft.rng.choice(("x", "X", "x", "1", "✓"))
    spread(draft, "sex", "Giới tính", lambda person, cell: Cell(mark, draft.says(person, "sex")))
    return None


@mess("sex", COLUMNS, kinds=PEOPLE)
def sex_in_two_bare_columns(draft: Draft) -> None:
    """Nam | Nữ without a heading above."""
    spread(draft, "sex", "", lambda person, cell: Cell("x", draft.says(person, "sex")))


@mess("sex", COLUMNS, kinds=PEOPLE, needs="merges", weight=2)
def year_by_sex(draft: Draft) -> bool | None:
    """Năm sinh: Nam | Nữ; the year stands in the column of the sex."""
    if not groups_are_free(draft):
        return False

    def shown(person, cell: Cell) -> Cell:
        return Cell(cell.value, (*cell.says, *draft.says(person, "sex")))

    is_told = any(table.column("birth") for table in draft.tables)
    spread(draft, "birth", "Năm sinh", shown)
    draft.know("column", "Năm sinh", "birth")
    arrange.without_columns(draft, "sex")
    if not is_told:  # no year is left whose column would tell it
        arrange.told_by_relation(draft)
    return None


@mess("sex", COLUMNS, kinds=PEOPLE)
def only_women_ticked(draft: Draft) -> None:
    """A column "Nữ" with an x; that the others are men follows, but is not said."""
    for _, column in columns_of(draft, "sex"):
        column.heading = "Nữ"
    for _, line, _, cell in draft.each("sex"):
        person = arrange.person_of(line, cell)
        woman = person["sex"] == "f"
        cell.value = "x" if woman else None
        if not woman:
            draft.fact(person, "sex").keep_free(Standing.OPTIONAL)


def rewritten(
    draft: Draft, men: str, women: str, *, question: bool = False, demanded: bool = False
) -> None:
    """Write the sex with other words, about which a question may be due."""
    for _, line, _, cell in draft.each("sex"):
        person = arrange.person_of(line, cell)
        cell.value = men if person["sex"] == "m" else women
        if question:
            draft.doubt(cell.says, about("sex", cell.value), str(person["sex"]), demanded=demanded)
        else:
            draft.know("sex", cell.value, str(person["sex"]))


@mess("sex", MARKS, kinds=PEOPLE)
def sex_as_trai_gai(draft: Draft) -> None:
    rewritten(
        draft, *draft.rng.choice((("Trai", "Gái"), ("trai", "gái"), ("T", "G"))), question=True
    )


@mess("sex", MARKS, kinds=PEOPLE)
def sex_without_marks(draft: Draft) -> None:
    rewritten(
        draft, *draft.rng.choice((("nam", "nu"), ("NAM", "NU"), ("Nam", "nữ"), ("NAM", "NỮ")))
    )


@mess("sex", MARKS, kinds=PEOPLE)
def sex_as_m_f(draft: Draft) -> None:
    rewritten(draft, *draft.rng.choice((("M", "F"), ("Male", "Female"), ("♂", "♀"))), question=True)


@mess("sex", MARKS, kinds=PEOPLE, needs="numbers")
def sex_as_numbers(draft: Draft) -> None:
    """1 and 0, or 1 and 2: which is which, the officer says."""
    rewritten(
        draft, *draft.rng.choice((("1", "0"), ("0", "1"), ("1", "2"))), question=True, demanded=True
    )


@mess("sex", MARKS, kinds=PEOPLE)
def sex_as_n(draft: Draft) -> None:
    """N beside Nữ, or beside Nam: what it is follows from the other, or is asked."""
    rewritten(draft, *draft.rng.choice((("N", "Nữ"), ("Nam", "N"))), question=True)


@mess("sex", COLUMNS, kinds=PEOPLE)
def no_sex(draft: Draft) -> None:
    """No column, and nobody guesses it from "Thị"; Vợ and Chồng do tell it."""
    arrange.without_columns(draft, "sex")
    arrange.told_by_relation(draft)
