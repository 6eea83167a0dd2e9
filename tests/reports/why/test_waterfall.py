"""Parts that add up, what they do to a rate, and where they are drawn."""

from dataclasses import replace
from datetime import date

import pytest

from figures.indicators import COVERED
from figures.rates import Rate
from reports.templatetags.charts import fall_bar, signed_count, signed_points
from reports.why.queries.waterfall import Bar, Part, Why


def why(start, end, parts=(), whole=()):
    return Why(
        area=None,
        indicator=COVERED,
        since=date(2026, 10, 14),
        until=date(2026, 11, 14),
        start=Rate(*start),
        end=Rate(*end),
        parts=[Part(str(number), "", n) for number, n in enumerate(parts)],
        whole=[("", n) for n in whole],
    )


DRAWN = why((4787, 7548), (4931, 7561), (71, 94, -21, 5, -9, -14, 18), (12, -17, 38, -20))


def test_the_parts_of_the_drawing_add_up():
    assert DRAWN.closes
    assert (DRAWN.change, DRAWN.more, DRAWN.fewer) == (144, 188, 44)
    assert DRAWN.largest.n == 94


@pytest.mark.parametrize(
    "wrong",
    [
        why((1, 10), (3, 10), (1,)),
        why((1, 10), (1, 10), (1,)),
        why((1, 10), (2, 11), (1,)),
        why((1, 10), (2, 10), (1,), (1,)),
    ],
)
def test_what_does_not_add_up_does_not_close(wrong):
    assert not wrong.closes


def test_an_end_that_may_not_be_said_in_percent_has_no_change_in_points():
    unsaid = Rate(40, 40, is_said=False).counted(40, 40)
    assert (unsaid, unsaid.percent) == ((40, 40), "—")
    assert Rate(39, 40).counted(39, 40).percent == "97,5%"
    assert replace(why((39, 40), (40, 40), (1,)), end=unsaid).split is None


def test_an_end_of_which_much_is_unknown_has_no_change_in_points_either():
    known = Rate(12, 2862, 2856).counted(12, 2862)
    assert known.percent == "0,4–99,8%"
    assert replace(why((9, 2862), (12, 2862), (3,)), end=known).split is None


def test_the_largest_cause_is_one_that_goes_the_way_of_the_change():
    assert why((10, 20), (7, 20), (5, -6, -2)).largest.n == -6
    assert why((10, 20), (10, 20), (5, -5)).largest is None
    assert why((10, 20), (10, 20), ()).largest is None


def test_the_change_of_a_rate_is_split_and_the_parts_shown_make_the_sum_shown():
    split = DRAWN.split
    assert (split.numerator, split.denominator, split.whole) == (1.91, -0.11, 1.8)
    assert round(split.numerator + split.denominator, 2) == split.whole


@pytest.mark.parametrize(("start", "end"), [((0, 0), (3, 5)), ((3, 5), (0, 0))])
def test_the_change_of_a_rate_of_nothing_is_not_split(start, end):
    assert why(start, end).split is None


# Where it is drawn


@pytest.mark.parametrize(
    ("one", "base"),
    [
        (why((10, 20), (12, 20), (2,)), 8),  # a small change is drawn larger
        (why((0, 20), (12, 20), (12,)), 0),
        (why((10, 20), (10, 20)), 0),
        (why((0, 0), (0, 0), (0, 0)), 0),
        (why((400, 900), (500, 900), (100,)), 300),
    ],
)
def test_the_axis_begins_above_nought_only_to_show_a_small_change(one, base):
    assert one.base == base
    assert one.base <= min(one.sums)


def test_each_bar_begins_where_the_one_before_ended_and_stays_in_the_picture():
    ticks = [DRAWN.start_bar.tick, *(bar.tick for _, bar in DRAWN.rows)]
    for (part, bar), before in zip(DRAWN.rows, ticks[:-1], strict=True):
        left, right = sorted((before, bar.tick))
        assert (bar.x, bar.x + bar.width) == (pytest.approx(left), pytest.approx(right))
        assert (bar.tick > before) is (part.n > 0)
        assert 0 <= bar.x <= bar.x + bar.width <= 100
    assert DRAWN.end_bar.tick == pytest.approx(ticks[-1])


def test_more_fewer_and_ends_look_different_without_colour():
    looks = [fall_bar(Bar(10, 20, 30), 5), fall_bar(Bar(10, 20, 30), -5)]
    looks.append(fall_bar(Bar(0, 30, 30), end=True))
    assert ['stroke-width="2"' in look for look in looks] == [False, True, False]
    assert [look.count("<rect") for look in looks] == [2, 2, 2]
    assert fall_bar(Bar(10, 0, 10), 0).count("<rect") == 1


@pytest.mark.parametrize(("n", "said"), [(1204, "+1.204"), (-21, "−21"), (0, "0")])
def test_a_difference_has_its_sign(n, said):
    assert signed_count(n) == said


@pytest.mark.parametrize(("points", "said"), [(1.905, "+1,90"), (-0.11, "−0,11"), (0, "0,00")])
def test_points_have_two_decimals(points, said):
    assert signed_points(points) == said
