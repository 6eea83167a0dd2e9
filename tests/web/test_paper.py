"""Columns on A4: letters of nine points at least, over several pages where they must."""

import random
from itertools import pairwise

import pytest

from tests.proving import sample_or_all
from web.paper import ACROSS, FONT, LEAST, STRETCHED, UPRIGHT, Width, paper_of, points


def fixed(*widths):
    return [Width(width, width) for width in widths]


def sides(columns, paper, kept):
    """Return the points of each page side by side, at the size it is printed."""
    starts = [0, *paper.breaks, len(columns)]
    widths = [points(width) for width in paper.widths]
    share = paper.scale / 100
    return [
        share * (sum(widths[start:end]) + (sum(widths[:kept]) if start else 0))
        for start, end in pairwise(starts)
    ]


def test_a_narrow_table_stands_upright_and_a_wider_one_lies_across():
    assert not paper_of(fixed(30, 20, 20)).is_across
    wide = paper_of(fixed(30, *[12] * 8))
    assert (wide.is_across, wide.breaks) == (True, ())


def test_a_table_of_few_columns_is_spread_over_the_page_but_not_out_of_all_proportion():
    paper = paper_of(fixed(7, 25, 10, 12))
    assert 0.75 * UPRIGHT < sum(map(points, paper.widths)) <= UPRIGHT
    assert paper_of(fixed(5, 5)).widths == [8.5, 8.5]


def test_words_wrap_before_a_page_is_broken():
    columns = [Width(30, 30), *[Width(60, 20)] * 4]
    paper = paper_of(columns)
    assert paper.breaks == ()
    assert sum(map(points, paper.widths)) * LEAST / FONT <= ACROSS
    # No narrower than they must.
    assert all(
        one.least <= width < one.wanted
        for one, width in zip(columns[1:], paper.widths[1:], strict=True)
    )
    assert paper.widths[0] == 30


def test_what_does_not_fit_goes_on_with_the_first_columns_on_every_page():
    columns = fixed(5, 25, *[9, 9, 8] * 9)
    inside = {at for at in range(2, len(columns)) if at % 3 != 2}
    paper = paper_of(columns, 2, inside)
    assert paper.breaks
    # The three of a rate stay together.
    assert not inside & set(paper.breaks)
    assert max(sides(columns, paper, 2)) <= ACROSS


def test_pages_are_about_as_full_as_each_other():
    columns = fixed(30, *[14] * 12)
    paper = paper_of(columns)
    one, other = sides(columns, paper, 1)
    assert abs(one - other) <= points(14) * paper.scale / 100


def test_a_hidden_column_takes_no_paper():
    assert points(0) == 0
    assert not paper_of([*fixed(30, 20), *[Width(0, 0)] * 40]).is_across


@pytest.mark.parametrize("seed", range(sample_or_all(40, 200)))
def test_no_page_is_wider_than_paper_and_no_letter_smaller_than_nine_points(seed):
    chance = random.Random(seed)
    columns, inside, kept = [], set(), chance.choice((1, 2))
    for at in range(chance.randrange(2, 40)):
        wanted = chance.uniform(4, 40)
        columns.append(Width(wanted, wanted * chance.uniform(0.5, 1)))
        if at > kept and chance.random() < 0.4 and {at - 1, at - 2} - inside:
            inside.add(at)
    paper = paper_of(columns, kept, inside)
    room = ACROSS if paper.is_across else UPRIGHT
    if paper.breaks:
        assert paper.scale * FONT >= 100 * LEAST
        assert paper.breaks == sorted(set(paper.breaks))
        assert min(paper.breaks) > kept
        groups = len([at for at in range(kept, len(columns)) if at not in inside])
        if len(paper.breaks) < groups - 1:
            assert max(sides(columns, paper, kept)) <= room
    else:
        assert min(1, room / sum(map(points, paper.widths))) * FONT >= LEAST
    assert all(
        one.least - 0.01 <= width <= one.wanted * (1 if paper.is_across else STRETCHED)
        for one, width in zip(columns, paper.widths, strict=True)
    )
