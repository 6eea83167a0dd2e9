"""A commune among those of its district: its place from the highest, and the sum of all; no other's figures."""

import pytest
from django.utils import timezone
from django.utils.html import strip_tags

from figures.live import figures_of_one
from reports.dashboard.queries.siblings import siblings_of
from tests.factories import CommuneFactory, DistrictFactory, ProvinceFactory
from tests.reports.registers import counted

pytestmark = pytest.mark.django_db


@pytest.fixture
def district(db):
    return DistrictFactory(parent=ProvinceFactory(), name="Sông Trong")


def found(commune):
    day = timezone.localdate()
    return siblings_of(commune, figures_of_one(commune, day), day)


def said(commune):
    return strip_tags(found(commune).words)


def test_the_highest_is_the_first_and_the_sum_of_all_stands_beside(district):
    high, own, low = (counted(district, (100, covered)) for covered in (60, 40, 20))
    assert [found(one).place for one in (high, own, low)] == [1, 2, 3]
    assert "Xã đứng thứ 2/3 trong các xã đủ số liệu của huyện, theo tỷ lệ hộ đạt." in said(own)
    assert "Cả huyện: 40,0% (120/300 hộ)." in said(own)


def test_equals_rank_nobody(district):
    own, same, low = (counted(district, (100, covered)) for covered in (40, 40, 20))
    assert [found(one).place for one in (own, same, low)] == [None, None, 3]
    assert "cùng tỷ lệ với một xã khác" in said(own)


def test_where_more_than_one_in_ten_is_unknown_there_is_no_place(district):
    own = counted(district, (100, 40), surveyed=89)
    others = [counted(district, (100, covered)) for covered in (60, 20, 10)]
    assert found(own).place is None
    assert "còn hơn một phần mười số hộ của xã chưa khảo sát" in said(own)
    # Nor is it counted among those that are ranked.
    assert [(found(one).place, found(one).ranked) for one in others] == [(1, 3), (2, 3), (3, 3)]


def test_a_commune_of_few_households_has_no_place(district):
    own = counted(district, (20, 10))
    for covered in (60, 40, 20):
        counted(district, (100, covered))
    assert (found(own).place, said(own).split(".")[0]) == (None, "Xã ít hộ nên không xếp thứ")


def test_two_communes_make_no_order(district):
    own, _other = (counted(district, (100, covered)) for covered in (40, 60))
    assert found(own).place is None
    assert "chưa có đủ xã" in said(own)


def test_without_districts_it_is_among_those_of_the_province():
    province = ProvinceFactory(name="Biển Ngoài")
    own, *_others = (counted(province, (100, covered)) for covered in (40, 60, 20))
    assert (found(own).above, found(own).place) == (province, 2)
    assert "của tỉnh" in said(own)


def test_a_commune_alone_has_no_siblings(district):
    assert found(CommuneFactory(parent=district)) is None
