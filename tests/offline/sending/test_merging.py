"""Whatever the order in which writes arrive, the same values are left and the same cells differ."""

from datetime import UTC, datetime, timedelta
from itertools import permutations, product
from random import Random
from uuid import UUID

import pytest

from households.register.rules import merge_value
from offline.sending.rules.merging import Cell, Write, candidates, heads, outcome
from tests.proving import PROVING

pytestmark = pytest.mark.pure
START = datetime(2026, 11, 30, 8, tzinfo=UTC)
A, B, C, D = (UUID(int=n) for n in range(1, 5))
ASKED = (None, 0, 1, 2)


def at(minutes):
    return START + timedelta(minutes=minutes)


def write(value, operation=None, base=None, *, arrived=60, saw=0, undone=False):
    saw = None if operation is None else at(saw)
    return Write(value, at(arrived), operation, base, saw, undone)


def arrive(cell, write, chain, now):
    online, found = cell.weigh(write, chain, now)
    cell.take(online, write, shown=found.shown)
    return online, found


def played(writes, chain, register):
    """Let writes arrive one after the other; return the cell and what the register says."""
    cell, now, last = Cell(), register, None
    for place, one in enumerate(writes):
        moved = Write(one.value, at(60 + place), one.operation, one.base, one.saw)
        _online, last = arrive(cell, moved, chain, now)
        now = last.shown
    return cell, last


def left(cell, chain):
    return set(candidates(cell.writes, chain))


def history(random):
    """Return a register, writes of some authors who had taken it along before any of these came, and who follows whom."""
    register, writes, chain = random.choice(ASKED), [], {}
    for _author in range(random.randint(1, 3)):
        # One who took it along long ago may have seen something else.
        base = register if random.random() < 0.7 else random.choice(ASKED)
        before = None
        for _n in range(random.randint(1, 2)):
            key = UUID(int=len(writes) + 1)
            chain[key], before = before, key
            writes.append(write(random.choice(ASKED), key, base))
    return register, writes, chain


def test_all_orders_leave_the_same_values_and_the_same_conflict():
    random, differing = Random(41), 0
    for _case in range(4000 if PROVING else 150):
        register, writes, chain = history(random)
        ends = set()
        for order in permutations(writes):
            cell, last = played(order, chain, register)
            ends.add((frozenset(left(cell, chain)), last.is_conflict))
            assert last.is_conflict == (len(left(cell, chain)) > 1)
            assert last.shown in left(cell, chain)
        assert len(ends) == 1, (register, writes, chain)
        differing += next(iter(ends))[1]
    # Both kinds of end were among them.
    assert differing > 20


def test_the_usual_rule_depends_on_the_order():
    """The control: to compare each write with what stands alone ends otherwise in another order."""
    random, other = Random(41), 0
    for _case in range(60):
        register, writes, _chain = history(random)
        ends = set()
        for order in permutations(writes):
            now, differs = register, False
            for one in order:
                now, clash = merge_value(one.base, one.value, now)
                differs |= clash
            ends.add(differs)
        other += len(ends) > 1
    assert other > 3


def test_what_somebody_wrote_on_line_is_not_overwritten_in_silence():
    for order in permutations([write(2, A, base=0), write(0, B, base=2)]):
        assert left(played(order, {}, 1)[0], {}) == {2, 0, 1}
    # One of the two knew it.
    for order in permutations([write(2, A, base=0), write(0, B, base=1)]):
        assert left(played(order, {}, 1)[0], {}) == {2, 0}


@pytest.mark.parametrize(
    ("register", "writes", "chain", "values", "shown"),
    [
        # One alone; one that says what stands there.
        (None, [write(2, A)], {}, {2}, 2),
        (2, [write(2, A, base=0)], {}, {2}, 2),
        # Two who did not know of each other: the same, and different; the first that came is shown.
        (None, [write(2, A), write(2, B)], {}, {2}, 2),
        (None, [write(2, A), write(0, B)], {}, {2, 0}, 2),
        # The second took the register along after the first had come.
        (None, [write(2, A), write(0, B, base=2, saw=90)], {}, {0}, 0),
        # Somebody on line wrote something else meanwhile.
        (0, [write(2, A)], {}, {2, 0}, 0),
        (2, [write(2, A)], {}, {2}, 2),
        # An author's later word replaces the one before, whichever comes first.
        (None, [write(2, A), write(0, B)], {B: A}, {0}, 0),
        (None, [write(0, B), write(2, A)], {B: A}, {0}, 0),
        # ... also over one that is not there (yet).
        (None, [write(2, A), write(0, C)], {C: B, B: A}, {0}, 0),
        # A conflict in which one gives in ends; what is left is shown.
        (None, [write(2, A), write(0, B), write(0, C)], {C: A}, {0}, 0),
        # One says a third thing: their own is shown instead of what they replaced.
        (None, [write(2, A), write(0, B), write(1, C)], {C: A}, {0, 1}, 1),
        # Back to "not asked" is a value as every other.
        (2, [write(None, A, base=2), write(0, B, base=2)], {}, {None, 0}, None),
        # Keys in a circle come from no phone of ours: the last is taken.
        (None, [write(2, A), write(0, B)], {A: B, B: A}, {0}, 0),
    ],
)
def test_what_is_left(register, writes, chain, values, shown):
    spaced = [
        Write(one.value, at(60 + 10 * n), one.operation, one.base, one.saw)
        for n, one in enumerate(writes)
    ]
    cell, now = Cell(), register
    for one in spaced:
        _online, (now, differs) = arrive(cell, one, chain, now)
    assert (left(cell, chain), now, differs) == (values, shown, len(values) > 1)


@pytest.mark.parametrize(
    ("seconds", "base", "knew"), [(61, 0, True), (59, 0, False), (59, 2, True), (-1, 2, False)]
)
def test_what_came_just_before_was_known_to_whoever_began_from_it(seconds, base, knew):
    """It may have been on its way to the database while the register was read."""
    first = write(2, A, arrived=60)
    second = Write(1, at(70), B, base, at(60) + timedelta(seconds=seconds))
    assert candidates([first, second], {}) == ([1] if knew else [2, 1])


def test_a_change_on_line_saw_all_that_had_come():
    cell = Cell()
    arrive(cell, write(2, A, arrived=60), {}, None)
    arrive(cell, write(0, B, arrived=61), {}, 2)
    assert left(cell, {}) == {2, 0}
    # Somebody set it to 1; then a third who knew of neither.
    online, found = arrive(cell, write(1, C, arrived=70), {}, 1)
    assert (online.value, left(cell, {}), found) == (1, {1}, (1, False))
    # Who began from what was written on line knew it; who began from before did not.
    arrive(cell, write(2, D, base=1, arrived=80), {}, 1)
    assert left(cell, {}) == {1, 2}


def test_what_was_undone_counts_no_more_but_leads_on():
    writes = [write(2, A, arrived=60), write(0, B, arrived=61, undone=True)]
    assert candidates(writes, {B: A}) == [2]
    assert candidates([*writes, write(1, C, arrived=62)], {C: B, B: A}) == [1]
    assert heads([write(2, A, undone=True)], {}) == []
    assert outcome([write(2, A, undone=True)], {}, 0) == (0, False)


def test_the_register_shows_one_of_the_values_left():
    for now, first, second in product(ASKED, repeat=3):
        cell, last = played([write(first, A, base=now), write(second, B, base=now)], {}, now)
        assert last.shown == first
        assert last.is_conflict == (first != second)
        assert cell.shown == first
