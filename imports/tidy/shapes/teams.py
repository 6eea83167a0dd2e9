"""Teams and their people: a row for each member, a row for each team, or the chart of one."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from areas.names import fold
from imports.spreadsheet.book import Cell
from imports.tidy.asking import Asking, Spot
from imports.tidy.model import Context, Entry, Known, Record, Table
from imports.tidy.roles import role_of
from imports.tidy.rows import entries
from imports.tidy.shapes import attendance, chart, gone
from imports.tidy.shapes.decisions import Decision, decision_in, founding, is_only_decision
from imports.tidy.shapes.left import OF_PLACES, Leaving, leave_columns
from imports.tidy.shapes.over import ends_of, has_ended, has_left, is_over, is_over_as_remarked
from imports.tidy.shapes.people_of_rows import BEARERS, FACTS, People, Somebody, joined
from imports.tidy.shapes.team_places import (
    groups_of,
    is_commune,
    is_own_commune,
    is_place,
    names_team,
    place_in,
    role_above,
    teams_above,
    tells_commune,
)
from imports.tidy.units import Whose

_OF_TEAM = ("village", "team", "tier", "decision", "signed_on", "decision_and_day", "signer")
_USED = {*OF_PLACES, *BEARERS, *FACTS, *_OF_TEAM, "family", "given"}
# Words of a tier that is the commune's.
_COMMUNES = frozenset({"xa", "phuong", "dac khu", "to cua xa", "to xa", "to cua phuong"})
_ALMOST_ALL = 0.8
# What stands for a cell, where it stands.
type Said = tuple[Any, Spot]


def records(tables: Sequence[Table], known: Known, asking: Asking) -> Iterator[Record]:
    """Yield a record for each person of a team; `block` tells the teams of a file apart."""
    for table in tables:
        if not table.roles and chart.is_chart(table.rows):
            yield from chart.records(table, known, asking)
        elif attendance.is_attendance(table):
            attendance.leave(table, asking)
        else:
            yield from _Teams(table, known, asking).records()


@dataclass(slots=True)
class _Block:
    """The rows of one team that follow each other: what they say of it, and of whom; `bare` name nobody."""

    key: str
    facts: dict[str, Said] = field(default_factory=dict)
    # With what the row of each says of the team: where two rows contradict, both are to be seen.
    people: list[tuple[Entry, Somebody]] = field(default_factory=list)
    of_rows: dict[int, dict[str, Said]] = field(default_factory=dict)
    bare: list[int] = field(default_factory=list)


class _Teams:
    """One table, read from its first row to its last."""

    def __init__(self, table: Table, known: Known, asking: Asking) -> None:
        self.table, self.known, self.asking = table, known, asking
        self.leaving = Leaving(table, asking)
        self.people = People(table, self.leaving)
        at = table.column("village")
        at = table.column("team") if at is None else at
        self.fills = at is not None and is_on_first_rows(table, at)
        self.has_paper = any(table.has(one) for one in ("decision", "decision_and_day"))
        # A guest of its meeting has no role in the team.
        self.is_of_meeting = attendance.is_of_meeting(table) and table.column("role") is not None
        # In such a list "Đơn vị" is the commune or village of somebody.
        self.tells_places = _tells_places(table)
        self.block = _Block("")
        self.place: Said | None = None
        # Above the communes: that of the row, which parts teams of villages that are called alike.
        self.commune = ""
        self.groups: tuple[int | str, ...] = ()
        # What stands above a row holds for many: worked out once.
        self.context: Sequence[Context] = ()
        self.role: Sequence[Said] = ()
        self.ends = ends_of(table, known.today, has_members=self.people.is_one_a_row)
        self.above: tuple[tuple[int | str, ...], dict[str, Said]] = ((), {})

    def records(self) -> Iterator[Record]:
        """Yield the people of each team."""
        leave_columns(self.table, _USED, self.asking)
        for entry in entries(self.table, self.known, self.asking):
            key = self._key(entry) + self._beside(entry)
            if key != self.block.key:
                yield from self._flush()
                self.block = _Block(key)
            self._read(entry)
        yield from self._flush()
        self.leaving.say()

    def _key(self, entry: Entry) -> str:
        """Return what tells the team of a row from the others; note the place that the row names."""
        if entry.context is not self.context:
            self.context = entry.context
            self.above = self._above(entry.context)
            self.role = _role_above(entry.context, self.table)
        groups, _facts = self.above
        said = _place(entry)
        if groups != self.groups or said is not None or not self.fills:
            self.groups, self.place = groups, said
        name = "" if self.place is None else fold(str(self.place[0]))
        if self.known.of is not None and entry.get("commune") is not None:
            self.commune = f":{fold(entry.text('commune'))}"
        tier = fold(entry.text("tier"))
        return f"{self.table.sheet}:{groups or self.table.left}:{tier}:{name}{self.commune}"

    def _beside(self, entry: Entry) -> str:
        """Take what stands as somebody's organisation for their place, where it is one; it parts teams as a place does."""
        text, own = entry.get("organisation"), self.known.commune
        if not isinstance(text, str):
            return ""
        is_other = own is not None and own.read(text) is not Whose.OWN
        if is_commune(text) and (self.tells_places or is_other) and entry.get("commune") is None:
            entry.cells[role_of("commune")] = text
        elif self.tells_places and is_place(text) and _place(entry) is None:
            entry.cells[role_of("place")] = entry.cells.pop(role_of("organisation"))
        else:
            return ""
        return f":{fold(text)}"

    def _above(self, context: Sequence[Context]) -> tuple[tuple[int | str, ...], dict[str, Said]]:
        """Return which rows name the team of the rows below them, and what they and the titles say of it."""
        groups, facts = groups_of(context), dict[str, Said]()
        for one in groups:
            facts = _of_group(one, self.table) | facts
        if not self.has_paper and "number" not in facts and (found := founding(context)):
            facts |= _of_decision(found[0], _spot(found[1], self.table))
        return tuple(one.row for one in groups) or teams_above(context), facts

    def _read(self, entry: Entry) -> None:
        """Note what a row says of its team and of its people; who left and what was dissolved is not brought in."""
        if self._is_past(entry):
            return
        facts = _paper(entry, self.leaving)
        if entry.get("tier") is not None:
            facts["tier"] = entry.get("tier"), entry.spot("tier")
        if self.place is not None:
            facts["village"] = self.place
        says = any(entry.get(key) is not None for key in _OF_TEAM)
        self.block.facts = self.above[1] | facts | self.block.facts
        self.block.of_rows[entry.row.number] = facts
        people = self._people(entry)
        self.block.people += [(entry, one) for one in people]
        if self.is_of_meeting and any(not one.role for one in people):
            del self.block.people[-len(people) :]
            self.leaving.row("attendance", entry.row.number)
        elif says and not self.block.people and not self.people.is_nobodys(entry):
            self.block.bare.append(entry.row.number)
        elif not people:
            self.leaving.row("nobody", entry.row.number)

    def _people(self, entry: Entry) -> list[Somebody]:
        """Return whom a row names, with the role that a row above says they have."""
        people = self.people.of(entry)
        for role, spot in self.role:
            for one in people:
                one.cells.setdefault("role", (role, spot))
        return people

    def _is_past(self, entry: Entry) -> bool:
        """Name a row of a team that was dissolved, or of somebody who left."""
        own = entry.row.cells[self.table.left : self.table.right + 1]
        ended = has_ended(entry.row, self.ends, self.known.today)
        is_one, note = self.people.is_one_a_row, entry.get("note")
        ended |= is_one and isinstance(note, str) and is_over_as_remarked(note)
        says = has_left if is_one else is_over
        if ended or any(isinstance(cell, str) and says(cell) for cell in own):
            self.leaving.row("over", entry.row.number)
            return True
        return gone.told(entry, gone.columns_of(self.table), self.asking) != "take"

    def _flush(self) -> Iterator[Record]:
        block = self.block
        for row in () if block.people else block.bare:
            self.leaving.row("nobody", row)
        for entry, one in joined(block.people):
            said = block.facts | block.of_rows[entry.row.number] | one.cells
            cells = {key: cell for key, (cell, _spot) in said.items()}
            spots = {key: spot for key, (_cell, spot) in said.items()}
            record = Record("teams", entry, cells, spots, block.key, is_head=one.leads)
            record.is_of_commune = self._is_of_commune(cells, entry.context)
            yield record

    def _is_of_commune(self, cells: Mapping[str, Any], context: Sequence[Context]) -> bool:
        """Tell whether a team is the commune's: its tier or title says so, or its place is the commune."""
        if fold(str(cells.get("tier", ""))).removeprefix("cap ") in _COMMUNES:
            return True
        if "village" not in cells:
            return tells_commune(context)
        return is_own_commune(str(cells["village"]), self.known)


def _place(entry: Entry) -> Said | None:
    """Return the place that a row names, as it writes it; None for a blank."""
    for key in ("village", "team"):
        cell = entry.get(key)
        if cell is not None:
            text = str(cell)
            return (place_in(text) if names_team(text) else cell), entry.spot(key)
    return None


def _role_above(context: Sequence[Context], table: Table) -> Sequence[Said]:
    """Return the role that the row right above says those below it have, with where it stands."""
    groups = [one for one in context if one.origin == "group"]
    return [(role, _spot(one, table)) for one in groups[-1:] if (role := role_above(one))]


def _tells_places(table: Table) -> bool:
    """Tell whether what is called an organisation is a village or commune in almost all rows."""
    at = table.column("organisation")
    cells = [row.cells[at] for row in table.rows if at is not None and at < len(row.cells)]
    texts = [cell for cell in cells if isinstance(cell, str) and cell]
    places = sum(is_commune(text) or is_place(text) for text in texts)
    return bool(texts) and places >= _ALMOST_ALL * len(texts)


def is_on_first_rows(table: Table, at: int) -> bool:
    """Tell whether a column names a place once, above all of its rows: no row repeats the one before it."""
    before: Cell = None
    blank = filled = 0
    for row in table.rows:
        cell = row.cells[at] if at < len(row.cells) else None
        if cell is None or cell == "":
            blank += any(one is not None for one in row.cells[table.left : table.right + 1])
        else:
            if cell == before and at not in row.shared:
                return False
            filled += 1
        before = cell
    return bool(blank and filled)


def _paper(entry: Entry, leaving: Leaving) -> dict[str, Said]:
    """Return what a row says of the decision: number and day, each in a cell or both in one."""
    facts = dict[str, Said]()
    for key in ("decision", "decision_and_day"):
        cell = entry.get(key)
        if cell is None:
            continue
        spot = entry.spot(key)
        decision = decision_in(cell, is_column=True) if isinstance(cell, str) else None
        if isinstance(cell, date):
            facts["founded_on"] = cell, spot
        elif decision is None:
            facts["number"] = cell, spot
        else:
            facts |= _of_decision(decision, spot)
            if not is_only_decision(decision):
                leaving.cell("not_understood", spot.row, spot.column)
    for key, name in (("signed_on", "founded_on"), ("signer", "signer")):
        if entry.get(key) is not None:
            facts[name] = entry.get(key), entry.spot(key)
    return facts


def _of_decision(decision: Decision, spot: Spot) -> dict[str, Said]:
    said = {"number": decision.number, "founded_on": decision.day}
    return {key: (text, spot) for key, text in said.items() if text}


def _of_group(one: Context, table: Table) -> dict[str, Said]:
    """Return what a row between the others says of the team below it."""
    spot, decision = _spot(one, table), decision_in(one.text)
    facts = _of_decision(decision, spot) if decision else {}
    place = place_in(one.text)
    if place and (decision or names_team(one.text)):
        facts["village"] = place, spot
    return facts


def _spot(one: Context, table: Table) -> Spot:
    return Spot(one.sheet, one.row, table.left)
