"""Clean tables of every kind, as a careful officer would make them."""

from tests.imports.corpus import words
from tests.imports.corpus.draft import Draft
from tests.imports.corpus.facts import SKILLS, Standing, Thing
from tests.imports.corpus.grid import Cell
from tests.imports.corpus.layouts import cells
from tests.imports.corpus.tables import Column, Line, Table

PERSON = ("name", "relation", "sex", "birth", "phone", *SKILLS)


def columns(*keys: str) -> list[Column]:
    return [Column(key, words.HEADINGS[key]) for key in keys]


def number_lines(table: Table) -> None:
    """Number the rows of the body from 1."""
    for number, line in enumerate(table.body(), 1):
        line.cells["stt"] = Cell(number)


def people_table(draft: Draft, households: list[Thing]) -> Table:
    """One row per person; the head's name, village and address repeated on every row."""
    keys = ("stt", "village", "hamlet", "head", *PERSON, "note")
    lines = [
        Line(person_line(draft, household, person), person, household)
        for household in households
        for person in household.parts
    ]
    table = Table("people", columns(*keys), lines)
    number_lines(table)
    return table


def person_line(draft: Draft, household: Thing, person: Thing) -> dict[str, Cell]:
    line = cells.person_cells(draft, person)
    line |= {"head": Cell(household["head"], draft.says(household, "head"))}
    line["village"] = cells.village_cell(draft, household)
    of_household = cells.household_cells(draft, household)
    line["hamlet"] = of_household["hamlet"]
    if person["relation"] == "head":
        line["note"] = of_household["note"]
    return line


def households_table(draft: Draft, households: list[Thing]) -> Table:
    """One row per household, of the head alone."""
    keys = ("stt", "head", "sex", "birth", "village", "hamlet", "phone", "size", *SKILLS, "note")
    made = [
        Column("size", "Số nhân khẩu") if key == "size" else Column(key, words.HEADINGS[key])
        for key in keys
    ]
    lines = [
        Line(household_line(draft, household), household.parts[0], household)
        for household in households
    ]
    table = Table("households", made, lines)
    number_lines(table)
    return table


def household_line(draft: Draft, household: Thing) -> dict[str, Cell]:
    head = household.parts[0]
    draft.fact(head, "relation", standing=Standing.OPTIONAL)
    line = cells.person_cells(draft, head) | cells.household_cells(draft, household)
    name = line.pop("name")
    name.says = (*name.says, draft.fact(head, "relation"))
    size = draft.fact(household, "size", len(household.parts), Standing.FREE)
    line |= {"head": name, "size": Cell(len(household.parts), (size,))}
    return line | {"village": cells.village_cell(draft, household)}


def teams_table(draft: Draft, teams: list[Thing]) -> Table:
    """One row per member; village, decision and its day repeated."""
    keys = (
        "stt",
        "village",
        "decision",
        "signed_on",
        "name",
        "role",
        "sex",
        "birth",
        "organisation",
        "phone",
    )
    lines = [
        Line(cells.member_cells(draft, member) | cells.team_cells(draft, team), member, team)
        for team in teams
        for member in team.parts
    ]
    table = Table("teams", columns(*keys), lines)
    number_lines(table)
    return table


def sessions_table(draft: Draft, sessions: list[Thing]) -> Table:
    keys = ("stt", "held_on", "village", "title", "place", "people", "women", "households")
    lines = [Line(cells.session_cells(draft, one), one, one) for one in sessions]
    table = Table("sessions", columns(*keys), lines)
    number_lines(table)
    return table


def villages_table(draft: Draft, villages: list[Thing]) -> Table:
    """Villages with their declared households; their people have no field yet."""
    made = [
        Column("stt", "STT"),
        Column("village", "Tên thôn"),
        *columns("households"),
        Column("size", "Số nhân khẩu"),
    ]
    lines = []
    for village in villages:
        draft.know("village", words.full_village(village), str(village["name"]))
        people = draft.fact(village, "people", standing=Standing.FREE)
        lines.append(
            Line(
                {
                    "village": Cell(words.full_village(village), (draft.fact(village, "name"),)),
                    "households": Cell(village["households"], draft.says(village, "households")),
                    "size": Cell(village["people"], (people,)),
                },
                village,
                village,
            )
        )
    table = Table("villages", made, lines)
    number_lines(table)
    return table


def communes_table(draft: Draft, communes: list[Thing]) -> Table:
    """Communes of the importer's province with declared households and villages."""
    made = [
        Column("stt", "STT"),
        Column("commune", "Xã, phường"),
        *columns("households", "villages"),
    ]
    lines = [
        Line(
            {
                "commune": Cell(one["name"], (draft.fact(one, "name"),)),
                "households": Cell(one["households"], draft.says(one, "households")),
                "villages": Cell(one["villages"], draft.says(one, "villages")),
            },
            one,
            one,
        )
        for one in communes
    ]
    table = Table("communes", made, lines)
    number_lines(table)
    return table
