"""Lines over two years, and one unit beside another: in numbers, in words, within the territory."""

import re
from datetime import date

import pytest
from django.utils import timezone

from areas.dated import month_of
from areas.kinds import Kind, Level
from households.survey.actions import assess
from tests.factories import EventFactory, SnapshotFactory
from tests.pages import signed_in, words
from tests.world import NOTHING, unit

pytestmark = pytest.mark.django_db


def ago(months):
    return month_of(timezone.localdate(), months)


def keep(area, months, covered, households=10, **sums):
    sums = {"surveyed": households, **sums}
    return SnapshotFactory(
        area=area, month=ago(months), households=households, covered=covered, **sums
    )


@pytest.fixture
def surveyed(world):
    """Survey the last household of our commune, so that all of it is known."""
    last = world.own.households[2].residents.get(is_head=True)
    assess(by=world.own.officer, resident=last, results=NOTHING)


def test_of_a_unit_of_which_little_is_known_no_trend_is_told(world, trend):
    for months in (3, 2, 1):
        keep(world.own.area, months, 1)
        keep(world.own.village, months, 4, surveyed=5)
    page = words(trend())
    assert "Tăng" not in page
    assert "33,3–100% 1/3 hộ" in page
    # Nor a line: of months of which half is unknown.
    page = trend(area=world.own.village)
    assert "Chưa đủ ba tháng" in words(page)
    assert "<line" not in page.content.decode()
    assert "40,0–100% 4/10 hộ" in words(page)


@pytest.fixture
def read(world, only_reads):
    def page(address, user=None):
        client = signed_in(user or world.own.officer)
        with only_reads():
            return client.get(address)

    return page


@pytest.fixture
def trend(world, read):
    return lambda query="", area=None: read(
        f"/tong-quan/{(area or world.own.area).pk}/dien-bien/{query}"
    )


@pytest.fixture
def compare(world, read):
    def page(query="", area=None, user=None):
        return read(f"/tong-quan/{(area or world.own.area).pk}/so-sanh/{query}", user)

    return page


# The line


def test_a_line_is_told_in_words_with_n_of_n_and_dates(world, trend, surveyed):
    for months, covered in ((3, 1), (2, 2), (1, 3)):
        keep(world.own.area, months, covered)
    page = words(trend())
    today = timezone.localdate()
    assert "Hộ có một người biết đủ 5 kỹ năng: 10,0% (1/10 hộ, " in page
    assert f"nay 33,3% (1/3 hộ, {today:%d/%m/%Y}). Tăng 23,3 điểm %" in page


def test_the_table_behind_the_line_has_every_month(world, trend, surveyed):
    for months, covered in ((4, 1), (3, 1), (1, 3)):
        keep(world.own.area, months, covered)
    page = words(trend())
    assert page.count("chưa có số liệu") == 2  # the gap, and what was before the first
    assert "30,0% 3/10 hộ —" in page
    assert re.search(r"10,0% 1/10 hộ 0,0", page)
    assert "33,3% 1/3 hộ +3,3" in page


@pytest.mark.usefixtures("surveyed")
def test_a_month_missing_is_a_gap_in_the_drawing(world, trend):
    for months in (5, 4, 2, 1):
        keep(world.own.area, months, 1)
    page = trend().content.decode()
    strokes = re.search(r'<g stroke="#0f4c81"[^>]*>(.*?)</g>', page)[1]
    assert strokes.count("<line") == 3


def test_too_few_months_are_said(world, trend):
    keep(world.own.area, 1, 3)
    page = words(trend())
    assert "Chưa đủ ba tháng có số liệu" in page
    assert "30,0% 3/10 hộ" in page


def test_a_unit_without_anything_says_so(world, read):
    empty = unit(world.district, Level.COMMUNE, Kind.XA, "Trống", "22999")
    page = words(read(f"/tong-quan/{empty.pk}/dien-bien/", world.reviewer))
    assert "Chưa đủ ba tháng có số liệu" in page
    assert "%" not in page.replace("điểm %", "")


def test_an_indicator_is_chosen_by_its_key(world, trend):
    assert "<h2>Thôn có tổ</h2>" in trend("?chi-tieu=thon-co-to").content.decode()
    assert "<h2>Hộ có một người" in trend("?chi-tieu=khong-co").content.decode()


def test_marks_are_numbered_and_told(world, trend):
    for months in (3, 2, 1):
        keep(world.own.area, months, 1)
    EventFactory(area=world.province, on=ago(2), title="Ra quân", document="45/KH")
    page = words(trend())
    assert f"1 {ago(2):%d/%m/%Y}: Ra quân (45/KH)" in page


def test_the_page_of_a_stranger_is_not_found(world, trend, compare):
    for other in (world.sibling.area, world.foreign.area, world.province):
        assert trend(area=other).status_code == 404
        assert compare(area=other).status_code == 404


# Beside another time


@pytest.mark.usefixtures("surveyed")
def test_last_month_is_what_is_compared_with(world, compare):
    keep(world.own.area, 1, 2, surveyed=9, payment=4, payment_asked=9)
    page = words(compare())
    last = date.fromordinal(ago(0).toordinal() - 1)
    assert f"với ngày {last:%d/%m/%Y}" in page
    assert "20,0% 2/10 hộ 33,3% 1/3 hộ +13,3" in page
    # Of those surveyed, and of those asked about one skill.
    assert "22,2% 2/9 hộ 33,3% 1/3 hộ +11,1" in page
    assert "44,4% 4/9 hộ 33,3% 1/3 hộ −11,1" in page


@pytest.mark.parametrize("is_surveyed", [True, False])
def test_no_change_is_drawn_from_or_to_what_little_is_known_of(
    world, compare, request, is_surveyed
):
    if is_surveyed:
        request.getfixturevalue("surveyed")
    keep(world.own.area, 1, 2, surveyed=5 if is_surveyed else 10)
    page = words(compare())
    before, now = ("20,0–100%", "33,3%") if is_surveyed else ("20,0%", "33,3–100%")
    assert f"{before} 2/10 hộ {now} 1/3 hộ —" in page
    # How many were surveyed is known, but not that these are all.
    assert ("50,0% 5/10 hộ — 3/3 hộ —" in page) == is_surveyed


@pytest.mark.usefixtures("surveyed")
def test_a_month_is_chosen(world, compare):
    keep(world.own.area, 12, 5)
    page = compare(f"?voi={ago(12):%Y-%m}")
    assert "50,0% 5/10 hộ 33,3% 1/3 hộ −16,7" in words(page)
    assert f'value="{ago(12):%Y-%m}" selected' in " ".join(page.content.decode().split())
    assert "(năm trước)" in words(page)


def test_a_month_without_figures_is_said_and_makes_no_difference(world, compare):
    page = words(compare(f"?voi={ago(5):%Y-%m}"))
    assert "Không có số liệu của ngày" in page
    assert "— 33,3–100% 1/3 hộ —" in page


@pytest.mark.parametrize("month", ["2019-01", "2099-01", "1926-10", "2199-01", "0001-01"])
def test_a_month_out_of_reach_is_not_found(compare, month):
    assert compare(f"?voi={month}").status_code == 404


@pytest.mark.parametrize("text", ["hom-qua", "2026-13"])
def test_what_is_no_month_is_not_found(compare, text):
    assert compare(f"?voi={text}").status_code == 404


def test_without_a_month_last_month_is_compared_with(compare):
    assert words(compare("?voi=")) == words(compare())


# Beside another unit


def test_two_units_of_one_level_are_compared_today(world, compare):
    page = words(
        compare(f"?don-vi={world.sibling.area.pk}", area=world.own.area, user=world.reviewer)
    )
    assert "cùng ngày" in page
    assert "33,3–100% 1/3 hộ 33,3–100% 1/3 hộ —" in page
    assert "66,7% 2/3 hộ 66,7% 2/3 hộ 0,0" in page


def test_only_units_the_reader_may_see_are_offered_or_compared(world, compare):
    village = world.own.villages[1]
    page = compare(area=world.own.village)
    assert f'<option value="{village.pk}"' in page.content.decode()
    assert "don-vi" not in compare().content.decode()
    for other in (world.sibling.area, world.foreign.area):
        assert compare(f"?don-vi={other.pk}").status_code == 404


@pytest.mark.parametrize("key", ["0", "x", "99999999999999999999"])
def test_a_key_of_nobody_is_not_found(compare, key):
    assert compare(f"?don-vi={key}").status_code == 404


def test_a_unit_is_not_compared_with_itself_or_another_level(world, compare):
    assert compare(f"?don-vi={world.own.area.pk}").status_code == 404
    assert compare(f"?don-vi={world.own.village.pk}").status_code == 404


# The little lines


def test_children_are_drawn_on_one_axis_least_change_first(world, compare, surveyed):
    first, second = world.own.villages
    for months in (3, 2, 1):
        keep(first, months, 1)
        keep(second, months, 4 - months)
    page = words(compare("?chi-tieu=ho-dat"))
    assert "Trục đứng của mọi hình cùng từ 10,0% đến 33,3%" in page
    assert page.index(f"{second}") < page.index(f"{first}") or "+20,0" in page
    assert "1/10 → 1/3 hộ +23,3" in page
    assert "1/10 → 3/10 hộ +20,0" in page


def test_a_village_has_no_little_lines(world, compare):
    assert "Các đơn vị trực thuộc" not in words(compare(area=world.own.village))
