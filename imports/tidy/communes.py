"""Units of one level below a territory as files write them: communes, and districts and provinces as well.

Both maps count, before 1/7/2025 and after: a unit is known by its names of today and of before.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from areas.kinds import Kind
from imports.spreadsheet.caches import of_file
from imports.tidy.spelling import Words, are_alike, bare, begins, fits, parts, spelled, words

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
SHORT_PROVINCES = {
    "hn": "ha noi", "tphcm": "ho chi minh", "hcm": "ho chi minh", "sg": "ho chi minh", "sai gon": "ho chi minh",
    "brvt": "ba ria vung tau", "br vt": "ba ria vung tau", "tt hue": "hue", "thua thien hue": "hue",
    "hue": "thua thien hue", "dn": "da nang", "hp": "hai phong", "dak lak": "dac lac",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Found:
    """The unit meant; or, where that is not sure, those to ask about: perhaps none."""

    pk: int | None
    proposals: tuple[int, ...] = ()


UNKNOWN = Found(None)


@of_file(1_024)
def kinds_of(head: Words) -> frozenset[Kind]:
    """Return which kinds of unit a word before a name may mean."""
    return frozenset(kind for known, kind in _HEADS if bare(known) == bare(head))


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

    def is_called(self, name: Words) -> bool:
        """Tell whether any unit is or was called so, with all its marks or none."""
        known = (*self.today.get(bare(name), ()), *self.former.get(bare(name), ()))
        return any(fits(name, words(unit.name)) for unit, _became in known)

    def are_called(self, text: str) -> bool:
        """Tell whether units are or were called as a text says, with the word for their kind or without."""
        return any(
            self.is_called(name) for part in parts(text)[:1] for name in (part.name, part.words)
        )

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
        short = tuple(SHORT_PROVINCES.get(" ".join(bare(name)), "").split())
        for unit, became in table.get(short, ()):
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
