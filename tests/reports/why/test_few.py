"""What is told of causes to those who read no names: never of few households, not by taking from the sum."""

import random
from dataclasses import replace
from datetime import date
from types import SimpleNamespace

import pytest

from reports.why.queries.few import (
    is_few,
    month_before,
    moved_few,
    units_without_few,
    without_few,
)
from reports.why.queries.waterfall import Part
from tests.reports.why.test_waterfall import why


def parts(*moved):
    """Return causes that each moved so many households up."""
    return [Part(str(at), "", n, "said", n) for at, n in enumerate(moved)]


def told(*moved):
    """Return how many each cause that is told apart moved, and what stands for the others."""
    found = without_few(made_of(parts(*moved)))
    own = [part.moved for part in found.parts if part.key]
    return own, [part.n for part in found.parts if not part.key]


def made_of(some):
    """Return a change made of causes."""
    return replace(why((0, 900), (sum(part.n for part in some), 900)), parts=some)


@pytest.mark.parametrize(
    ("moved", "own", "others"),
    [
        ((9, 7, 0), [9, 7, 0], []),
        # One alone would be what the others leave of the sum.
        ((9, 7, 3), [9], [10]),
        ((9, 7, 3, 2), [9, 7], [5]),
        ((9, 1, 1), [], [11]),
        ((1, 1), [], [2]),
    ],
)
def test_causes_of_few_are_one_with_another_where_their_sum_is_of_few(moved, own, others):
    assert told(*moved) == (own, others)


def test_no_cause_and_no_rest_of_few_is_told():
    rng = random.Random(18)
    for _ in range(1000):
        moved = [rng.choice([0, rng.randint(1, 4), rng.randint(5, 60)]) for _ in range(8)]
        if moved_few(made_of(parts(*moved))):
            continue
        own, others = told(*moved)
        assert not any(is_few(n) for n in (*own, *others))
        assert sum(own) + sum(others) == sum(moved)
        # What stands for the others is never of one.
        assert not others or sum(n > 0 for n in moved) - sum(n > 0 for n in own) > 1


def test_what_few_did_to_the_whole_is_one_row():
    found = without_few(why((1, 100), (1, 120), (), (30, -12, 1, -3)))
    assert [n for _label, n in found.whole] == [30, -12, -2]


def unit(pk):
    return SimpleNamespace(pk=pk)


def test_units_of_few_are_one_row_with_those_that_are_hidden():
    rows = [(unit(1), 40, 0), (unit(2), 12, 0), (unit(3), 6, 0), (unit(4), 2, 0)]
    shown = [(u.pk if u else None, more) for u, more, _ in units_without_few(rows, ())]
    assert shown == [(1, 40), (2, 12), (None, 8)]
    shown = [(u.pk if u else None, more) for u, more, _ in units_without_few(rows, {2})]
    assert shown == [(1, 40), (3, 6), (None, 14)]
    assert units_without_few([(unit(1), 3, 0)], ()) == []
    # Six came and one left: of the one nobody is told.
    assert units_without_few([(unit(1), 6, 1), (unit(2), 9, 0)], ()) == []


@pytest.mark.parametrize(
    ("day", "since", "until"),
    [
        (date(2026, 6, 10), date(2026, 4, 30), date(2026, 5, 31)),
        (date(2026, 5, 31), date(2026, 4, 30), date(2026, 5, 31)),
        (date(2026, 1, 1), date(2025, 11, 30), date(2025, 12, 31)),
    ],
)
def test_the_month_is_the_last_one_that_is_over(day, since, until):
    assert month_before(day) == (since, until)
