"""The importer's own commune and all others as files write them, on the map of today and on that of before 1/7/2025."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from enum import Enum
from itertools import chain

from areas.kinds import Kind
from areas.names import is_one_letter_off
from imports.tidy.communes import SHORT_PROVINCES, UNKNOWN, Communes, Found, Unit, kinds_of
from imports.tidy.spelling import (
    DISTRICT,
    HAMLET,
    PROVINCE,
    VILLAGE,
    Part,
    Words,
    all_bare,
    are_alike,
    bare,
    fits,
    parts,
    word,
    words,
)

__all__ = ["NOBODY", "UNKNOWN", "Communes", "Found", "Names", "Own", "Unit", "Whose"]


class Whose(Enum):
    """Of which commune something is; UNSURE is asked about, UNSAID says nothing of it."""

    UNSAID, OWN, FOREIGN, UNSURE = range(4)


def _plain_words(name: str) -> Words:
    """Return the words of a name of the register: thousands are read at once, and few have more than letters and blanks."""
    written = name.split()
    if all(one.isalpha() and (one[1:].islower() or len(one) == 1) for one in written):
        return tuple(map(word, written))
    return words(name)


class Names:
    """Names of units, to be asked whether one is among them; small, for there are thousands of communes."""

    def __init__(self, names: Iterable[str] = ()) -> None:
        self.bare, self.marked = set[str](), set[str]()
        for name in names:
            named = _plain_words(name)
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
        # All names that it, and what it is in, has or had.
        self.names = [self.words, *self.was, *self.shared, *chain(*self.above.values())]

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
        return next((one for one in found if one is not Whose.UNSAID), Whose.UNSAID)

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
        if part.level in {VILLAGE, HAMLET}:
            # "Buôn Đôn" may be a commune; a village in this column says nothing of one.
            whose = self.of_name(part.words, frozenset(), is_former=part.is_former)
            return Whose.UNSAID if whose is Whose.UNSURE else whose
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

    def is_near(self, name: Words) -> bool:
        """Tell whether another commune of its province is called so, or was."""
        return self.now.has(name) or self.before.has(name)

    def of_above(self, part: Part) -> Whose:
        """Return what a district or province says: nothing where it is the own one or none is known, else it is not sure."""
        known = self.above[part.level]
        short = SHORT_PROVINCES.get(" ".join(bare(part.words)), "").split()
        names = [part.name, part.words, part.words[1:]]
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
        if self.is_near(name):
            return Whose.FOREIGN
        if self.is_like(name):
            return Whose.UNSURE
        return Whose.FOREIGN if self.country().has(name) else Whose.UNSURE


def whose_by_cells(
    own: Own | None, commune: str, district: str, province: str
) -> tuple[Whose, str]:
    """Return whose commune the cells of a row name, and the text that is asked about where it is not sure."""
    return (Whose.UNSAID, "") if own is None else own.read_cells(commune, district, province)
