"""What is asked about a file, what was answered, what is taken and what is left: once each, with where it stands.

A question is known by its kind and the text it is about. Its choices are meanings, plain words that the pages put
into Vietnamese (imports.jobs.queries.questions) and that are remembered as they are:

| kind         | about                              | meanings                                                      |
|--------------|------------------------------------|---------------------------------------------------------------|
| mark         | a mark, level or word for a skill  | none, help, alone, unasked, skills (a list of digits), skip   |
| colour       | "#RRGGBB", "" for no fill          | as mark                                                       |
| comment      | the comment's text                 | as mark                                                       |
| sex          | the word in a cell                 | m, f, skip                                                    |
| relation     | the word in a cell                 | head, spouse, child, parent, grandchild, other, skip          |
| role         | the word in a cell                 | leader, deputy, member, skip                                  |
| organisation | the word in a cell                 | an organisation of the register, skip                         |
| ditto        | the mark in a cell                 | above                                                         |
| column       | the heading (of two rows the       | a role of `roles.py`, skip                                    |
|              | lower); without one "column 5"     |                                                               |
| numbered     | "KN1–KN5", headings that only     | in_order (of the five skills), apart (each is asked about)    |
|              | number the skills                  |                                                               |
| village      | the text, "" where there is none   | the key of a village, new (where villages come in), commune   |
|              | ("@Sheet2" of several sheets);     | (of a team or session: the commune's own), skip, "=name" of   |
|              | above a commune also "text #12"    | a village that the file itself brings                         |
|              | with the key of the commune        |                                                               |
| commune      | the text of a commune              | own, foreign; above a commune the key of one, foreign         |
| grouping     | ""                                 | head, relation, number (of each household, or begun again in  |
|              |                                    | each), letter, tick, address, mark, bold,                     |
|              |                                    | blank_row, group_row, beside, cell, chart, row (each is a     |
|              |                                    | household of its own), skip                                   |
| tables       | ""                                 | all, first                                                    |
| link         | ""                                 | join, skip                                                    |
| same         | the head's or person's name; also  | same, different                                               |
|              | "name #12" (imports.tidy.askers)   |                                                               |
| gone         | a word that somebody is no more    | take, skip                                                    |
| body         | the title of another body's list   | take, skip                                                    |
| plan         | the title of sessions that are     | take, skip                                                    |
|              | planned                            |                                                               |
| date_order   | ""                                 | d/m, m/d                                                      |
| year         | "" (days without a year)           | the year                                                      |
| day          | "" (the day of figures)            | the day, 2026-09-14                                           |
| repair       | the text of the cell               | the value that is right, skip                                 |
| hidden       | rows, columns or a sheet's name    | take, skip                                                    |
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, field as made
from typing import Any, NamedTuple

from areas.names import clean, fold

# What a question is about: its kind, and the text as it is compared.
type About = tuple[str, str]

# Questions that may be answered with what is typed, whatever is offered.
TYPED = frozenset({"day"})
# Of these a file has one question each.
WITHOUT_SUBJECT = frozenset({"grouping", "link", "tables", "date_order", "year", "day"})
# A village that the file itself brings is answered by its name behind this, for it has no key yet.
COMING = "="
# In a file of many communes a village is asked about with the key of its commune behind it.
OF_COMMUNE = "{text} #{commune}"
# Where several sheets of a commune name no village, they are asked about one by one, or those together that are alike.
OF_SHEET = "@{sheet}"
_OF_COMMUNE = re.compile(r"(.*?) ?#(\d+)")
# So many places are shown of a question, a column that is taken, and what is left.
EXAMPLES = 3


class Spot(NamedTuple):
    """Where something stands: the place of the sheet in its book, the row as the officer sees it, the column from 0."""

    sheet: int
    row: int
    column: int


def about(kind: str, subject: object = "") -> About:
    """Return what a question is about in the form in which it is compared and remembered: marks stay, capitals do not."""
    return (kind, "" if kind in WITHOUT_SUBJECT else clean(str(subject)).casefold())


def parted(subject: str) -> tuple[str, int]:
    """Return the text about a village and the key of the commune behind it, 0 where none is."""
    found = _OF_COMMUNE.fullmatch(subject)
    return (found[1], int(found[2])) if found else (subject, 0)


def sheet_of(text: str) -> str:
    """Return the sheet of which a village is asked, where its rows name none; "" for another text."""
    return text[1:] if text.startswith(OF_SHEET[0]) else ""


def is_unsaid(subject: str) -> bool:
    """Tell whether a question about a village is of rows that name none."""
    text, _commune = parted(subject)
    return not text or bool(sheet_of(text))


@dataclass(slots=True)
class Question:
    """One question of a file: asked once, however often its text occurs.

    `proposal` is what is likely, and `source` where that is from ("Thôn: lấy từ dòng 3"); neither is an answer.
    """

    kind: str
    subject: str
    choices: Sequence[str]
    proposal: str = ""
    source: str = ""
    count: int = 0
    examples: list[Spot] = field(default_factory=list)

    @property
    def about(self) -> About:
        """What it is known by."""
        return about(self.kind, self.subject)


@dataclass(frozen=True, slots=True)
class Left:
    """What is not taken, by why: bounds are rows as the officer sees them and columns from 0, both inclusive.

    `name` is shown beside it, a heading or the name of a sheet: never the text of a cell.
    """

    why: str
    sheet: int | None = None
    rows: tuple[int, int] | None = None
    columns: tuple[int, int] | None = None
    count: int = 1
    name: str = ""


@dataclass(slots=True)
class Taken:
    """A column that is taken: what it is called and read as, how many cells it has, and some of them."""

    sheet: int
    column: int
    heading: str
    field: str
    count: int = 0
    # `field` is what it is read as.
    examples: list[str] = made(default_factory=list)
    rows: list[int] = made(default_factory=list)  # of the examples

    def add(self, text: str, row: int) -> None:
        """Count a cell and keep some as examples."""
        self.count += 1
        if len(self.examples) < EXAMPLES and text not in self.examples:
            self.examples.append(text)
            self.rows.append(row)

    def hide(self, row: int) -> None:
        """Leave out what a row has among the examples."""
        kept = [one for one in zip(self.examples, self.rows, strict=True) if one[1] != row]
        self.examples, self.rows = [text for text, _ in kept], [at for _, at in kept]


@dataclass(slots=True)
class Inferred:
    """What rows do not say and was taken from around them: the text, where it stands, and for how many."""

    field: str
    value: str
    context: Any  # imports.tidy.model.Context
    count: int = 0


class Asking:
    """All that is asked about one file, with the answers given so far; what is remembered of the commune is one, too."""

    def __init__(self, answers: Mapping[About, str]) -> None:
        self.answers = dict(answers)
        self.questions = dict[About, Question]()
        # What was asked and had an answer: with how many cells, and where, as those that had none.
        self.answered = dict[About, Question]()
        self.used = Counter[About]()
        self.left = list[Left]()
        self.taken = dict[tuple[int, int, str], Taken]()
        # What the file itself says of a mark or colour, so that nobody is asked: its meaning, and in which words.
        self.explained = dict[About, tuple[str, str]]()
        # For which old font the file was typed (imports.spreadsheet.fonts), None for one in Unicode.
        self.font: Any = None
        # Kinds of files of which fills and comments are not read.
        self.unread = set[str]()
        # Rows of which nothing is shown, by sheet.
        self.hidden = dict[int, set[int]]()
        self.inferred = dict[tuple[str, str, Any], Inferred]()
        # Days that may be meant by figures of which nobody says a day; "" where there are such figures at all.
        self.undated = set[str]()
        # What a module works out once for the file, under its own name.
        self.memory = dict[str, Any]()

    def ask(
        self,
        kind: str,
        subject: object,
        choices: Sequence[str],
        *,
        spot: Spot | None = None,
        proposal: str = "",
        source: str = "",
    ) -> str | None:
        """Return what was answered; where nothing was, note the question, and return None.

        An answer that is no choice any more is none. Whoever asks goes on without a value: what depends on it is
        neither taken nor left.
        """
        key = about(kind, subject)
        told = self.told(key)
        if told is not None and (told in choices or not choices or kind in TYPED):
            self.used[key] += 1
        else:
            told = None
        noted = self.questions if told is None else self.answered
        question = noted.get(key)
        if question is None:
            question = noted[key] = Question(kind, str(subject), choices, proposal, source)
        question.count += 1
        if spot is not None and len(question.examples) < EXAMPLES:
            question.examples.append(spot)
        return told

    def told(self, key: About) -> str | None:
        """Return the answer given; of a column also one that was remembered of its heading without marks."""
        told = self.answers.get(key)
        if told is None and key[0] == "column":
            told = self.answers.get((key[0], fold(key[1])))
        return told

    def leave(
        self,
        why: str,
        *,
        sheet: int | None = None,
        rows: tuple[int, int] | None = None,
        columns: tuple[int, int] | None = None,
        count: int = 1,
        name: str = "",
    ) -> None:
        """Name what is not taken."""
        self.left.append(Left(why, sheet, rows, columns, count, name))

    def take(self, spot: Spot, heading: str, field: str, text: str) -> None:
        """Note that a cell is taken, and as what."""
        key = (spot.sheet, spot.column, field)
        taken = self.taken.get(key)
        if taken is None:
            taken = self.taken[key] = Taken(spot.sheet, spot.column, heading, field)
        if len(taken.examples) < EXAMPLES and spot.row not in self.hidden.get(spot.sheet, ()):
            taken.add(text, spot.row)
        else:
            taken.count += 1

    def hide(self, sheet: int, row: int) -> None:
        """Show nothing of a row: it is of people who are not the importer's, or it is not known whose."""
        rows = self.hidden.setdefault(sheet, set())
        if row not in rows:
            rows.add(row)
            for taken in self.taken.values():
                if taken.sheet == sheet and row in taken.rows:
                    taken.hide(row)

    def infer(self, field: str, value: str, context: Any) -> None:
        """Note that a row has something from what stands around its table."""
        key = (field, value, context)
        inferred = self.inferred.get(key)
        if inferred is None:
            inferred = self.inferred[key] = Inferred(field, value, context)
        inferred.count += 1
