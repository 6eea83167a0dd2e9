"""Read a table row by row."""

from collections.abc import Iterator, Mapping

from imports.spreadsheet.book import Cell, Fault, Row
from imports.spreadsheet.identity import MARK, unmarked
from imports.tidy import ditto
from imports.tidy.asking import Asking, Spot
from imports.tidy.cells.skills import is_short_word
from imports.tidy.model import Entry, Known, Table
from imports.tidy.roles import Role
from imports.tidy.rows import broken
from imports.tidy.rows.groups import Groups
from imports.tidy.rows.judging import ENTRY, GROUP, REST, Judge
from imports.tidy.rows.leaving import Leaving
from imports.tidy.values import MEANS

# One cell merged over several rows speaks for each of them.
SPREADING = frozenset(
    {
        "stt", "village", "commune", "district", "province", "head", "hamlet", "number", "letter", "household_id",
        "decision", "signed_on", "decision_and_day", "tier", "team", "held_on", "month", "place", "title", "assessed_on",
        "declared_on", "source", "kind", "phone_of_head", "organisation",
    }
)  # fmt: skip
# What tells a team or a household: it may stand in its first row only, and places with it.
TELLING = {
    "teams": frozenset(
        {"village", "commune", "team", "tier", "decision", "signed_on", "decision_and_day"}
    ),
    "households": frozenset({"head", "number", "letter", "household_id"}),
}
PLACES = frozenset({"village", "commune", "hamlet"})
# So long is a list of skills in short words.
_SHORT_LIST = 40
# The last table that was read, with its last row.
_HALF = "half"
# These stand between the rows of two pages: a name may be broken there.
BETWEEN = frozenset({"heading", "total", "words"})
# In these it stays to be seen that a number was hidden.
FREE = frozenset({"note", "hamlet", "place", "title"})
# One cell merged over the rows of a household speaks for the household: it stands in its first row.
OF_FIRST = frozenset({"note", "phone", "size", "members", "email", "leader", "deputy", *MEANS})


def entries(table: Table, known: Known, asking: Asking) -> Iterator[Entry]:
    """Yield the rows that say something; totals, repeated headings, signatures and the like are named as left."""
    return Reading(table, known, asking).entries()


class Reading:
    """What is known of a table while it is read."""

    def __init__(self, table: Table, known: Known, asking: Asking) -> None:
        self.table, self.known, self.asking = table, known, asking
        self.judge = Judge(table, has_communes=known.declares_communes)
        self.groups, self.leaving = Groups(table), Leaving(table, asking)
        self.columns: Mapping[Role, int] = {role: at for at, role in table.roles.items()}
        # What a heading says of somebody stands where their name does.
        told = {role: table.column("name", role.group) for role in table.told}
        self.told = {role: at for role, at in told.items() if at is not None}
        self.above = dict[Role, Cell]()
        self.shared: frozenset[int] = frozenset()
        self.merged = dict[int, Cell]()
        self.number = 0
        self.after_gap = False
        self.listed = set[int]()
        self.told_hidden: str | None = None
        self.unseen: Entry | None = None  # the row above, if it is hidden and not read
        self.telling = TELLING.get(table.kind, frozenset())
        self.passed = list[Entry]()  # hidden rows since the last one that is read
        self.told_above: Mapping[Role, Cell] = {}  # what such a row says of those below, too

    def entries(self) -> Iterator[Entry]:
        """Yield entries, each once the row that follows was seen: it may go on there, also on the next page."""
        waiting: Entry | None = None
        for row, cells in self._rows():
            use = "" if self._passes_unseen(waiting, row, cells) else self.judge.use_of(cells)
            entry = self._entry(row, cells) if use in (ENTRY, REST) else None
            if self._is_between(use, row) or self._goes_on(waiting, entry):
                continue
            yield from filter(None, [waiting])
            waiting = self._begun(entry, cells) if entry and use == ENTRY else None
            if use and waiting is None:
                self._pass_over("nobody" if use == REST else use, row, cells)
        yield from filter(None, [waiting])
        self.asking.memory[_HALF] = self.table, self.above
        self.leaving.end()
        self._leave_group({})

    def _is_between(self, use: str, row: Row) -> bool:
        """Name a row that stands between those of two pages."""
        if use in BETWEEN:
            self.leaving.leave(use, row)
        return use in BETWEEN

    def _goes_on(self, waiting: Entry | None, entry: Entry | None) -> bool:
        """Tell whether a row goes on with the one that waits; a gap between them is none."""
        if waiting is None or entry is None or self._is_elsewhere(entry, waiting):
            return False
        if not broken.goes_on(waiting, entry, self.asking):
            return False
        self.after_gap = False
        return True

    def _is_elsewhere(self, entry: Entry, above: Entry) -> bool:
        """Tell a row of another village than the one above: a name of one word there is somebody's, no end of a name."""
        text = entry.text("village") if len(entry.cells) <= broken.MOST_PIECES else ""
        is_other = bool(text) and text != above.text("village")
        return is_other and self.known.villages.find(text).pk is not None

    def _rows(self) -> Iterator[tuple[Row, dict[int, Cell]]]:
        """Yield the rows below headings that hold something, with what they hold."""
        for row in self.table.rows:
            cells = self._cells(row)
            self._note_gap(row, is_blank=not cells)
            if cells and row.number not in self.table.heading_rows:
                yield row, cells

    def _passes_unseen(self, waiting: Entry | None, row: Row, cells: Mapping[int, Cell]) -> bool:
        """Tell a row that is not read; "as above" means it all the same.

        A group row holds also where it is hidden: until that is answered, the rows below it wait with it.
        """
        is_unseen = self._is_unseen(waiting, row, cells)
        if not (is_unseen or self.groups.is_unsure):
            return False
        use = self.judge.use_of(cells)
        if is_unseen and use == GROUP:
            self._pass_over(use, row, cells)
            self.groups.hidden |= {row.number} if self.told_hidden is None else set()
        is_unseen = is_unseen or (self.groups.is_unsure and use in {ENTRY, REST})
        if is_unseen and use == ENTRY:
            self.passed.append(self._entry(row, cells))
            self.above = dict(self.passed[-1].cells)
            if self._tells(self.above):
                whole = self.telling | PLACES
                self.told_above = {
                    key: cell for key, cell in self.above.items() if key.key in whole
                }
        return is_unseen

    def _tells(self, cells: Mapping[Role, Cell]) -> bool:
        """Tell whether a row says which team or household it is of."""
        return any(role.key in self.telling for role in cells)

    def _is_unseen(self, waiting: Entry | None, row: Row, cells: Mapping[int, Cell]) -> bool:
        """Tell a row that is hidden, or ends a name that is, where the officer wants none; one that ends a name that is shown is none."""
        is_end = waiting is not None and not waiting.row.is_hidden
        if row.is_hidden and not (is_end and self._ends(waiting, row, cells)):
            is_unseen = not self._is_shown(row)
            self.unseen = self._entry(row, cells) if is_unseen else None
            return is_unseen
        is_unseen = self._ends(self.unseen, row, cells) and not self._is_shown(row)
        self.unseen = self.unseen if is_unseen else None
        return is_unseen

    def _ends(self, above: Entry | None, row: Row, cells: Mapping[int, Cell]) -> bool:
        """Tell a row with nothing but the end of a name."""
        if above is None or len(cells) > broken.MOST:
            return False
        return broken.is_rest(above, self._entry(row, cells))

    def _leave_group(self, following: Mapping[int, Cell]) -> None:
        """Name a group row below which nothing stood."""
        if self.groups.row is not None and self.groups.ends_empty(following):
            self.leaving.leave("section", self.groups.row)
            self.leaving.end()

    def _begun(self, entry: Entry, cells: Mapping[int, Cell]) -> Entry:
        """Note that an entry begins."""
        if self.told_above and not self._tells(entry.cells):
            entry.cells = {**self.told_above, **entry.cells}
        entry.hidden, self.passed, self.told_above = self.passed, [], {}
        self.leaving.end()
        self.groups.count += 1
        self.after_gap = False
        self.judge.last = cells
        self.above = dict(entry.cells)
        return entry

    def _pass_over(self, use: str, row: Row, cells: Mapping[int, Cell]) -> None:
        """Let a group row hold, or name the row as left."""
        if use == GROUP:
            self.leaving.end()
            self._leave_group(cells)
            self.groups.begin(cells, row)
        else:
            self.leaving.leave(use, row)

    def _cells(self, row: Row) -> dict[int, Cell]:
        """Return what a row holds within the columns of the table."""
        end = min(self.table.right + 1, len(row.cells))
        return {
            at: cell
            for at in range(self.table.left, end)
            if (cell := row.cells[at]) is not None and cell != ""
        }

    def _note_gap(self, row: Row, *, is_blank: bool) -> None:
        if is_blank or (self.number and row.number - self.number > 1):
            self.after_gap = True
        self.number = row.number

    def _is_shown(self, row: Row) -> bool:
        """Tell whether a row that is hidden is to be read: the officer says it."""
        spot = Spot(self.table.sheet, row.number, self.table.left)
        told = self.asking.ask("hidden", "rows", ("take", "skip"), spot=spot)
        self.told_hidden = told
        if told == "skip":
            self.leaving.leave("hidden", row)
        return told == "take"

    def _entry(self, row: Row, cells: Mapping[int, Cell]) -> Entry:
        """Return a row by the roles of its columns; marks of repetition and merges are resolved."""
        found = dict[Role, Cell]()
        for role, at in self.columns.items():
            cell = cells.get(at)
            if isinstance(cell, str) or at in row.shared:
                cell = self._resolved(role, at, cell, row)
            if cell is not None:
                found[role] = cell
        self.shared = row.shared
        self.merged = {at: cells[at] for at in row.shared if at in cells}
        for role in self.told:
            if Role("name", role.group) in found:
                found[role] = self.table.told[role]
        where = {**self.columns, **self.told} if self.told else self.columns
        return Entry(self.table, row, found, where, self.groups.context, self.after_gap)

    def _resolved(self, role: Role, at: int, cell: Cell, row: Row) -> Cell:
        """Return what a text, or a cell that is one of several rows, says in this row."""
        if isinstance(cell, str) and MARK in cell:
            cell = _without_mark(role.key, cell)
        if cell is not None and at in row.shared:
            return self._merged(role.key, at, cell)
        if isinstance(cell, str) and len(cell) < 24 and ditto.may_be_one(cell):
            return self._repeated(role, at, cell, row)
        return cell

    def _merged(self, key: str, at: int, cell: Cell) -> Cell:
        """Return what one cell over several rows says in this one."""
        if key in SPREADING:
            return cell
        goes_on = at in self.shared and self.merged.get(at) == cell
        if key in OF_FIRST and self.table.kind in {"households", "teams"}:
            return None if goes_on else cell
        return Fault.SHARED

    def _repeated(self, role: Role, at: int, cell: str, row: Row) -> Cell:
        """Return the cell above where this one says so."""
        sure = ditto.is_sure(cell, role.key)
        if sure is False or (role.key == "skills" and self._is_skill(at, cell)):
            return cell
        if sure is None:
            spot = self.table.spot(row, at)
            told = self.asking.ask("ditto", cell, ("above", "skip"), spot=spot, proposal="above")
            if told != "above":
                return None
        self.above = self.above or self._end_of_half(row)
        if not self.above:  # the first row
            place = (row.number, row.number)
            self.asking.leave(
                "not_understood", sheet=self.table.sheet, rows=place, columns=(at, at)
            )
        return self.above.get(role)

    def _end_of_half(self, row: Row) -> dict[Role, Cell]:
        """Return the last row of the table on the left, where its numbers go on here below the same headings."""
        table, at = self.table, self.columns.get(Role("stt"))
        other, above = self.asking.memory.get(_HALF, (table, {}))
        is_half = (other.sheet, other.heading_rows) == (table.sheet, table.heading_rows)
        if at is None or not is_half or [*other.roles.values()] != [*table.roles.values()]:
            return {}
        first, last = str(row.cells[at]), str(above.get(Role("stt"), ""))
        goes_on = first.isdecimal() and last.isdecimal() and int(first) == int(last) + 1
        return dict(above) if goes_on and other.right < table.left else {}

    def _is_skill(self, at: int, cell: str) -> bool:
        """Tell NT for the platform from nt for "as above", by the short words of such columns of the file."""
        seen: set[str] = self.asking.memory.setdefault("short_words", set())
        if at not in self.listed:
            self.listed.add(at)
            column = (row.cells[at] for row in self.table.rows if at < len(row.cells))
            seen |= {one for one in column if isinstance(one, str) and len(one) < _SHORT_LIST}
        return is_short_word(cell, seen)


def _without_mark(key: str, cell: str) -> str | None:
    """Return a cell without the marks of hidden numbers: "Nguyễn Văn An •••" is a name; one that held no more is blank."""
    text = unmarked(cell)
    return (cell if text and key in FREE else text) or None
