"""Script refused or not loaded: every task still has a way."""

import pytest
from playwright.sync_api import expect

from households.models import Household
from tests.browser.conftest import PHONE, sign_in
from tests.factories import HouseholdFactory
from tests.world import PASSWORD


@pytest.fixture
def page(visitors):
    return visitors.open(size=PHONE, java_script_enabled=False)


@pytest.fixture
def officer_page(world, visitors):
    return visitors.open(world.own.officer, PHONE, java_script_enabled=False)


def test_sign_in_and_add_a_household(world, page):
    sign_in(page, world.own.officer.username, PASSWORD)
    page.get_by_role("link", name="Nhập hộ gia đình").click()
    page.get_by_label("Họ tên chủ hộ").fill("Trần Thị Không Script")
    for number in (1, 2, 3):
        page.locator(f"#id_skill_{number}").click()
    page.locator("#id_skill_3").click()
    page.get_by_label("Còn lại: chưa biết").first.check()
    page.get_by_role("button", name="Lưu hộ").click()
    expect(page.get_by_role("status")).to_contain_text("Đã lưu hộ Trần Thị Không Script")
    household = Household.unscoped.get(head_name="Trần Thị Không Script")
    assert household.residents.get().results == [2, 2, 0, 0, 0]


def test_enter_in_the_form_of_a_household_answers_nothing(world, officer_page):
    page = officer_page
    page.goto(f"/thon/{world.own.village.pk}/ho/moi/")
    page.get_by_label("Họ tên chủ hộ").fill("Trần Thị Bấm Enter")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("Đã lưu hộ Trần Thị Bấm Enter")
    assert Household.unscoped.get(head_name="Trần Thị Bấm Enter").asked_mask == 0


def test_two_people_are_entered_with_one_press_for_one_more(world, officer_page):
    page = officer_page
    page.goto(f"/thon/{world.own.village.pk}/ho/moi/")
    page.get_by_label("Họ tên chủ hộ").fill("Trần Thị Một")
    page.locator(".for-all").first.click()
    # What is seen is what will be saved: the choice fills the cells.
    page.get_by_label("Họ tên người thứ 2").fill("Trần Văn Hai")
    page.get_by_role("button", name="Thêm người").click()
    expect(page.get_by_label("Họ tên chủ hộ")).to_have_value("Trần Thị Một")
    page.get_by_label("Họ tên người thứ 3").fill("Trần Văn Ba")
    page.locator(".for-none").nth(2).click()
    page.get_by_role("button", name="Lưu hộ").click()
    line = page.locator("#saved")
    expect(line).to_contain_text("Đã lưu hộ Trần Thị Một, 3 người, hộ đạt")
    line.get_by_role("link", name="Xem hộ").click()
    expect(page.locator("h1")).to_have_text("Trần Thị Một")
    household = Household.unscoped.get(head_name="Trần Thị Một")
    found = [one.results for one in household.residents.order_by("pk")]
    assert found == [[2] * 5, [None] * 5, [0] * 5]


def test_a_skill_is_toggled_from_the_roster(world, officer_page):
    page, household = officer_page, world.own.households[2]
    page.goto(f"/thon/{world.own.village.pk}/ho/")
    row = page.locator(f"#h-{household.pk}")
    row.locator("summary").click()
    row.get_by_role("link", name="Mở trang của hộ").click()
    page.get_by_text(f"Sửa, khác, {household.head_name}").click()
    page.get_by_role("link", name=f"Khảo sát ngày khác {household.head_name}").click()
    page.locator("[name=result_2][value='2']").check()
    page.get_by_role("button", name="Lưu").click()
    expect(page.locator(".msgs")).to_contain_text("Đã lưu kỹ năng")
    household.refresh_from_db()
    assert household.asked_mask == 0b10


def test_the_row_answers_with_the_page_of_the_household(world, officer_page):
    page, household = officer_page, world.own.households[0]
    page.goto(f"/ho/{household.uuid}/dong/")
    expect(page).to_have_url(f"/ho/{household.uuid}/")


def test_the_status_is_changed(world, officer_page):
    page, household = officer_page, world.own.household
    page.goto(f"/ho/{household.uuid}/")
    page.locator("#sua-ho > summary").click()
    page.get_by_label("Tình trạng hộ").select_option("moved_away")
    page.get_by_role("button", name="Đổi tình trạng").click()
    expect(page.locator("main")).to_contain_text("không còn tính vào số hộ")
    household.refresh_from_db()
    assert household.is_closed


def test_units_are_searched(world, officer_page):
    page = officer_page
    page.goto(f"/dia-ban/{world.own.area.pk}/")
    page.get_by_label("Tìm xã, thôn").fill("cua ta 02")
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Của Ta 02").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Của Ta 02")


def test_households_are_searched(world, officer_page):
    page = officer_page
    page.goto(f"/thon/{world.own.village.pk}/ho/")
    HouseholdFactory(village=world.own.village, head_name="Đặng Văn Ít Gặp")
    page.get_by_label("Tìm hộ").fill("dang it gap")
    page.keyboard.press("Enter")
    expect(page.locator(".hh > li")).to_have_count(1)
