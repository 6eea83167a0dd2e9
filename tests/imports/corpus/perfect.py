"""A reader that knows the truth: what the scorer says of it shows that a file asks for nothing impossible."""

from collections.abc import Callable, Sequence

from tests.imports.corpus.facts import About, Fact, Standing, Thing
from tests.imports.corpus.files import File
from tests.imports.corpus.reader import Left, Question, Taken
from tests.imports.corpus.truth import Commune

Change = Callable[[list[Fact]], list[Fact]]


class PerfectReading:
    """Takes what may be taken, asks what must be asked, names the rest."""

    def __init__(self, file: File, change: Change) -> None:
        self.file, self.change = file, change
        self.answered: set[About] = set()

    def taken(self) -> Sequence[Taken]:
        facts = self.change([fact for fact in self.file.facts if self.is_known(fact)])
        fields: dict[Thing, dict[str, str | int]] = {}
        for fact in facts:
            own = fields.setdefault(fact.thing, {})
            if isinstance(fact.value, Thing):
                fields.setdefault(fact.value, {})
            else:
                own[fact.name] = one_of(fact)
        return self.built(fields)

    def built(self, fields: dict[Thing, dict[str, str | int]]) -> list[Taken]:
        made: dict[Thing, Taken] = {}
        for thing in sorted(fields, key=lambda thing: thing.kind in {"person", "member"}):
            made[thing] = Taken(thing.kind, fields[thing], made.get(thing.of))
        return list(made.values())

    def is_known(self, fact: Fact) -> bool:
        if fact.standing is Standing.NAMED:
            return False
        demanded = {one for one in fact.doubts if self.file.doubts.get(one)}
        return fact.standing is not Standing.ASK or demanded <= self.answered

    def questions(self) -> Sequence[Question]:
        return [
            Question(one, f"{one[0]} {one[1]}?", [self.file.answers[one]])
            for one, demanded in self.file.doubts.items()
            if demanded and one not in self.answered
        ]

    def left(self) -> Sequence[Left]:
        return [
            Left("no field for it", sheet, (row, row), (column, column))
            for fact in self.file.facts
            if fact.standing is Standing.NAMED
            for sheet, row, column in self.file.places[fact]
        ]

    def texts(self) -> Sequence[str]:
        return []

    def answer(self, question: Question, choice: str) -> None:
        assert choice == self.file.answers[question.about]
        self.answered.add(question.about)


def one_of(fact: Fact) -> str | int:
    return min(fact.value, key=str) if isinstance(fact.value, frozenset) else fact.value


class Perfect:
    """Stands in for a reader of one file; a change of its facts makes it a bad one."""

    def __init__(self, file: File, change: Change = list) -> None:
        self.file, self.change = file, change

    def read(self, content: bytes, name: str, commune: Commune) -> PerfectReading:
        return PerfectReading(self.file, self.change)
