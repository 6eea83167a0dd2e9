"""The same head twice, a person twice, twins, households that the register has already."""

from tests.imports.corpus.draft import SHAPE, Draft, mess
from tests.imports.corpus.facts import About, Thing, about
from tests.imports.corpus.grid import Cell
from tests.imports.corpus.layouts import clean
from tests.imports.corpus.tables import Line
from tests.imports.corpus.truth import draw_person, draw_phone


def with_name(draft: Draft, thing: Thing, name: str) -> None:
    """Give a person of the truth another name, and the cells that show it."""
    household = thing.of
    old = thing["name"]
    thing.values["name"] = name
    draft.fact(thing, "name", name)
    if thing["relation"] == "head":
        household.values["head"] = name
        draft.fact(household, "head", name)
    for table in draft.tables:
        for line in table.lines:
            for cell in line.cells.values():
                speaks = any(
                    fact.thing in {thing, household} and fact.name in {"name", "head"}
                    for fact in cell.says
                )
                if cell.value == old and speaks:
                    cell.value = name


def ask_same(
    draft: Draft, households: list[Thing], name: object, answer: str, *, demanded: bool = True
) -> About:
    question = about("same", name)
    for household in households:
        facts = draft.people_of(household)
        draft.doubt(facts, question, answer)
        if demanded:
            draft.doubt([draft.fact(household, "head")], question, answer, demanded=True)
    return question


@mess("same", SHAPE - 1, kinds="people households", weight=2)
def two_heads_of_one_name(draft: Draft) -> bool | None:
    """Two households of a village have heads of one name, born in other years: they are different."""
    one, other = pair(draft)
    if one["village"] != other["village"]:
        return False
    with_name(draft, other.parts[0], str(one["head"]))
    ask_same(draft, [one, other], one["head"], "different")
    return None


def pair(draft: Draft) -> tuple[Thing, Thing]:
    """Return two households of one village."""
    commune = draft.commune
    village = draft.rng.choice(
        [v for v in commune.villages if len(commune.of_village(v)) > 1] or commune.villages
    )
    found = commune.of_village(village)
    if len(found) < 2:
        found = commune.households
    one, other = draft.rng.sample(found, 2)
    if one.parts[0]["birth_year"] == other.parts[0]["birth_year"]:
        head = other.parts[0]
        born = head.values["born"].replace(day=1, year=head["birth_year"] + 1)
        head.values |= {"birth_year": born.year, "born": born}
        write_year(draft, head)
    return one, other


@mess("same", SHAPE - 1, kinds="people households", weight=2)
def household_twice(draft: Draft) -> None:
    """A household stands twice, the same in every cell: it is one."""
    table = draft.tables[0]
    household = draft.rng.choice(draft.commune.households[:-1])
    copies = [
        Line(
            {key: Cell(cell.value, cell.says) for key, cell in line.cells.items()},
            line.thing,
            line.block,
        )
        for line in table.lines
        if line.block is household
    ]
    table.lines += copies
    clean.number_lines(table)
    ask_same(draft, [household], household["head"], "same", demanded=False)


@mess("same", SHAPE - 1, kinds="people")
def person_in_two_households(draft: Draft) -> bool | None:
    """Name and year are the same in two households: the officer says that these are two people."""
    one, other = pair(draft)
    alike = [
        (person, twin)
        for person in reversed(one.parts)
        for twin in reversed(other.parts)
        if all(person[fact] == twin[fact] for fact in ("sex", "relation"))
    ]
    if not alike:  # a mother is no son of that year
        return False
    person, twin = alike[0]
    with_name(draft, twin, str(person["name"]))
    set_year(draft, twin, person)
    question = about("same", person["name"])
    for (thing, name), fact in list(draft.facts.items()):
        if thing in {person, twin}:
            draft.doubt([fact], question, "different", demanded=thing is twin and name == "name")
    return None


@mess("same", SHAPE - 1, kinds="people")
def twins(draft: Draft) -> bool | None:
    """Two children of one year with names that differ in one word: two people, and no question."""
    for household in draft.commune.households:
        children = [p for p in household.parts if p["relation"] == "child"]
        if len(children) > 1:
            first, second = children[:2]
            stem = str(first["name"]).rsplit(" ", 1)[0]
            with_name(draft, first, f"{stem} Hà")
            with_name(draft, second, f"{stem} Hạ")
            set_year(draft, second, first)
            return None
    return False


def set_year(draft: Draft, second: Thing, first: Thing) -> None:
    second.values |= {"born": first["born"], "birth_year": first["birth_year"]}
    write_year(draft, second)


def write_year(draft: Draft, person: Thing) -> None:
    """Let the file say the year that somebody has now."""
    fact = draft.fact(person, "birth_year", person["birth_year"])
    for *_, cell in draft.each("birth"):
        if fact in cell.says:
            cell.value = person["birth_year"]


@mess("same", SHAPE - 1, kinds="people households", weight=2)
def head_in_register_with_other_phone(draft: Draft) -> bool | None:
    """The register has a head of this name, village and year with another phone: asked before it is written."""
    with_phones = [one for one in draft.commune.households if one["phone"]]
    if not with_phones:
        return False
    household = draft.rng.choice(with_phones)
    head = household.parts[0]
    known = Thing("household", dict(household.values) | {"phone": draw_phone(draft.rng)})
    known.add(
        draw_person(
            draft.rng,
            str(head["name"]),
            str(head["sex"]),
            int(head["birth_year"]),
            "head",
            draft.commune.today,
        )
    )
    draft.commune.register.append(known)
    ask_same(draft, [household], household["head"], "same")
    return None


@mess("same", SHAPE - 1, kinds="people households")
def household_in_register_already(draft: Draft) -> None:
    """The same household is in the register: it is that one, and no question."""
    household = draft.rng.choice(draft.commune.households)
    known = Thing("household", dict(household.values))
    for person in household.parts:
        known.add(Thing("person", dict(person.values)))
    draft.commune.register.append(known)
