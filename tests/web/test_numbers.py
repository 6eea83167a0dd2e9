"""The quick way to write a number is the one of every other page."""

import pytest
from django.utils.formats import number_format
from django.utils.translation import override

from figures.rates import Rate
from web.numbers import numbers_here


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("n", [0, 7, 999, 1000, 548_631, 28_000_000])
def test_counts_are_written_as_everywhere(language, n):
    with override(language):
        assert numbers_here().whole(n) == number_format(n)


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("rate", [Rate(0, 0), Rate(1, 9999), Rate(9999, 10_000), Rate(2, 3)])
def test_rates_are_written_as_everywhere(language, rate):
    with override(language):
        assert numbers_here().percent(rate) == rate.percent
        assert numbers_here().of(rate) == f"{number_format(rate.n)}/{number_format(rate.of)}"


@pytest.mark.parametrize(
    ("points", "text"),
    [(0, "0,0"), (1.44, "+1,4"), (-0.55, "−0,6"), (0.01, "+0,1"), (-0.04, "−0,1"), (100, "+100,0")],
)
def test_a_difference_has_its_sign_and_is_never_rounded_away(points, text):
    assert numbers_here().points(points) == text


def test_a_difference_is_written_as_the_reader_writes():
    with override("en"):
        assert numbers_here().points(1.44) == "+1.4"


@pytest.mark.parametrize(("n", "text"), [(0, "0"), (11_501, "+11.501"), (-3, "−3")])
def test_a_difference_of_counts_has_its_sign(n, text):
    assert numbers_here().change(n) == text
