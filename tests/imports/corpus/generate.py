"""Make files: a truth, a clean table of it, some kinds of mess on top, and a format."""

import random
from collections.abc import Iterator
from itertools import cycle

from tests.imports.corpus import (
    mess as all_messes,  # noqa: F401 fills the register
    truth,
)
from tests.imports.corpus.containers import choose
from tests.imports.corpus.draft import AROUND, REGISTER, Draft, Mess, fits
from tests.imports.corpus.facts import Fact, Standing, Thing, about, same_text
from tests.imports.corpus.files import File
from tests.imports.corpus.grid import Place, Row
from tests.imports.corpus.layouts import clean
from tests.imports.corpus.letters import without_marks
from tests.imports.corpus.mess import arrange
from tests.imports.corpus.mess.columns import BARE
from tests.imports.corpus.tables import drawn

KINDS = {"people": 52, "households": 14, "teams": 16, "sessions": 8, "villages": 6, "communes": 4}


# What most files of a kind have some mess of; the others have some of the rest.
CORE = {
    "grouping": 0.7, "marks": 0.6, "village": 0.55, "skill headings": 0.45, "headings": 0.4, "above": 0.5,
    "team shape": 0.6, "roles": 0.4, "days": 0.6, "months": 0.4,
}  # fmt: skip
# Kinds that few mess is made for come more often.
RARE = ("sessions", "villages", "communes", "sessions")
# What takes long to read, or leaves nothing to read.
SELDOM = {"million", "protected"}
REST = (0, 1, 1, 2, 2, 3, 4, 6)
# In these nothing is called as it was.
OLD_FONTS = {"letters_of_vni", "letters_of_tcvn3"}
BEHIND = ("(nếu có)", "(*)", "(ghi rõ)")


def generate(seed: int | str, count: int) -> Iterator[File]:
    """Yield the files of a seed, the same first ones whatever their count.

    One kind of mess after the other is sure to be in one of them.
    """
    keys = sorted(REGISTER)
    rng = random.Random(f"order {seed}")
    rng.shuffle(keys)
    queue = cycle(keys)
    for number in range(count):
        kind = rng.choice(RARE) if rng.random() < 0.2 else None
        must = "" if kind else next(queue)
        file = make(f"{seed}-{number}", kind=kind, must=must)
        if must and must not in file.messes:  # the others left it nothing to work on
            file = make(f"{seed}-{number}", (must,), kind)
        yield file


def make(
    seed: str, keys: tuple[str, ...] | None = None, kind: str | None = None, must: str = ""
) -> File:
    """Make one file: with these kinds of mess and no others, or with one that must be and some that are drawn."""
    rng = random.Random(f"file {seed}")
    commune = truth.build(seed, rng.choice((4, 6, 8, 12)))
    kind = kind or kind_for(rng, keys or ((must,) if must else ()))
    draft = Draft(rng, commune, kind)
    draft.tables = [clean_table(draft)]
    chosen = [REGISTER[key] for key in keys] if keys is not None else draw(draft, must)
    for one in sorted(chosen, key=lambda one: one.stage):
        if one.stage > AROUND and not draft.book.sheets:
            arrange.one_sheet_each(draft)
        apply(draft, one)
    if not draft.book.sheets:
        arrange.one_sheet_each(draft)
    return finished(draft, seed, chosen)


def apply(draft: Draft, one: Mess) -> None:
    """Let a mess do its work; one that changes nothing is not noted."""
    before = look(draft)
    if one.run(draft) is not False and look(draft) != before:
        draft.messes.append(one.key)


def look(draft: Draft) -> tuple[object, ...]:
    """Return all that a mess can change."""
    tables = [
        (table.name, [(c.heading, c.group, c.hidden) for c in table.columns], rows_of(drawn(table)))
        for table in draft.tables
    ]
    sheets = [
        (sheet.name, sheet.hidden, sheet.phantom_rows, rows_of(sheet.rows))
        for sheet in draft.book.sheets
    ]
    return tables, sheets, draft.name, draft.unreadable, len(draft.commune.register)


def rows_of(rows: list[Row]) -> list[object]:
    return [
        (row.hidden, [cell and (cell.value, *cell.looks) for cell in row.cells]) for row in rows
    ]


def kind_for(rng: random.Random, keys: tuple[str, ...] | None) -> str:
    allowed = set(KINDS)
    for key in keys or ():
        allowed &= set(REGISTER[key].kinds) or set(KINDS)
    kinds = [kind for kind in KINDS if kind in allowed]
    return rng.choices(kinds, [KINDS[kind] for kind in kinds])[0]


def clean_table(draft: Draft):
    commune = draft.commune
    if draft.kind == "people":
        return clean.people_table(draft, commune.households)
    if draft.kind == "households":
        return clean.households_table(draft, commune.households)
    if draft.kind == "teams":
        return clean.teams_table(draft, commune.teams)
    if draft.kind == "sessions":
        return clean.sessions_table(draft, commune.sessions)
    if draft.kind == "villages":
        return clean.villages_table(draft, commune.villages)
    return clean.communes_table(draft, communes(draft))


def communes(draft: Draft) -> list[Thing]:
    names = (draft.commune.name, *draft.commune.neighbours[:6])
    return [
        Thing(
            "commune",
            {
                "name": name,
                "households": draft.rng.randint(2000, 12000),
                "villages": draft.rng.randint(6, 46),
            },
        )
        for name in names
    ]


def draw(draft: Draft, must: str = "") -> list[Mess]:
    """Draw for some aspects one kind of mess each; for the others the file stays clean."""
    by_aspect: dict[str, list[Mess]] = {}
    for one in REGISTER.values():
        if fits(one, draft):
            by_aspect.setdefault(one.aspect, []).append(one)
    chosen = [REGISTER[must]] if must else []
    for aspect in aspects(draft.rng, by_aspect):
        options = by_aspect[aspect]
        one = draft.rng.choices(options, [option.weight for option in options])[0]
        needs = one.needs.union(*(other.needs for other in chosen))
        if choose.possible(needs) and aspect not in {other.aspect for other in chosen}:
            chosen.append(one)
    return chosen


def aspects(rng: random.Random, by_aspect: dict[str, list[Mess]]) -> list[str]:
    """Draw what is messy in a file."""
    core = [
        aspect for aspect, chance in CORE.items() if aspect in by_aspect and rng.random() < chance
    ]
    rest = sorted(set(by_aspect) - set(CORE))
    for aspect in sorted(SELDOM & set(rest)):
        if rng.random() < 0.8:
            rest.remove(aspect)
    return core + rng.sample(rest, min(len(rest), rng.choice(REST)))


def finished(draft: Draft, seed: str, chosen: list[Mess]) -> File:
    """Write the book in a format that can hold what the messes need."""
    needs = frozenset().union(*(one.needs for one in chosen))
    content = choose.write(draft, needs)
    places = draft.book.places()
    name_bare_columns(draft, places)
    name_headings(draft, places)
    if draft.unreadable:
        places = {fact: [(draft.book.sheets[0].name, 0, 0)] for fact in unreadable(draft)}
    return File(
        seed=seed,
        kind=draft.kind,
        name=draft.name,
        container=draft.container,
        content=content,
        commune=draft.commune,
        messes=tuple(draft.messes),
        facts=list(places),
        places=places,
        answers=draft.answers,
        doubts=doubts_in(draft, places),
        secrets=kept_secret(draft, places),
    )


def name_bare_columns(draft: Draft, places: dict[Fact, list[Place]]) -> None:
    """Call columns without a heading by their number on the sheet, from 1."""
    for old in [one for one in draft.doubts if one[1].startswith(BARE)]:
        doubted = [fact for fact in places if old in fact.doubts]
        answer, demanded = draft.answers.pop(old), draft.doubts.pop(old)
        for column in {places[fact][0][2] + 1 for fact in doubted}:
            new = about("column", f"column {column}")
            draft.answers[new], draft.doubts[new] = answer, demanded
        for fact in doubted:
            fact.doubts = fact.doubts - {old} | {
                about("column", f"column {places[fact][0][2] + 1}")
            }


def name_headings(draft: Draft, places: dict[Fact, list[Place]]) -> None:
    """Ask about headings as they stand in the book; of one that another mess replaced it need not be asked."""
    if OLD_FONTS & {*draft.messes}:
        shown = [column.heading for table in draft.tables for column in table.columns]
    else:
        shown = [str(cell.value) for sheet in draft.book.sheets for _, _, cell in sheet.cells()]
    texts = {without_marks(plain_heading(one)): plain_heading(one) for one in shown}
    for old in [one for one in draft.doubts if one[0] == "column" and "column " not in one[1]]:
        found = texts.get(without_marks(plain_heading(old[1])))
        doubted = [fact for fact in places if old in fact.doubts]
        if found is None:
            draft.doubts[old] = False
            for fact in doubted:
                due = any(draft.doubts.get(one) for one in fact.doubts)
                fact.standing = fact.standing if due else Standing.EITHER
        elif found != plain_heading(old[1]):
            new = about("column", found)
            draft.answers[new], draft.doubts[new] = draft.answers.pop(old), draft.doubts.pop(old)
            for fact in doubted:
                fact.doubts = fact.doubts - {old} | {new}


def plain_heading(text: str) -> str:
    """Return a heading without what is put behind it for looks."""
    for behind in BEHIND:
        text = text.replace(behind, "")
    return same_text(text).strip(" :")


def kept_secret(draft: Draft, places: dict[Fact, list[Place]]) -> list[str]:
    """Return the secrets; a name that somebody else in the file has, too, is none."""
    shown = [
        same_text(value)
        for fact in places
        if fact.standing is not Standing.NAMED and fact.name in {"name", "head"}
        for value in (fact.value if isinstance(fact.value, frozenset) else {fact.value})
    ]
    return [one for one in draft.secrets if not any(same_text(one) in text for text in shown)]


def doubts_in(draft: Draft, places: dict) -> dict:
    """Keep the doubts about facts that are in the book."""
    found = set().union(*(fact.doubts for fact in places))
    found_in = {question: due for question, due in draft.doubts.items() if question in found}
    return dict.fromkeys(draft.licensed, False) | found_in  # the latter may be due


def unreadable(draft: Draft) -> list[Fact]:
    """Return the one fact of a file that cannot be read: that this is said. No other mess of it matters."""
    draft.messes[:] = [draft.messes[-1]]
    draft.licensed.clear()
    return [Fact(Thing("file", {}), "content", draft.container, Standing.NAMED)]
