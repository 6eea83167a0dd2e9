"""Two tables of one file: households in one, their people in the other, with the number of the household or its head's name."""

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
BY_HEAD = ("head",)
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
    found, used, looked = list[Pair](), set[int](), Looked(known, asking)
    for people in tables:
        link = _link(people)
        if link is None:
            continue
        for homes in tables:
            if homes is people or {id(homes), id(people)} & used:
                continue
            if (pair := looked.pair(homes, people, link)) is not None:
                found.append(pair)
                used |= {id(homes), id(people)}
    return found


def _link(table: Table) -> Role | None:
    """Return the column that may link people to their household: where the head stands on each row, that alone."""
    if not (table.has("name") or table.has("given")):
        return None
    keys = IDS[:2] if not table.has("head") else BY_HEAD if table.has("relation") else ()
    return next((Role(key) for key in keys if table.has(key)), None)


class Looked:
    """The tables of a file on their way to pairs: each is looked through once, however many there are."""

    def __init__(self, known: Known, asking: Asking) -> None:
        self.known, self.seen = known, Asking(asking.answers)
        self.homes = dict[tuple[int, Role], dict[str, Entry] | None]()
        self.people = dict[int, list[tuple[str, Name]]]()

    def pair(self, homes: Table, people: Table, link: Role) -> Pair | None:
        """Return two tables as a pair, if numbers of the one are found in the other."""
        if homes.has("relation") or not any(map(homes.has, ("head", "name", "given"))):
            return None
        keys = BY_HEAD if link.key in BY_HEAD else (link.key, *IDS)
        key = next((Role(one) for one in keys if homes.has(one)), None)
        heads = self._heads(homes, key) if key else None
        if not key or not heads:
            return None
        pair = Pair(homes, people, key, link, heads)
        return pair if self._is_linked(pair) else None

    def _heads(self, homes: Table, key: Role) -> dict[str, Entry] | None:
        """Return the rows of households by their number: one that is not there, or comes twice, links nobody for sure."""
        at = id(homes), key
        if at not in self.homes:
            found: dict[str, Entry] | None = {}
            for entry in people_in(homes, self.known, self.seen):
                number = label_key(said(entry.cells.get(key)))
                if not number or found is None or number in found:
                    found = None
                    break
                found[number] = entry
            self.homes[at] = found
        return self.homes[at]

    def _rows(self, people: Table, link: Role) -> list[tuple[str, Name]]:
        """Return the number of its household, and the name, of each row of people."""
        if id(people) not in self.people:
            self.people[id(people)] = [
                (label_key(said(entry.cells.get(link))), words.name_of(name_in(entry)))
                for entry in people_in(people, self.known, self.seen)
            ]
        return self.people[id(people)]

    def _is_linked(self, pair: Pair) -> bool:
        """Tell how many people are of a household that is listed, and how many households have their head among them."""
        rows = self._rows(pair.people, pair.link)
        listed = [(number, name) for number, name in rows if number in pair.heads]
        numbers = {number for number, _ in listed}
        headed = {
            number for number, name in listed if words.is_same(name, _head_of(pair.heads[number]))
        }
        if pair.link.key in BY_HEAD:
            # Two lists of whole households may name the same heads: one of them has nobody but heads.
            pair.is_plain = len(listed) == len(rows) and not pair.homes.has("name")
            return pair.is_plain
        pair.is_plain = len(listed) == len(rows) and len(headed) >= PLAIN * len(numbers)
        return len(numbers) < len(rows) and len(listed) >= len(rows) / 2


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
    people = _runs(pair, known, asking)
    for home in people_in(pair.homes, known, asking):
        number = label_key(said(home.cells.get(pair.key)))
        name = f"{pair.homes.sheet}.{pair.homes.left}.{home.row.number}"
        for time, rows in enumerate(_times(home, people.pop(number, []), asking)):
            block = f"{name}.{time}" if time else name
            yield from records_of(block, _household(home, rows, asking), asking, home=home)
    yield from _strangers(people, asking)


def _runs(pair: Pair, known: Known, asking: Asking) -> dict[str, list[list[Entry]]]:
    """Return the people of each number, those together who stand one below the other."""
    found, last = dict[str, list[list[Entry]]](), None
    for entry in people_in(pair.people, known, asking):
        number = label_key(said(entry.cells.get(pair.link)))
        runs = found.setdefault(number, [])
        if number != last:
            runs.append([])
        runs[-1].append(entry)
        last = number
    return found


def _times(
    home: Entry, runs: Sequence[Sequence[Entry]], asking: Asking
) -> Iterator[Sequence[Entry]]:
    """Yield the people of a household, each time that it is listed: if it comes again later, its head is there again."""
    together = list[Entry]()
    for run in runs:
        again = [*together, *run]
        if len(_heads([Someone(one) for one in again], _head_of(home), asking)) > 1 and together:
            yield together
            again = list(run)
        together = again
    yield together


def _strangers(people: Mapping[str, Sequence[Sequence[Entry]]], asking: Asking) -> Iterator[Record]:
    wrong = (
        "head_name",
        _("Không thấy hộ có mã này ở bảng kê hộ."),
        _("Thêm hộ vào bảng kê hộ, hoặc sửa mã."),
    )
    for number, runs in people.items():
        strangers = [Someone(entry, wrongs=[wrong]) for rows in runs for entry in rows]
        yield from records_of(f"?{number}", strangers, asking)


def _household(home: Entry, rows: Sequence[Entry], asking: Asking) -> list[Someone]:
    people = [Someone(entry) for entry in rows]
    named = _head_of(home)
    heads = _heads(people, named, asking)
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


def _heads(people: Sequence[Someone], named: Name, asking: Asking) -> list[Someone]:
    """Return who is called the head, else who has the name of the head."""
    heads = [one for one in people if relation_in(one.entry, asking) == "head"]
    return heads or [one for one in people if words.is_same(words.name_of(one.name), named)]
