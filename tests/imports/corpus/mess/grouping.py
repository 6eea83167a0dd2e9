"""How a list of people tells its households apart: by other columns and rows than a repeated head."""

from collections.abc import Callable, Iterator
from itertools import groupby

from tests.imports.corpus import words
from tests.imports.corpus.draft import SHAPE, Draft, mess
from tests.imports.corpus.facts import SKILLS, Standing, Thing, about
from tests.imports.corpus.grid import Cell
from tests.imports.corpus.layouts import cells, clean
from tests.imports.corpus.mess.arrange import without_columns
from tests.imports.corpus.tables import Column, Line, Table


def blocks(table: Table) -> Iterator[tuple[Thing, list[Line]]]:
    """Yield each household with its lines; one that stands twice comes twice."""
    for household, lines in groupby(table.body(), key=lambda line: line.block):
        yield household, list(lines)


def doubt_all(draft: Draft, how: str, *, demanded: bool = False) -> None:
    """Let it be asked how households are told apart: everything hangs on the answer."""
    for household in draft.commune.households:
        draft.doubt(draft.people_of(household), about("grouping"), how, demanded=demanded)


def only_on_first(table: Table, *bases: str) -> None:
    """Leave cells empty below the first row of a household."""
    for _, lines in blocks(table):
        for line in lines[1:]:
            for base in bases:
                line.cells.pop(base, None)


def number_households(table: Table, text: Callable[[int], object], heading: str) -> None:
    """Number households on every row, in a column before all others but the running number."""
    table.columns.insert(table.column("stt") is not None, Column("number", heading))
    for number, (_, lines) in enumerate(blocks(table), 1):
        for line in lines:
            line.cells["number"] = Cell(text(number))


def head_optional(draft: Draft) -> None:
    """Without a column for relations, that of the head follows."""
    for household in draft.commune.households:
        draft.fact(household.parts[0], "relation").keep_free(Standing.OPTIONAL)


@mess("grouping", SHAPE, kinds="people", weight=2)
def head_on_first_row_only(draft: Draft) -> None:
    only_on_first(draft.tables[0], "head", "village", "hamlet")
    doubt_all(draft, "head")


@mess("grouping", SHAPE, kinds="people", needs="merges", weight=2)
def head_merged_over_rows(draft: Draft) -> None:
    """Head, village and address are merged over the rows of a household."""
    table = draft.tables[0]
    only_on_first(table, "head", "village", "hamlet")
    for _, lines in blocks(table):
        for base in ("head", "village", "hamlet"):
            lines[0].cells[base].down = len(lines)


@mess("grouping", SHAPE, kinds="people", weight=3)
def relation_alone(draft: Draft) -> None:
    without_columns(draft, "head")
    doubt_all(draft, "relation")


@mess("grouping", SHAPE, kinds="people", weight=2)
def number_on_each_row(draft: Draft) -> None:
    heading = draft.rng.choice(("Hộ số", "Số hộ", "Mã hộ", "STT hộ", "Số sổ hộ"))
    number_households(draft.tables[0], lambda n: n, heading)
    without_columns(draft, "head")


@mess("grouping", SHAPE, kinds="people", weight=2)
def number_on_first_row(draft: Draft) -> None:
    """STT counts households: it stands on the first row of each."""
    table = draft.tables[0]
    without_columns(draft, "head", "stt")
    number_households(table, lambda n: n, draft.rng.choice(("STT", "Số TT hộ", "Hộ số")))
    only_on_first(table, "number", "village", "hamlet")
    doubt_all(draft, "number")


@mess("grouping", SHAPE, kinds="people")
def letter_on_first_row(draft: Draft) -> None:
    """I, II, III or A, B, C before the head, 1, 2, 3 before the others."""
    table = draft.tables[0]
    in_roman = draft.rng.random() < 0.5
    without_columns(draft, "head")
    for number, (_, lines) in enumerate(blocks(table)):
        for order, line in enumerate(lines):
            line.cells["stt"] = Cell(
                order or (words.roman(number + 1) if in_roman else letter(number))
            )
    doubt_all(draft, "letter")


def letter(number: int) -> str:
    return chr(65 + number) if number < 26 else f"A{chr(65 + number - 26)}"


@mess("grouping", SHAPE, kinds="people")
def address_tells_households(draft: Draft) -> None:
    """Each household has its house number, on every row; the relation says who is the head."""
    without_columns(draft, "head")
    numbers = dict[Thing, int]()  # one that stands twice lives where it lives
    for household, lines in blocks(draft.tables[0]):
        number = numbers.setdefault(household, len(numbers))
        household.values["hamlet"] = f"Số {number * 2 + 1} đường liên thôn"
        for line in lines:
            fact = draft.fact(household, "hamlet", household["hamlet"])
            line.cells["hamlet"] = Cell(household["hamlet"], (fact,))
    doubt_all(draft, "address")


@mess("grouping", SHAPE, kinds="people")
def blank_row_between(draft: Draft) -> None:
    table = draft.tables[0]
    without_columns(draft, "head")
    lines: list[Line] = []
    for household, block in blocks(table):
        lines += [*block, Line({}, None, household, "blank")]
    table.lines = lines[:-1]
    doubt_all(draft, "blank_row")


@mess("grouping", SHAPE, kinds="people", weight=2)
def group_row_of_head(draft: Draft) -> None:
    """A row of its own names the head: Hộ ông Nguyễn Văn A."""
    table = draft.tables[0]
    without_columns(draft, "head")
    style = draft.rng.choice(
        ("Hộ {}: {}", "Hộ {} {}", "HỘ {} {}", "Gia đình {} {}", "Chủ hộ: {} {}")
    )
    lines: list[Line] = []
    for household, block in blocks(table):
        title = "ông" if household.parts[0]["sex"] == "m" else "bà"
        text = style.format(title, household["head"])
        first = table.columns[0].key
        lines.append(
            Line(
                {first: Cell(text, draft.says(household, "head"), bold=True)},
                household,
                household,
                "group",
            )
        )
        lines += block
    table.lines = lines
    doubt_all(draft, "group_row")


@mess("grouping", SHAPE, kinds="people")
def head_not_first(draft: Draft) -> None:
    """The household's number stands on every row, and the head somewhere among the others."""
    table = draft.tables[0]
    number_households(table, lambda n: n, "Hộ số")
    without_columns(draft, "head")
    shuffle_blocks(draft, table)


@mess("grouping", SHAPE, kinds="people")
def head_not_first_by_column(draft: Draft) -> None:
    shuffle_blocks(draft, draft.tables[0])


def shuffle_blocks(draft: Draft, table: Table) -> None:
    lines: list[Line] = []
    for _, block in blocks(table):
        lines += draft.rng.sample(block, len(block))
    table.lines = lines
    clean.number_lines(table)


@mess("grouping", SHAPE, kinds="people", weight=2)
def head_and_members_in_two_columns(draft: Draft) -> None:
    """The head stands in one column, the others in the next: the head is not named again there."""
    table = draft.tables[0]
    table.column("name").heading = draft.rng.choice(
        ("Họ tên thành viên", "Thành viên trong hộ", "Các nhân khẩu")
    )
    for household, lines in blocks(table):
        first = lines[0].cells
        first["head"] = Cell(household["head"], first.pop("name").says)
        for line in lines[1:]:
            line.cells.pop("head", None)
    doubt_all(draft, "head")


@mess("grouping", SHAPE, kinds="people", needs="sheets", weight=2)
def two_sheets_linked_by_id(draft: Draft) -> None:
    """Households on one sheet, people on the other, with the same id."""
    households = draft.commune.households
    style = draft.rng.choice(("H{:03}", "{}", "HO-{:02}", "{:05}"))
    heading = draft.rng.choice(("Mã hộ", "Mã số hộ", "ID hộ", "Số hộ"))
    ids = {one: Cell(style.format(n)) for n, one in enumerate(households, 1)}
    people = draft.tables[0]
    people.put(Column("household_id", heading), after="stt")
    for line in people.lines:
        line.cells["household_id"] = ids[line.block]
    without_columns(draft, "village", "hamlet", "head", "note")
    people.name = draft.rng.choice(("Nhân khẩu", "Thành viên", "Sheet2"))
    draft.tables = [linked_households(draft, ids, heading), people]
    for household in households:
        of_people = [f for f in draft.people_of(household) if f.thing is not household]
        draft.doubt(of_people, about("link"), "join")


def linked_households(draft: Draft, ids: dict[Thing, Cell], heading: str) -> Table:
    made = [Column("household_id", heading), *clean.columns("head", "village", "hamlet", "note")]
    lines = []
    for household, number in ids.items():
        line = {
            "household_id": number,
            "head": Cell(household["head"], draft.says(household, "head")),
        }
        line |= cells.household_cells(draft, household) | {
            "village": cells.village_cell(draft, household)
        }
        lines.append(Line(line, household.parts[0], household))
    return Table("people", made, lines, name=draft.rng.choice(("Hộ", "DS hộ", "Sheet1")))


@mess("grouping", SHAPE, kinds="people", needs="merges", weight=2)
def members_beside_each_other(draft: Draft) -> None:
    """One row per household, its people in numbered groups of columns."""
    old = draft.tables[0]
    parts = ("name", "relation", "sex", "birth", "phone")
    width = max(len(household.parts) for household in draft.commune.households)
    style = draft.rng.choice(("Người {}", "Thành viên {}", "Người thứ {}"))
    made = clean.columns("stt", "village", "hamlet")
    for number in range(1, width + 1):
        made += [
            Column(f"{key}#{number}", words.HEADINGS[key], style.format(number)) for key in parts
        ]
    lines = []
    for household, block in blocks(old):
        line = {key: block[0].cells[key] for key in ("village", "hamlet")}
        for number, person in enumerate(household.parts, 1):
            line |= cells.person_cells(draft, person, f"#{number}")
        lines.append(Line(line, household.parts[0], household))
    draft.tables = [Table("people", made, lines)]
    clean.number_lines(draft.tables[0])
    doubt_all(draft, "beside")


@mess("grouping", SHAPE, kinds="people", weight=2)
def members_in_one_cell(draft: Draft) -> None:
    """One row per household; the others stand together in one cell."""
    heading = draft.rng.choice(("Các thành viên", "Thành viên trong hộ", "Nhân khẩu trong hộ"))
    old = draft.tables[0]
    style = draft.rng.choice(
        ("{name} ({relation}, {year})", "{name} - {relation} - {year}", "{name}, {year}", "{name}")
    )
    between = draft.rng.choice(("; ", "\n", ";\n"))
    lines = []
    for household, block in blocks(old):
        line = {
            key: cell for key, cell in block[0].cells.items() if key not in {"name", "relation"}
        }
        line["head"] = Cell(household["head"], block[0].cells["name"].says)
        line["members"] = joined(draft, household.parts[1:], style, between)
        lines.append(Line(line, household.parts[0], household))
    made = [column for column in old.columns if column.base not in {"name", "relation"}]
    table = draft.tables[0] = Table("people", made, lines)
    clean.number_lines(table)
    table.put(Column("members", heading), before=SKILLS[0])
    head_optional(draft)
    doubt_all(draft, "cell")


def joined(draft: Draft, people: list[Thing], style: str, between: str) -> Cell:
    """Return one cell of several people, with the facts that its style shows."""
    shown = [
        "name",
        *(f for f, part in (("birth_year", "year"), ("relation", "relation")) if part in style),
    ]
    texts, facts = [], []
    for person in people:
        word = words.relation_word(str(person["relation"]), str(person["sex"])).lower()
        texts.append(style.format(name=person["name"], relation=word, year=person["birth_year"]))
        facts += [draft.fact(person, "household", person.of), *draft.says(person, *shown)]
    return Cell(between.join(texts) or None, tuple(facts))
