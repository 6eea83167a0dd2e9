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
