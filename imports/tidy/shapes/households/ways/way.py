"""What all ways have in common: rows put together, and how well that fits what rows say of heads."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from imports.tidy.shapes.households.signs import Signs, first_of
from imports.tidy.shapes.households.words import NOBODY, Name, is_same

# A row that a way puts into no household.
NOWHERE = -1
# How far a way may be trusted: a column made to tell households, one that happens to, heads that begin them, looks.
LABEL, INFERRED, BEGINS, WEAK = range(4)


@dataclass(slots=True)
class Way:
    """One way of telling households apart: `blocks` says of each row in which it is, counted from 0 as they come."""

    key: str
    rank: int
    blocks: list[int]
    good: int = 0
    bad: int = 0
    strays: int = 0
    doubled: int = 0  # households with two heads
    rows: dict[int, list[int]] = field(default_factory=dict)

    @property
    def count(self) -> int:
        """How many households it makes."""
        return len(self.rows)

    @property
    def fits(self) -> bool:
        """Whether each household has one head, and everybody is in one."""
        return not self.bad and not self.strays and self.good > 0

    @property
    def nearly_fits(self) -> bool:
        """Whether most households have one head: what is left can be named, row by row.

        A column made to tell households does so where some have nobody who is called the head.
        """
        if self.rank == LABEL and not (self.doubled or self.strays):
            return self.good > self.bad
        return self.good >= 4 * (self.bad + self.strays) and self.good > 0


def judged(way: Way, signs: Signs) -> Way:
    """Count the households of a way that have exactly one head."""
    for at, block in enumerate(way.blocks):
        if block == NOWHERE:
            way.strays += 1
        else:
            way.rows.setdefault(block, []).append(at)
    above = NOBODY
    for rows in way.rows.values():
        named = _head_of(signs, rows)
        heads = _heads(signs, rows, named)
        # Whom the row above names, too, is the head of both: running numbers part them.
        goes_on = way.rank == INFERRED and named == above
        is_good = len(heads) == 1 or (not heads and bool(named.bare) and not goes_on)
        above = named
        way.good += is_good
        way.doubled += len(heads) > 1
        way.bad += not is_good
    return way


def heads_among(signs: Signs, rows: Sequence[int]) -> list[int]:
    """Return the rows of a household that are its head's: those that say so, and that of the name in the head's column."""
    return _heads(signs, rows, _head_of(signs, rows))


def _heads(signs: Signs, rows: Sequence[int], named: Name) -> list[int]:
    found = [at for at in rows if signs.is_head(at) or (named.bare and _is_named(signs, at, named))]
    # CH beside Ch of whom it was said that they are heads, too: for sure it is CH.
    written = [at for at in found if not signs.chs[at]]
    return written if len(written) == 1 else found


def _is_named(signs: Signs, at: int, named: Name) -> bool:
    if signs.relations[at] not in {"", "?"}:
        return False
    # Head and members in two columns: the head's row has its name in the first.
    own = signs.names[at]
    return is_same(own, named) if own.bare else bool(signs.heads[at].bare)


def _head_of(signs: Signs, rows: Sequence[int]) -> Name:
    """Return whom the column for the head names, or a row above: a household that has nobody else as its head has them."""
    named = first_of(signs.heads, rows)
    return named if named.bare else first_of(signs.group_heads, rows)


def begin(flags: Sequence[bool]) -> list[int]:
    """Begin a household at each row that is flagged; those before the first are nowhere."""
    blocks, block = [], NOWHERE
    for flag in flags:
        block += flag
        blocks.append(block)
    return blocks


def numbered(blocks: Sequence[object]) -> list[int]:
    """Count households from 0 in the order in which they come."""
    numbers: dict[object, int] = {}
    return [
        NOWHERE if block == NOWHERE else numbers.setdefault(block, len(numbers)) for block in blocks
    ]
