"""Parts of a bar sum to the whole it shows, and a strip leaves nobody known out."""

import re

import pytest

from figures.figures import Figures, sums_of
from figures.rates import Rate
from reports.charts import bars
from reports.charts.bands import UNKNOWN, band_of
from reports.units.queries.child_units import Child


def of(*villages, unattributed_villages=0, **sums):
    figures = Figures(*villages, sums_of(sums))
    figures.unattributed_villages = unattributed_villages
    return figures


FIGURES = [
    of(4, 3, 2, 1, households=40, surveyed=37, covered=11, expected=40),
    of(4, 4, 4, 4, households=40, surveyed=40, covered=40, expected=40),
    of(1, 0, 0, 0, expected=55),
    of(0, 0, 0, 0),
    of(2, 3, 3, 3, households=7, surveyed=7, expected=12),
    of(2, 1, 1, 0, households=9, surveyed=3, partly=2, covered=1, expected=40, unattributed=25),
    of(2, 1, 1, 0, unattributed_villages=6),
]


def child(figures, pk=1):
    return Child(pk, 3, "xa", f"An {pk} <b>", None, figures)


@pytest.mark.parametrize("figures", FIGURES)
def test_parts_of_a_bar_sum_to_the_whole(figures):
    for drawn, whole in (
        (bars.household_bar(figures), figures.expected),
        (bars.team_bar(figures), figures.expected_villages),
    ):
        widths = [float(width) for width in re.findall(r'x="[\d.]+%" width="([\d.]+)%"', drawn)]
        assert sum(widths) == pytest.approx(100 if whole else 0, abs=0.05)
        assert all(width > 0 for width in widths)


def test_an_empty_whole_is_hatched_and_a_target_is_a_tick():
    assert f'fill="{bars.HATCHED}"' in bars.bar([], 0, 12)
    assert '<rect x="70.0%" width="3"' in bars.bar([(1, bars.DARK)], 2, 12, mark=70)


def test_a_bar_with_words_is_a_picture_and_one_without_is_silent():
    assert 'role="img" aria-label="1 &lt; 2"' in bars.bar([], 1, 12, "1 < 2")
    assert 'aria-hidden="true"' in bars.bar([], 1, 12)


def test_few_households_are_grey():
    few = of(2, 1, 1, 1, households=20, surveyed=12, covered=5, expected=20)
    ranked, alone = bars.household_bar(few, 12, silent=True), bars.household_bar(few)
    assert all(colour in ranked for colour in (bars.GREY, bars.PALE, bars.HATCHED))
    assert not any(colour in ranked for colour in (bars.DARK, bars.LIGHT))
    assert bars.DARK in alone
    assert bars.DARK in bars.household_bar(FIGURES[0], silent=True)


def test_the_strip_has_a_dot_for_each_unit_of_which_something_is_known():
    children = [child(figures, pk) for pk, figures in enumerate(FIGURES, start=1)]
    drawn = bars.strip(children, "Phân bố", mark=70)
    known = [c for c in children if band_of(c) != UNKNOWN]
    assert drawn.count("<circle") == len(known) == 2
    assert "An 1 &lt;b&gt;: 27,5% (11/40)" in drawn
    assert "70%" in drawn


def months(*shares):
    return [None if share is None else Rate(share, 100) for share in shares]


def test_a_small_line_says_its_ends():
    drawn = bars.spark(months(10, 20, 30, 25))
    assert 'aria-label="10,0% → 25,0%"' in drawn


def test_a_small_line_breaks_where_a_month_is_missing_and_needs_three():
    drawn = bars.spark(months(10, None, 30, 40))
    assert (drawn.count("M"), drawn.count("L")) == (2, 1)
    assert bars.spark(months(None, 30, 40)) == ""
    assert bars.spark(months(10, 20, 30, None)) == ""


def test_a_small_line_keeps_inside_its_picture():
    for line in (months(0, 100, 0), months(40, 45, 50), months(7, 7, 7)):
        heights = [float(y) for y in re.findall(r"[ML][\d.]+,(-?[\d.]+)", bars.spark(line))]
        assert all(3 <= y <= 27 for y in heights)
