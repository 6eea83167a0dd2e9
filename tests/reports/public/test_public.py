"""The page for everybody: off by default, sums only, nothing that speaks of somebody."""

import pytest
from django.test import Client
from django.utils import timezone

from areas.kinds import Level
from figures.figures import Figures, sums_of
from reports.public.queries import hidden_of, is_small, public_page_of
from reports.units.queries.child_units import Child
from tests.factories import CountryFactory, ProvinceFactory
from tests.reports.registers import counted

pytestmark = pytest.mark.django_db


@pytest.fixture
def province():
    return ProvinceFactory(parent=CountryFactory())


def figures(covered, surveyed, households):
    whole = {"households": households, "expected": households}
    sums = {"covered": covered, "surveyed": surveyed, **whole}
    return Figures(villages=3, with_team=2, sums=sums_of(sums))


def child(pk, covered, surveyed, households):
    return Child(pk, Level.COMMUNE, "xa", f"Xã {pk}", None, figures(covered, surveyed, households))


@pytest.mark.parametrize(
    ("covered", "surveyed", "households", "small"),
    [
        (50, 80, 100, False),
        (0, 80, 100, False),
        (0, 0, 0, False),
        (10, 20, 29, True),
        (4, 80, 100, True),
        (96, 100, 100, True),
        (50, 97, 100, True),
        (50, 3, 100, True),
    ],
)
def test_numbers_that_speak_of_somebody_are_small(covered, surveyed, households, small):
    assert is_small(figures(covered, surveyed, households)) is small


def test_a_single_small_unit_takes_the_next_smallest_with_it():
    children = [child(1, 2, 10, 20), child(2, 50, 80, 100), child(3, 50, 80, 90)]
    assert hidden_of(children) == {1, 3}


def test_two_small_units_hide_each_other():
    children = [child(1, 2, 10, 20), child(2, 1, 10, 25), child(3, 50, 80, 90)]
    assert hidden_of(children) == {1, 2}


@pytest.mark.parametrize(
    ("ruled_out", "ends"),
    [
        # The three would be what the fifty leave of the whole.
        ((50, 3), ["24,5–100%", "25,0–100%", "24,0–100%"]),
        ((50, 8), ["24,5–85,5%", "25,0–75,0%", "24,0–96,0%"]),
        ((50, 0), ["24,5–87,5%", "25,0–75,0%", "24,0–100%"]),
        ((1, 1), ["24,5–100%", "25,0–100%", "24,0–100%"]),
    ],
)
def test_no_upper_end_gives_few_households_back(province, ruled_out, ends):
    communes = [
        counted(province, (200, covered), surveyed=160, ruled_out=few)
        for covered, few in zip((50, 48), ruled_out, strict=True)
    ]
    found = public_page_of(province, timezone.localdate())
    assert [line.pk for line in found.lines] == [commune.pk for commune in communes]
    assert [line.covered.percent for line in (found.whole, *found.lines)] == ends


def test_nor_do_few_households_that_no_row_shows(province):
    """Two communes are left out; of them together three households are ruled out."""
    counted(province, (200, 50), surveyed=160, ruled_out=50)
    for few in (1, 2):
        counted(province, (200, 2), surveyed=160, ruled_out=few)
    found = public_page_of(province, timezone.localdate())
    assert [line.is_hidden for line in found.lines] == [False, True, True]
    assert found.whole.covered.high.gap == found.lines[0].covered.high.gap == 0


def test_is_not_there_unless_switched_on(world):
    assert Client().get("/cong-khai/").status_code == 404
    assert Client().get(f"/cong-khai/{world.province.pk}/").status_code == 404


class TestSwitchedOn:
    @pytest.fixture(autouse=True)
    def on(self, settings):
        settings.PUBLIC_PAGE = True

    def test_anybody_reads_sums_down_to_the_commune(self, world):
        page = Client().get("/cong-khai/")
        assert page.status_code == 200
        assert "Tỉnh Nhà" in page.content.decode()
        district = Client().get(f"/cong-khai/{world.district.pk}/").content.decode()
        assert "Xã Của Ta" in district
        assert "ít hộ, không công bố" in district

    def test_nobody_reads_a_commune_from_inside_or_a_name(self, world):
        assert Client().get(f"/cong-khai/{world.own.area.pk}/").status_code == 404
        assert Client().get(f"/cong-khai/{world.own.village.pk}/").status_code == 404
        text = Client().get(f"/cong-khai/{world.district.pk}/").content.decode()
        for word in ("Chủ Hộ", "Của Ta 01", "Tổ Trưởng", "0900"):
            assert word not in text
