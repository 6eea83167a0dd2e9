"""One record of a table as a line of the register: every cell a value, a question, or named as left."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from imports.spreadsheet.book import Cell, Fault
from imports.spreadsheet.lines import Line, plain as as_kept
from imports.spreadsheet.values import Wrong
from imports.tidy.asking import Asking, Spot
from imports.tidy.cells import days, sexes
from imports.tidy.cells.around import with_month
from imports.tidy.cells.fields import AS_THEY_ARE, FIELDS, HALVES, REQUIRED, TOGETHER
from imports.tidy.cells.reading import SKIP, Doubt, Read, plain
from imports.tidy.cells.table import FileCells, TableCells
from imports.tidy.cells.unasked import leave_unasked
from imports.tidy.model import Known, Record, Table
from imports.tidy.people.spelled import joined

_MEMORY = "cells"
# What a cell says beside its own field, for a field that has no column.
_TOLD = {"told_sex": "sex", "told_year": "birth_year"}


def look_at(tables: Sequence[Table], known: Known, asking: Asking) -> None:
    """Say which tables a file has, so that a mark in one of them is told by those in the others."""
    asking.memory[_MEMORY] = FileCells(tables, known, asking)


def line_of(record: Record, asking: Asking, known: Known | None = None) -> Line:
    """Return a record as a line: what it says, what is wrong with it, what was assumed."""
    file = asking.memory.get(_MEMORY)
    if file is None:
        file = asking.memory[_MEMORY] = FileCells([], known, asking)
    return _Maker(record, file.of(record.entry.table)).line


class _Maker:
    """A line that is being made of a record."""

    def __init__(self, record: Record, own: TableCells) -> None:
        self.record, self.own, self.asking = record, own, own.asking
        self.line = Line(record.entry.row.number)
        self.line.sheet, self.line.block = own.table.sheet, record.block
        self.line.is_head = record.is_head
        self.told = dict[str, Any]()
        self.fields = FIELDS[record.kind]
        for key, cell in record.cells.items():
            if cell is not None and cell != "":
                self._cell(key, cell)
        if not TOGETHER.isdisjoint(record.cells):
            self._together()
        if self.told:
            self._beside()
        if record.kind == "households":
            leave_unasked(self.line, record.entry)

    def _cell(self, key: str, cell: Cell) -> None:
        how = self.fields.get(key)
        if how is not None:
            read = self.own.read(key, how[1], cell)
            # Of a cell whose people cannot be parted it is said; an answer would part none.
            is_said = key == "full_name" and any(one[0] == key for one in self.record.wrongs)
            if read.doubt is None or not is_said:
                self._settle(key, how[0], cell, read)
        elif key in AS_THEY_ARE:
            self.line.values[key] = cell
        elif key not in TOGETHER:
            self._leave("no_field", key)

    def _settle(self, key: str, field: str, cell: Cell, read: Read) -> None:
        """Take what a cell was read as, ask about it, or name it as left."""
        if read.wrong or (read.doubt and read.doubt.kind == "year"):
            read = self._in_context(field, read, cell)
        value = (read := self._as_said(field, cell, read)).value
        if read.doubt is not None:
            doubt = read.doubt
            told = self.asking.ask(
                doubt.kind,
                doubt.subject,
                doubt.choices,
                spot=self._spot(key),
                proposal=doubt.proposal,
            )
            if told is None:
                return
            if told == SKIP:
                self._leave("skipped", key)
                return
            value = doubt.values[told]
            if isinstance(value, Wrong):
                self._left(key, field, cell, Read(wrong=value))
                return
        elif read.left or read.wrong:
            self._left(key, field, cell, read)
            return
        self._take(key, field, cell, value, read)

    def _as_said(self, field: str, cell: Cell, read: Read) -> Read:
        """Take a text as it stands that the register has in the same words: whoever wrote it there was not in doubt."""
        has_said = self.own.file.has_said
        if read.doubt is None or read.doubt.kind != "repair" or has_said is None:
            return read
        return Read(plain(cell)) if has_said(field, plain(cell)) else read

    def _take(self, key: str, field: str, cell: Cell, value: Any, read: Read) -> None:
        if value is not None and value != "":
            self.line.values[field] = value
        if read.more:
            for name, one in read.more.items():
                (self.told if name in _TOLD else self.line.values).setdefault(name, one)
        for name, doubt in read.asks.items():
            self._ask_beside(key, name, doubt)
        if read.note:
            self.line.note(field, read.note, as_kept(cell))
        spot = self._spot(key)
        text = cell if cell.__class__ is str else plain(cell)
        self.asking.take(spot, self.own.headings.get(spot.column, ""), field, text)

    def _ask_beside(self, key: str, field: str, doubt: Doubt) -> None:
        """Ask about what a cell says of another field, for which it has no column."""
        if field in self.line.values:
            return
        told = self.asking.ask(doubt.kind, doubt.subject, doubt.choices, spot=self._spot(key))
        value = doubt.values.get(told) if told else None
        if told == SKIP or isinstance(value, Wrong):
            self._leave("skipped" if told == SKIP else "not_understood", key)
        elif value is not None:
            self.line.values[field] = value

    def _left(self, key: str, field: str, cell: Cell, read: Read) -> None:
        wrong = read.wrong
        if wrong is not None and field in REQUIRED:
            self.line.wrong(field, wrong.what, wrong.how, as_kept(cell), wrong.proposal)
            return
        what = wrong.what if wrong else _("Không hiểu “%(text)s”.") % {"text": plain(cell)}
        self.line.note(field, what, as_kept(cell))
        self._leave(read.left or "not_understood", key)

    def _in_context(self, field: str, read: Read, cell: Cell) -> Read:
        """Read a day anew by the month and year that stand around its row."""
        if self.record.kind != "activities" or field != "held_on" or read.left:
            return read
        about = self.own.in_context(self.record.entry.context)
        month = self.record.cells.get("month")
        if month is not None and about.month is None:
            about = with_month(about, plain(month))
        return days.day(cell, about)

    # --- Several cells that say one thing ---

    def _without_value(self) -> None:
        """Leave cells that hold no value of their own out of what is put together."""
        for key in (TOGETHER - HALVES) & self.record.cells.keys():
            if isinstance(self.record.cells[key], Fault):
                self._leave("not_understood", key)
                del self.record.cells[key]

    def _together(self) -> None:
        self._without_value()
        cells, values = self.record.cells, self.line.values
        if "family" in cells or ("given" in cells and "full_name" not in cells):
            whole = joined(cells.get("family"), cells.get("given"))
            key = "family" if cells.get("family") else "given"
            if whole:
                self._settle(
                    key,
                    "full_name",
                    whole,
                    self.own.read("full_name", self.fields["full_name"][1], whole),
                )
        if cells.get("m") or cells.get("f"):
            self._of_two_columns()
        for key in ("born_day", "born_month", "month"):
            if cells.get(key) is None:
                continue
            if "birth_year" in values or "held_on" in values:
                self._taken(key, "birth_year" if key != "month" else "held_on")
            else:
                self._leave("not_understood", key)

    def _of_two_columns(self) -> None:
        """Take the sex, and a year of birth, from the column of men or women in which something stands."""
        cells = self.record.cells
        found = sexes.of_two(cells.get("m"), cells.get("f"))
        for key in ("m", "f"):
            if cells.get(key) is None or cells.get(key) == "":
                continue
            if found is None:
                self._leave("not_understood", key)
            elif key == found and sexes.is_year(cells[key]):
                self.line.values["sex"] = key
                read = self.own.read("birth_year", self.fields["birth_year"][1], cells[key])
                self._settle(key, "birth_year", cells[key], read)
            else:
                self.line.values["sex"] = found
                self._taken(key, "sex")

    def _beside(self) -> None:
        """Take what a name or relation tells, where no column does."""
        values = self.line.values
        sex, year = self.told.get("told_sex"), self.told.get("told_year")
        if sex is not None and not self.own.tells_sex:
            values.setdefault("sex", sex)
        if year is not None and "birth_year" not in values:
            values["birth_year"] = year

    # --- Where it stands ---

    def _taken(self, key: str, field: str) -> None:
        spot = self._spot(key)
        heading = self.own.headings.get(spot.column, "")
        self.asking.take(spot, heading, field, plain(self.record.cells[key]))

    def _leave(self, why: str, key: str) -> None:
        spot = self._spot(key)
        self.own.file.leave(why, spot, self.own.headings.get(spot.column, ""))

    def _spot(self, key: str) -> Spot:
        return self.record.spots.get(key) or self.record.entry.spot(key)
