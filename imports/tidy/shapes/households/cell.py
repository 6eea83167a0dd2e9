"""One row per household, its members together in one cell."""

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _

from imports.tidy.asking import Asking, Spot
from imports.tidy.model import Entry, Known, Record, Table
from imports.tidy.shapes.households import words
from imports.tidy.shapes.households.members import Member, members_of
from imports.tidy.shapes.households.record import Someone, records_of
from imports.tidy.shapes.households.signs import people_in
from imports.tidy.shapes.households.words import said

# More digits are no number of people.
_LONGEST = 6


def is_so(table: Table) -> bool:
    """Tell whether a column has several people in each of its cells."""
    return table.has("members") and (table.has("head") or table.has("name") or table.has("given"))


def records(table: Table, known: Known, asking: Asking) -> Iterator[Record]:
    """Yield the head and the members of each row."""
    for entry in people_in(table, known, asking):
        name = f"{table.sheet}.{table.left}.{entry.row.number}"
        yield from records_of(name, _people(entry), asking)


def _people(entry: Entry) -> Sequence[Someone]:
    key = "members" if entry.table.has("members") else "name"
    head = Someone(entry, is_head=True)
    if key == "name":
        head.cells["head_name"], head.spots["head_name"] = entry.get("head"), entry.spot("head")
    people = [head]
    cell = entry.get(key)
    # The line breaks of a cell part its people.
    text = cell if isinstance(cell, str) else said(cell)
    if text.strip().isdecimal() and len(text) < _LONGEST:
        head.cells["size"], head.spots["size"] = int(text), entry.spot(key)
        return people
    own = words.name_of(head.name)
    for member in members_of(text) if text else ():
        if words.is_same(words.name_of(member.cells.get("full_name", "")), own):
            _add_to_head(head, member, entry, entry.spot(key))
        else:
            people.append(_someone(entry, member, entry.spot(key)))
    return people


def _someone(entry: Entry, member: Member, spot: Spot) -> Someone:
    one = Someone(entry, cells=dict(member.cells), is_only_named=True)
    one.spots = dict.fromkeys(member.cells, spot)
    if not member.is_clear:
        rest = ", ".join(member.rest)
        one.cells.setdefault("full_name", rest)
        how = _("Ghi mỗi người: họ tên (quan hệ, năm sinh), cách nhau bằng dấu chấm phẩy.")
        one.wrongs = [("full_name", _("Không tách được người trong ô."), how)]
    return one


def _add_to_head(head: Someone, member: Member, entry: Entry, spot: Spot) -> None:
    """Fill what the head's row leaves blank with what is said of them among the members."""
    for key, cell in member.cells.items():
        column = {"birth_year": "birth"}.get(key, key)
        if key != "full_name" and entry.get(column) is None:
            head.cells[key], head.spots[key] = cell, spot
