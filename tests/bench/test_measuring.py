"""The benchmark's own judgement: what passes, what is near, what fails the run."""

import pytest

from areas.models import Area
from bench.measuring import Line, Timed, asked, interleaved, none_wrong, text_of


@pytest.mark.parametrize(
    ("ratio", "verdict"), [(3, "PASS"), (3.1, "NEAR"), (4.5, "NEAR"), (4.6, "FAIL")]
)
def test_ratio_that_should_be_small(ratio, verdict):
    line = Line("a page", "1 ms", ratio, at_most=3)
    assert (line.verdict, line.asked) == (verdict, "<= 3")


@pytest.mark.parametrize(
    ("ratio", "verdict"), [(0.5, "PASS"), (0.4, "NEAR"), (0.34, "NEAR"), (0.3, "FAIL"), (0, "FAIL")]
)
def test_ratio_that_should_be_large(ratio, verdict):
    line = Line("saves", "1 per s", ratio, at_least=0.5)
    assert (line.verdict, line.asked) == (verdict, ">= 0.5")


@pytest.mark.parametrize(
    ("wrong", "of", "verdict"), [(0, 10, "PASS"), (1, 10, "FAIL"), (0, 0, "FAIL")]
)
def test_nothing_may_be_wrong_and_something_must_have_been_compared(wrong, of, verdict):
    assert none_wrong("pages", wrong, of).verdict == verdict


def test_table_is_markdown_with_a_line_for_each_measure():
    rows = text_of([Line("F", "1 ms"), Line("page", "3 ms", 2.5, at_most=3)]).split("\n")
    assert len({len(row) for row in rows}) == 1
    cells = [cell.strip() for cell in rows[3].strip("|").split("|")]
    assert cells == ["page", "3 ms", "2.50", "<= 3", "PASS"]


def test_times_are_the_middle_and_what_nineteen_of_twenty_stay_under():
    timed = Timed([float(n) for n in range(1, 21)])
    assert (timed.p50, timed.p95) == (10.5, 20.0)


def test_things_are_done_in_turn():
    done = []
    interleaved({"a": lambda: done.append("a"), "b": lambda: done.append("b")}, 2)
    assert done == ["a", "b"] * 3


@pytest.mark.django_db
def test_queries_are_counted_and_can_be_asked_again():
    with asked() as found:
        list(Area.unscoped.values_list("pk"))
        Area.unscoped.filter(pk=1).exists()
    assert found.queries == 2
    with asked() as again:
        assert found.again() >= 0
    assert again.queries == 2
