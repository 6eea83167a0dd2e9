"""Households that wait until all rows of a file came: their lines packed, those of a large file on disk, in a file without a name."""

import pickle
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from datetime import date
from operator import attrgetter
from tempfile import SpooledTemporaryFile

from areas.names import digits_of, fold
from imports.spreadsheet.caches import cleaned
from imports.spreadsheet.lines import Line
from imports.tidy.roles import SKILLS
from imports.tidy.values import MEANS

# So many bytes are held in memory.
HELD = 1 << 19
_NICKNAME = re.compile(r"\s*\([^()]*\)?\s*$")
# The year of birth of whom a cell says one that nobody can read: a formula without a result.
UNREAD = 0
# A line without the names of its parts, of which a large file has as many as lines.
_facts = attrgetter(*(one.name for one in fields(Line)))


class Waiting:
    """The lines of some households; all are added before the first is asked for."""

    def __init__(self) -> None:
        self.file, self.end = SpooledTemporaryFile[bytes](HELD), 0

    def add(self, lines: Sequence[Line]) -> int:
        """Pack the lines of a household; return where they are."""
        packed = pickle.dumps([_facts(line) for line in lines], pickle.HIGHEST_PROTOCOL)
        at, self.end = self.end, self.end + len(packed)
        self.file.write(packed)
        return at

    def lines(self, at: int) -> list[Line]:
        """Return the lines that are there; what their values are called is held once for all."""
        if at != self.file.tell():
            self.file.seek(at)
        return [Line(*facts) for facts in pickle.load(self.file)]  # noqa: S301 - packed by ourselves, never kept


@dataclass(slots=True)
class Home:
    """A household of the file: where its lines wait, and what tells it from others."""

    waiting: Waiting
    at: int
    sheet: int
    row: int  # of its head
    first: int
    last: int
    people: Sequence[tuple[str, int | None]]  # the head first; names as they are compared
    key: str  # the name of its head, folded
    village: int | None
    phone: str
    is_broken: bool
    is_left: bool = False  # it is another one of the file
    waits: bool = False
    is_other: bool = False
    # By their place among the people: who is left out.
    without: frozenset[int] = frozenset()
    # What copies say: by the place among the people of whom, and the people whom they have beside these.
    copies: Sequence[tuple[int, Line]] = ()
    more: Sequence[Line] = ()
    # Of these names the copy says that people call them otherwise: neither is taken.
    bare: frozenset[str] = frozenset()

    @property
    def name(self) -> str:
        """The name of its head, as it is written: asked for of few."""
        return self.waiting.lines(self.at)[0].name

    @property
    def alike(self) -> str:
        """The name of its head as it is compared with others of the file: folded, without what people call them."""
        return fold(self.people[0][0])

    @property
    def born(self) -> int | None:
        """The birth year of the head, where it could be read."""
        return self.people[0][1] or None

    @property
    def is_told(self) -> bool:
        """Whether enough is said of it that another one that says the same is no other."""
        return bool(self.born or self.phone or len(self.people) > 1)

    def said(self) -> tuple[str, ...]:
        """Return what each of them says, to tell a copy."""
        own = self.waiting.lines(self.at)
        return tuple(repr(sorted(line.values.items())) for line in own)

    def may_be_one(self, spots: Sequence[int]) -> bool:
        """Tell whether sex and relation tell none of these of its people apart."""
        lines = [self.waiting.lines(self.at)[at].values for at in spots]
        said = ({one.get(key) for one in lines} - {None} for key in ("sex", "relation"))
        return all(len(words) <= 1 for words in said)

    def merged(self) -> list[Line]:
        """Return its lines with what copies say of the same people."""
        own = self.waiting.lines(self.at)
        for at, line in self.copies:
            _fill(own[at], line)
        return own

    def take(self, lines: Sequence[Line]) -> list[Line]:
        """Take what a copy says, its head first; return its lines that contradict those that are there."""
        own, against = self.merged(), list[Line]()
        for number, line in enumerate(lines):
            places = [0] if number == 0 else self._places_of(line)
            if len(places) > 1:
                continue  # two of one name: nobody knows whom it speaks of
            other = own[places[0]] if places else self._beside(line)
            if other is None:
                self.more = [*self.more, line]
                continue
            if _contradicts(other, line):
                against.append(line)
            if places:
                self.copies = [*self.copies, (places[0], line)]
            else:
                _fill(other, line)
        return against

    def _places_of(self, line: Line) -> list[int]:
        """Return who of its people has this name, and another year of birth only if none is said."""
        name, year = called(line.name), line.values.get("birth_year")
        return [
            at
            for at, (known, born) in enumerate(self.people)
            if known == name and (year is None or not born or born == year)
        ]

    def _beside(self, line: Line) -> Line | None:
        """Return who came with another copy and is the same."""
        name, year = called(line.name), line.values.get("birth_year")
        found = (one for one in self.more if called(one.name) == name)
        years = ((one, one.values.get("birth_year")) for one in found)
        return next((one for one, born in years if year is None or born in {year, None}), None)

    def lines(self) -> Iterator[Line]:
        """Yield its lines; those that came with a copy last."""
        if self.is_left:
            return
        own = self.merged()
        if self.is_other:
            own[0].is_other = True
        for line in own if self.bare else ():
            if called(line.name) in self.bare:
                key = "full_name" if "full_name" in line.values else "head_name"
                line.values[key] = without_nickname(line.name)
        yield from (line for at, line in enumerate(own) if at not in self.without)
        for line in self.more:
            line.block = own[0].block
            yield line


def home_of(lines: Sequence[Line], waiting: Waiting) -> Home:
    """Let the lines of a household wait, its head's first; return what tells it from others."""
    head, numbers = lines[0], [line.number for line in lines]
    village = head.values.get("village")
    return Home(
        waiting=waiting,
        at=waiting.add(lines),
        sheet=head.sheet,
        row=head.number,
        first=min(numbers),
        last=max(numbers),
        people=tuple((called(line.name), _year_of(line)) for line in lines),
        key=fold(head.name),
        village=village if isinstance(village, int) else None,
        phone=digits_of(str(head.values.get("phone") or "")),
        is_broken=bool(head.problems) or not head.name or head.is_head is False,
    )


def _year_of(line: Line) -> int | None:
    year: int | None = line.values.get("birth_year")
    is_unread = year is None and any(note["column"] == "birth_year" for note in line.notes)
    return UNREAD if is_unread else year


def called(name: str) -> str:
    """Return a name as it is compared: "Lê An (Út)" may be "Lê An"."""
    return cleaned(without_nickname(name)).casefold()


def without_nickname(name: str) -> str:
    """Return a name without what people call them, in brackets behind it."""
    return _NICKNAME.sub("", name) or name


def nickname(name: str) -> str:
    """Return what people call somebody, in brackets behind the name; "" where nothing stands there."""
    found = _NICKNAME.search(name)
    return fold(found[0]) if found else ""


# What is asked of somebody anew in each round.
_OF_A_ROUND = frozenset({"assessed_on", *MEANS, *SKILLS})
_SAID_OTHERWISE = frozenset({"full_name", "head_name", "note"})


def _fill(line: Line, other: Line) -> None:
    """Take from a copy what a line does not say itself; of two rounds what the later one says."""
    if _is_later(other, line):
        line.values |= {key: other.values[key] for key in _OF_A_ROUND if key in other.values}
    for key, value in other.values.items():
        line.values.setdefault(key, value)


def _is_later(line: Line, other: Line) -> bool:
    """Tell whether a line says what was asked on a later day than that of another one."""
    day, before = line.values.get("assessed_on"), other.values.get("assessed_on")
    return isinstance(day, date) and isinstance(before, date) and day > before


def _contradicts(line: Line, other: Line) -> bool:
    """Tell whether a copy says something else of somebody: of two rounds, beside what is asked anew."""
    is_round = _is_later(other, line) or _is_later(line, other)
    return any(
        line.values.get(key, value) != value
        for key, value in other.values.items()
        if key not in _SAID_OTHERWISE and not (is_round and key in _OF_A_ROUND)
    )


def are_told_apart(lines: Sequence[Line]) -> bool:
    """Tell people of one name and year apart by what others call them; and twins, whose marks are gone, by their sex."""
    return len({nickname(line.name) for line in lines} - {""}) > 1 or _are_twins(lines)


def _are_twins(lines: Sequence[Line]) -> bool:
    """Tell two of another sex who are the same to their head: without marks "Hà" and "Hạ" are one name."""
    relations = {line.values.get("relation") or "" for line in lines}
    sexes = {line.values.get("sex") or "" for line in lines} - {""}
    return len(lines) == len(sexes) == 2 and len(relations) == 1 and "" not in relations


def called_otherwise(lines: Sequence[Line]) -> frozenset[str]:
    """Return the names behind which more than one other name stands."""
    found = defaultdict[str, set[str]](set)
    for line in lines:
        found[called(line.name)].add(nickname(line.name))
    return frozenset(name for name, others in found.items() if len(others - {""}) > 1)
