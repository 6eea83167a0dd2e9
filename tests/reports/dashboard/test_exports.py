"""Workbooks: the figures and headings of the page, stamped; text stays text."""

import io
import zipfile
from collections import Counter
from datetime import date

import pytest

from figures.adoption import Step
from figures.figures import Figures, sums_of
from figures.rates import Rate
from reports.dashboard.exports.workbook import (
    DECLARED,
    Head,
    Page,
    foot_of,
    pages_of,
    said_of,
    top_of,
    written,
)
from reports.dashboard.queries.ranking import COLUMNS, SHOWN
from reports.meetings.queries.frozen import Frozen
from reports.units.queries.child_units import Below, Child
from reports.units.queries.needs import Needs
from tests.books import figured, sheets
from tests.pages import signed_in
from web.ruled import Top

FULL = ("households", "expected", "surveyed", "covered")


def child(name, households=0, covered=0, pk=1):
    sums = {**dict.fromkeys(("households", "expected", "surveyed"), households), "covered": covered}
    return Child(pk, 3, "xa", name, None, Figures(2, 1, 1, 1, sums_of(sums)))


def board(children, filters=(), cut=False):
    whole = Figures(4, 3, 2, 1, sums_of({"households": 10, "surveyed": 8, "covered": 5}))
    steps = sum((Counter(one.steps) for one in children), Counter())
    sums = Below(children, Figures(), whole, [], Needs(steps)).sums()
    foot = foot_of(children, sums, cut=cut)
    pages = pages_of(whole, {}, children, foot)
    return sheets(written(top_of(None, "Xã Thử", said_of(date(2026, 11, 26), filters)), pages))


def test_the_headings_are_those_of_the_page():
    found = figured(board([child("Một", 10, 5)])["Các đơn vị"])
    heads = [words for words in found.heads if words]
    shown = ["ten", *SHOWN[:-1], *DECLARED, SHOWN[-1]]
    assert heads == [str(COLUMNS[key].name) for key in shown]


def test_of_communes_their_step_stands_beside_and_a_full_rate_in_doubt_has_no_percent():
    begun, idle = child("Một", 10, 10), child("Hai")
    begun.figures = Figures(2, 2, 1, 1, sums_of(dict.fromkeys(FULL, 10)), begun_villages=1)
    begun.steps, idle.steps = {Step.BEGUN: 1}, {Step.NO_ACCOUNT: 1}
    found = figured(board([begun, idle])["Các đơn vị"])
    assert [row[-1] for row in found.rows] == ["đã bắt đầu", "chưa cấp tài khoản"]
    # Their sum counts them; of those shown alone, where a filter cut some.
    assert [row[-1] for row in found.foot] == ["1/2 xã chưa bắt đầu"]
    cut = figured(board([begun, idle], cut=True)["Các đơn vị"])
    assert [row[-1] for row in cut.foot] == ["1/2 xã chưa bắt đầu"] * 2
    at = found.heads.index(str(COLUMNS["ho-dat"].name))
    assert found.rows[0][at : at + 3] == [10, 10, "—"]


def test_every_sheet_says_of_which_day_and_filter_it_is():
    for rows in board([child("Một")], ["nhóm Dưới 60%"]).values():
        title, taken, chosen = figured(rows).top[2:]
        assert title == "Xã Thử"
        assert taken.startswith("Số liệu đến 26/11/2026, tải lúc ")
        assert chosen == "Lọc: nhóm Dưới 60%"


def test_a_rate_is_part_whole_and_percent_and_nothing_known_is_a_dash():
    page = Page("Thử", [Head("Hộ", is_rate=True)], [[Rate(999, 1000)], [Rate(0, 0)], [None]])
    found = figured(sheets(written(Top("Thử"), [page]))["Thử"])
    assert found.rows == [[999, 1000, 99.9], [0, 0, "—"], ["", "", "—"]]


@pytest.mark.parametrize("name", ["=1+1", "@SUM(A1)", "+84", "-5", "http://la.example/", "{=1}"])
def test_text_is_text(name):
    assert figured(board([child(name)])["Các đơn vị"]).rows[0][0] == f"Xã {name}"
    body = written(Top(name, [name], [name]), [Page("Thử", [Head(name)], [[name]])])
    assert b"hyperlink" not in zipfile.ZipFile(io.BytesIO(body)).read("xl/worksheets/sheet1.xml")
    assert [row[0] for row in sheets(body)["Thử"][:5]] == [name] * 5


def test_a_filter_that_cuts_rows_adds_the_sum_of_those_shown():
    cut = figured(board([child("Một", 10, 5)], cut=True)["Các đơn vị"])
    assert [row[0] for row in cut.foot] == ["Cộng các dòng trên", "Cả đơn vị"]
    assert figured(board([child("Một", 10, 5)])["Các đơn vị"]).foot[0][0] == "Cộng"


@pytest.mark.django_db
def test_the_workbook_of_a_dashboard_has_its_figures(world):
    response = signed_in(world.own.officer).get(f"/tong-quan/{world.own.area.pk}/excel/")
    assert response["Content-Disposition"].endswith('.xlsx"')
    found = sheets(response.content)
    summary = {row[0]: row[1:] for row in figured(found["Tổng quan"]).rows}
    assert summary["Thôn có tổ"][:4] == [1, 2, 50.0, 1]
    # What is aimed at is a number, too.
    assert summary["Hộ có một người biết đủ 5 kỹ năng"][:5] == [1, 3, "33,3–100", 2, 80]
    villages = figured(found["Các đơn vị"])
    assert {row[0] for row in villages.rows} == {one.full_name for one in world.own.villages}
    # Of a village a word and whether it has a team, of the sum how many have one.
    assert villages.heads[1:3] == ["Tình trạng tổ", "Có tổ"]
    assert sorted(row[2] for row in villages.rows) == [0, 1]
    assert villages.foot[0][:3] == ["Cộng", "", 1]


@pytest.mark.django_db
def test_the_workbook_of_a_list_is_cut_as_the_list_is(world):
    client = signed_in(world.own.officer)
    response = client.get(f"/tong-quan/{world.own.area.pk}/excel/?q=ta+02&xep=ten")
    found = figured(sheets(response.content)["Các đơn vị"])
    assert found.top[-1] == "Lọc: tên có “ta 02”; xếp theo Tên"
    assert [row[0] for row in found.rows] == [world.own.villages[1].full_name]


@pytest.mark.django_db
def test_the_workbook_of_a_meeting_has_what_was_frozen(world):
    meeting = world.own.meeting
    found = sheets(signed_in(world.committee).get(f"/hop/{meeting.uuid}/excel/").content)
    summary = figured(found["Tổng quan"])
    assert meeting.code in summary.top[3]
    covered = Frozen.of(meeting.page).figures.covered_rate
    summary = {row[0]: row[1:] for row in summary.rows}
    assert summary["Hộ có một người biết đủ 5 kỹ năng"][:2] == list(covered)
