"""Which way tells the households of a table apart: taken at once where it is plain, asked where several may."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from imports.tidy.shapes.households import words
from imports.tidy.shapes.households.signs import Signs
from imports.tidy.shapes.households.ways import (
    alone,
    by_address,
    by_blank_row,
    by_bold,
    by_group_row,
    by_head,
    by_letter,
    by_mark,
    by_number,
    by_relation,
    by_tick,
)
from imports.tidy.shapes.households.ways.way import (
    BEGINS,
    INFERRED,
    LABEL,
    NOWHERE,
    WEAK,
    Way,
    judged,
)

EVERY = (
    by_head,
    by_number,
    by_letter,
    by_group_row,
    by_relation,
    by_tick,
    by_mark,
    by_address,
    by_blank_row,
    by_bold,
    alone,
)
# More people than that in one household, all over the table, are no households.
MOST = 15
# Marks of a head: where one stands on the first of few rows, these may be one household.
_MARKS = frozenset({"bold", "mark"})


@dataclass(slots=True)
class Choice:
    """The way that is plain, or None; then those that are possible, by their key.

    `is_first_head`: the first of a household is its head, for nothing else says who is.
    """

    way: Way | None
    ways: Sequence[Way] = ()
    is_first_head: bool = False
    unknown: Sequence[str] = ()
    # What an answer may mean here, though nobody would ask it of this table alone.
    every: Sequence[Way] = ()
    signs: Signs | None = None

    @classmethod
    def of(cls, key: str, *, is_plain: bool = True) -> "Choice":
        """Return the one way that the columns of a table leave."""
        way = Way(key, LABEL, [])
        return cls(way if is_plain else None, [way])

    @property
    def is_open(self) -> bool:
        """Whether it is to be asked."""
        return self.way is None and not self.unknown and (self.signs is None or len(self.signs) > 0)

    @property
    def keys(self) -> list[str]:
        """The choices of the question."""
        return list(dict.fromkeys(way.key for way in self.ways))

    @property
    def is_each(self) -> bool:
        """Whether each row is plainly a household of its own."""
        return self.way is not None and self.way.key == "row"

    def as_each(self) -> "Choice":
        """Return this choice with that, if it may be so here."""
        way = self.told("row")
        return self if way is None else replace(self, way=way)

    def told(self, key: str | None) -> Way | None:
        """Return the way that an answer means in this table."""
        return next((way for way in (*self.ways, *self.every) if way.key == key), None)


def choose(signs: Signs) -> Choice:
    """Return the way by which the households of a table are told apart, or those to ask about."""
    ways = [judged(way, signs) for one in EVERY for way in one.ways(signs)]
    choice = _chosen(signs, ways)
    choice.signs, choice.every = signs, ways
    return choice


def _chosen(signs: Signs, every: Sequence[Way]) -> Choice:
    """Look first for several people in one cell, then at labels, at heads, and last at how rows look."""
    if _are_members(signs):
        cell = Way("cell", LABEL, [])
        if signs.several * 5 > sum(bool(name.bare) for name in signs.names):
            return Choice(cell)
        heads = [judged(way, signs) for way in by_head.ways(signs)]
        return Choice(None, [*heads, cell])
    ways = [way for way in every if _is_possible(way, len(signs))]
    if (alone := _alone(ways)) is not None:
        return Choice(alone)
    if not signs.has_heads and not any(way.good for way in ways):
        blank = next((way for way in ways if _is_blank_head(way, signs)), None)
        if blank is not None:
            return Choice(blank, is_first_head=True)
        return _without_heads(signs, ways, every)
    found = _plain(ways)
    if found is not None and not _may_hide_a_head(found, signs):
        return Choice(found)
    if found is not None:
        return Choice(None, (), unknown=list(signs.unknown))
    return Choice(None, _different(way for way in ways if way.key != "row" and _may_be(way)))


def _is_blank_head(way: Way, signs: Signs) -> bool:
    """Tell whether in each household a label stands before the first, who is nobody's wife or child, and all others are."""
    if way.rank > INFERRED or way.strays or way.count < 2 or signs.unknown:
        return False
    firsts = [rows[0] for rows in way.rows.values()]
    others = [at for rows in way.rows.values() for at in rows[1:]]
    are_named = all(signs.names[at].bare and not signs.relations[at] for at in firsts)
    return bool(others) and are_named and all(signs.relations[at] for at in others)


def _alone(ways: Sequence[Way]) -> Way | None:
    """Return the way by which each row is a household, where that is plain and no other label says otherwise."""
    found = next((way for way in ways if way.key == "row" and way.rank == LABEL), None)
    others = [way for way in ways if way is not found and way.rank <= INFERRED]
    return found if found and all(way.blocks == found.blocks for way in others) else None


def _are_members(signs: Signs) -> bool:
    """Tell whether names beside a head may be all members of one household: none of them is ever the head's."""
    if any(signs.relations) or signs.has_heads or not all(head.bare for head in signs.heads):
        return False
    if any(one == other for one, other in zip(signs.heads[1:], signs.heads, strict=False)):
        return False
    has_names = any(name.bare for name in signs.names)
    return has_names and not any(map(words.is_same, signs.names, signs.heads))


def _is_possible(way: Way, rows: int) -> bool:
    """Leave out what makes one household of all rows, or of each row, where it is only a look."""
    if way.key == "row" or way.rank != WEAK:
        return way.count > 0
    if way.key in _MARKS and way.count == 1:
        return not way.strays and 1 < rows <= MOST
    return 1 < way.count < rows and not _is_too_large(way)


def _may_be(way: Way) -> bool:
    """Leave out what makes many households with no head or with two, unless a column was made to tell them."""
    return way.rank == LABEL or way.good >= way.bad


def _is_too_large(way: Way) -> bool:
    return len(way.blocks) > MOST * way.count


def _plain(ways: Sequence[Way]) -> Way | None:
    """Return the way that is plain: a label with one head each; where labels differ, none."""
    for rank in (LABEL, INFERRED):
        fit = [way for way in ways if way.rank == rank and way.fits]
        if fit:
            return fit[0] if _agree(fit) else None
    labels = [way for way in ways if way.rank == LABEL]
    begins = [way for way in ways if way.rank == BEGINS and way.fits and not _is_too_large(way)]
    if begins and _agree(begins) and all(_speaks_so(way, begins[0]) for way in labels):
        looks = [way for way in ways if way.rank == WEAK and way.fits and way.key != "row"]
        return begins[0] if _agree([begins[0], *looks]) else None
    if near := [way for way in labels if way.nearly_fits]:
        return near[0] if _agree(near) else None
    return None if labels or begins else _plain_look(ways)


def _plain_look(ways: Sequence[Way]) -> Way | None:
    """Return what only looks tell, where each household has one head, who need not come first."""
    fit = [way for way in ways if way.rank == WEAK and way.fits and way.count > 2]
    return fit[0] if fit and _agree(fit) else None


def _agree(ways: Sequence[Way]) -> bool:
    return all(way.blocks == ways[0].blocks for way in ways)


def _speaks_so(way: Way, other: Way) -> bool:
    """Tell whether a way that says nothing of the first rows puts all others together as another does."""
    pairs = list(dict.fromkeys(zip(way.blocks, other.blocks, strict=True)))
    told = [pair for pair in pairs if pair[0] != NOWHERE]
    begins = way.strays and NOWHERE in way.blocks[way.strays :]
    return not begins and len(told) == len({one for one, _ in told}) == len(
        {one for _, one in told}
    )


def _may_hide_a_head(way: Way, signs: Signs) -> bool:
    """Tell whether a word that nobody knows may be that for a head, where heads alone begin households."""
    return way.key == "relation" and bool(signs.unknown)


def _without_heads(signs: Signs, ways: Sequence[Way], every: Sequence[Way]) -> Choice:
    """Nobody is called a head: perhaps by a word that is not known; else it is asked, and the first is the head."""
    if signs.unknown:
        return Choice(None, (), unknown=list(signs.unknown))
    found = _different(ways)
    if len(signs) <= MOST:
        # All may live together: at one address, or where nothing else tells households, below one name in bold letters.
        is_told = any(way.key != "row" for way in found)
        alone = [way for way in every if way.count == 1 and way not in found]
        found += [way for way in alone if way.key == "address" or not is_told]
    return Choice(None, found, is_first_head=True)


def _different(ways: Iterable[Way]) -> list[Way]:
    """Return ways that are possible, one for each key."""
    found: dict[str, Way] = {}
    for way in ways:
        if way.count > 1 or way.rank != WEAK or way.key in _MARKS:
            found.setdefault(way.key, way)
    return list(found.values())
