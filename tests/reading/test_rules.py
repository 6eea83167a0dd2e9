import pytest

from reading.rules import is_unusual, usual_of


@pytest.mark.parametrize(
    ("days", "usual"),
    [([], None), ([1, 1, 1, 1], None), ([5, 1, 2, 900, 3], 3), ([2, 2, 2, 4, 4, 4], 3)],
)
def test_a_habit_is_the_median_of_days_with_reading(days, usual):
    assert usual_of(days) == usual


@pytest.mark.parametrize(
    ("people", "usual", "said"),
    [
        (200, 1, False),
        (201, 1, True),
        (500, 100, False),
        (501, 100, True),
        (1000, None, False),
        (1001, None, True),
    ],
)
def test_unusual_is_above_two_hundred_and_five_times_the_habit(people, usual, said):
    assert is_unusual(people, usual) is said
