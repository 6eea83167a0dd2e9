"""Names of people: in two columns, in capitals, with titles, years, nicknames, stray spaces."""

from tests.imports.corpus.draft import COLUMNS, LETTERS, Draft, mess
from tests.imports.corpus.facts import Standing
from tests.imports.corpus.grid import Cell
from tests.imports.corpus.mess import arrange
from tests.imports.corpus.tables import Column

PEOPLE = "people households teams"
HALVES = (("Họ và chữ đệm", "Tên"), ("Họ, tên đệm", "Tên"), ("Họ đệm", "Tên"), ("Họ lót", "Tên"))


def split_name(draft: Draft, group: str, first: str, last: str) -> None:
    """Put the last word of a name in a column of its own."""
    for table in draft.tables:
        base = arrange.NAME[draft.kind]
        for column in [one for one in table.columns if one.base == base]:
            number = column.key.removeprefix(base)
            ends = (f"family{number}", f"given{number}")
            # What stands above several columns goes on standing there.
            above = group or column.group
            table.replace(column.key, Column(ends[0], first, above), Column(ends[1], last, above))
            for line in table.lines:
                if column.key in line.cells and line.role == "body":
                    halve(line.cells, column.key, ends)


def halve(cells: dict[str, Cell], key: str, ends: tuple[str, str]) -> None:
    cell = cells.pop(key)
    family, _, given = str(cell.value).rpartition(" ")
    for end, text in zip(ends, (family, given), strict=True):
        cells[end] = Cell(text, cell.says, bold=cell.bold)


@mess("names", COLUMNS, kinds=PEOPLE, weight=2)
def name_in_two_columns(draft: Draft) -> None:
    split_name(draft, "", *draft.rng.choice(HALVES))


@mess("names", COLUMNS, kinds=PEOPLE, needs="merges")
def name_in_two_columns_below_one_heading(draft: Draft) -> bool | None:
    if any(column.group for table in draft.tables for column in table.columns):
        return False
    split_name(draft, "Họ và tên", "Họ đệm", "Tên")
    return None


@mess("names", LETTERS, kinds=PEOPLE)
def name_in_capitals(draft: Draft) -> None:
    for *_, cell in arrange.named(draft):
        if isinstance(cell.value, str):
            cell.value = cell.value.upper()


@mess("names", LETTERS, kinds=PEOPLE)
def name_in_small_letters(draft: Draft) -> None:
    for *_, cell in arrange.named(draft):
        if isinstance(cell.value, str) and draft.rng.random() < 0.3:
            cell.value = cell.value.lower()


@mess("names", COLUMNS, kinds=PEOPLE)
def name_after_title(draft: Draft) -> None:
    """Ông, Bà, Anh, Chị before the name: they tell the sex where no column does."""
    for _, line, _, cell in arrange.named(draft):
        person = arrange.person_of(line, cell)
        title = {"m": ("Ông", "Anh"), "f": ("Bà", "Chị")}[str(person["sex"])]
        cell.value = f"{draft.rng.choice(title)} {cell.value}"
        draft.fact(person, "sex", standing=Standing.OPTIONAL)
        cell.says = (*cell.says, draft.fact(person, "sex"))


@mess("names", COLUMNS, kinds=PEOPLE)
def name_numbered(draft: Draft) -> None:
    style = draft.rng.choice(("{}. {}", "{}) {}", "{}/ {}", "{}- {}"))
    for number, (*_, cell) in enumerate(arrange.named(draft), 1):
        cell.value = style.format(number, cell.value)


@mess("names", COLUMNS, kinds=PEOPLE)
def name_with_birth_year(draft: Draft) -> None:
    """The year stands behind the name, and there is no column for it."""
    style = draft.rng.choice(
        ("{} ({})", "{}, {}", "{} - {}", "{} SN {}", "{} sinh năm {}", "{}\n{}")
    )
    for _, line, _, cell in arrange.named(draft):
        person = arrange.person_of(line, cell)
        cell.value = style.format(cell.value, person["birth_year"])
        cell.says = (*cell.says, *draft.says(person, "birth_year"))
    arrange.without_columns(draft, "birth")


@mess("names", COLUMNS, kinds=PEOPLE)
def name_with_nickname(draft: Draft) -> None:
    """A nickname in brackets may be kept or not."""
    for _, line, _, cell in arrange.named(draft):
        if draft.rng.random() < 0.4:
            name = str(cell.value)
            nick = draft.rng.choice(
                ("Tư", "Năm", "Bảy Xe ôm", "Ma Thuận", "Ama Hoan", "Út", "Hai Lúa")
            )
            cell.value = f"{name} ({nick})"
            person = arrange.person_of(line, cell)
            for fact in cell.says:
                if fact.thing in {person, line.block} and fact.name in {"name", "head"}:
                    called = fact.value if isinstance(fact.value, str) else name
                    said = {name, cell.value, called, f"{called} ({nick})"}
                    fact.value = frozenset({*said, f"{name} {nick}"})


@mess("spaces", LETTERS, kinds=PEOPLE)
def stray_spaces(draft: Draft) -> None:
    """Doubled and trailing spaces, no-break spaces, line breaks, a zero-width space from a web page."""
    styles = ("  {}", "{}  ", "{}\u00a0", " {}\n", "\u200b{}", "{}\t")
    for sheet in draft.book.sheets:
        for _, _, cell in sheet.cells():
            if isinstance(cell.value, str) and draft.rng.random() < 0.3:
                spaced = cell.value.replace(" ", draft.rng.choice(("  ", "\u00a0", " ")), 1)
                cell.value = draft.rng.choice(styles).format(spaced)
