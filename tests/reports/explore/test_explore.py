"""Figures looked up: every choice in the address, lowest first, unknown never 0, the same as a workbook."""

import re

import pytest
from django.utils import timezone

from areas.dated import month_of
from areas.kinds import Kind, Level
from tests.books import figured, sheets
from tests.factories import SnapshotFactory, UserFactory
from tests.pages import signed_in
from tests.world import unit

pytestmark = pytest.mark.django_db


def ago(months):
    return month_of(timezone.localdate(), months)


def text(html):
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def village(world, name, code, kind=Kind.THON):
    return unit(world.own.area, Level.VILLAGE, kind, name, code)


@pytest.fixture
def client(world):
    return signed_in(world.own.officer)


@pytest.fixture
def look(client, only_reads):
    def get(query=""):
        with only_reads():
            response = client.get(f"/tra-cuu/{query}")
        assert response.status_code == 200
        return response

    return get


def names(response):
    return [row.unit.name for row in response.context["answer"].rows]


def months(response):
    return response.context["question"].months


def cells(response, name):
    found = {row.unit.name: row.cells for row in response.context["answer"].rows}
    return found[name]


@pytest.fixture
def villages(world):
    """Give the commune a second village with households of which none is covered yet."""
    other = village(world, "Hai", "99001")
    for months_ago, covered in ((1, 4), (2, 3), (3, 2), (4, 1)):
        SnapshotFactory(
            area=other, month=ago(months_ago), households=10, expected=10, covered=covered
        )
    return world.own.village, other


# What may be chosen


def test_without_a_choice_it_is_the_readers_own_unit_over_a_year(world, look):
    page = look()
    assert page.context["area"] == world.own.area
    assert len(months(page)) == 12
    assert months(page)[-1] == ago(1)


@pytest.mark.parametrize(
    "query",
    [
        "?chi-tieu=khong-co",
        "?do=%00",
        "?cap=9",
        "?loai=x",
        "?tinh-trang=x",
        "?tu=2026-13",
        "?den=hom-qua",
        "?nhip=nam",
        "?trang=0",
        "?trang=abc",
    ],
)
def test_what_is_unknown_in_the_address_is_the_usual_choice(villages, look, query):
    usual, page = look(), look(query)
    assert page.context["question"] == usual.context["question"]
    assert names(page) == names(usual)


def test_a_foreign_unit_is_not_there(world, client):
    for address in ("/tra-cuu/", "/tra-cuu/excel/"):
        for query in (world.foreign.area.pk, 10**12, "1 OR 1=1"):
            assert client.get(address, {"dia-ban": query}).status_code == 404


def test_months_between_two(villages, look):
    page = look(f"?tu={ago(4):%Y-%m}&den={ago(2):%Y-%m}")
    assert months(page) == [ago(4), ago(3), ago(2)]


def test_by_quarters_only_their_last_months_stay(villages, look):
    page = look("?nhip=quy")
    assert [month for month in months(look()) if month.month % 3 == 0] == months(page)
    assert len(months(page)) == 4
    assert "Từng quý" in text(page.content.decode())


def test_a_kind_of_unit(world, villages, look):
    village(world, "Một", "99002", Kind.KHU_PHO)
    assert "Một" in str(names(look()))
    assert names(look("?loai=khu_pho")) == ["Một"]


def test_a_state_of_teams(world, villages, look):
    everything = set(names(look()))
    without = set(names(look("?tinh-trang=none")))
    assert "Hai" in without
    assert world.own.village.name not in without
    states = [names(look(f"?tinh-trang={state}")) for state in ("on_paper", "led", "active")]
    assert set().union(*map(set, states)) == everything - without


# What is shown


def test_a_month_without_a_figure_is_unknown_and_not_nought(villages, look):
    found = cells(look(), "Hai")
    assert found[:8] == [None] * 8
    assert [cell.n for cell in found[8:12]] == [1, 2, 3, 4]
    html = look().content.decode()
    assert html.count('<span aria-label="chưa có số liệu">—</span>') >= 8


def test_the_running_month_is_of_today(world, villages, look):
    live = cells(look(), world.own.village.name)[-1]
    assert live.of > 0


def test_lowest_first_and_units_without_a_figure_last(world, villages, look):
    rows = look().context["answer"].rows
    shares = [row.last.share for row in rows if row.known[-1]]
    assert shares == sorted(shares)
    known = [row.known[-1] for row in rows]
    assert known == sorted(known, reverse=True)


def row_of(page, name):
    return re.search(rf"<tr><th[^>]*><a[^>]*>{name}</a>.*?</tr>", page.content.decode()).group()


@pytest.mark.parametrize("measure", ["", "&do=so"])
def test_months_before_a_unit_began_say_so_in_one_cell_and_are_no_noughts(
    world, client, look, measure
):
    other = village(world, "Hai", "99001")
    for months_ago, here in ((4, 0), (3, 0), (2, 10), (1, 10)):
        SnapshotFactory(area=other, month=ago(months_ago), households=here, expected=10)
    query = f"?tu={ago(4):%Y-%m}{measure}"
    row = row_of(look(query), "Thôn Hai")
    said = re.findall(r'<td class="month none n4" colspan="2"><small>([^<]+)</small></td>', row)
    assert said == ["chưa bắt đầu", "chưa khảo sát"]
    assert "0,0" not in row
    kept = next(row for row in book(client, query).rows if row[0] == "Thôn Hai")
    assert 0.0 not in kept
    assert "0,0–100" not in kept


@pytest.mark.parametrize(
    ("asked", "indicator", "words"),
    [
        ({}, "ho-cong-lai", "chưa khảo sát"),
        ({"surveyed": 6}, "ho-cong-lai", "chưa rõ"),
        ({"partly": 10}, "ho-dat", "chưa rõ"),
    ],
)
def test_who_was_asked_is_not_called_not_surveyed(world, look, asked, indicator, words):
    other = village(world, "Hai", "99001")
    SnapshotFactory(area=other, month=ago(1), households=10, expected=10, **asked)
    row = row_of(look(f"?chi-tieu={indicator}&tu={ago(1):%Y-%m}"), "Thôn Hai")
    assert f'<td class="month none n4"><small>{words}</small></td>' in row


def test_numbers_instead_of_shares(villages, look):
    page = look("?do=so")
    row = row_of(page, "Thôn Hai")
    assert '<td class="month">4</td>' in row
    assert "%" not in text(row)


# The workbook


def book(client, query=""):
    response = client.get(f"/tra-cuu/excel/{query}")
    assert response.status_code == 200
    return figured(sheets(response.content)["Tra cứu"])


def test_the_workbook_has_the_rows_and_the_headings_of_the_page(world, villages, client, look):
    page, found = look(), book(client)
    heads = [words for words in found.heads if words]
    shown = [f"{month:%m/%Y}" for month in [*months(page), month_of(timezone.localdate())]]
    assert heads == ["Thôn, buôn, khu phố", *shown, "Thay đổi"]
    units = [row.unit.full_name for row in page.context["answer"].rows]
    assert [row[0] for row in found.rows] == units
    assert [row[0] for row in found.foot] == [world.own.area.full_name]
    assert "Từng tháng" in found.top[-1]


def test_each_rate_stands_as_part_whole_and_percent_and_unknown_as_a_dash(villages, client):
    row = next(row for row in book(client).rows if row[0] == "Thôn Hai")
    assert row[1:4] == ["", "", "—"]
    at = row.index(1.0)
    assert row[at : at + 12] == [
        *(1.0, 10.0, "10,0–100"),
        *(2.0, 10.0, "20,0–100"),
        *(3.0, 10.0, "30,0–100"),
        *(4.0, 10.0, "40,0–100"),
    ]


def test_numbers_stand_as_numbers(villages, client):
    row = next(row for row in book(client, "?do=so").rows if row[0] == "Thôn Hai")
    assert row[1:9] == ["—"] * 8
    assert row[9:13] == [1.0, 2.0, 3.0, 4.0]


def test_the_workbook_holds_all_units_of_all_pages(world, client, look):
    for number in range(60):
        village(world, f"số {number:02}", f"991{number:02}")
    assert len(look().context["answer"].rows) == 50
    assert len(book(client).rows) == look().context["page"].paginator.count


def test_the_link_keeps_what_was_chosen_and_drops_the_page(villages, look):
    html = look("?do=so&trang=1").content.decode()
    assert re.search(r'href="/tra-cuu/excel/\?do=so"', html)


def test_no_scope_sees_nothing():
    client = signed_in(UserFactory(area=None))
    assert client.get("/tra-cuu/").status_code == 404
    assert client.get("/tra-cuu/excel/").status_code == 404
