"""What columns hold as a whole: a mark, a day or a word is told by those beside it, in all tables of the file."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from imports.spreadsheet.book import Cell, Row
from imports.tidy.cells import births, days, names
from imports.tidy.cells.legend import means
from imports.tidy.cells.marks import key_of
from imports.tidy.columns.skills import legend
from imports.tidy.model import Table
from imports.tidy.people.spelled import low
from imports.tidy.roles import SKILLS
from imports.tidy.tables.sums import Sums
from imports.tidy.tables.words import is_total
from imports.tidy.values import MEANS

_NAMES = frozenset({"name", "head", "family", "members", "leader"})
_DAYS = frozenset(
    {
        "held_on",
        "signed_on",
        "joined_on",
        "assessed_on",
        "declared_on",
        "ended_on",
        "decision",
        "decision_and_day",
    }
)
_NEIGHBOURS = re.compile(r"\s*(?:1\s*-\s*2|2\s*-\s*3|3\s*-\s*4|4\s*-\s*5)\s*")
_COMMA = r"\s*[,;+.&]\s*"
_SLASHED = re.compile(r"[1-5]\s*/\s*[1-4]|[1-5](?:\s*/\s*[1-5]){2,}")
_WRITTEN_OUT = re.compile("|".join(_COMMA.join(run) for run in ("123", "234", "345")))
_OTHERS = ("sex", "relation", "birth", "skills", "all_five")
_WATCHED = frozenset({*SKILLS, *MEANS, *_DAYS, *_NAMES, *_OTHERS})
# So many different cells of a column tell what it is.
_ENOUGH = 4_000
_TOTALS = frozenset(
    ["tổng", "cộng", "tong", "cong", "mang", "chuy", "tran", "lũy ", "lu\u1ef9 ", "luy "]
)


@dataclass
class Survey:
    """The different cells of what the tables of one kind hold."""

    tables: Sequence[Table]
    platforms: Sequence[str] = ()
    cells: dict[str, set[tuple[type, Cell]]] = field(default_factory=dict)
    titles: set[str] = field(default_factory=set)

    @classmethod
    def of(cls, tables: Sequence[Table], platforms: Sequence[str] = ()) -> "Survey":
        """Look once at the columns of which more is asked than one cell tells."""
        survey = cls(tables, platforms)
        for table in tables:
            survey._look(table)
        return survey

    def _look(self, table: Table) -> None:
        watched = [(at, role.key) for at, role in table.roles.items() if role.key in _WATCHED]
        names_at = [at for at, key in watched if key in _NAMES]
        values = [
            (at, self.cells.setdefault(key, set())) for at, key in watched if key not in _NAMES
        ]
        sums = Sums(table)
        for row in table.rows:
            if not self._is_body(row, names_at) if names_at else _is_total(row):
                continue
            if sums.tells_of(row):
                continue
            for at, seen in values:
                if (
                    at < len(row.cells)
                    and (cell := row.cells[at]) is not None
                    and len(seen) < _ENOUGH
                ):
                    seen.add((cell.__class__, cell))

    def _is_body(self, row: Row, names_at: Sequence[int]) -> bool:
        """Say whether a row is of somebody: totals and numbering rows tell nothing of marks."""
        said = False
        for at in names_at:
            cell = row.cells[at] if at < len(row.cells) else None
            if isinstance(cell, str) and not cell.isdecimal():
                said = said or len(cell) > 3
                if _says_total(cell):
                    return False
                if cell[:1] in "ôÔoObBaAcCmMđĐ" and (title := names.title_of(cell)):
                    self.titles.add(title)
        return said

    def of_key(self, *keys: str) -> Iterator[Cell]:
        """Yield the different cells of columns."""
        for key in keys:
            for _, cell in self.cells.get(key, ()):
                yield cell

    @cached_property
    def marks(self) -> frozenset[str]:
        """All marks for skills, as they are compared."""
        return frozenset(
            key_of(cell)
            for cell in self.of_key(*SKILLS, "all_five")
            if not isinstance(cell, str) or len(cell) < 60
        ) - {""}

    @cached_property
    def numbers(self) -> frozenset[int]:
        """The numbers among them."""
        return frozenset(int(mark) for mark in self.marks if mark.isdecimal())

    @cached_property
    def texts(self) -> list[str]:
        """All that stands around the tables, and the headings of skills."""
        found = [one.text for table in self.tables for one in table.context]
        for table in self.tables:
            for at, role in table.roles.items():
                if role.key in {*SKILLS, "skills"}:
                    found += table.headings.get(at, ())
        return list(dict.fromkeys(found))

    @cached_property
    def legend(self) -> dict[str, tuple[str, str]]:
        """What the file itself says of its marks, and in which words."""
        return means(self.texts, self.marks)

    @cached_property
    def listed(self) -> dict[str, str]:
        """Which skills the file says its numbers are; what it says in two ways is not said."""
        told: dict[str, set[str]] = {}
        for table in self.tables:
            for number, skill in legend(table, self.platforms).items():
                told.setdefault(str(number), set()).add(skill)
        return {number: skills.pop() for number, skills in told.items() if len(skills) == 1}

    @cached_property
    def list_words(self) -> frozenset[str]:
        """The words of cells that list several skills."""
        return frozenset(
            word
            for cell in self.of_key("skills")
            if isinstance(cell, str)
            for word in low(cell).split()
        )

    @cached_property
    def has_lists_with_dashes(self) -> bool:
        """Say whether a dash stands between skills of a list: where three have two, where two are next to each other.

        Nor does it mean "to" where others write out "1, 2, 3".
        """
        return any(
            cell.count("-") > 1 or _NEIGHBOURS.fullmatch(cell) or _WRITTEN_OUT.search(cell)
            for cell in self.of_key("skills")
            if isinstance(cell, str)
        )

    @cached_property
    def has_lists_with_slashes(self) -> bool:
        """Say whether a slash stands between skills of a list: "1/2" and "1/3/4" are no parts of five."""
        cells = [cell for cell in self.of_key("skills") if isinstance(cell, str)]
        return any(_SLASHED.fullmatch(cell.strip()) for cell in cells)

    @cached_property
    def sexes(self) -> frozenset[str]:
        """The words for sexes."""
        return _words(self.of_key("sex"))

    @cached_property
    def relations_have_marks(self) -> bool:
        """Say whether words for relations are typed with their marks."""
        return not all(word.isascii() for word in _words(self.of_key("relation")))

    @cached_property
    def spelled_twice(self) -> frozenset[str]:
        """Short words for relations that stand there in several capitals, CH and Ch: they are two."""
        texts = {cell.strip(" .") for cell in self.of_key("relation") if isinstance(cell, str)}
        lows = [text.casefold() for text in texts if len(text) < 4]
        return frozenset(one for one in lows if lows.count(one) > 1)

    @cached_property
    def order(self) -> str:
        """Which comes first in days, "" where columns tell both."""
        return days.order_of(self.of_key(*_DAYS))

    @cached_property
    def may_be_swapped(self) -> bool:
        """Say whether a machine may have swapped day and month of some days."""
        return days.may_be_swapped(self.of_key(*_DAYS))

    @cached_property
    def has_serials(self) -> bool:
        """Say whether births are numbers of days."""
        return births.has_serials(self.of_key("birth"))

    @cached_property
    def has_titles(self) -> bool:
        """Say whether names have titles before them: two different ones."""
        return len(self.titles) > 1


def _is_total(row: Row) -> bool:
    """Tell a row of totals of a table that names nobody: its numbers are no marks."""
    return any(isinstance(cell, str) and _says_total(cell) for cell in row.cells)


def _says_total(text: str) -> bool:
    return text[:4].casefold() in _TOTALS and is_total(text)


def _words(cells: Iterable[Cell]) -> frozenset[str]:
    return frozenset(low(cell) for cell in cells if isinstance(cell, str))
