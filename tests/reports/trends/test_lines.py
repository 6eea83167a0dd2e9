"""What is drawn: geometry in attributes, values in words, gaps left open."""

import re
from datetime import date

import pytest
from django.template import Context, Template

from figures.indicators import COVERED
from reports.templatetags.lines import in_words, small_line
from reports.templatetags.timeline import axis_note, line_chart
from reports.trends.queries import Mark
from tests.figures.test_trends import points

DAY = date(2026, 11, 26)


def attributes(svg, name):
    return [float(value) for value in re.findall(rf' {name}="([\d.]+)%?"', svg)]


# A line in words


def test_a_line_says_where_it_comes_from_and_where_it_leads():
    assert in_words(points(40, 42, 45), COVERED) == "Từ 40,0% lên 45,0%"
    assert in_words(points(45, 42, 40), COVERED) == "Từ 45,0% xuống 40,0%"
    assert in_words(points(40, 42, 40), COVERED) == "Giữ nguyên 40,0%"


# The line of a card


def test_a_small_line_writes_its_ends():
    found = small_line(points(40, 42, 45), COVERED)
    assert re.findall(r">([^<]+)</text>", found) == [
        "40,0%",
        "45,0%",
        "08/26",
        "10/26",
        "40/100",
        "45/100",
    ]


def test_small_lines_on_one_axis_stand_as_high_as_their_values():
    low = attributes(small_line(points(10, 10, 10), COVERED, 10, 50), "cy")
    high = attributes(small_line(points(50, 50, 50), COVERED, 10, 50), "cy")
    assert (low, high) == ([40], [12])


def test_a_small_line_is_broken_at_a_gap():
    path = re.findall(r' d="([^"]+)"', small_line(points(40, 41, None, 43, 44), COVERED))[1]
    assert path.count("M") == 2
    assert len(re.findall(r"[\d.]+,[\d.]+", path)) == 4


def test_a_small_line_stays_inside_its_picture():
    for line in ((0, 50, 100), (100, 0, 100), (40, 40, 40)):
        assert all(8 <= y <= 42 for y in attributes(small_line(points(*line), COVERED), "cy"))


def test_a_small_line_of_too_few_months_says_so():
    found = small_line(points(None, 40, 41), COVERED)
    assert "Chưa đủ ba tháng" in found
    assert "<svg" not in found


# The large chart


def chart(*line, marks=()):
    return line_chart(points(*line), COVERED, marks)


def test_every_month_is_a_dot_that_says_its_day_and_its_n_of_n():
    found = chart(40, 42, None, 45)
    assert re.findall(r"<title>([^<]+)</title>", found) == [
        "31/07/2026: 40,0% (40/100)",
        "31/08/2026: 42,0% (42/100)",
        "31/10/2026: 45,0% (45/100)",
    ]


def test_the_chart_is_not_drawn_across_a_gap():
    found = chart(40, 42, None, 45, 46)
    strokes = re.search(r'<g stroke="#0f4c81"[^>]*>(.*?)</g>', found)[1]
    assert strokes.count("<line") == 2


def test_the_axis_is_round_and_said_where_it_does_not_begin_at_nought():
    ticks = re.findall(r">(\d+)%</text>", chart(43, 45, 58))
    assert ticks == ["40", "50", "60"]
    assert axis_note(points(43, 45, 58), COVERED) == "Trục đứng bắt đầu từ 40%."
    assert axis_note(points(3, 45, 58), COVERED) == ""


@pytest.mark.parametrize("line", [(0, 0, 0), (100, 100, 100), (0, 50, 100), (99, 99, 99)])
def test_the_chart_holds_its_values(line):
    assert all(52 <= y <= 228 for y in attributes(chart(*line), "cy"))


def test_marked_days_are_numbered_where_they_fall():
    marks = [Mark(date(2026, 8, 1), "Một"), Mark(date(2026, 10, 31), "Hai")]
    found = chart(40, 42, 45, 47, marks=marks)
    assert re.findall(r'text-anchor="middle">(\d)</text>', found) == ["1", "2"]
    first, last = re.findall(r'<line x1="([\d.]+)%" x2="\1%"', found)
    assert 1.5 < float(first) < float(last) == 98.5


def test_the_chart_says_itself_in_words():
    assert 'aria-label="Hộ có một người biết đủ 5 kỹ năng. Từ 40,0% lên 45,0%"' in chart(40, 42, 45)
    assert in_words(points(40), COVERED) == "Chưa đủ số liệu"


def test_what_people_wrote_is_escaped():
    page = Template("{% load timeline %}{% line_chart points indicator marks %}")
    context = Context(
        {"points": points(40, 41, 42), "indicator": COVERED, "marks": [Mark(DAY, "<b>")]}
    )
    assert "<b>" not in page.render(context)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ((40, 42, 45), [("start", "40,0%"), ("end", "45,0%")]),
        # On a phone a value needs more than half of the width: of two that are close the last one is written.
        ((None, None, None, None, 42, 45), [("end", "45,0%")]),
        ((42, 45, None, None, None, None), [("start", "45,0%")]),
        ((None, 42, None), [("middle", "42,0%")]),
    ],
)
def test_the_words_of_both_ends_stay_inside_and_apart(line, said):
    words = re.findall(r'font-weight="700" text-anchor="(\w+)">([^ ]+) ', chart(*line))
    assert words == said
