"""The year of birth: dates of every spelling, serials, two digits, ages, three columns."""

from datetime import date

from tests.imports.corpus.draft import COLUMNS, MARKS, Draft, mess
from tests.imports.corpus.facts import Standing, about
from tests.imports.corpus.grid import Cell
from tests.imports.corpus.mess import arrange
from tests.imports.corpus.mess.sex import columns_of, groups_are_free
from tests.imports.corpus.tables import Column

PEOPLE = "people households"
EPOCH = date(1899, 12, 30)


def rewrite(draft: Draft, shown, heading: str = "") -> None:
    """Write every birth anew, from the person's birthday."""
    for _, column in columns_of(draft, "birth"):
        column.heading = heading or column.heading
    for _, line, _, cell in draft.each("birth"):
        cell.value = shown(arrange.person_of(line, cell)["born"])


def born_heading(draft: Draft) -> str:
    return draft.rng.choice(
        ("Ngày sinh", "Ngày tháng năm sinh", "Ngày, tháng, năm sinh", "Năm sinh", "NTNS")
    )


@mess("birth", COLUMNS, kinds=PEOPLE, weight=2)
def birth_date_as_text(draft: Draft) -> None:
    style = draft.rng.choice(
        ("{0:%d/%m/%Y}", "{0:%d-%m-%Y}", "{0:%d.%m.%Y}", "{0.day}/{0.month}/{0.year}")
    )
    rewrite(draft, style.format, born_heading(draft))


@mess("birth", COLUMNS, kinds=PEOPLE, needs="numbers", weight=2)
def birth_date_as_date(draft: Draft) -> None:
    rewrite(draft, lambda born: born, born_heading(draft))


@mess("birth", COLUMNS, kinds=PEOPLE, needs="numbers")
def birth_date_as_bare_serial(draft: Draft) -> None:
    """A date whose format was lost: 30123."""
    rewrite(draft, lambda born: (born - EPOCH).days, born_heading(draft))


@mess("birth", COLUMNS, kinds=PEOPLE, needs="numbers")
def birth_dates_and_years(draft: Draft) -> None:
    """Dates, texts and bare years one after the other."""

    def shown(born: date) -> object:
        return draft.rng.choice(
            (born, f"{born:%d/%m/%Y}", born.year, str(born.year), f"{born.month}/{born.year}")
        )

    rewrite(draft, shown, born_heading(draft))


@mess("birth", COLUMNS, kinds=PEOPLE)
def birth_yyyymmdd(draft: Draft) -> None:
    rewrite(draft, lambda born: f"{born:%Y%m%d}", born_heading(draft))


@mess("birth", COLUMNS, kinds=PEOPLE)
def birth_date_ddmmyyyy(draft: Draft) -> None:
    """The same eight digits, the day first."""
    rewrite(draft, lambda born: f"{born:%d%m%Y}", born_heading(draft))


@mess("birth", COLUMNS, kinds=PEOPLE)
def birth_two_digit_year(draft: Draft) -> None:
    """15/8/82 and 82: which century is plain only for some."""
    style = draft.rng.choice(("{0.day}/{0.month}/{1}", "{1}", "'{1}"))
    rewrite(draft, lambda born: style.format(born, f"{born:%y}"))
    for *_, cell in draft.each("birth"):
        for fact in cell.says:
            draft.doubt([fact], about("repair", cell.value), str(fact.value))


@mess("birth", COLUMNS, kinds=PEOPLE, weight=2)
def age_instead_of_year(draft: Draft) -> None:
    """An age: the year follows from the day of the list, which may be taken one year either way."""
    heading = draft.rng.choice(("Tuổi", "Số tuổi", "Độ tuổi"))
    year = draft.commune.today.year
    rewrite(draft, lambda born: year - born.year, heading)
    for *_, cell in draft.each("birth"):
        for fact in cell.says:
            if fact.name == "birth_year":
                fact.value = frozenset({fact.thing["birth_year"], fact.thing["birth_year"] - 1})
                draft.doubt([fact], about("column", heading), "age")


@mess("birth", COLUMNS, kinds=PEOPLE, needs="merges")
def birth_in_three_columns(draft: Draft) -> bool | None:
    if not groups_are_free(draft):
        return False
    for table, column in columns_of(draft, "birth"):
        number = column.key.removeprefix("birth")
        keys = [f"{part}{number}" for part in ("born_day", "born_month", "born_year")]
        table.replace(
            column.key,
            *(Column(k, h, "Sinh") for k, h in zip(keys, ("Ngày", "Tháng", "Năm"), strict=True)),
        )
        for line in table.body():
            if column.key in line.cells:
                cell = line.cells.pop(column.key)
                born = arrange.person_of(line, cell)["born"]
                day, month, year = Cell(born.day), Cell(born.month), Cell(born.year, cell.says)
                line.cells |= dict(zip(keys, (day, month, year), strict=True))
    return None


@mess("birth", MARKS, kinds=PEOPLE)
def birth_day_unknown(draft: Draft) -> None:
    """00/00/1945, --/--/1945, 1945 (không rõ ngày), and no year at all."""
    for _, _line, _, cell in draft.each("birth"):
        if isinstance(cell.value, int) and draft.rng.random() < 0.4:
            style = draft.rng.choice(
                ("00/00/{}", "--/--/{}", "{} (không nhớ ngày)", "01/01/{}", "/{}", "không nhớ")
            )
            cell.value = style.format(cell.value)
            if cell.value == "không nhớ":
                cell.says = ()
                draft.know("repair", cell.value, "skip")


@mess("birth", COLUMNS, kinds=PEOPLE + " teams")
def birth_heading_short(draft: Draft) -> None:
    heading = draft.rng.choice(
        ("SN", "N.sinh", "NS", "Nsinh", "Năm\nsinh", "Sinh năm", "Năm sinh (dương lịch)", "n. sinh")
    )
    for _, column in columns_of(draft, "birth"):
        column.heading = heading


@mess("birth", COLUMNS, kinds=PEOPLE)
def birth_month_first(draft: Draft) -> None:
    """A machine that speaks English wrote 8/25/1982."""
    rewrite(draft, lambda born: f"{born.month}/{born.day}/{born.year}", born_heading(draft))


@mess("birth", COLUMNS, kinds=PEOPLE)
def no_birth(draft: Draft) -> None:
    """Of members of two households who have one name nothing but the year said that they may be one.

    Where name_with_birth_year took the column before, the years are still said.
    """
    if not any(table.column("birth") for table in draft.tables):
        return
    arrange.without_columns(draft, "birth")
    asked = [fact for fact in draft.facts.values() if fact.standing is Standing.ASK]
    for fact in asked:
        is_member = fact.thing.kind == "person" and fact.thing["relation"] != "head"
        for question in [one for one in fact.doubts if one[0] == "same" and is_member]:
            arrange.not_due(draft, question)
