"""Which villages are one sum for who reads no names."""

import random

import pytest

from rollup.few import folded


@pytest.mark.parametrize(
    ("households", "few"),
    [
        ({1: 100, 2: 40}, set()),
        ({1: 100, 2: 0}, set()),
        # One alone would be what the others leave of the commune's sum.
        ({1: 100, 2: 20, 3: 40}, {1, 2}),
        ({1: 100, 2: 20, 3: 29}, {2, 3}),
        ({1: 100, 2: 3, 3: 4}, {1, 2, 3}),
        # Nothing large enough to hide behind: all are one sum, those of which nothing is known too.
        ({1: 20, 2: 0, 3: 0}, {1, 2, 3}),
        ({}, set()),
    ],
)
def test_few_are_folded_with_others_until_their_sum_tells_nothing(households, few):
    assert folded(households) == few


def test_the_sum_of_the_folded_is_never_of_one_and_of_few_only_where_it_is_all_there_is():
    rng = random.Random(18)
    for _ in range(2000):
        households = {pk: rng.choice([0, rng.randint(1, 60)]) for pk in range(rng.randint(2, 9))}
        few = folded(households)
        assert {pk for pk, n in households.items() if 0 < n < 30} <= few
        if few:
            assert len(few) > 1
            assert sum(households[pk] for pk in few) >= 30 or few == set(households)


def test_who_hides_the_few_stays_the_same_while_households_come_and_go():
    assert folded({1: 100, 2: 20, 3: 40}) == folded({1: 35, 2: 25, 3: 90}) == {1, 2}
