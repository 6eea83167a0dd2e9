"""Checks of typed numbers, what is said before sending, and the lines of a report."""

from dataclasses import replace
from decimal import Decimal

import pytest

from periodic.catalogue.rules.columns import column_of, typed
from periodic.content import Content, Late, Measure, Row, Value
from periodic.filing.rules.checks import problem
from periodic.writing.forms import ReportForm
from periodic.writing.rules.checks import strange, warnings
from periodic.writing.rules.lines import (
    HOMES as HOMES_PAGE,
    SESSIONS as SESSIONS_PAGE,
    TEAMS as TEAMS_PAGE,
    late_lines,
    lines_of,
    page_of,
)

HOMES = column_of("ho")
POOR = typed("ho-ngheo", "Hộ nghèo", "Theo chuẩn", "hộ", checks=(("<=", "ho"),))
SHARE = typed("ty-le", "Tỷ lệ", "Phần trăm", "%", checks=(("between", 0, 100),))
PEOPLE = typed("nguoi", "Nhân khẩu", "Người", "người", checks=(("for_each", "ho", 3, 4.5),))
NAMES = {one.key: one.name for one in (HOMES, POOR, SHARE, PEOPLE)}
SURVEYED, TEAMS = column_of("ho-khao-sat"), column_of("thon-co-to")
SESSIONS = column_of("buoi")


def content(values, columns=(HOMES, POOR), **said):
    return Content(
        title="Báo cáo",
        form="Biểu",
        form_version=1,
        unit="Xã",
        unit_code="1",
        unit_level="commune",
        above=(),
        period="tháng 11/2026",
        begins_on="2026-10-15",
        ends_on="2026-11-14",
        due_on="2026-11-17",
        columns=columns,
        total=Row("Xã", values=values),
        **said,
    )


@pytest.mark.parametrize(
    ("column", "number", "homes", "wrong"),
    [
        (POOR, 10, 10, False),
        (POOR, 11, 10, True),
        (POOR, 11, None, False),
        (POOR, None, 10, False),
        (POOR, -1, 10, True),
        (SHARE, 100, 1, False),
        (SHARE, Decimal("100.01"), 1, True),
    ],
)
def test_a_number_over_its_check_is_refused_and_an_unknown_one_compares_with_nothing(
    column, number, homes, wrong
):
    typed_in = None if number is None else Decimal(number)
    assert bool(problem(column, typed_in, {"ho": Value(n=homes)}, NAMES)) == wrong


def test_what_it_may_not_be_over_is_named():
    words = problem(POOR, Decimal(11), {"ho": Value(n=10)}, NAMES)
    assert words == "Không lớn hơn “Số hộ”, là 10."


@pytest.mark.parametrize(("people", "says"), [(35, False), (29, True), (46, True), (None, False)])
def test_so_many_for_each_only_warns(people, says):
    values = {"ho": Value(n=10), "nguoi": Value(n=people)}
    assert bool(strange(PEOPLE, values, NAMES)) == says
    assert not problem(PEOPLE, None if people is None else Decimal(people), values, NAMES)


def test_before_sending_one_is_told_what_is_unknown():
    values = {
        "ho-khao-sat": Value(n=6871, of=7561),
        "thon-co-to": Value(n=16, of=18),
        "ho-ngheo": Value(),
    }
    said = content(values, (SURVEYED, TEAMS, POOR), sent_below=(1, 3))
    assert warnings(said) == [
        "690/7.561 hộ chưa khảo sát. Vẫn gửi được.",
        "2/18 thôn chưa có tổ.",
        "1 chỉ tiêu tự ghi còn trống: Hộ nghèo. Để trống là “chưa có số”, không phải 0.",
        "2 đơn vị chưa gửi: số của nơi ấy lấy theo sổ.",
    ]
    whole = {"ho-khao-sat": Value(n=3, of=3), "thon-co-to": Value(n=2, of=2)}
    assert warnings(content(whole, (SURVEYED, TEAMS), sent_below=(3, 3))) == []


def test_a_line_says_what_was_what_is_and_the_difference():
    before = Row("Xã", values={"ho-khao-sat": Value(n=8, of=10), "ho": Value()})
    values = {"ho-khao-sat": Value(n=5, of=10), "ho": Value(n=10)}
    said = content(values, (SURVEYED, HOMES, SESSIONS), previous=before)
    first, second = lines_of(said, Measure.STOCK)
    assert (first.before, first.now, first.share, first.change) == ("8", "5/10", "50,0%", "−3")
    assert (second.before, second.now, second.share, second.change) == ("—", "10", "", "—")
    (flow,) = lines_of(said, Measure.FLOW)
    assert flow.now == "chưa có số"


@pytest.mark.parametrize(
    ("figure", "page"),
    [
        ("ho", HOMES_PAGE),
        ("ho-dat", HOMES_PAGE),
        ("ky-nang-3", HOMES_PAGE),
        ("nguoi-biet-du", HOMES_PAGE),
        ("buoi", SESSIONS_PAGE),
        ("luot-nu", SESSIONS_PAGE),
        ("thon", TEAMS_PAGE),
        ("thanh-vien-nu", TEAMS_PAGE),
    ],
)
def test_each_figure_is_looked_up_where_it_is_written_down(figure, page):
    assert page_of(figure) == page


def test_only_what_the_register_knows_has_a_source_and_only_where_the_reader_has_the_page():
    said = content({}, (HOMES, POOR))
    there = lines_of(said, Measure.STOCK, {HOMES_PAGE: "/ho/", TEAMS_PAGE: "/to/"})
    assert [one.source for one in there] == ["/ho/", ""]
    assert [one.source for one in lines_of(said, Measure.STOCK)] == ["", ""]


def test_a_share_that_may_not_be_said_stands_alone_and_nearly_all_is_not_all():
    unsaid = content({"ho-khao-sat": Value(n=5, of=10, is_said=False)}, (SURVEYED,))
    assert lines_of(unsaid, Measure.STOCK)[0].share == ""
    nearly = content({"ho-khao-sat": Value(n=99999, of=100000)}, (SURVEYED,))
    assert lines_of(nearly, Measure.STOCK)[0].share == "99,9%"


def test_what_came_late_is_one_line_with_all_it_counts_in():
    late = (
        Late("buoi", "Buổi hướng dẫn, Thôn Một", 1, "2026-10-08", "2026-10-20"),
        Late("ho", "Sổ hộ, thôn Hai", 3, "2026-10-05/2026-10-12", "2026-10-23"),
        Late("luot", "Buổi hướng dẫn, Thôn Một", 41, "2026-10-08", "2026-10-20"),
        Late("ho", "Sửa", -1),
    )
    columns = (HOMES, SESSIONS, replace(column_of("luot")))
    found, there_are = late_lines(content({}, columns, late=late))
    assert [(one.words, one.happened, one.recorded) for one in found] == [
        ("Sổ hộ, thôn Hai", "05/10/2026–12/10/2026", "23/10/2026"),
        ("Buổi hướng dẫn, Thôn Một", "08/10/2026", "20/10/2026"),
        ("Sửa", "—", "—"),
    ]
    assert found[1].amounts == "Buổi hướng dẫn: +1, Lượt người được hướng dẫn: +41"
    assert there_are == 3
    assert late_lines(content({}, columns, late=late), 2) == (found[:2], 3)


def test_what_many_units_say_came_late_of_one_column_is_one_sum():
    late = tuple(
        Late(column, "Sửa, rút hoặc ghi muộn khác", n)
        for column, n in (("ho", 2), ("buoi", 1), ("ho", -5), ("buoi", 1))
    )
    [line], there_are = late_lines(content({}, (HOMES, SESSIONS), late=late))
    assert line.amounts == "Số hộ: −3, Buổi hướng dẫn: +2"
    assert there_are == 1


def test_a_sum_in_which_villages_are_missing_is_not_called_strange():
    homes = {"ho": Value(100)}
    assert strange(PEOPLE, {**homes, "nguoi": Value(200)}, NAMES)
    assert not strange(PEOPLE, {**homes, "nguoi": Value(200, told=3, parts=5)}, NAMES)


def test_what_has_no_field_on_the_page_is_refused_above_all():
    """A number that was typed before units below sent theirs, or that is asked no more, has no field."""
    form = ReportForm({"version": "0"}, content=content({}), own={})
    form.refuse({(None, "ho-ngheo"): "Sai.", (None, "thoi-hoi"): "Có họ tên."})
    assert form.errors["so-ho-ngheo"] == ["Sai."]
    assert form.non_field_errors() == ["Có họ tên."]
