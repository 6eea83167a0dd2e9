"""Cells of a clean table: each says the facts of its field, and what the officer knows of it is noted."""

from datetime import date

from tests.imports.corpus import words
from tests.imports.corpus.draft import Draft
from tests.imports.corpus.facts import SKILLS, Standing, Thing
from tests.imports.corpus.grid import Cell

PLAIN_FIELDS = (
    "hamlet",
    "note",
    "phone",
    "decision",
    "place",
    "title",
    "people",
    "women",
    "households",
    "villages",
)


def person_cells(draft: Draft, person: Thing, suffix: str = "") -> dict[str, Cell]:
    """Return the cells of a person by column, without those of their household."""
    household = person.of
    of_head = person["relation"] == "head"
    facts = (draft.fact(person, "name"), draft.fact(person, "household", household))
    cells = {
        "name": Cell(person["name"], facts + (draft.says(household, "head") if of_head else ())),
        "sex": Cell(words.SEX[person["sex"]], draft.says(person, "sex")),
        "birth": Cell(person["birth_year"], draft.says(person, "birth_year")),
        "relation": relation_cell(draft, person),
        "phone": phone_cell(draft, person),
    } | skill_cells(draft, person)
    return {key + suffix: cell for key, cell in cells.items()}


def relation_cell(draft: Draft, person: Thing) -> Cell:
    word = words.relation_word(str(person["relation"]), str(person["sex"]))
    if person["relation"] == "grandchild":
        draft.fact(person, "relation", frozenset({"grandchild", "other"}))
    return Cell(word, draft.says(person, "relation"))


def phone_cell(draft: Draft, person: Thing) -> Cell:
    """The number of the head is the household's."""
    thing = person.of if person["relation"] == "head" else person
    return Cell(person["phone"] or None, draft.says(thing, "phone"))


def skill_cells(draft: Draft, person: Thing) -> dict[str, Cell]:
    return {
        skill: Cell(words.MARKS.get(str(person[skill])), draft.says(person, skill))
        for skill in SKILLS
    }


def household_cells(draft: Draft, household: Thing) -> dict[str, Cell]:
    """Return the cells of a household that stand in the row of its head."""
    note = draft.says(household, "note")
    for fact in note:
        fact.keep_free(Standing.FREE)
    return {
        "hamlet": Cell(household["hamlet"] or None, draft.says(household, "hamlet")),
        "note": Cell(household["note"] or None, note),
    }


def village_cell(draft: Draft, thing: Thing) -> Cell:
    """The village of a household, team or session as the register spells it."""
    draft.know("village", thing["village"], str(thing["village"]))
    village = next(one for one in draft.commune.villages if one["name"] == thing["village"])
    draft.know("village", words.full_village(village), str(thing["village"]))
    return Cell(words.full_village(village), draft.says(thing, "village"))


def member_cells(draft: Draft, member: Thing) -> dict[str, Cell]:
    named = (draft.fact(member, "name"), draft.fact(member, "team", member.of))
    return {
        "name": Cell(member["name"], named),
        "sex": Cell(words.SEX[member["sex"]], draft.says(member, "sex")),
        "birth": Cell(member["birth_year"], draft.says(member, "birth_year")),
        "role": Cell(words.ROLES[member["role"]], draft.says(member, "role")),
        "organisation": Cell(
            words.ORGANISATIONS[member["organisation"]], draft.says(member, "organisation")
        ),
        "phone": Cell(member["phone"] or None, draft.says(member, "phone")),
    }


def team_cells(draft: Draft, team: Thing) -> dict[str, Cell]:
    return {
        "village": village_cell(draft, team),
        "decision": Cell(team["decision"], draft.says(team, "decision")),
        "signed_on": day_cell(draft, team, "signed_on"),
    }


def session_cells(draft: Draft, session: Thing) -> dict[str, Cell]:
    cells = {
        name: Cell(session[name], draft.says(session, name))
        for name in ("place", "title", "people", "women", "households")
    }
    cells["held_on"] = day_cell(draft, session, "held_on")
    return cells | {"village": village_cell(draft, session)}


def day_cell(draft: Draft, thing: Thing, name: str) -> Cell:
    day = date.fromisoformat(str(thing[name]))
    return Cell(f"{day:%d/%m/%Y}", draft.says(thing, name))
