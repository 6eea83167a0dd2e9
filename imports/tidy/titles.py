"""What a text around a table says of its village and its commune: a title, a group row, the name of a sheet or file."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from imports.tidy.communes import kinds_of
from imports.tidy.model import Context
from imports.tidy.spelling import bare, fits
from imports.tidy.title_words import (
    LONGEST,
    NO_NAME,
    Token,
    can_end,
    commune_at,
    digits_of,
    full_kind,
    is_around,
    kinds_at,
    name_end,
    tokens_of,
    words_of,
    written,
)
from imports.tidy.units import Own, Whose
from imports.tidy.villages import Villages

# A name of one word without its kind is taken only where nothing else stands beside it.
_ENOUGH = 2
# Behind these stands somebody's name.
_AND = frozenset({"va", "voi"})
# Names of people begin so that may end in "Buôn Krông".
_FIRST, _APOSTROPHES = frozenset({"y", "h"}), frozenset("'’‘`´")
_PEOPLE = frozenset({"ong", "ba", "anh", "chi", "co", "chu"})


@dataclass(frozen=True, slots=True)
class Around:
    """What a text says: the villages that it names, one that nobody knows as it stands there, and whose commune."""

    pks: frozenset[int] = frozenset()
    unknown: str = ""
    whose: Whose = Whose.UNSAID
    commune: str = ""
    named: str = ""


@dataclass(frozen=True, slots=True)
class Hit:
    """A village's name in a text: tokens from `start`, its kind word from `head` on, to `end`."""

    head: int
    start: int
    end: int
    pks: frozenset[int]

    @property
    def has_kind(self) -> bool:
        """Whether its kind stands before it."""
        return self.head < self.start


# No rural commune is called by a number: in a file's name one is of a month, or counts files, "BC_xa_6.2026".
_COUNTED = re.compile(r"(?<![^\W_])(x[aã])[\s_.-]*\d{1,2}(?:[._-]20\d\d)?(?!\d)", re.IGNORECASE)


class Titles:
    """Texts around tables, each looked at once."""

    def __init__(self, villages: Villages, own: Own | None) -> None:
        self.villages, self.own = villages, own
        self.said = dict[tuple[str, str], Around]()

    def read(self, context: Context) -> Around:
        """Return what a text says."""
        key = (context.text, context.origin)
        if key not in self.said:
            self.said[key] = self._read(*key)
        return self.said[key]

    def _read(self, text: str, origin: str) -> Around:
        found = tokens_of(_COUNTED.sub(r"\1 ", text) if origin == "file" else text)
        whose, commune, taken = self._commune(found)
        units = self._units(found)
        hits = [hit for hit in self._hits(found) if not taken & {*range(hit.start, hit.end)}]
        hits = [hit for hit in hits if not any(_is_part(hit, unit) for unit in units)]
        hits = [hit for hit in hits if not any(_is_within(hit, other) for other in hits)]
        sure = [hit for hit in hits if hit.has_kind] or [
            hit for hit in hits if _is_alone(found, hit, origin) and not self._is_own(found, hit)
        ]
        if sure and sure[0].has_kind:
            sure += [hit for hit in hits if self._is_joined(found, hit, sure)]
        pks = frozenset(pk for hit in sure for pk in hit.pks)
        if origin == "sheet" and not pks:
            pks = self._shortened(found)
        named = written(found, sure[0].head, sure[0].end) if sure else ""
        unknown = "" if origin == "foot" else self._unknown(found, sure, units)
        return Around(pks, unknown, whose, commune, named)

    def _hits(self, found: list[Token]) -> Iterator[Hit]:
        """Yield each name of a village that ends where a name can end."""
        for at in range(len(found)):
            for size in () if _is_of_somebody(found, at) else kinds_at(found, at):
                yield from self._named(found, at, at + size)
            yield from self._named(found, at, at)

    def _named(self, found: list[Token], head: int, start: int) -> Iterator[Hit]:
        for end in range(min(len(found), start + LONGEST + 1), start, -1):
            if any(token.has_break for token in found[start + 1 : end]):
                continue
            pks = self.villages.named_so(
                words_of(found[head:start]),
                [words_of(found[start:end]), digits_of(found[start:end])],
            )
            if pks and can_end(found, end):
                yield Hit(head, start, end, frozenset(pks))
                return

    def _shortened(self, found: list[Token]) -> frozenset[int]:
        """Return the one village whose name a sheet's name shortens: "P. Hội", "DS P Lương"."""
        names = [token for token in found if not is_around(token)]
        starts = {0, *kinds_at(names, 0)} if names else set()
        pks = {pk for start in starts for pk in self.villages.shortened(words_of(names[start:]))}
        return frozenset(pks) if len(pks) == 1 else frozenset()

    def _is_joined(self, found: list[Token], hit: Hit, sure: list[Hit]) -> bool:
        """Tell a second village right behind one with its kind: "thôn Phú Hội + Phú Lương"."""
        before = found[hit.start - 1] if hit.start else None
        at = hit.start - 1 if before and before.word.bare in _AND else hit.start
        is_behind = any(one.end == at and one.pks != hit.pks for one in sure)
        is_apart = at < hit.start or found[hit.start].has_break
        is_name = hit.end - hit.start >= _ENOUGH and not self._is_above(found, hit)
        return is_behind and is_apart and is_name and not hit.has_kind

    def _is_above(self, found: list[Token], hit: Hit) -> bool:
        """Tell the name of the commune, of before or of what it is in."""
        name = words_of(found[hit.start : hit.end])
        if self.own is None:
            return False
        known = (self.own.words, *self.own.was)
        return any(fits(name, one) for one in known) or self.own.is_above(name)

    def _is_own(self, found: list[Token], hit: Hit) -> bool:
        """Tell whether a name without a kind is that of the commune."""
        name = words_of(found[hit.start : hit.end])
        return self.own is not None and bare(name) == bare(self.own.words)

    def _unknown(self, found: list[Token], sure: list[Hit], units: list[range]) -> str:
        """Return a village that is named with its kind and that nobody knows."""
        for at in range(len(found)):
            if any(hit.head <= at < hit.end for hit in sure) or _is_of_somebody(found, at):
                continue
            before = found[at - 1].word.bare if at else ""
            size = full_kind(found, at)
            if not size or (before in NO_NAME and not found[at].has_break):
                continue
            end = name_end(found, at + size)
            if end > at + size and not any(at in unit and end - 1 in unit for unit in units):
                return written(found, at, end)
        return ""

    def _units(self, found: list[Token]) -> list[range]:
        """Return where the commune, or what it is in, is called by a name of several words, whatever word is before it."""
        spans = [
            range(at, at + len(name))
            for name in (self.own.names if self.own else ())
            for at in range(len(found) - len(name) + 1)
            if len(name) >= _ENOUGH and fits(words_of(found[at : at + len(name)]), name)
        ]
        return [span for span in spans if not any(found[at].has_break for at in span[1:])]

    def _commune(self, found: list[Token]) -> tuple[Whose, str, set[int]]:
        """Return whose commune is named, which where it is not the own one, and which tokens name any."""
        told, communes, taken = list[Whose](), list[str](), set[int]()
        for at in range(len(found)) if self.own else ():
            size = commune_at(found, at)
            for end in range(min(len(found), at + size + LONGEST), at + size, -1) if size else ():
                whose = self._whose(found, at, at + size, end)
                if whose is Whose.UNSAID:
                    continue
                told.append(whose)
                taken |= {*range(at, end)}
                if whose is not Whose.OWN:
                    communes.append(written(found, at, end))
                break
        if not told or Whose.OWN in told:
            return (Whose.OWN if told else Whose.UNSAID), "", taken
        return told[0], communes[0], taken

    def _whose(self, found: list[Token], at: int, start: int, end: int) -> Whose:
        """Return whose commune is called as these tokens say; nothing where nobody is."""
        own, name = self.own, words_of(found[start:end])
        if own is None or any(one.has_break for one in found[start:end]) or not can_end(found, end):
            return Whose.UNSAID
        whose = own.of_name(name, kinds_of(words_of(found[at:start])))
        is_known = whose is not Whose.UNSURE or own.is_known(name)
        return whose if is_known else Whose.UNSAID


def _is_within(hit: Hit, other: Hit) -> bool:
    return (
        hit is not other
        and other.head <= hit.head
        and hit.end <= other.end
        and (other.head, other.end) != (hit.head, hit.end)
    )


def _is_part(hit: Hit, unit: range) -> bool:
    """Tell a part of the name of a unit above villages, or all of it where that begins like a kind: xã Buôn Đôn."""
    is_all = (hit.head, hit.end) == (unit.start, unit.stop) and not hit.has_kind
    return hit.head in unit and hit.end - 1 in unit and not is_all


def _is_of_somebody(found: list[Token], at: int) -> bool:
    """Tell the name of a family that begins like a kind: "Y Thịnh Buôn Krông", "H' Linh Buôn Yă"."""
    if not at or found[at].word.bare != "buon" or found[at].has_break:
        return False
    before = found[at - 1]
    if before.shown[1:2] in _APOSTROPHES and before.word.bare[0] in _FIRST:
        return True
    return at > 1 and not before.has_break and found[at - 2].word.bare in _FIRST


def _is_alone(found: list[Token], hit: Hit, origin: str) -> bool:
    """Tell whether a name without its kind is no part of something longer."""
    if origin == "foot" or hit.end - hit.start < _ENOUGH:
        rest = [*found[: hit.start], *found[hit.end :]]
        return origin != "foot" and all(is_around(one) or one.text.isdecimal() for one in rest)
    if hit.start and not found[hit.start].has_break:
        before = found[hit.start - 1]
        if not (is_around(before) or before.text.isdecimal() or before.text.islower()):
            return False
        if before.word.bare in _PEOPLE or (origin == "group" and before.word.bare == "ho"):
            return False
    # "Phú Hội, ngày 12 tháng 9": where it was signed.
    is_place = hit.end < len(found) and found[hit.end].word.bare == "ngay"
    return not (origin == "title" and is_place)
