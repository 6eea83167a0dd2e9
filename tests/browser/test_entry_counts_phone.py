"""What the daily work asks of a thumb: taps and page loads, counted from where the work starts.

Names and words to search are typed and counted apart; the limits are those of the issue.
"""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from households.models import Household
from households.register.actions import add_household
from tests.browser.conftest import sign_in
from tests.world import ALL, PASSWORD


@pytest.fixture
def page(world, visitors):
    return visitors.phone(world.own.officer)


def all_five(page, number):
    """Return the choice "Biết cả 5" of a person, counted from the head."""
    return page.locator(".for-all").nth(number - 1)


def save_of(page):
    return page.get_by_role("button", name="Lưu hộ")


def test_s1_the_first_household_and_the_next(world, page, counted):
    page.goto("/viec/")
    hands = counted(page, "S1 phone, first")
    hands.tap(page.get_by_role("link", name="Nhập hộ gia đình"))
    page.wait_for_url("**/moi/")
    expect(page.get_by_label("Họ tên chủ hộ")).to_be_focused()
    hands.type("Lê Thị Một")
    hands.tap(all_five(page, 1))
    hands.tap(save_of(page))
    expect(page.locator("#saved")).to_contain_text("Đã lưu hộ Lê Thị Một")
    hands.done(clicks=3, keys=0, loads=1)

    hands = counted(page, "S1 phone, each next")
    hands.type("Lê Thị Hai")
    hands.tap(all_five(page, 1))
    hands.tap(save_of(page))
    expect(page.locator("#saved")).to_contain_text("Đã lưu hộ Lê Thị Hai")
    hands.done(clicks=2, keys=0, loads=0)
    added = Household.unscoped.filter(head_name__startswith="Lê Thị")
    assert [one.covered for one in added] == [True, True]


def test_s2_one_skill_of_a_household_found_by_search(world, page, counted):
    household = world.own.households[1]
    page.goto("/viec/")
    hands = counted(page, "S2 phone")
    hands.tap(page.get_by_label("Tìm hộ"))
    hands.type("chu ho 02")
    expect(page.locator(f"#found #s-{household.pk}")).to_be_visible()
    hands.tap(page.locator(f"#s-{household.pk}"))
    skill = page.locator(f"#k-{household.pk}-4")
    hands.tap(skill)
    expect(page.locator(f"#h-{household.pk}").get_by_role("status")).to_contain_text("Đã lưu")
    hands.done(clicks=6, keys=0, loads=0)
    assert Household.unscoped.get(pk=household.pk).best_mask == 0b01000


@pytest.fixture
def new(world, page):
    page.goto(f"/thon/{world.own.village.pk}/ho/moi/")
    return page


def people_of(name):
    rows = Household.unscoped.get(head_name=name).residents.order_by("pk")
    return [(one.full_name, one.results) for one in rows]


def empty_and_focused(page):
    expect(page.get_by_label("Họ tên chủ hộ")).to_be_focused()
    expect(page.get_by_label("Họ tên chủ hộ")).to_have_value("")


def test_s4_a_household_of_three_who_all_know_all_five(world, new, counted):
    hands = counted(new, "S4 phone, all three Biết cả 5")
    for number, name in enumerate(("Lê Thị Một", "Lê Thị Hai", "Lê Thị Ba"), 1):
        hands.type(name)
        hands.tap(all_five(new, number))
    hands.tap(new.get_by_role("button", name="Lưu hộ, 3 người"))
    expect(new.locator("#saved")).to_contain_text("Đã lưu hộ Lê Thị Một, 3 người, hộ đạt")
    hands.done(clicks=5, keys=0, loads=0)
    empty_and_focused(new)
    assert people_of("Lê Thị Một") == [
        ("Lê Thị Một", ALL),
        ("Lê Thị Hai", ALL),
        ("Lê Thị Ba", ALL),
    ]


def test_s4_a_household_of_three_one_with_two_skills_picked_one_with_none(world, new, counted):
    hands = counted(new, "S4 phone, mixed, with the two picks")
    hands.type("Lê Thị Một")
    hands.tap(all_five(new, 1))
    hands.type("Lê Thị Hai")
    for number in (1, 3):
        hands.tap(new.locator(f"[id='id_p2-skill_{number}']"))
    hands.tap(new.get_by_label("Họ tên người thứ 3"))
    hands.type("Lê Thị Ba")
    hands.tap(new.locator(".for-none").nth(2))
    hands.tap(save_of(new))
    expect(new.locator("#saved")).to_contain_text("Đã lưu hộ Lê Thị Một, 3 người, hộ đạt")
    hands.done(clicks=8, keys=0, loads=0)
    empty_and_focused(new)
    assert people_of("Lê Thị Một") == [
        ("Lê Thị Một", ALL),
        ("Lê Thị Hai", [2, None, 2, None, None]),
        ("Lê Thị Ba", [0, 0, 0, 0, 0]),
    ]


@pytest.fixture
def last_year(world):
    """A village of thirty households surveyed half a year ago."""
    village, day = world.own.villages[1], timezone.localdate() - timedelta(days=180)
    return [
        add_household(
            by=world.own.officer,
            village=village,
            head_name=f"Hộ Số {number:02}",
            results=[2, 2, 2, 2, 0] if number < 6 else ALL,
            on=day,
        )
        for number in range(30)
    ]


def test_s3_thirty_households_six_changed_all_confirmed(world, last_year, page, counted):
    village = world.own.villages[1]
    page.goto(f"/thon/{village.pk}/ho/")
    hands = counted(page, "S3 phone")
    for household in last_year[:6]:
        hands.tap(page.locator(f"#s-{household.pk}"))
        hands.tap(page.locator(f"#k-{household.pk}-5"))
        row = page.locator(f"#h-{household.pk}")
        expect(row.get_by_role("status")).to_contain_text("Đã lưu")
    hands.tap(page.get_by_text("30 hộ còn lại không đổi?"))
    hands.tap(page.get_by_role("button", name="Xác nhận 24 hộ không đổi"))
    expect(page.locator("main")).to_contain_text("Đã xác nhận 24 hộ không đổi")
    hands.done(clicks=60, keys=0, loads=0)
    today = timezone.localdate()
    looked_at = Household.unscoped.filter(village=village)
    assert {(one.covered, one.reviewed_on) for one in looked_at} == {(True, today)}

    page.locator(".note").get_by_role("button", name="Hoàn tác").tap()
    expect(page.locator(".msgs")).to_contain_text("Đã hoàn tác xác nhận 24 hộ.")
    assert looked_at.filter(reviewed_on=today).count() == 6


def test_from_sign_in_to_the_households_that_lack_only_skill_4(world, visitors, counted):
    by, village = world.own.officer, world.own.village
    add_household(by=by, village=village, head_name="Chỉ Thiếu Bốn", results=[2, 2, 2, 0, 2])
    page = visitors.phone()
    hands = counted(page, "Officer to the list of skill 4")
    sign_in(page, by.username, PASSWORD)
    hands.clicks += 1
    hands.tap(page.get_by_role("link", name="Hướng dẫn thêm một kỹ năng"))
    hands.tap(page.get_by_role("link", name=re.compile(r"Chỉ thiếu 4")))
    expect(page.locator(".hh > li")).to_have_count(1)
    expect(page.locator(".hh")).to_contain_text("Chỉ Thiếu Bốn")
    hands.done(clicks=5, keys=0, loads=9)
