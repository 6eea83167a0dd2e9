"""Two tables of one file: households in one, their people in the other, with the same number of the household."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from imports.tidy.asking import Asking
from imports.tidy.model import Entry, Known, Record, Table
from imports.tidy.roles import Role
from imports.tidy.shapes.households import words
from imports.tidy.shapes.households.labels import label_key
from imports.tidy.shapes.households.record import Someone, records_of
from imports.tidy.shapes.households.signs import name_in, people_in, relation_in
from imports.tidy.shapes.households.words import Name, said

IDS = ("household_id", "number", "letter", "stt")
# A link is plain where all people are of a household that is listed, and so many households are named by their head.
PLAIN = 0.9


@dataclass(slots=True)
class Pair:
    """A table of households and one of their people, and the columns that link them."""

    homes: Table
    people: Table
    key: Role
    link: Role
    heads: dict[str, Entry] = field(default_factory=dict)
    is_plain: bool = False


def pairs(tables: Sequence[Table], known: Known, asking: Asking) -> list[Pair]:
    """Return the tables that belong to each other: the numbers of one, each once, come again and again in the other."""
    found, used = list[Pair](), set[int]()
    for people in tables:
        link = _link(people)
        if link is None or people.has("head"):
            continue
        for homes in tables:
            if homes is people or {id(homes), id(people)} & used:
                continue
            if (pair := _pair(homes, people, link, known, asking)) is not None:
                found.append(pair)
                used |= {id(homes), id(people)}
    return found


def _link(table: Table) -> Role | None:
    has_name = table.has("name") or table.has("given")
    return next((Role(key) for key in IDS[:2] if has_name and table.has(key)), None)


def _pair(homes: Table, people: Table, link: Role, known: Known, asking: Asking) -> Pair | None:
    """Return two tables as a pair, if numbers of the one are found in the other."""
    if homes.has("relation") or not (homes.has("head") or homes.has("name") or homes.has("given")):
        return None
    key = next((Role(one) for one in (link.key, *IDS) if homes.has(one)), None)
    if key is None:
        return None
    pair = Pair(homes, people, key, link)
    seen = Asking(asking.answers)
    for entry in people_in(homes, known, seen):
        number = label_key(said(entry.cells.get(key)))
        if not number or number in pair.heads:
            return None  # a number that is not there, or that comes twice, links nobody for sure
        pair.heads[number] = entry
    return pair if _is_linked(pair, known, seen) else None


def _is_linked(pair: Pair, known: Known, seen: Asking) -> bool:
    """Look through the people: how many are of a household that is listed, how many households have their head among them."""
    rows = listed = 0
    numbers, headed = set[str](), set[str]()
    for entry in people_in(pair.people, known, seen):
        rows += 1
        number = label_key(said(entry.cells.get(pair.link)))
        home = pair.heads.get(number)
        if home is None:
            continue
        listed += 1
        numbers.add(number)
        if words.is_same(words.name_of(name_in(entry)), _head_of(home)):
            headed.add(number)
    pair.is_plain = listed == rows and len(headed) >= PLAIN * len(numbers)
    return len(numbers) < rows and listed >= rows / 2


def _head_of(entry: Entry) -> Name:
    text = said(entry.get("head")) or name_in(entry)
    return words.name_of(text) if text else words.NOBODY


def records(pair: Pair, known: Known, asking: Asking) -> Iterator[Record] | None:
    """Return the people of both tables; nothing before it is answered, None where they do not belong together."""
    if not pair.is_plain:
        answer = asking.ask("link", "", ("join", "skip"))
        if answer is None:
            return iter(())
        if answer == "skip":
            return None
    return _joined(pair, known, asking)


def _joined(pair: Pair, known: Known, asking: Asking) -> Iterator[Record]:
    """Yield households in the order of their table: their people wait for them."""
    people: dict[str, list[Entry]] = {}
    for entry in people_in(pair.people, known, asking):
        people.setdefault(label_key(said(entry.cells.get(pair.link))), []).append(entry)
    for home in people_in(pair.homes, known, asking):
        number = label_key(said(home.cells.get(pair.key)))
        rows = people.pop(number, [])
        name = f"{pair.homes.sheet}.{pair.homes.left}.{home.row.number}"
        yield from records_of(name, _household(home, rows, asking), asking, home=home)
    yield from _strangers(people, asking)


def _strangers(people: Mapping[str, Sequence[Entry]], asking: Asking) -> Iterator[Record]:
    wrong = (
        "head_name",
        _("Không thấy hộ có mã này ở bảng kê hộ."),
        _("Thêm hộ vào bảng kê hộ, hoặc sửa mã."),
    )
    for number, rows in people.items():
        strangers = [Someone(entry, wrongs=[wrong]) for entry in rows]
        yield from records_of(f"?{number}", strangers, asking)


def _household(home: Entry, rows: Sequence[Entry], asking: Asking) -> list[Someone]:
    people = [Someone(entry) for entry in rows]
    named = _head_of(home)
    heads = [one for one in people if relation_in(one.entry, asking) == "head"]
    heads = heads or [one for one in people if words.is_same(words.name_of(one.name), named)]
    if not heads:
        people.insert(0, Someone(home, is_head=True))
        return people
    heads[0].is_head = True
    is_two = len(heads) > 1
    if is_two or (named.bare and not words.is_alike(words.name_of(heads[0].name), named)):
        what = _("Hộ có hai chủ hộ.") if is_two else _("Tên chủ hộ ghi hai cách khác nhau.")
        for one in people:
            one.wrongs = [("head_name", what, _("Ghi rõ ai là chủ hộ của hộ này."))]
    return people
