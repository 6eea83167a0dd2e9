"""The full list of the units below: every choice in the address, 25 a page, former names and districts too."""

from collections import Counter

import pytest
from django.http import QueryDict
from django.utils import timezone

from areas.kinds import Kind, Level
from areas.models import Area
from figures.figures import total
from reports.charts.bands import BANDS, band_of
from reports.dashboard.queries.listing import listing_of
from reports.dashboard.queries.ranking import Choice
from reports.units.queries.child_units import below
from tests.factories import CommuneFactory, DistrictFactory, SuccessionFactory
from tests.pages import signed_in
from tests.reports import tree
from tests.world import unit

pytestmark = pytest.mark.django_db


def listed(area, query=""):
    return listing_of(area, below(area, timezone.localdate()), Choice.of(QueryDict(query)))


def names(area, query=""):
    return [one.name for one in listed(area, query).page]


@pytest.fixture
def province():
    """Fill a province that has no districts with thirty communes."""
    found, _communes = tree.many(7, 30)
    return found


def test_the_list_has_25_units_a_page_and_leaves_nobody_out(province):
    pages = [listed(province, f"trang={n}").page for n in (1, 2)]
    assert [len(page) for page in pages] == [25, 5]
    assert len({child.pk for page in pages for child in page}) == 30


@pytest.mark.parametrize("query", ["bac=100", "nhom=x", "mo=²", "trang=-1", "xep=--", "q=%00"])
def test_a_choice_that_is_none_chooses_nothing(province, query):
    expected = 0 if query.startswith("q=") else 30
    assert listed(province, query).found in {30, expected}


def test_bands_cut_the_list_into_parts_that_together_are_all(province):
    keys = [band.key for band in BANDS]
    found = {key: listed(province, f"bac={key}") for key in keys}
    assert sum(one.found for one in found.values()) == 30
    assert all(band_of(child) == key for key, one in found.items() for child in one.page)
    assert found["chua-du"].found


def test_units_are_found_by_their_name_without_marks_and_by_a_name_they_came_from(province):
    place = unit(province, Level.COMMUNE, Kind.XA, "Tuy An Đông", "22120")
    old = CommuneFactory(name="An Ninh Tây", search_key="|an ninh tay|", parent=province)
    Area.unscoped.filter(pk=old.pk).update(closed_on="2025-07-01")
    SuccessionFactory(predecessor=old, successor=place)
    assert names(province, "q=tuy+an+dong") == ["Tuy An Đông"]
    assert names(province, "q=AN+NINH+Tây") == ["Tuy An Đông"]
    assert names(province, "q=khong+co+dau") == []
    assert listed(province, "q=...").found == 31


@pytest.fixture
def former(province):
    """Say that ten communes came from one old district, and five from another."""
    communes = list(Area.unscoped.filter(province=province, level=Level.COMMUNE).order_by("pk"))
    olds = DistrictFactory.create_batch(2, parent=province, closed_on="2025-07-01")
    for district, new in [
        *((olds[0], c) for c in communes[:10]),
        *((olds[1], c) for c in communes[10:15]),
    ]:
        old = CommuneFactory(parent=district, closed_on="2025-07-01")
        SuccessionFactory(predecessor=old, successor=new)
    return olds


def test_communes_are_put_together_by_the_district_they_lay_in(province, former):
    groups = list(listed(province, "nhom=huyen-cu&xep=ten").page)
    sizes = {group.key: len(group.children) for group in groups}
    assert sizes == {former[0].pk: 10, former[1].pk: 5, 0: 15}
    assert [group.is_former for group in groups if group.key == 0] == [False]


def test_groups_add_up_to_the_whole_and_stand_in_the_order_of_their_sums(province, former):
    groups = list(listed(province, "nhom=huyen-cu&xep=-thieu-dat").page)
    whole = below(province, timezone.localdate()).whole
    added = total(group.sum.figures for group in groups)
    assert (added.sums, added.villages) == (whole.sums, whole.villages)
    for group in groups:
        steps = sum((Counter(child.steps) for child in group.children), Counter())
        assert Counter(group.sum.steps) == steps
    gaps = [group.sum.figures.covered_rate.gap for group in groups]
    assert gaps == sorted(gaps, reverse=True)


def test_a_commune_of_two_districts_goes_with_the_one_most_of_it_came_from(province, former):
    child = Area.unscoped.filter(province=province, level=Level.COMMUNE).order_by("pk").first()
    for _ in range(2):
        old = CommuneFactory(parent=former[1], closed_on="2025-07-01")
        SuccessionFactory(predecessor=old, successor=child)
    assert listed(province).former[child.pk][0] == former[1].pk


def test_by_kind_there_are_as_many_groups_as_kinds(province):
    unit(province, Level.COMMUNE, Kind.PHUONG, "Một", "22999")
    assert [(g.name, len(g.children)) for g in listed(province, "nhom=loai&xep=ten").page] == [
        ("Phường", 1),
        ("Xã", 30),
    ]


def test_the_page_opens_one_group_and_shuts_it_again(province, former, world):
    client = signed_in(world.root)
    address = f"/tong-quan/{province.pk}/con/"
    shut = client.get(f"{address}?nhom=huyen-cu").content.decode()
    assert (shut.count('aria-expanded="false"'), shut.count('class="in1"')) == (3, 0)
    assert f'href="?nhom=huyen-cu&amp;mo={former[1].pk}#con"' in shut
    opened = client.get(f"{address}?nhom=huyen-cu&mo={former[1].pk}").content.decode()
    assert (opened.count('aria-expanded="true"'), opened.count('class="in1"')) == (1, 5)
    assert "(cũ)" in opened


def test_the_page_names_the_district_a_commune_lay_in(province, former, world):
    page = signed_in(world.root).get(f"/tong-quan/{province.pk}/con/?xep=ten").content.decode()
    assert f"cũ: {former[0].full_name}" in page


def test_the_page_says_what_was_found_and_how_to_see_all_again(province, world):
    client = signed_in(world.root)
    page = client.get(f"/tong-quan/{province.pk}/con/?q=khong-co").content.decode()
    assert "Không tìm thấy đơn vị phù hợp" in page
    assert "Tìm thấy 0 đơn vị" in page
    assert f'href="/tong-quan/{province.pk}/con/"' in page


def test_a_village_has_no_units_below(world):
    client = signed_in(world.own.officer)
    assert client.get(f"/tong-quan/{world.own.village.pk}/con/").status_code == 404
    assert client.get(f"/tong-quan/{world.sibling.area.pk}/con/").status_code == 404
