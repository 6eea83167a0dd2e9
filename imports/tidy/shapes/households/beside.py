"""One row per household, its people beside each other in numbered groups of columns."""

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _

from imports.tidy.asking import Asking
from imports.tidy.model import Entry, Known, Record, Table
from imports.tidy.roles import NO_FIELD, Role
from imports.tidy.shapes.households import words
from imports.tidy.shapes.households.record import HOUSEHOLD, PERSON, Someone, records_of
from imports.tidy.shapes.households.signs import name_in, people_in, relation_in
from imports.tidy.shapes.households.words import said
from imports.tidy.shapes.left import leave_these

_NAMES = ("name", "family", "given", "head")
_SPOUSES = {"Nam": "Chồng", "Nữ": "Vợ"}


def is_so(table: Table) -> bool:
    """Tell whether there are columns for several people of one row."""
    return any(role.group and role.key in _NAMES for role in table.roles.values())


def is_plain(table: Table) -> bool:
    """Tell whether the head is named beside the groups, or the groups say who it is."""
    keys = {role.key for role in table.roles.values() if role.group}
    own = {role.key for role in table.roles.values() if not role.group}
    return bool(own & set(_NAMES)) or bool(keys & {"relation", "head", "tick_head"})


def records(table: Table, known: Known, asking: Asking, *, is_first_head: bool) -> Iterator[Record]:
    """Yield the people of each row, the head first."""
    groups = sorted({role.group for role in table.roles.values() if role.group})
    used = {*_NAMES, *PERSON, *HOUSEHOLD, "tick_head", *NO_FIELD["households"]}
    spare = [at for at, role in table.roles.items() if role.group and role.key not in used]
    leave_these(table, spare, asking, "no_field")
    for entry in people_in(table, known, asking):
        name = f"{table.sheet}.{table.left}.{entry.row.number}"
        yield from records_of(
            name, _people(entry, groups, asking, is_first_head=is_first_head), asking
        )


def _people(
    entry: Entry, groups: Sequence[int], asking: Asking, *, is_first_head: bool
) -> list[Someone]:
    people = [Someone(entry, group) for group in groups if _is_anybody(entry, group)]
    own = name_in(entry) or said(entry.get("head"))
    heads = [one for one in people if _says_head(one, asking)]
    if not heads and own:
        named = words.name_of(own)
        heads = [one for one in people if words.is_same(words.name_of(one.name), named)]
        if not heads:
            heads = [Someone(entry)]
            people.insert(0, heads[0])
    if not heads and is_first_head:
        heads = people[:1]
        _tell_spouse(people, entry.table)
    if len(heads) == 1:
        heads[0].is_head = True
    else:
        what = _("Hộ có hai chủ hộ.") if heads else _("Không rõ ai là chủ hộ của hộ này.")
        for one in people:
            one.wrongs = [("relation", what, _("Ghi rõ ai là chủ hộ của hộ này."))]
    return people


def _tell_spouse(people: Sequence[Someone], table: Table) -> None:
    """Say of a husband and a wife, each in columns of their own, that the second is that of the first."""
    couple = [
        one
        for one in people
        if Role("sex", one.group) in table.told and Role("relation", one.group) not in table.told
    ]
    if len(couple) == 2 and couple[0] is people[0]:
        one = couple[1]
        sex = table.told[Role("sex", one.group)]
        one.cells = {**one.cells, "relation": _SPOUSES[sex]}
        one.spots = {**one.spots, "relation": one.entry.spot("name", one.group)}


def _is_anybody(entry: Entry, group: int) -> bool:
    return any(said(entry.get(key, group)) for key in ("name", "family", "given", "head", *PERSON))


def _says_head(one: Someone, asking: Asking) -> bool:
    return (
        relation_in(one.entry, asking, group=one.group) == "head"
        or words.is_ticked(said(one.entry.get("tick_head", one.group)))
        or words.has_mark(one.name)
        or bool(said(one.entry.get("head", one.group)))
    )
