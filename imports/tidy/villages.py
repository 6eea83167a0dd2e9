"""Names of villages as files write them, matched to the villages of a commune. Never a guess in silence."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from areas.kinds import Kind
from areas.names import clean
from imports.tidy.belonging import above_village, is_long, together, whose_of
from imports.tidy.initials import shortens
from imports.tidy.spelling import (
    COMMUNE,
    DISTRICT,
    HAMLET,
    PROVINCE,
    VILLAGE,
    Part,
    Words,
    are_alike,
    bare,
    begins,
    fits,
    parts,
    with_numbers,
    without_past,
    without_row_number,
)
from imports.tidy.units import Found, Own, Whose
from imports.tidy.village_words import KINDS, is_named, kind_and_name, names_of, split

__all__ = ["Found", "Said", "Villages", "is_named", "kind_and_name"]


# So many words a village's name has in an address that does not tell its kind.
ENOUGH = 2


class Named(NamedTuple):
    """A name of a village; `is_former`: of before."""

    pk: int
    kind: Kind
    words: Words
    is_former: bool


@dataclass(frozen=True, slots=True)
class Said:
    """What a text says of a row's village and of whose commune it is.

    `commune` is the part that names a commune, where it is not sure whose; `rest` what says neither ("Tổ 3"). `named` is the
    part of an address that names a village, and `is_same`: several villages have this very name.
    """

    found: Found
    whose: Whose = Whose.UNSAID
    commune: str = ""
    rest: str = ""
    named: str = ""
    is_same: bool = False


class Villages:
    """The villages of one commune, to be asked for by names as files write them.

    Each is told by all its names, kind and name: `villages` of today, `former` of before; `communes` are those in which
    it stood before.
    """

    def __init__(
        self,
        villages: Mapping[int, Iterable[tuple[Kind, str]]],
        former: Mapping[int, Iterable[tuple[Kind, str]]] | None = None,
        communes: Mapping[int, Iterable[str]] | None = None,
    ) -> None:
        self.named: dict[tuple[str, ...], set[Named]] = defaultdict(set)
        self.pks = sorted(pk for pk, names in villages.items() if names)
        for table, is_former in ((villages, False), (former or {}, True)):
            for pk, names in table.items():
                for kind, name in names:
                    for words in names_of(kind, name):
                        self.named[bare(words)].add(Named(pk, kind, words, is_former))
        self.stood = {
            pk: [words for name in names for words in with_numbers(name)]
            for pk, names in (communes or {}).items()
        }

    def add(self, pk: int, kind: str, name: str) -> None:
        """Add a village that a file brings, to be found by its name as the others are."""
        for words in names_of(Kind(kind), name):
            self.named[bare(words)].add(Named(pk, Kind(kind), words, is_former=False))

    def keys(self) -> list[int]:
        """Return the villages, in no order that means anything."""
        return self.pks

    def find(self, text: str) -> Found:
        """Return the village that the text names and no other; else whom to ask about."""
        return self.read(text).found

    def read(self, text: str, own: Own | None = None, commune: str = "") -> Said:
        """Return what a text says of a village and its commune; `commune` is what another cell names, if it is the own one."""
        whole = self._sure(with_numbers(without_row_number(without_past(text))))
        if len(whole) > 1 and commune:
            whole = self._of_commune(whole, parts(commune)) or whole
        if len(whole) == 1:
            return Said(Found(whole.pop()))
        loose, tight = (self._by_parts(parts(text, tight=way), own) for way in (False, True))
        said = self._where_it_stood(
            tight if loose.found.pk is None and _says(tight) else loose, text
        )
        if said.found.pk is None and said.whose is not Whose.FOREIGN:
            proposals = {*whole, *said.found.proposals} or self._alike(said.named or text)
            found = Found(None, tuple(sorted(proposals)))
            said = replace(said, found=found, is_same=len(whole) > 1)
        return said

    def _where_it_stood(self, said: Said, text: str) -> Said:
        """Let a village that stood in the commune that is told say whose it is: the own one's, if nobody has it now."""
        pk = said.found.pk
        if pk is None or said.whose is Whose.OWN or not self._of_commune({pk}, parts(text)):
            return said
        own = said.whose is Whose.UNSURE
        return replace(said, whose=Whose.OWN if own else Whose.UNSURE, commune=said.commune)

    def read_among(self, text: str, own: Own | None = None, enough: int = ENOUGH) -> Said | None:
        """Return what a text that says more than a village says of it ("Xóm 2, thôn Hội Phú"); None where it says nothing.

        A part without its kind is a village only where it is the village's whole name, of `enough` words.
        """
        if not text:
            return None
        cut, pks, rest, named, whose = parts(text), set[int](), list[Part](), "", dict[str, Whose]()
        for part in cut:
            within = self._within(part, own, enough)
            if within or (part.level == VILLAGE and not _is_office(part)):
                pks, named = pks | within, part.text if not (named and within) else named
                continue
            told = above_village(part, own, is_behind=bool(named), is_above=bool(whose))
            if told is not None:
                whose[part.text] = told
            elif not (own and len(cut) > 1 and _is_over(part, own)):
                rest.append(part)
        if not named and not {*whose.values()} - {Whose.UNSAID}:
            return None
        commune = next((one for one in whose if whose[one] in {Whose.UNSURE, Whose.FOREIGN}), "")
        found = Found(pks.pop()) if len(pks) == 1 else Found(None, tuple(sorted(pks)))
        return Said(found, together([*whose.values()]), commune, _together_again(rest, cut), named)

    def _within(self, part: Part, own: Own | None, enough: int) -> set[int]:
        """Return the villages that a part of an address names."""
        if part.level in {COMMUNE, DISTRICT, PROVINCE} and is_long(part):
            return set()
        if part.level not in {VILLAGE, HAMLET} and len(part.words) < enough:
            return set()
        if own is not None and not part.head and fits(part.words, own.words):
            return set()
        return self._sure(_written(part), is_former=part.is_former)

    def _sure(self, written: Iterable[Words], *, is_former: bool = False) -> set[int]:
        return {
            one.pk
            for words in written
            for kinds, name in split(words)
            for one in self.named.get(bare(name), ())
            if _is_named(kinds, name, one) and (one.is_former or not is_former)
        }

    def named_so(self, head: Words, names: Iterable[Words]) -> set[int]:
        """Return the villages of a kind that is told, or of any, that have one of these names."""
        told = [kinds for known, kinds in KINDS if head and bare(known) == bare(head)]
        return {
            one.pk
            for name in names
            for one in self.named.get(bare(name), ())
            if any(_is_named(kinds, name, one) for kinds in told or [frozenset()])
        }

    def shortened(self, words: Words) -> set[int]:
        """Return the villages of today whose names these words shorten."""
        today = {one for named in self.named.values() for one in named if not one.is_former}
        return {one.pk for one in today if shortens(words, one.words)}

    def _doubtful(self, written: Iterable[Words]) -> set[int]:
        return {
            one.pk
            for words in written
            for _, name in split(words)
            for one in self.named.get(bare(name), ())
        }

    def _of_commune(self, pks: set[int], told: Iterable[Part]) -> set[int]:
        """Keep the villages that stood in a commune that is told."""
        names = [name for part in told for name in (part.name, part.words)]
        return {
            pk
            for pk in pks
            if any(fits(name, one) for name in names for one in self.stood.get(pk, ()))
        }

    def _by_parts(self, cut: tuple[Part, ...], own: Own | None) -> Said:
        """Put together what each part says: one names the village, others its commune or what lies within it."""
        named = {at: self._of_part(part, own, alone=len(cut) == 1) for at, part in enumerate(cut)}
        sure = {at: pks for at, pks in named.items() if pks}
        pks = set[int]().union(*sure.values())
        last = max(sure, default=-1)
        whose, commune, rest, is_clear = self._around(cut, sure, last, own)
        if len(pks) > 1:
            told = [part for at, part in enumerate(cut) if at not in sure]
            pks = self._of_commune(pks, told) or pks
        if len(pks) == 1 and is_clear:
            return Said(Found(pks.pop()), whose, commune, rest)
        near = pks or {pk for part in cut for pk in self._doubtful(with_numbers(part.text))}
        told_so = [part.text for part in cut if part.level == VILLAGE]
        unknown = told_so[0] if len(told_so) == 1 and not sure else ""
        return Said(Found(None, tuple(sorted(near))), whose, commune, rest, unknown)

    def _of_part(self, part: Part, own: Own | None, *, alone: bool) -> set[int]:
        """Return the villages that a part names for sure; a part without a kind may be the commune's name instead."""
        if part.level in {COMMUNE, DISTRICT, PROVINCE} and len(part.head) and is_long(part):
            return set()
        if own is not None and not alone and fits(part.words, own.words):
            return set()
        return self._sure(_written(part), is_former=part.is_former)

    def _around(
        self, cut: tuple[Part, ...], sure: Mapping[int, set[int]], last: int, own: Own | None
    ) -> tuple[Whose, str, str, bool]:
        """Return what the parts that name no village say: whose commune, which is not sure, the rest; whether all are clear."""
        told, commune, rest, is_clear = list[Whose](), "", list[Part](), True
        for at, part in enumerate(cut):
            if at in sure:
                continue
            whose = whose_of(part, own, is_first=at == 0)
            told.append(whose)
            if whose in {Whose.UNSURE, Whose.FOREIGN}:
                commune = commune or part.text
            elif whose is Whose.UNSAID and part.level == VILLAGE:
                is_clear = False
            elif whose is Whose.UNSAID and part.level in {"", HAMLET} and len(cut) > 1:
                rest.append(part)
                is_address = part.level == "" and at < last and not cut[at + 1].is_joined
                within = part.level == HAMLET or is_address
                is_clear = is_clear and within
        return together(told), commune, _together_again(rest, cut), is_clear

    def _alike(self, text: str) -> set[int]:
        """Return villages whose name is one slip away, has the same words, or a part of them."""
        return {
            one.pk
            for words in with_numbers(without_row_number(text))
            for _, name in split(words)
            for known, named in self.named.items()
            if are_alike(bare(name), known)
            for one in named
        }


def _is_office(part: Part) -> bool:
    """Tell "nhà buôn trưởng", "nhà thôn trưởng": whose house it is, and no village; "Nam Trường" is one."""
    return clean(part.text).casefold().split()[-1:] in (["trưởng"], ["truong"])


def _written(part: Part) -> Iterator[Words]:
    """Yield the ways to read a part, without the words that only say that it is a former name."""
    for words in with_numbers(part.text):
        at = next((at for at in range(len(words)) if begins(words[at:], part.words[:1])), 0)
        yield words[at : at + len(part.words)]


def _is_over(part: Part, own: Own) -> bool:
    """Tell whether a part is the commune, or what that is in, without the word for it: "…, huyện Tuy An, Phú Yên"."""
    return fits(part.words, own.words) or (not part.level and own.is_above(part.words))


def _says(said: Said) -> bool:
    return said.found.pk is not None or said.whose in {Whose.FOREIGN, Whose.UNSURE}


def _is_named(kinds: frozenset[Kind], words: Words, named: Named) -> bool:
    """Tell whether a name is this one for sure, as far as it goes by itself.

    A number needs its kind word. A kind word must be the right one. Marks must be the same, or all left out.
    """
    is_number = all(word.bare.isdecimal() for word in words)
    if named.kind not in kinds and (kinds or is_number):
        return False
    return fits(words, named.words)


def _together_again(rest: Sequence[Part], whole: Sequence[Part]) -> str:
    """Return some parts of a text as one: with a comma between them, or none where no break stood there."""
    found, places = "", [whole.index(part) for part in rest]
    for at, part in zip(places, rest, strict=True):
        is_joined = part.is_joined and at - 1 in places
        found += (" " if is_joined else ", ") * bool(found) + part.text
    return found
