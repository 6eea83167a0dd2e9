"""Names of villages as files write them, matched to the villages of a commune. Never a guess in silence."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import NamedTuple

from areas.kinds import Kind
from areas.models import Area
from areas.names import fold
from imports.spreadsheet.values.choices import KINDS_OF_VILLAGE
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
    spelled,
    with_numbers,
    without_row_number,
)
from imports.tidy.units import Found, Own, Whose

__all__ = ["Found", "Said", "Villages", "is_named", "kind_and_name"]

# What stands before a name for its kind, also shortened. "KP" is a khu phố or a khối phố.
_KIND_WORDS: tuple[tuple[str, frozenset[Kind]], ...] = (
    ("tổ dân phố|tổ dp|t d p|tdp|tổ", frozenset({Kind.TO_DAN_PHO})),
    ("khu phố|khu", frozenset({Kind.KHU_PHO})),
    ("khối phố|khối", frozenset({Kind.KHOI_PHO})),
    ("k p|kp|k phố|k", frozenset({Kind.KHU_PHO, Kind.KHOI_PHO})),
    ("thôn|th|tn", frozenset({Kind.THON})),
    ("t", frozenset({Kind.THON, Kind.TO_DAN_PHO})),
    ("buôn|bn", frozenset({Kind.BUON})),
    ("b", frozenset({Kind.BUON, Kind.BAN})),
    ("bản", frozenset({Kind.BAN})),
    ("ấp", frozenset({Kind.AP})),
    ("làng|l", frozenset({Kind.LANG})),
    ("xóm|x", frozenset({Kind.XOM})),
)
# Longest first: "to dan pho" before "to".
_HEADS = sorted(KINDS_OF_VILLAGE, key=len, reverse=True)

type Reading = tuple[frozenset[Kind], Words]


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
                    for words in _names(kind, name):
                        self.named[bare(words)].add(Named(pk, kind, words, is_former))
        self.stood = {
            pk: [words for name in names for words in with_numbers(name)]
            for pk, names in (communes or {}).items()
        }

    def keys(self) -> list[int]:
        """Return the villages, in no order that means anything."""
        return self.pks

    def find(self, text: str) -> Found:
        """Return the village that the text names and no other; else whom to ask about."""
        return self.read(text).found

    def read(self, text: str, own: Own | None = None, commune: Words = ()) -> Said:
        """Return what a text says of a village and its commune; `commune` is what another cell names, if it is the own one."""
        whole = self._sure(with_numbers(without_row_number(text)))
        if len(whole) > 1 and commune:
            whole = self._of_commune(whole, commune) or whole
        if len(whole) == 1:
            return Said(Found(whole.pop()))
        loose, tight = (self._by_parts(parts(text, tight=way), own) for way in (False, True))
        said = tight if loose.found.pk is None and _says(tight) else loose
        if said.found.pk is None and said.whose is not Whose.FOREIGN:
            proposals = {*whole, *said.found.proposals} or self._alike(said.named or text)
            found = Found(None, tuple(sorted(proposals)))
            said = replace(said, found=found, is_same=len(whole) > 1)
        return said

    def read_among(self, text: str, own: Own | None = None) -> Said | None:
        """Return what a text that says more than a village says of it ("Xóm 2, thôn Hội Phú"); None where it says nothing.

        A part without its kind is a village only where it is the village's whole name, of two words or more.
        """
        if not text:
            return None
        cut, pks, rest, named, whose = parts(text), set[int](), list[str](), "", list[Whose]()
        for part in cut:
            found = self._within(part, own)
            if found or part.level == VILLAGE:
                pks, named = pks | found, part.text if not (named and found) else named
            elif part.level in {COMMUNE, DISTRICT, PROVINCE} and _is_long(part):
                whose.append(_whose(part, own, is_first=False))
                rest += [part.text] if whose[-1] is not Whose.OWN else []
            elif not (own and fits(part.words, own.words) and len(cut) > 1):
                rest.append(part.text)
        if not named and not {*whose} - {Whose.UNSAID}:
            return None
        commune = next((part.text for part in cut if part.level == COMMUNE), "")
        found = Found(pks.pop()) if len(pks) == 1 else Found(None, tuple(sorted(pks)))
        return Said(found, _together(whose), commune, ", ".join(rest), named)

    def _within(self, part: Part, own: Own | None) -> set[int]:
        """Return the villages that a part of an address names."""
        if part.level in {COMMUNE, DISTRICT, PROVINCE} and _is_long(part):
            return set()
        if part.level not in {VILLAGE, HAMLET} and len(part.words) < len(("two", "words")):
            return set()
        if own is not None and not part.head and fits(part.words, own.words):
            return set()
        return self._sure(_written(part), is_former=part.is_former)

    def _sure(self, written: Iterable[Words], *, is_former: bool = False) -> set[int]:
        return {
            one.pk
            for words in written
            for kinds, name in _split(words)
            for one in self.named.get(bare(name), ())
            if _is_named(kinds, name, one) and (one.is_former or not is_former)
        }

    def named_so(self, head: Words, names: Iterable[Words]) -> set[int]:
        """Return the villages of a kind that is told, or of any, that have one of these names."""
        told = [kinds for known, kinds in _KINDS if head and bare(known) == bare(head)]
        return {
            one.pk
            for name in names
            for one in self.named.get(bare(name), ())
            if any(_is_named(kinds, name, one) for kinds in told or [frozenset()])
        }

    def _doubtful(self, written: Iterable[Words]) -> set[int]:
        return {
            one.pk
            for words in written
            for _, name in _split(words)
            for one in self.named.get(bare(name), ())
        }

    def _of_commune(self, pks: set[int], commune: Words) -> set[int]:
        return {pk for pk in pks if any(fits(commune, one) for one in self.stood.get(pk, ()))}

    def _by_parts(self, cut: tuple[Part, ...], own: Own | None) -> Said:
        """Put together what each part says: one names the village, others its commune or what lies within it."""
        named = {at: self._of_part(part, own, alone=len(cut) == 1) for at, part in enumerate(cut)}
        sure = {at: pks for at, pks in named.items() if pks}
        pks = set[int]().union(*sure.values())
        last = max(sure, default=-1)
        whose, commune, rest, is_clear = self._around(cut, sure, last, own)
        if len(pks) > 1:
            stood = next((part.name for part in cut if part.level == COMMUNE), ())
            pks = self._of_commune(pks, stood) or pks
        if len(pks) == 1 and is_clear:
            return Said(Found(pks.pop()), whose, commune, rest)
        near = pks or {pk for part in cut for pk in self._doubtful(with_numbers(part.text))}
        named = [part.text for part in cut if part.level == VILLAGE]
        unknown = named[0] if len(named) == 1 and not sure else ""
        return Said(Found(None, tuple(sorted(near))), whose, commune, rest, unknown)

    def _of_part(self, part: Part, own: Own | None, *, alone: bool) -> set[int]:
        """Return the villages that a part names for sure; a part without a kind may be the commune's name instead."""
        if part.level in {COMMUNE, DISTRICT, PROVINCE} and len(part.head) and _is_long(part):
            return set()
        if own is not None and not alone and not part.head and fits(part.words, own.words):
            return set()
        return self._sure(_written(part), is_former=part.is_former)

    def _around(
        self, cut: tuple[Part, ...], sure: Mapping[int, set[int]], last: int, own: Own | None
    ) -> tuple[Whose, str, str, bool]:
        """Return what the parts that name no village say: whose commune, which is not sure, the rest; whether all are clear."""
        told, commune, rest, is_clear = list[Whose](), "", list[str](), True
        for at, part in enumerate(cut):
            if at in sure:
                continue
            whose = _whose(part, own, is_first=at == 0)
            told.append(whose)
            if whose is Whose.UNSURE:
                commune = commune or part.text
            elif whose is Whose.UNSAID and part.level in {"", HAMLET, VILLAGE}:
                rest.append(part.text)
                is_address = part.level == "" and at < last and not cut[at + 1].is_joined
                within = part.level == HAMLET or is_address
                is_clear = is_clear and within
        return _together(told), commune, ", ".join(rest), is_clear

    def _alike(self, text: str) -> set[int]:
        """Return villages whose name is one slip away, has the same words, or a part of them."""
        return {
            one.pk
            for words in with_numbers(without_row_number(text))
            for _, name in _split(words)
            for known, named in self.named.items()
            if are_alike(bare(name), known)
            for one in named
        }


def _written(part: Part) -> Iterator[Words]:
    """Yield the ways to read a part, without the words that only say that it is a former name."""
    for words in with_numbers(part.text):
        at = next((at for at in range(len(words)) if begins(words[at:], part.words[:1])), 0)
        yield words[at : at + len(part.words)]


def _is_long(part: Part) -> bool:
    return len(part.head) > 1 or len(part.head[0].bare) > 1 + (part.level == DISTRICT)


def _says(said: Said) -> bool:
    return said.found.pk is not None or said.whose in {Whose.FOREIGN, Whose.UNSURE}


def _whose(part: Part, own: Own | None, *, is_first: bool) -> Whose:
    """Return whose commune a part names that is no village of the commune."""
    if part.level in {DISTRICT, PROVINCE}:
        return own.of_above(part) if own else Whose.UNSAID
    if part.level == COMMUNE:
        return own.of_part(part) if own else Whose.UNSAID
    if own is None or is_first or part.level in {VILLAGE, HAMLET}:
        return Whose.UNSAID
    whose = own.of_part(part)
    if whose is Whose.UNSURE and own.is_above(part.words):
        return Whose.OWN
    # A word that nobody knows as a commune is just a word.
    return whose if whose is not Whose.UNSURE or own.is_like(part.words) else Whose.UNSAID


def _together(told: list[Whose]) -> Whose:
    """Return whose commune it is, by all that was told of it."""
    said = {*told} - {Whose.UNSAID}
    if not said:
        return Whose.UNSAID
    return said.pop() if len(said) == 1 else Whose.UNSURE


def kind_and_name(text: str) -> tuple[str, str]:
    """Return the kind that stands before a name, "" for none, and the name, without its row number."""
    words = without_row_number(text).split()
    for head in _HEADS:
        length = len(head.split())
        if len(words) > length and fold(" ".join(words[:length])) == head:
            rest = words[length:]
            is_numbered = len(rest) > 1 and fold(rest[0]) == "so" and rest[1].isdecimal()
            return KINDS_OF_VILLAGE[head], " ".join(rest[1:] if is_numbered else rest)
    return "", " ".join(words)


def is_named(village: Area, kind: str, name: str) -> bool:
    """Say whether a village is called so, marks aside."""
    return village.kind == kind and fold(village.name) == fold(name)


def _is_named(kinds: frozenset[Kind], words: Words, named: Named) -> bool:
    """Tell whether a name is this one for sure, as far as it goes by itself.

    A number needs its kind word. A kind word must be the right one. Marks must be the same, or all left out.
    """
    is_number = all(word.bare.isdecimal() for word in words)
    if named.kind not in kinds and (kinds or is_number):
        return False
    return fits(words, named.words)


@lru_cache(4_096)
def _names(kind: Kind, name: str) -> frozenset[Words]:
    """Return a village's name as words, also with Roman numbers in digits and its kind word left out."""
    found = set[Words]()
    for words in with_numbers(name)[:2]:
        found.add(_without_so(words))
        found |= {rest for kinds, rest in _split(words) if kind in kinds}
    return frozenset(found)


def _without_so(words: Words) -> Words:
    """Leave out "số" before a number, wherever it stands."""
    if not any(word.bare == "so" for word in words[:-1]):
        return words
    return tuple(
        word
        for word, after in zip(words, (*words[1:], None), strict=True)
        if word.bare != "so" or after is None or not after.bare.isdecimal()
    )


@lru_cache(16_384)
def _split(words: Words) -> tuple[Reading, ...]:
    """Return the words as a name, and as kind words with a name behind; "số" before a number goes."""
    found = list[Reading]()
    if words:
        found.append((frozenset(), _without_so(words)))
    for kind, kinds in _KINDS:
        rest = words[len(kind) :]
        if rest and begins(words, kind):
            found.append((kinds, _without_so(rest)))
    return tuple(found)


VILLAGE_HEADS = [head for listed, _ in _KIND_WORDS for head in spelled(listed)]
_KINDS = tuple((head, kinds) for listed, kinds in _KIND_WORDS for head in spelled(listed))
