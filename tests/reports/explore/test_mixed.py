"""A province between two maps: districts, and communes that stand in none, each by its name."""

import re

import pytest

from accounts.roles import Role
from tests.books import figured, sheets
from tests.factories import CountryFactory, DistrictFactory, ProvinceFactory, UserFactory
from tests.pages import signed_in
from tests.reports.registers import counted

pytestmark = pytest.mark.django_db


@pytest.fixture
def province(db):
    return ProvinceFactory(parent=CountryFactory())


@pytest.fixture
def reader(province):
    return signed_in(UserFactory(area=province, role=Role.COMMITTEE))


def rows(response):
    return {row.unit.full_name: row for row in response.context["answer"].rows}


def test_a_commune_in_no_district_is_a_unit_of_its_own_with_its_step(province, reader):
    district = DistrictFactory(parent=province)
    counted(district, (600, 300))
    alone, idle = counted(province, (900, 500)), counted(province)
    response = reader.get("/tra-cuu/")
    found = rows(response)
    assert set(found) == {one.full_name for one in (district, alone, idle)}
    assert found[alone.full_name].last == (500, 900)
    assert found[alone.full_name].step == "đã bắt đầu"
    assert found[idle.full_name].step == "chưa cấp tài khoản"
    whole = response.context["answer"].whole
    assert (whole.last, whole.step) == ((800, 1500), "1/3 xã chưa bắt đầu")
    page = " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())
    assert re.search("· 1 [^·]* và 2 xã không thuộc huyện nào · xếp từ thấp", page)
    assert "Chưa rõ thôn" not in page
    assert "đã bắt đầu" not in page
    assert "chưa cấp tài khoản" in page
    book = figured(sheets(reader.get("/tra-cuu/excel/").content)["Tra cứu"])
    assert alone.full_name in [row[0] for row in book.rows]
    assert "Chưa rõ thôn" not in [row[0] for row in [*book.rows, *book.foot]]


def test_districts_alone_cost_no_query_for_communes_beside_them(
    province, reader, django_assert_max_num_queries
):
    counted(DistrictFactory(parent=province), (600, 300))
    response = reader.get("/tra-cuu/")
    assert response.context["answer"].beside == 0
    assert "không thuộc huyện nào" not in response.content.decode()
