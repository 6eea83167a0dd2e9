"""Communes, districts and provinces as files write them: the importer's own, others, and those below a territory.

Both maps count, before 1/7/2025 and after: a unit is known by its names of today and of before.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import Enum
from typing import NamedTuple

from areas.kinds import Kind
from areas.names import is_one_letter_off
from imports.tidy.spelling import (
    DISTRICT,
    PROVINCE,
    Part,
    Words,
    all_bare,
    are_alike,
    bare,
    begins,
    fits,
    parts,
    plain_words,
    spelled,
    words,
)

_KINDS = (
    (Kind.XA, "xã|x"),
    (Kind.PHUONG, "phường|p"),
    (Kind.THI_TRAN, "thị trấn|tt"),
    (Kind.DAC_KHU, "đặc khu|đk|đ khu"),
    (Kind.HUYEN, "huyện|h"),
    (Kind.THI_XA, "thị xã|tx"),
    (Kind.THANH_PHO, "thành phố|tp"),
    (Kind.QUAN, "quận|q"),
    (Kind.TINH, "tỉnh|t"),
    (Kind.THANH_PHO_TW, "thành phố|tp"),
)
_HEADS: tuple[tuple[Words, Kind], ...] = tuple(
    (head, kind) for kind, listed in _KINDS for head in spelled(listed)
)
# Written by everybody, and meant of nobody else.
_SHORT_PROVINCES = {
    "hn": "ha noi", "tphcm": "ho chi minh", "hcm": "ho chi minh", "sg": "ho chi minh", "sai gon": "ho chi minh",
    "brvt": "ba ria vung tau", "br vt": "ba ria vung tau", "tt hue": "hue", "thua thien hue": "hue",
    "hue": "thua thien hue", "dn": "da nang", "hp": "hai phong", "dak lak": "dac lac",
}  # fmt: skip


class Whose(Enum):
    """Of which commune something is; UNSURE is asked about, UNSAID says nothing of it."""

    UNSAID, OWN, FOREIGN, UNSURE = range(4)


@dataclass(frozen=True, slots=True)
class Found:
    """The unit meant; or, where that is not sure, those to ask about: perhaps none."""

    pk: int | None
    proposals: tuple[int, ...] = ()


class Names:
    """Names of units, to be asked whether one is among them; small, for there are thousands of communes."""

    def __init__(self, names: Iterable[str] = ()) -> None:
        self.bare, self.marked = set[str](), set[str]()
        for name in names:
            named = plain_words(name)
            self.bare.add(" ".join(bare(named)))
            self.marked.add(_marked(named))

    def has(self, name: Words) -> bool:
        """Tell whether a unit is called so: with all its marks, or with none."""
        return _marked(name) in self.marked or (
            all_bare(name) and " ".join(bare(name)) in self.bare
        )


def _marked(name: Words) -> str:
    return " ".join(word.letters + word.tone for word in name)


NOBODY = Names()


def kinds_of(head: Words) -> frozenset[Kind]:
    """Return which kinds of unit a word before a name may mean."""
    return frozenset(kind for known, kind in _HEADS if bare(known) == bare(head))


@dataclass(eq=False)
class Own:
    """The importer's commune, and how others are called.

    `former` became this one whole, of `split` only a part did. `now` and `before` are the other communes of its province on
    the map of today and on that of before; `country` gives those of the whole country when they are first needed.
    """

    kind: Kind
    name: str
    former: Iterable[str] = ()
    split: Iterable[str] = ()
    districts: Iterable[str] = ()
    provinces: Iterable[str] = ()
    now: Names = NOBODY
    before: Names = NOBODY
    country: Callable[[], Names] = lambda: NOBODY
    _told: dict[str, Whose] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.words = words(self.name)
        self.was = [words(name) for name in self.former]
        self.shared = [words(name) for name in self.split]
        above = {DISTRICT: self.districts, PROVINCE: self.provinces}
        self.above = {level: [words(name) for name in names] for level, names in above.items()}

    def read(self, text: str) -> Whose:
        """Return whose commune the text of a column for communes names."""
        told = self._told.get(text)
        if told is None:
            told = self._told[text] = self._read(text)
        return told

    def _read(self, text: str) -> Whose:
        found = [self._of_part(part) for part in parts(text)]
        if not found:
            return Whose.UNSAID
        if Whose.UNSURE in found or (Whose.OWN in found and Whose.FOREIGN in found):
            return Whose.UNSURE
        return next((one for one in found if one is not Whose.UNSAID), Whose.UNSURE)

    def read_cells(self, commune: str, district: str, province: str) -> tuple[Whose, str]:
        """Return whose commune the cells of a row name, and the text that is asked about where it is not sure."""
        whose = self.read(commune) if words(commune) else Whose.UNSAID
        if whose in {Whose.FOREIGN, Whose.UNSURE}:
            return whose, commune
        for level, text in ((DISTRICT, district), (PROVINCE, province)):
            if words(text) and not self._is_in(level, text):
                return Whose.UNSURE, f"{commune}, {text}" if commune else text
        return whose, ""

    def _is_in(self, level: str, text: str) -> bool:
        """Tell whether a text names its district or province; yes where none is known."""
        return all(
            self.of_above(replace(part, level=level)) is Whose.UNSAID for part in parts(text)[:1]
        )

    def _of_part(self, part: Part) -> Whose:
        if part.level in {DISTRICT, PROVINCE}:
            return self.of_above(part)
        whose = self.of_part(part)
        return Whose.UNSAID if whose is Whose.UNSURE and self.is_above(part.words) else whose

    def is_above(self, name: Words) -> bool:
        """Tell whether a name is that of its district or province."""
        return any(fits(name, known) for level in self.above.values() for known in level)

    def is_like(self, name: Words) -> bool:
        """Tell whether a name may be that of the commune, of today or of before, with a slip of the hand."""
        known = (self.words, *self.was, *self.shared)
        return any(are_alike(bare(name), bare(one)) for one in known)

    def is_known(self, name: Words) -> bool:
        """Tell whether any commune is called so, its own with a slip of the hand."""
        return (
            any(table.has(name) for table in (self.now, self.before, self.country()))
            or any(fits(name, one) for one in (*self.was, *self.shared))
            or is_one_letter_off("".join(bare(name)), "".join(bare(self.words)))
        )

    def of_above(self, part: Part) -> Whose:
        """Return what a district or province says: nothing where it is the own one or none is known, else it is not sure."""
        known = self.above[part.level]
        short = _SHORT_PROVINCES.get(" ".join(bare(part.words)), "").split()
        names = [part.name, part.words]
        same = any(fits(name, one) or bare(one) == tuple(short) for name in names for one in known)
        return Whose.UNSAID if same or not known else Whose.UNSURE

    def of_part(self, part: Part) -> Whose:
        """Return whose commune a part of a text names; UNSURE where nobody knows it, too."""
        kinds = kinds_of(part.head)
        whose = self.of_name(part.name, kinds, is_former=part.is_former)
        if whose is Whose.UNSURE and part.head != part.words and len(part.head) == 1:
            # The word before it may belong to the name: "H Ring", or be short for anything: "T. Chí Thạnh".
            again = self.of_name(part.words, frozenset(), is_former=part.is_former)
            whose = again if again is not Whose.UNSURE else whose
        elif whose is Whose.UNSURE and not part.head and len(part.words[0].bare) == 1:
            whose = self.of_name(part.words[1:], kinds, is_former=part.is_former)
        return whose

    def of_name(self, name: Words, kinds: frozenset[Kind], *, is_former: bool = False) -> Whose:
        """Return whose commune is called so, on the map of today or on that of before."""
        if not name:
            return Whose.UNSURE
        if not is_former and fits(name, self.words):
            sure = not self.now.has(name) or self.kind in kinds
            return Whose.OWN if sure else Whose.UNSURE
        if any(fits(name, known) for known in self.was):
            elsewhere = self.before.has(name) or (not is_former and self.now.has(name))
            return Whose.UNSURE if elsewhere else Whose.OWN
        if any(fits(name, known) for known in self.shared):
            return Whose.UNSURE
        if self.now.has(name) or self.before.has(name):
            return Whose.FOREIGN
        if self.is_like(name):
            return Whose.UNSURE
        return Whose.FOREIGN if self.country().has(name) else Whose.UNSURE


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit below a territory: `above` are names of its districts and province; `former` names are of before."""

    pk: int
    kind: Kind
    name: str
    above: tuple[str, ...] = ()


class Called(NamedTuple):
    """A unit that a text may name: what became of it, and whether its kind is the one told."""

    unit: Unit
    became: tuple[int, ...]
    is_of_kind: bool


type Table = Mapping[tuple[str, ...], list[tuple[Unit, tuple[int, ...]]]]


class Communes:
    """The units of one level below a territory, by what files call them: communes, but districts and provinces as well.

    `former` are those of before with the units of today that each went to, several where it was split.
    """

    def __init__(
        self, units: Iterable[Unit], former: Iterable[tuple[Unit, tuple[int, ...]]] = ()
    ) -> None:
        self.today: dict[tuple[str, ...], list[tuple[Unit, tuple[int, ...]]]] = defaultdict(list)
        self.former: dict[tuple[str, ...], list[tuple[Unit, tuple[int, ...]]]] = defaultdict(list)
        for unit in units:
            self.today[bare(words(unit.name))].append((unit, (unit.pk,)))
        for unit, became in former:
            self.former[bare(words(unit.name))].append((unit, became))
        self.found = dict[tuple[str, str], Found]()

    def keys(self) -> list[int]:
        """Return the units of today."""
        return [unit.pk for units in self.today.values() for unit, _ in units]

    def find(self, text: str, above: str = "") -> Found:
        """Return the unit that a text names and no other, `above`: its district; else whom to ask about."""
        key = (text, above)
        if key not in self.found:
            self.found[key] = self._find(text, above)
        return self.found[key]

    def _find(self, text: str, above: str) -> Found:
        cut = parts(text)
        upper = [part.name for part in (*cut[1:], *parts(above))]
        named = [cut[0].words, words(text)] if cut else [words(text)]
        former = bool(cut) and cut[0].is_former
        tables = (self.former,) if former else (self.today, self.former)
        told = [[one for name in named for one in _called(table, name)] for table in tables]
        for keep in (_is_above, _is_of_kind, _is_any):
            for called in told:
                kept = {one: None for one in called if keep(one, upper)}
                if kept:
                    return _one_of(kept)
        return Found(None, tuple(self._alike(named)))

    def _alike(self, named: list[Words]) -> dict[int, None]:
        """Return units whose name is like it, in order of the maps."""
        meant = {bare(name) for one in named for name, _ in _ways(one)}
        return {
            key: None
            for table in (self.today, self.former)
            for known, units in table.items()
            if any(are_alike(name, known) for name in meant)
            for _, became in units
            for key in became
        }


def _called(table: Table, named: Words) -> Iterator[Called]:
    """Yield the units that are called so, whether as the kind that is told or as another."""
    for name, kinds in _ways(named):
        for unit, became in table.get(bare(name), ()):
            if fits(name, words(unit.name)):
                yield Called(unit, became, not kinds or unit.kind in kinds)
    short = _SHORT_PROVINCES.get(" ".join(bare(named)))
    for unit, became in table.get(tuple(short.split()), ()) if short else ():
        yield Called(unit, became, is_of_kind=True)


def _ways(named: Words) -> list[tuple[Words, frozenset[Kind]]]:
    """Return each way to read words as a kind of unit, none perhaps, and a name."""
    found: list[tuple[Words, frozenset[Kind]]] = [(named, frozenset())]
    for head, _ in _HEADS:
        if len(named) > len(head) and begins(named, head):
            found.append((named[len(head) :], kinds_of(head)))
    return found


def _is_above(one: Called, upper: list[Words]) -> bool:
    return any(fits(name, words(above)) for name in upper for above in one.unit.above)


def _is_of_kind(one: Called, upper: list[Words]) -> bool:
    return one.is_of_kind


def _is_any(one: Called, upper: list[Words]) -> bool:
    return True


def _one_of(called: Iterable[Called]) -> Found:
    """Return the one unit that these are; those of the kind that is told count more."""
    of_kind = [one for one in called if one.is_of_kind] or list(called)
    keys = tuple(dict.fromkeys(key for one in of_kind for key in one.became))
    return Found(keys[0]) if len(keys) == 1 else Found(None, keys)
