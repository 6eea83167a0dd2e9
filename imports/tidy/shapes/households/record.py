"""The people of a household as records: its head first, with what is said of the household as a whole."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from imports.spreadsheet.book import Cell
from imports.tidy.asking import Asking, Spot
from imports.tidy.model import Entry, Record
from imports.tidy.roles import SKILLS, Role
from imports.tidy.shapes.households import words
from imports.tidy.shapes.households.signs import LABELS, name_in
from imports.tidy.shapes.households.words import said

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
        )
    },
}
# What is said of a household: it stands in its head's row, wherever it was written.
HOUSEHOLD = ("hamlet", "note", "size", "assessed_on")
# Of what places a household is: for each of its people, who are settled one by one.
PLACES = ("village", "commune", "district", "province")
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
        return said(given) if given is not None else name_in(self.entry, self.group)


def records_of(block: str, people: Sequence[Someone], asking: Asking) -> Iterator[Record]:
    """Yield a household's people, the head first; what is said of the household is gathered at the head."""
    ordered = sorted(people, key=lambda one: not one.is_head)
    made = [_record(block, one) for one in ordered]
    home = made[0] if ordered and ordered[0].is_head else None
    for record, one in zip(made, ordered, strict=True):
        _tell(one, asking)
    _share_places(made, ordered)
    if home is not None:
        _gather(home, made, ordered, asking)
    yield from made


def _record(block: str, one: Someone) -> Record:
    cells, spots = dict(one.cells), dict(one.spots)
    if not one.is_only_named:
        for key, name in PERSON.items():
            cell = one.entry.get(key, one.group)
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


def _share_places(made: Sequence[Record], people: Sequence[Someone]) -> None:
    """Give everybody the places of their household where their own row is blank."""
    for key in PLACES:
        known: tuple[Cell, Spot] | None = None
        for one in people:
            cell = one.entry.get(key)
            if said(cell):
                known = (cell, one.entry.spot(key))
                break
        if known is None:
            continue
        for record, one in zip(made, people, strict=True):
            own = one.entry.get(key)
            cell, spot = (own, one.entry.spot(key)) if said(own) else known
            if key not in record.cells:
                record.cells[key], record.spots[key] = cell, spot


def _gather(
    home: Record, made: Sequence[Record], people: Sequence[Someone], asking: Asking
) -> None:
    for key in HOUSEHOLD:
        for record, one in zip(made, people, strict=True):
            cell = one.entry.get(key)
            if cell is None or key in one.cells:
                continue
            if key not in home.cells and (key != "note" or record is home or _opens(one, people)):
                home.cells[key], home.spots[key] = cell, one.entry.spot(key)
            elif record is not home and said(cell) != said(home.cells.get(key)):
                _differs(record, one, key, asking)
            elif record is not home:
                _taken(one.entry, key, asking)
    _share_day(home, made)
    _phones(home, made, people, asking)


def _opens(one: Someone, people: Sequence[Someone]) -> bool:
    """Tell whether a row stands first of its household: what is said of all may stand there."""
    return one.entry.row.number == min(other.entry.row.number for other in people)


def _differs(record: Record, one: Someone, key: str, asking: Asking) -> None:
    """Keep with a person what is theirs; name what a household cannot have twice."""
    if key in {"note", "assessed_on"}:
        record.cells[key], record.spots[key] = one.entry.get(key), one.entry.spot(key)
    else:
        _leave(one.entry, key, asking)


def _share_day(home: Record, made: Sequence[Record]) -> None:
    """A household was asked on one day, which may stand on its first row only."""
    day = home.cells.get("assessed_on")
    for record in made[1:] if day is not None else ():
        if any(key in record.cells for key in (*SKILLS, "skills")):
            record.cells.setdefault("assessed_on", day)
            record.spots.setdefault("assessed_on", home.spots["assessed_on"])


def _phones(
    home: Record, made: Sequence[Record], people: Sequence[Someone], asking: Asking
) -> None:
    """The number of a household is its head's; the same number in the rows of the others is the household's."""
    for one in people:
        cell = one.entry.get("phone_of_head")
        if not said(cell):
            continue
        if "phone" not in home.cells:
            home.cells["phone"], home.spots["phone"] = cell, one.entry.spot("phone_of_head")
        elif said(cell) == said(home.cells["phone"]):
            _taken(one.entry, "phone_of_head", asking)
        else:
            _leave(one.entry, "phone_of_head", asking)
    number = said(home.cells.get("phone"))
    for record in made[1:]:
        if number and said(record.cells.get("phone")) == number:
            del record.cells["phone"]
            asking.take(record.spots.pop("phone"), "", "phone", number)


def _tell(one: Someone, asking: Asking) -> None:
    """Note that the columns that tell households were read."""
    if one.is_only_named:
        return
    for key in TELLING:
        if one.entry.get(key) is not None:
            _taken(one.entry, key, asking)


def _taken(entry: Entry, key: str, asking: Asking) -> None:
    spot = entry.spot(key)
    heading = entry.table.headings.get(spot.column, ("",))
    asking.take(spot, heading[0] if heading else "", key, said(entry.get(key)))


def _leave(entry: Entry, key: str, asking: Asking) -> None:
    spot = entry.spot(key)
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


def has_column(entry: Entry, key: str) -> bool:
    """Tell whether the table of a row has a column, of the row or of any person in it."""
    return Role(key) in entry.columns
