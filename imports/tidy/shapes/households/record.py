"""The people of a household as records: its head first, with what is said of the household as a whole."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from imports.spreadsheet.book import Cell
from imports.tidy.asking import Asking, Spot
from imports.tidy.model import Entry, Record
from imports.tidy.roles import OF_HEAD, SKILLS
from imports.tidy.shapes.households import words
from imports.tidy.shapes.households.signs import LABELS, name_in
from imports.tidy.shapes.households.words import said
from imports.tidy.values import MEANS

# What a row says of a person, by the field of the register's sheet; then what is worked out of other columns later.
PERSON = {
    "relation": "relation",
    "sex": "sex",
    "birth": "birth_year",
    "phone": "phone",
    **{skill: skill for skill in SKILLS},
    **{
        key: key
        for key in (
            "family",
            "given",
            "m",
            "f",
            "age",
            "born_day",
            "born_month",
            "born_year",
            "skills",
            "all_five",
        )
    },
}
# What is said of a household: it stands in its head's row, wherever it was written.
HOUSEHOLD = ("hamlet", "assessed_on", *MEANS)
# What may be said of one person.
OWN = frozenset({"assessed_on", *MEANS})
# Of what places a household is: for each of its people, who are settled one by one.
PLACES = ("village", "commune")
# Columns that only tell households apart.
TELLING = ("head", "tick_head", *LABELS[:-1])

type Wrong = tuple[str, str, str]


@dataclass(slots=True)
class Someone:
    """A person of a household before they are a record: where they stand, in which of several places of the row."""

    entry: Entry
    group: int = 0
    # Another text than the cell's, where several people or marks stand in one.
    cells: dict[str, Cell] = field(default_factory=dict)
    spots: dict[str, Spot] = field(default_factory=dict)
    is_head: bool = False
    is_only_named: bool = False
    wrongs: list[Wrong] = field(default_factory=list)

    @property
    def name(self) -> str:
        """The name, as it is written."""
        given = self.cells.get("full_name", self.cells.get("head_name"))
        if given is not None:
            return said(given)
        own = name_in(self.entry, self.group)
        return own if own or not self.is_head else said(self.entry.get("head"))


def records_of(
    block: str, people: Sequence[Someone], asking: Asking, *, home: Entry | None = None
) -> Iterator[Record]:
    """Yield a household's people, the head first; what is said of the household is gathered at the head.

    `home` is the row of a household that has its people elsewhere.
    """
    ordered = sorted(people, key=lambda one: not one.is_head)
    made = [_record(block, one) for one in ordered]
    rows = list({id(one.entry): one.entry for one in ordered}.values())
    if home is not None and home not in rows:
        rows.append(home)
    for entry in rows:
        _tell(entry, asking)
    _share_places(made, ordered, rows)
    if ordered and ordered[0].is_head:
        for row in rows:
            _fill(made[0], row, OF_HEAD)
        if home is not None:
            _fill(made[0], home)
        _gather(made, ordered, rows, asking)
    yield from made


def _fill(head: Record, home: Entry, group: int = 0) -> None:
    """Take from the row of a household what that of its head leaves blank."""
    for key, name in PERSON.items():
        if name in head.cells or key in {"family", "given"}:
            continue
        cell = home.get(key, group)
        if cell is not None:
            head.cells[name], head.spots[name] = cell, home.spot(key, group)


def _record(block: str, one: Someone) -> Record:
    cells, spots = dict(one.cells), dict(one.spots)
    if not one.is_only_named:
        here = {role.key for role in one.entry.cells if role.group == one.group}
        if "full_name" in cells:
            here -= {"family", "given"}
        for key, name in PERSON.items():
            cell = one.entry.get(key, one.group) if key in here else None
            if cell is not None and name not in cells:
                cells[name], spots[name] = cell, one.entry.spot(key, one.group)
        _name(one, cells, spots)
    record = Record("households", one.entry, cells, spots, block, one.is_head)
    record.wrongs = one.wrongs
    if not (one.name or {"full_name", "head_name"} & cells.keys() or one.wrongs):
        record.wrongs = [no_name()]
    return record


def _name(one: Someone, cells: dict[str, Any], spots: dict[str, Spot]) -> None:
    """Take the name of a row: from its own column, else a head's from that of the head."""
    if "full_name" in cells or "head_name" in cells:
        return
    entry = one.entry
    for key, name in (("name", "full_name"), ("head", "head_name")):
        cell = entry.get(key, one.group)
        if said(cell) and (key == "name" or one.is_head) and not {"family", "given"} & cells.keys():
            text = cell if not isinstance(cell, str) else words.without_mark(cell)
            cells[name], spots[name] = text, entry.spot(key, one.group)
            return


def _share_places(made: Sequence[Record], people: Sequence[Someone], rows: Sequence[Entry]) -> None:
    """Give everybody the places of their household where their own row is blank."""
    for key in PLACES:
        known = next(((one.get(key), one.spot(key)) for one in rows if said(one.get(key))), None)
        if known is None:
            continue
        for record, one in zip(made, people, strict=True):
            own = one.entry.get(key)
            cell, spot = (own, one.entry.spot(key)) if said(own) else known
            record.cells.setdefault(key, cell)
            record.spots.setdefault(key, spot)


def _gather(
    made: Sequence[Record], people: Sequence[Someone], rows: Sequence[Entry], asking: Asking
) -> None:
    """Bring to the head's row what is said of the household, and to each of its people what is said of them alone."""
    whose = {id(one.entry): at for at, one in reversed([*enumerate(people)])}
    first = min(rows, key=lambda one: (one.table.sheet, one.row.number))
    for key in HOUSEHOLD:
        for entry in rows:
            if entry.get(key) is not None and said(entry.get(key)):
                at = whose.get(id(entry), 0)
                of_one = key in OWN and at != 0 and entry is not first
                _fact(made, key, entry, at if of_one else 0, asking)
    for at, one in enumerate(people):
        # Of several beside each other each has a day of their own, and the household an address.
        for key in HOUSEHOLD if one.group else ():
            if said(one.entry.get(key, one.group)):
                _fact(made, key, one.entry, at if key in OWN else 0, asking, one.group)
    _share_day(made)
    _phones(made, rows, asking)


def _fact(
    made: Sequence[Record], key: str, entry: Entry, at: int, asking: Asking, group: int = 0
) -> None:
    """Put one cell to the household, or to the person whom it is of; a household has it once."""
    head, cell, spot = made[0], entry.get(key, group), entry.spot(key, group)
    if head.spots.get(key) == spot:
        return
    if said(cell).casefold() == said(head.cells.get(key)).casefold():
        _taken(entry, key, asking, group)
    elif at:
        made[at].cells[key], made[at].spots[key] = cell, spot
    elif key not in head.cells:
        head.cells[key], head.spots[key] = cell, spot
    else:
        _leave(entry, key, asking, group)


def _share_day(made: Sequence[Record]) -> None:
    """Give everybody the day on which their household was asked, which may stand on its first row only."""
    day = made[0].cells.get("assessed_on")
    for record in made[1:] if day is not None else ():
        if any(key in record.cells for key in (*SKILLS, "skills", "all_five")):
            record.cells.setdefault("assessed_on", day)
            record.spots.setdefault("assessed_on", made[0].spots["assessed_on"])


def _phones(made: Sequence[Record], rows: Sequence[Entry], asking: Asking) -> None:
    """Give the head the number of the household, and the others none that is the same."""
    head = made[0]
    for entry in rows:
        cell = entry.get("phone_of_head")
        if not said(cell):
            continue
        if "phone" not in head.cells:
            head.cells["phone"], head.spots["phone"] = cell, entry.spot("phone_of_head")
        elif said(cell) == said(head.cells["phone"]):
            _taken(entry, "phone_of_head", asking)
        else:
            _leave(entry, "phone_of_head", asking)
    number = said(head.cells.get("phone"))
    for record in made[1:]:
        if number and said(record.cells.get("phone")) == number:
            del record.cells["phone"]
            asking.take(record.spots.pop("phone"), "", "phone", number)


def _tell(entry: Entry, asking: Asking) -> None:
    """Note that the columns that tell households were read."""
    for key in TELLING:
        if entry.get(key) is not None:
            _taken(entry, key, asking)


def _taken(entry: Entry, key: str, asking: Asking, group: int = 0) -> None:
    spot = entry.spot(key, group)
    heading = entry.table.headings.get(spot.column, ("",))
    asking.take(spot, heading[0] if heading else "", key, said(entry.get(key, group)))


def _leave(entry: Entry, key: str, asking: Asking, group: int = 0) -> None:
    spot = entry.spot(key, group)
    heading = entry.table.headings.get(spot.column, ("",))
    asking.leave(
        "differs",
        sheet=spot.sheet,
        rows=(spot.row, spot.row),
        columns=(spot.column, spot.column),
        name=heading[0] if heading else "",
    )


def no_name() -> Wrong:
    """Say that a row has no name."""
    return ("full_name", _("Thiếu họ tên."), _("Ghi họ tên vào dòng này."))
