"""A file that is being made: its truth, tables and book, what its officer knows and what may be asked of them."""

import random
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from tests.imports.corpus.facts import About, Fact, Standing, Thing, about
from tests.imports.corpus.grid import Book, Cell
from tests.imports.corpus.tables import Table
from tests.imports.corpus.truth import Commune

Step = Callable[["Draft"], None]


@dataclass(eq=False)
class Draft:
    """What messes change in turn."""

    rng: random.Random
    commune: Commune
    kind: str
    tables: list[Table] = field(default_factory=list)
    book: Book = field(default_factory=lambda: Book([]))
    messes: list[str] = field(default_factory=list)
    facts: dict[tuple[Thing, str], Fact] = field(default_factory=dict)
    answers: dict[About, str] = field(default_factory=dict)
    doubts: dict[About, bool] = field(default_factory=dict)
    licensed: set[About] = field(default_factory=set)
    secrets: list[str] = field(default_factory=list)
    container: str = "xlsx"
    name: str = "danh sach.xlsx"
    unreadable: bool = False  # nothing of it can be read, and that is to be said

    def fact(
        self, thing: Thing, name: str, value: object = None, standing: Standing = Standing.PLAIN
    ) -> Fact:
        """Return the one fact of a field of a thing; the value is the truth's if none is given."""
        key = (thing, name)
        if key not in self.facts:
            self.facts[key] = Fact(thing, name, thing[name] if value is None else value, standing)
        elif value is not None:
            self.facts[key].value = value
        return self.facts[key]

    def says(self, thing: Thing, *fields: str) -> tuple[Fact, ...]:
        """Return the facts of fields that the truth has a value for."""
        return tuple(self.fact(thing, name) for name in fields if thing[name] not in {None, ""})

    def doubt(
        self, facts: Iterable[Fact], question: About, answer: str, *, demanded: bool = False
    ) -> None:
        """Allow, or demand, a question about facts, and note what the officer would answer."""
        self.answers[question] = answer
        self.doubts[question] = self.doubts.get(question, False) or demanded
        for fact in facts:
            fact.doubt(question, demanded=demanded)

    def license(self, question: About, answer: str) -> None:
        """Allow a question that no fact of the file hangs on."""
        self.answers[question] = answer
        self.licensed.add(question)

    def know(self, kind: str, subject: object, answer: str) -> None:
        """Note what the officer answers if they are asked in vain."""
        self.answers.setdefault(about(kind, subject), answer)

    def kept_back(self, cell: Cell, thing: Thing, name: str) -> None:
        """Mark a cell as one that is not taken and is to be named."""
        cell.says = (self.fact(thing, name, cell.shown, Standing.NAMED),)

    def people_of(self, household: Thing) -> list[Fact]:
        """Return all that is said so far of a household and those who live there."""
        return [fact for (thing, _), fact in self.facts.items() if household in {thing, thing.of}]

    def each(self, base: str):
        """Yield table, line, key and cell of all columns of a kind."""
        for table in self.tables:
            for line, key, cell in list(table.each(base)):
                yield table, line, key, cell


@dataclass(frozen=True)
class Mess:
    """One way in which files are made: its key, what it is about, when it comes, and what it needs."""

    key: str
    aspect: str
    stage: int
    run: Step
    kinds: tuple[str, ...] = ()
    needs: frozenset[str] = (
        frozenset()
    )  # of the container: styles, sheets, merges, formulas, numbers
    weight: int = 1


REGISTER: dict[str, Mess] = {}
# In this order: what the tables are, their columns, cells and rows, what stands around them, sheets, and letters.
SHAPE, COLUMNS, MARKS, ROWS, AROUND, SHEETS, LETTERS = range(7)


def mess(
    aspect: str, stage: int, *, kinds: str = "", needs: str = "", weight: int = 1
) -> Callable[[Step], Step]:
    """Register a function as the kind of mess of its name."""

    def register(step: Step) -> Step:
        key = step.__name__
        assert key not in REGISTER, key
        REGISTER[key] = Mess(
            key, aspect, stage, step, tuple(kinds.split()), frozenset(needs.split()), weight
        )
        return step

    return register


def fits(one: Mess, draft: Draft) -> bool:
    return not one.kinds or draft.kind in one.kinds
