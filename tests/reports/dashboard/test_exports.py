"""Workbooks: the figures and headings of the page, stamped; text stays text."""

import io
import re
import zipfile
from collections import Counter
from datetime import date
from xml.etree import ElementTree as ET

import pytest

from figures.adoption import Step
from figures.figures import Figures, sums_of
from figures.rates import Rate
from reports.dashboard.exports.workbook import (
    DECLARED,
    Head,
    Page,
    foot_of,
    of_board,
    pages_of,
    written,
)
from reports.dashboard.queries.ranking import COLUMNS, SHOWN
from reports.meetings.queries.frozen import Frozen
from reports.units.queries.child_units import Below, Child
from reports.units.queries.needs import Needs
from tests.pages import signed_in

FULL = ("households", "expected", "surveyed", "covered")
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def sheets(body):
    """Read a workbook back: for each sheet its name and its rows of cells, by their letters."""
    book = zipfile.ZipFile(io.BytesIO(body))
    strings = []
    if "xl/sharedStrings.xml" in book.namelist():
        tree = ET.fromstring(book.read("xl/sharedStrings.xml"))  # noqa: S314 - our own file
        strings = ["".join(t.text or "" for t in si.iter(f"{MAIN}t")) for si in tree]
    names = re.findall(r'<sheet name="([^"]+)"', book.read("xl/workbook.xml").decode())
    found = {}
    for number, name in enumerate(names, start=1):
        tree = ET.fromstring(book.read(f"xl/worksheets/sheet{number}.xml"))  # noqa: S314 - our own file
        found[name] = [[_value(c, strings) for c in row] for row in tree.iter(f"{MAIN}row")]
    return found


def _value(cell, strings):
    value = cell.find(f"{MAIN}v")
    assert cell.find(f"{MAIN}f") is None, "a formula"
    if value is None:
        return ""
    return strings[int(value.text)] if cell.get("t") == "s" else float(value.text)


def child(name, households=0, covered=0, pk=1):
    sums = {**dict.fromkeys(("households", "expected", "surveyed"), households), "covered": covered}
    return Child(pk, 3, "xa", name, None, Figures(2, 1, 1, 1, sums_of(sums)))


def board(children, filters=(), cut=False):
    whole = Figures(4, 3, 2, 1, sums_of({"households": 10, "surveyed": 8, "covered": 5}))
    steps = sum((Counter(one.steps) for one in children), Counter())
    sums = Below(children, Figures(), whole, [], Needs(steps)).sums()
    foot = foot_of(children, sums, cut=cut)
    pages = pages_of(whole, {}, children, foot)
    return sheets(of_board("Xã Thử", date(2026, 11, 26), filters, pages))


def test_the_headings_are_those_of_the_page():
    rows = board([child("Một", 10, 5)])["Các đơn vị"]
    heads = [words for words in rows[3] if words]
    shown = ["ten", *SHOWN[:-1], *DECLARED, SHOWN[-1]]
    assert heads == [str(COLUMNS[key].name) for key in shown]


def test_of_communes_their_step_stands_beside_and_a_full_rate_in_doubt_has_no_percent():
    begun, idle = child("Một", 10, 10), child("Hai")
    begun.figures = Figures(2, 2, 1, 1, sums_of(dict.fromkeys(FULL, 10)), begun_villages=1)
    begun.steps, idle.steps = {Step.BEGUN: 1}, {Step.NO_ACCOUNT: 1}
    rows = board([begun, idle])["Các đơn vị"]
    assert [row[-1] for row in rows[5:7]] == ["đã bắt đầu", "chưa cấp tài khoản"]
    # Their sum counts them; of those shown alone, where a filter cut some.
    assert rows[-1][-1] == "1/2 xã chưa bắt đầu"
    cut = board([begun, idle], cut=True)["Các đơn vị"]
    assert [row[-1] for row in cut[-2:]] == ["1/2 xã chưa bắt đầu"] * 2
    at = rows[3].index(str(COLUMNS["ho-dat"].name))
    assert rows[5][at : at + 3] == [10, 10, "—"]


def test_every_sheet_says_of_which_day_and_filter_it_is():
    for rows in board([child("Một")], ["nhóm Dưới 60%"]).values():
        assert rows[0] == ["Xã Thử"]
        assert rows[1][0].startswith("Số liệu đến 26/11/2026, tải lúc ")
        assert rows[2] == ["Lọc: nhóm Dưới 60%"]


def test_a_rate_is_part_whole_and_percent_and_nothing_known_is_a_dash():
    body = written(
        ["Thử"], [Page("Thử", [Head("Hộ", is_rate=True)], [[Rate(999, 1000)], [Rate(0, 0)]])]
    )
    rows = sheets(body)["Thử"]
    assert rows[-2:] == [[999, 1000, 99.9], [0, 0, "—"]]


@pytest.mark.parametrize("name", ["=1+1", "@SUM(A1)", "+84", "-5", "http://la.example/", "{=1}"])
def test_text_is_text(name):
    rows = board([child(name)])["Các đơn vị"]
    assert rows[-2][0] == f"Xã {name}"
    body = written([name], [Page("Thử", [Head(name)], [[name]])])
    assert b"hyperlink" not in zipfile.ZipFile(io.BytesIO(body)).read("xl/worksheets/sheet1.xml")
    assert sheets(body)["Thử"][0] == [name]


def test_a_filter_that_cuts_rows_adds_the_sum_of_those_shown():
    rows = board([child("Một", 10, 5)], cut=True)["Các đơn vị"]
    assert [row[0] for row in rows[-2:]] == ["Cộng các dòng trên", "Cả đơn vị"]
    assert board([child("Một", 10, 5)])["Các đơn vị"][-1][0] == "Cộng"


@pytest.mark.django_db
def test_the_workbook_of_a_dashboard_has_its_figures(world):
    response = signed_in(world.own.officer).get(f"/tong-quan/{world.own.area.pk}/excel/")
    assert response["Content-Disposition"].endswith('.xlsx"')
    found = sheets(response.content)
    summary = {row[0]: row[1:] for row in found["Tổng quan"][5:]}
    assert summary["Thôn có tổ"][:4] == [1, 2, 50.0, 1]
    assert summary["Hộ có một người biết đủ 5 kỹ năng"][:3] == [1, 3, "33,3–100"]
    assert {row[0] for row in found["Các đơn vị"][5:-1]} == {
        village.full_name for village in world.own.villages
    }


@pytest.mark.django_db
def test_the_workbook_of_a_list_is_cut_as_the_list_is(world):
    client = signed_in(world.own.officer)
    response = client.get(f"/tong-quan/{world.own.area.pk}/excel/?q=ta+02&xep=ten")
    rows = sheets(response.content)["Các đơn vị"]
    assert rows[2] == ["Lọc: tên có “ta 02”; xếp theo Tên"]
    assert [row[0] for row in rows[5:-2]] == [world.own.villages[1].full_name]


@pytest.mark.django_db
def test_the_workbook_of_a_meeting_has_what_was_frozen(world):
    meeting = world.own.meeting
    found = sheets(signed_in(world.committee).get(f"/hop/{meeting.uuid}/excel/").content)
    assert meeting.code in found["Tổng quan"][1][0]
    covered = Frozen.of(meeting.page).figures.covered_rate
    summary = {row[0]: row[1:] for row in found["Tổng quan"][5:]}
    assert summary["Hộ có một người biết đủ 5 kỹ năng"][:2] == list(covered)
