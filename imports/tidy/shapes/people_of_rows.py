"""Whom a row of a table of teams names: one member, leader and deputy beside them, or all in one cell."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from areas.names import clean, fold
from imports.spreadsheet.book import Cell
from imports.tidy.asking import Spot
from imports.tidy.model import Entry, Table
from imports.tidy.people.offices import before_office
from imports.tidy.people.spelled import joined as whole_name
from imports.tidy.roles import Role
from imports.tidy.shapes.left import Leaving
from imports.tidy.shapes.members import (
    DEPUTY,
    LEADER,
    MEMBER,
    People as Found,
    Person,
    begins_like_a_name,
    heads_some_body,
    is_office,
    people_in,
    role_of,
    says_role,
)
from imports.tidy.spelling import all_bare, bare, words

# Columns in which people stand, and the role that this gives them.
BEARERS = {"name": "", "leader": LEADER, "deputy": DEPUTY, "members": MEMBER}
_LEADING = frozenset({"leader", "deputy"})
# What else a row says of somebody, by the field of the register; raw where it takes several cells.
FACTS = {
    "sex": "sex",
    "m": "m",
    "f": "f",
    "birth": "birth_year",
    "born_day": "born_day",
    "born_month": "born_month",
    "born_year": "born_year",
    "age": "age",
    "phone": "phone",
    "role": "role",
    "organisation": "organisation",
    "joined_on": "joined_on",
}
_BEHIND = re.compile(r"\s*(?:thứ |số )?\d{1,2}\s*$", re.IGNORECASE)
_SEVERAL = re.compile(r"\s*[;\n]+\s*|\s*,\s+|\s+-\s+")
# Where a name should stand: nobody is there yet.
_NOBODY = re.compile(
    r"[^\w]*|\(?(?:chưa (?:có|bầu|kiện toàn|bố trí|phân công|xác định|cử)|chờ (?:bổ sung|kiện toàn|bầu|phân công|cử)|(?:đang )?(?:khuyết|trống)|đang (?:kiện toàn|bổ sung|bầu)|không(?: có)?|bổ sung sau)(?: tổ (?:trưởng|phó|viên))?\)?\.?"
)
_PARTS = re.compile(r"\s*[,;/+&\n()|]\s*|\s+[-–—]\s+|\s+kiêm\s+", re.IGNORECASE)
# Only a cell with one of these can name more than one person, or more than a name.
_SIGNS = re.compile(r"[0-9,;:\n()\[\]|+•/&]|\s[-–]\s|^[-–]")


@dataclass(slots=True)
class Somebody:
    """Somebody of a row: in what kind of column they stand, their cells by field with where each stands."""

    bearer: str
    name: str
    cells: dict[str, tuple[Any, Spot]] = field(default_factory=dict)

    @property
    def leads(self) -> bool:
        """Whether their role is to lead the team."""
        return self.role == LEADER

    @property
    def role(self) -> str:
        """Their role in the team, in the words of the register; "" where none is known."""
        return role_of(str(self.cells.get("role", ("",))[0]))

    def is_called_as(self, other: "Somebody") -> bool:
        """Tell whether both have one name: with the same marks, or one is written without any."""
        mine, theirs = (words(str(one.cells.get("full_name", ("",))[0])) for one in (self, other))
        marked = [[(one.letters, one.tone) for one in name] for name in (mine, theirs)]
        is_bare = all_bare(mine) or all_bare(theirs)
        return marked[0] == marked[1] or (is_bare and bare(mine) == bare(theirs))


class People:
    """The columns of one table in which people and what is said of them stand."""

    def __init__(self, table: Table, leaving: Leaving) -> None:
        self.table, self.leaving = table, leaving
        names = [(at, role) for at, role in table.roles.items() if role.key in BEARERS]
        whole = [(at, role) for at, role in table.roles.items() if role.key == "family"]
        self.columns = sorted(names or whole, key=lambda one: one[0])
        self.facts: dict[Role, list[Role]] = {role: [] for _, role in self.columns}
        for at, role in table.roles.items():
            if role.key in FACTS and (bearer := self._bearer(at, role)):
                self.facts[bearer].append(role)

    @property
    def is_one_a_row(self) -> bool:
        """Whether a row is of one member, and not of a whole team: what it says of an end is of nobody else."""
        return [role.key in {"name", "family"} for _at, role in self.columns] == [True]

    def _bearer(self, at: int, role: Role) -> Role | None:
        """Return the column of people that a column speaks of: of its group, else the nearest on the left."""
        if not self.columns:
            return None
        of_group = [one for _, one in self.columns if one.group == role.group]
        if role.group and of_group:
            return of_group[0]
        if role.key in {"role", "organisation"} and Role("name") in self.facts:
            return Role("name")
        left = [one for place, one in self.columns if place < at]
        return left[-1] if left else self.columns[0][1]

    def of(self, entry: Entry) -> list[Somebody]:
        """Return whom a row names, in the order of their columns."""
        return [one for _, role in self.columns for one in self._in(entry, role)]

    def _in(self, entry: Entry, role: Role) -> Iterator[Somebody]:
        said = {key: entry.get(key.key, key.group) for key in self.facts[role]}
        said = {key: cell for key, cell in said.items() if cell is not None}
        cell, spot = _name(entry, role), entry.spot(role.key, role.group)
        if _is_nobody(cell):
            self._leave_nobody(entry, role, str(cell), said)
            return
        given = BEARERS.get(role.key, "") or self._called(role)
        if cell is None:
            if said and role.key in {"name", "family"}:
                yield self._one(entry, role, None, spot, said)
            else:
                self._leave(entry, said)
            return
        people = _several(cell, given, role.key)
        if people is None:
            made = self._one(entry, role, cell, spot, said)
            made.cells |= {"role": (given, spot)} if given and "role" not in made.cells else {}
            yield made
        elif not people.people:
            self.leaving.cell("not_understood", spot.row, spot.column)
            self._leave(entry, said)
        else:
            if not people.is_whole:
                self.leaving.cell("not_understood", spot.row, spot.column)
            yield from self._share(entry, role, list(people.people), said)

    def is_nobodys(self, entry: Entry) -> bool:
        """Tell whether in a row of one member something stands for nobody yet: "Chưa bầu"."""
        role = self.columns[0][1] if self.is_one_a_row else None
        return role is not None and _is_nobody(entry.get(role.key, role.group))

    def _leave_nobody(self, entry: Entry, role: Role, cell: str, said: dict[Role, Cell]) -> None:
        """Name what stands for nobody yet, "chưa cử", and what is said beside it; of a row of one it is said of the row."""
        if role.key in {"name", "family"}:
            return
        if any(map(str.isalnum, cell)):
            spot = entry.spot(role.key, role.group)
            self.leaving.cell("not_understood", spot.row, spot.column)
        self._leave(entry, said)

    def _called(self, role: Role) -> str:
        """Return the role that the heading above a name of several says: "Tổ viên 2"."""
        at = self.table.column(role.key, role.group) if role.group else None
        texts = self.table.headings.get(at, ()) if at is not None else ()
        return next((found for text in texts if (found := role_of(_BEHIND.sub("", text)))), "")

    def _share(
        self, entry: Entry, role: Role, people: list[Person], said: dict[Role, Cell]
    ) -> Iterator[Somebody]:
        """Yield the people of one cell; what stands beside it is theirs one by one, or it is left."""
        spot = entry.spot(role.key, role.group)
        shares = {key: _shared(cell, len(people)) for key, cell in said.items()}
        self._leave(entry, [key for key, parts in shares.items() if parts is None])
        for number, person in enumerate(people):
            own = {key: parts[number] for key, parts in shares.items() if parts and parts[number]}
            made = self._one(entry, role, person.name, spot, own)
            for name, text in person.facts.items():
                made.cells.setdefault(name, (text, spot))
            yield made

    def _leave(self, entry: Entry, roles: Any) -> None:
        for key in roles:
            spot = entry.spot(key.key, key.group)
            self.leaving.cell("of_whom", spot.row, spot.column)

    def _one(
        self, entry: Entry, role: Role, name: Cell, spot: Spot, said: dict[Role, Cell]
    ) -> Somebody:
        cells: dict[str, tuple[Any, Spot]] = {}
        if name is not None:
            cells["full_name"] = name, spot
        for key, cell in said.items():
            cells[FACTS[key.key]] = cell, entry.spot(key.key, key.group)
        self._part_role(cells)
        return Somebody(role.key, fold(str(name or "")), cells)

    def _part_role(self, cells: dict[str, tuple[Any, Spot]]) -> None:
        """Part a role from another office in the same cell ("Bí thư chi đoàn, Tổ phó"), whichever column it is."""
        key = "role" if "role" in cells else "organisation"
        if key not in cells:
            return
        text, spot = str(cells[key][0]), cells[key][1]
        parts = [part for part in map(clean, _PARTS.split(text)) if part]
        roles = {role_of(part) for part in (text, *parts)} - {""}
        rest = ", ".join(part for part in parts if not role_of(part))
        if key == "role" and heads_some_body(text):
            return
        if len(roles) > 1 or (not roles and (key != "role" or not is_office(text))):
            return
        del cells[key]
        if roles:
            cells["role"] = roles.pop(), spot
        if rest and "organisation" not in cells and not role_of(text):
            cells["organisation"] = rest, spot
        elif rest and not role_of(text):
            self.leaving.cell("no_field", spot.row, spot.column)


def _is_nobody(cell: Cell) -> bool:
    return isinstance(cell, str) and bool(_NOBODY.fullmatch(clean(cell).casefold()))


def _name(entry: Entry, role: Role) -> Cell:
    """Return the name in a column: of two columns, family first."""
    if role.key != "family":
        return entry.get(role.key, role.group)
    return whole_name(*(entry.get(key, role.group) for key in ("family", "given"))) or None


def _several(cell: Cell, given: str, key: str) -> Found | None:
    """Return the people of a cell that names more than one, or says more than a name; None for a name alone."""
    text = cell if isinstance(cell, str) else str(cell)
    is_more = _SIGNS.search(text.strip()) or before_office(text) or says_role(text)
    if key != "members" and not is_more:
        return None
    people = people_in(text, given)
    if key == "members":
        return people
    # A name with a sign in it, or broken in two lines, is for whoever reads names to judge.
    is_list = len(people.people) > 1 and all(map(begins_like_a_name, people.people))
    return people if is_list or (people.is_whole and len(people.people) == 1) else None


def _shared(cell: Cell, number: int) -> list[Cell] | None:
    """Return the parts of a cell that stands beside so many people: one each, None where they do not go up."""
    if number == 1:
        return [cell]
    parts: list[Cell] = [part for part in _SEVERAL.split(str(cell).strip()) if part]
    return parts if len(parts) == number else None


def joined(people: Sequence[tuple[Entry, Somebody]]) -> Iterator[tuple[Entry, Somebody]]:
    """Yield each person once who stands in a column of leaders and again among the members, or in each row.

    Where only some of those who lead stand again, a member may be a namesake: both are kept, for the officer to say.
    """
    first = {id(one): one for one in _firsts(people)}
    again = _again(first.values(), people)
    again = again if len(again) == len(first) else {}
    leads = {id(other): first[led] for led, other in again.items()}
    for entry, one in people:
        if (led := leads.get(id(one))) is not None:
            one.cells = led.cells | one.cells | {"role": led.cells["role"]}
        if one.bearer not in _LEADING or (id(one) in first and id(one) not in again):
            yield entry, one


def _firsts(people: Sequence[tuple[Entry, Somebody]]) -> Iterator[Somebody]:
    """Yield each leader where they stand first: their cell may be repeated in each row."""
    seen = defaultdict[str, list[Somebody]](list)
    for _entry, one in people:
        if one.bearer in _LEADING and not any(map(one.is_called_as, seen[one.name])):
            seen[one.name].append(one)
            yield one


def _again(
    leaders: Iterable[Somebody], people: Sequence[tuple[Entry, Somebody]]
) -> dict[int, Somebody]:
    """Return the member that each leader stands as again, the last of that name."""
    by_name = defaultdict[str, list[Somebody]](list)
    for _entry, one in people:
        if one.bearer not in _LEADING:
            by_name[one.name].append(one)
    return {
        id(led): one
        for led in leaders
        for one in by_name.get(led.name, ())
        if one.is_called_as(led)
    }
