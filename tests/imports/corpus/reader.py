"""What a reader must offer to be scored. The adapter of the product, and the control, are such readers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from tests.imports.corpus.facts import About
from tests.imports.corpus.grid import Place
from tests.imports.corpus.truth import Commune


@dataclass(frozen=True, eq=False)
class Taken:
    """One thing that would be written, with the fields that would be written of it, and no others.

    Kinds and their fields (days as 2026-09-15, phones in digits, villages by the register's name without its kind):

    household  village, head, hamlet, phone (that of the head), smartphone, internet (yes, no), note, size
    person     name, sex (m, f), birth_year, relation (head, spouse, child, parent, grandchild, other), phone (not of
               the head), the five skills (none, help, alone); `of` is the household. The head is a person, too.
    team       village, decision, signed_on
    member     name, role (leader, deputy, member), organisation, phone, birth_year, sex; `of` is the team
    session    village, held_on, place, title, people, women, households, skills by name (yes)
    village    name, households, people, declared_on
    commune    name, households, villages, declared_on
    """

    kind: str
    fields: Mapping[str, str | int]
    of: "Taken | None" = None


@dataclass(frozen=True, eq=False)
class Question:
    """A question that one press answers. `about` says what it is about, in the words of `questions.py`."""

    about: About
    text: str
    choices: Sequence[str]  # what each choice means, in the words of `questions.py`
    key: object = None  # the reader's own


@dataclass(frozen=True)
class Left:
    """What is not taken, and said so: a file, sheet, rows, columns or cells. Bounds are from 0 and inclusive."""

    why: str
    sheet: str | None = None
    rows: tuple[int, int] | None = None
    columns: tuple[int, int] | None = None
    count: int | None = None

    def covers(self, place: Place) -> bool:
        sheet, row, column = place
        return (
            self.sheet in {None, sheet}
            and (self.rows is None or self.rows[0] <= row <= self.rows[1])
            and (self.columns is None or self.columns[0] <= column <= self.columns[1])
        )


class Reading(Protocol):
    """A file that has been read: what is shown before anything is written."""

    def taken(self) -> Sequence[Taken]:
        """Return what would be written if the officer confirmed now."""

    def questions(self) -> Sequence[Question]:
        """Return what is still asked."""

    def left(self) -> Sequence[Left]:
        """Return what is named as not taken. Rows that wait for an answer need not be named."""

    def texts(self) -> Sequence[str]:
        """Return every other text of the preview, in which no secret may stand."""

    def answer(self, question: Question, choice: str) -> None:
        """Give the answer to a question."""


class Reader(Protocol):
    def read(self, content: bytes, name: str, commune: Commune) -> Reading:
        """Read a file for an officer of a commune whose villages and register are known (`Commune`)."""


@dataclass
class Snapshot:
    """What a reading says at a moment."""

    taken: list[Taken] = field(default_factory=list)
    left: list[Left] = field(default_factory=list)

    @classmethod
    def of(cls, reading: Reading) -> "Snapshot":
        return cls(list(reading.taken()), list(reading.left()))
