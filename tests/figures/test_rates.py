"""A rate says n of N honestly: nothing of nothing, and never a rounded-up whole."""

import pytest
from django.utils.translation import override

from figures.rates import Range, Rate


@pytest.mark.parametrize(
    ("n", "of", "text", "percent", "gap", "full"),
    [
        (0, 0, "—", "—", 0, False),
        (0, 7, "0,0", "0,0%", 7, False),
        (1, 10_000, "0,1", "0,1%", 9_999, False),
        (1, 3, "33,3", "33,3%", 2, False),
        (2, 3, "66,7", "66,7%", 1, False),
        (1, 2, "50,0", "50,0%", 1, False),
        (9_994, 10_000, "99,9", "99,9%", 6, False),
        (9_999, 10_000, "99,9", "99,9%", 1, False),
        (1, 1, "100,0", "100,0%", 0, True),
        (10_000, 10_000, "100,0", "100,0%", 0, True),
    ],
)
def test_rate_is_written_with_one_decimal(n, of, text, percent, gap, full):
    rate = Rate(n, of)
    assert (rate.text, rate.percent, rate.gap, rate.is_full) == (text, percent, gap, full)


def test_rate_is_written_in_the_language_of_the_reader():
    with override("en"):
        assert Rate(461, 1000).percent == "46.1%"


def test_rate_of_nothing_has_the_share_nought():
    assert (Rate(0, 0).share, Rate(1, 4).share) == (0.0, 25.0)


def test_the_possible_range_is_said_while_more_than_one_in_ten_is_unknown():
    assert Range.of(Rate(412, 1000), 168) == Range(Rate(412, 1000), Rate(580, 1000))
    assert Range.of(Rate(412, 1000), 101).high.percent == "51,3%"
    assert Range.of(Rate(412, 1000), 100) is None
    assert Range.of(Rate(0, 0), 0) is None
    assert Range.of(Rate(0, 5), 5).high.percent == "100,0%"
