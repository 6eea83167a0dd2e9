"""A file put in order: whatever its tables look like, its rows come as lines of the register's sheets."""

from collections.abc import Callable, Iterator, Mapping, Sequence

from imports.spreadsheet.book import Book
from imports.spreadsheet.lines import Line
from imports.tidy import (
    below,
    cells,
    columns,
    dumped,
    elsewhere,
    letters,
    looks,
    places,
    same,
    tables,
    unsaid,
    unseen,
)
from imports.tidy.asking import Asking
from imports.tidy.model import Known, Record, Table
from imports.tidy.roles import SKILLS
from imports.tidy.shapes import (
    accounts,
    activities,
    chart,
    communes,
    households,
    periods,
    platforms,
    teams,
    villages,
)
from imports.tidy.shapes.households import above
from imports.tidy.turned import Turned
from imports.tidy.values import COMMUNE_TIER

type Shape = Callable[[Sequence[Table], Known, Asking], Iterator[Record]]

# In this order rows are written: a team needs its village, a household nothing of a team.
SHAPES: Mapping[str, Shape] = {
    "villages": villages.records,
    "communes": communes.records,
    "accounts": accounts.records,
    "platforms": platforms.records,
    "teams": teams.records,
    "households": households.records,
    "activities": activities.records,
}

# Without an answer to these rows are not looked at, so that nobody knows whose they are.
_WAITED_FOR = frozenset({"commune", "grouping", "hidden", "link", "relation", "tables", "village"})


class Tidied:
    """A file that was put in order; what it asks and leaves out is in `asking` once all lines were taken."""

    def __init__(self, book: Book, known: Known, asking: Asking, name: str = "") -> None:
        self.known, self.asking = known, asking
        if known.of is not None:
            below.settle_below(known, asking)
        as_read, book = book, dumped.as_meant(looks.without_flaws(book))
        book = letters.in_unicode(book, asking, known)
        # Who reads the book once more finds the rows that are taken.
        self.turned = Turned(book)
        self.book = book = self.turned.book
        found = tables.tables_of(book, known, asking, name)
        found = [table for table in found if not self._is_refused(table)]
        self.tables = [table for table in found if not self._is_elsewhere(table)]
        columns.note_legends(book, asking)
        for table in self.tables:
            self._assign(table, asking)
        columns.leave_cut(book, self.tables, asking)
        unsaid.note_sheets(self.tables, asking)
        looks.look(self.tables, book, asking, as_read)
        cells.look_at(self.tables, known, asking)

    def _assign(self, table: Table, asking: Asking) -> None:
        """Say what the columns of a table are."""
        if not table.headings and chart.is_chart(table.rows):
            table.kind = "teams"
        else:
            columns.assign(table, self.known, asking)

    def _is_refused(self, table: Table) -> bool:
        """Tell whether a table is of a kind that the importer may not bring in: it is left whole, unseen."""
        kinds = self.known.kinds
        if kinds is None:
            return False
        seen = Asking(self.asking.answers)
        self._assign(table, seen)
        # A list of members is one of teams, whichever body's it is said to be.
        kind = "teams" if any(one.kind == "body" for one in seen.questions.values()) else table.kind
        if not kind or kind in kinds:
            return False
        numbers = [*table.heading_rows, *(row.number for row in table.rows)]
        self.asking.leave(
            "not_allowed",
            sheet=table.sheet,
            rows=(min(numbers), max(numbers)),
            count=len(table.rows),
            name=kind,
        )
        return True

    def _is_elsewhere(self, table: Table) -> bool:
        """Tell whether a table is one of another commune, so that nothing else of it is asked."""
        if not elsewhere.may_be_elsewhere(table, self.known, self.asking):
            return False
        seen = Asking(self.asking.answers)
        self._assign(table, seen)
        is_any = bool(table.kind or seen.questions) and table.kind != "communes"
        return is_any and elsewhere.is_elsewhere(table, self.known, self.asking)

    def kinds(self) -> list[str]:
        """Return which kinds of rows the file has, in the order in which they are written."""
        there = {table.kind for table in self.tables}
        return [kind for kind in SHAPES if kind in there]

    def lines(self) -> Iterator[tuple[str, Line]]:
        """Yield each row that is taken, with its kind; a household's or team's rows follow each other."""
        has_lines = False
        for kind in self.kinds():
            lines = self._lines(kind)
            if kind == "households":
                lines = same.settled(lines, self.known, self.asking)
            for line in lines:
                has_lines = True
                yield kind, line
        places.leave_groups(self.asking)
        unseen.forget(self.asking)
        if not has_lines:
            self._forget_vain_questions()
        self.turned.put_back(self.asking)

    def _forget_vain_questions(self) -> None:
        """Ask nothing of a file whose rows are all of other communes: whatever is answered, none is taken."""
        is_whole = all(table.kind for table in self.tables) and not _WAITED_FOR & {
            kind for kind, _subject in self.asking.questions
        }
        if is_whole and places.are_all_foreign(self.asking):
            self.asking.questions.clear()

    def _lines(self, kind: str) -> Iterator[Line]:
        own = [table for table in self.tables if table.kind == kind]
        for record in SHAPES[kind](own, self.known, self.asking):
            is_settled = record.is_of_commune and self.known.of is None
            if is_settled or places.settle(record, self.known, self.asking):
                line = cells.line_of(record, self.asking, self.known)
                if record.is_of_commune:
                    line.values["tier"] = COMMUNE_TIER
                    line.values.pop("village", None)
                if kind == "households":
                    self._asked_on(record, line)
                    if record.is_head:
                        above.say(line, tuple(record.entry.context), self.known, self.asking)
                for column, what, how in record.wrongs:
                    line.wrong(column, what, how, record.cells.get(column))
                yield line

    def _asked_on(self, record: Record, line: Line) -> None:
        """Give a person whose skills were asked the day that stands beside the table, where their row has none."""
        said = periods.day_of_survey(tuple(record.entry.context))
        if said is None or not line.values.keys() & set(SKILLS) or "assessed_on" in record.cells:
            return
        day = periods.days_in(said.text)[0]
        if day <= self.known.today:
            line.values["assessed_on"] = day
            self.asking.infer("assessed_on", day.isoformat(), said)
