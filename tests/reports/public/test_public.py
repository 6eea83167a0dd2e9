"""The page for everybody: off by default, sums only, nothing that speaks of somebody."""

import pytest
from django.test import Client

from areas.kinds import Level
from figures.figures import Figures, sums_of
from reports.public.queries import hidden_of, is_small
from reports.units.queries.child_units import Child

pytestmark = pytest.mark.django_db


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
