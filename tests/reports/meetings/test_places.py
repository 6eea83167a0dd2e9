"""Who is lowest, and of how many: only units of which enough is known stand in an order."""

import re
from datetime import date

import pytest
from django.utils import timezone

from accounts.roles import Role
from reports.meetings.actions import freeze
from reports.meetings.queries.frozen import Frozen
from reports.meetings.queries.shown import Shown
from reports.page_cache import CACHE
from tests.factories import CountryFactory, ProvinceFactory, TargetFactory, UserFactory
from tests.pages import signed_in
from tests.reports.registers import counted

pytestmark = pytest.mark.django_db
LONG = 22


@pytest.fixture
def province(db):
    province = ProvinceFactory(parent=CountryFactory())
    due = date(timezone.localdate().year, 12, 31)
    TargetFactory(area=province, indicator="ho-dat", level=70, due_on=due)
    return province


@pytest.fixture
def committee(province):
    return UserFactory(area=province, role=Role.COMMITTEE)


def said(client, address):
    CACHE.clear()
    return " ".join(re.sub(r"<[^>]+>", " ", client.get(address).content.decode()).split())


def test_one_that_is_known_is_neither_the_lowest_nor_one_of_all(province, committee):
    counted(province, (100, 60))
    for _ in range(LONG):
        counted(province)
    meeting = freeze(by=committee, area=province)
    client = signed_in(committee)
    assert Shown(Frozen.of(meeting.page)).lowest == []
    assert "thứ 1/1 từ thấp lên" in said(client, f"/hop/{meeting.uuid}/tap/")
    board = said(client, f"/tong-quan/{province.pk}/")
    assert "Mười nơi thấp nhất" not in board
    assert "Mười nơi đầu danh sách" in board
    assert "chưa đủ số liệu xếp sau" in board
    # The one commune of which anything is known lacks the target; of the others nothing is said.
    assert "1/1 nơi đủ số liệu chưa tới chỉ tiêu 70%" in board
    assert "ít hộ" not in board.split("Các từ trên trang này")[0]


def test_ten_that_are_known_are_the_ten_lowest(province, committee):
    for n in range(LONG):
        counted(province, (100, 60 + n))
    board = said(signed_in(committee), f"/tong-quan/{province.pk}/")
    assert "Mười nơi thấp nhất Thấp nhất xếp trước" in board
    assert f"10/{LONG} nơi đủ số liệu chưa tới chỉ tiêu 70%" in board


def test_five_are_named_only_where_there_are_five(province, committee):
    for n in range(3):
        counted(province, (100, 60 + n))
    meeting = freeze(by=committee, area=province)
    page = said(signed_in(committee), f"/hop/{meeting.uuid}/")
    assert "Nơi thấp nhất" in page
    assert "Năm nơi thấp nhất" not in page
