"""The form of a household: an empty next person is always there, and nothing typed is lost."""

import re

import pytest
from django.conf import settings
from playwright.sync_api import expect

from households.models import Household
from tests.browser.conftest import sign_in
from tests.world import PASSWORD

DRAFT = "JSON.stringify({...sessionStorage})"


@pytest.fixture
def address(world):
    return f"/thon/{world.own.village.pk}/ho/moi/"


@pytest.fixture
def page(world, visitors, address):
    page = visitors.phone(world.own.officer)
    page.goto(address)
    return page


def name_of(page, number):
    label = "Họ tên chủ hộ" if number == 1 else f"Họ tên người thứ {number}"
    return page.get_by_label(label)


def cell(page, number, skill):
    return page.locator(f"[id='id_p{number}-skill_{skill}']")


def save(page):
    page.get_by_role("button", name="Lưu hộ").tap()


def saved(page):
    return page.locator("#saved")


def test_the_next_person_is_there_and_focused_and_leaves_no_trace_when_empty(page):
    button = page.locator("[data-save]")
    expect(page.locator("[data-person]")).to_have_count(2)
    page.keyboard.type("Lê Thị Một")
    page.locator(".for-all").first.tap()
    expect(name_of(page, 2)).to_be_focused()
    expect(page.locator("[data-person]")).to_have_count(2)
    page.keyboard.type("Lê")
    expect(page.locator("[data-person]")).to_have_count(3)
    expect(button).to_have_text("Lưu hộ, 2 người")
    page.get_by_role("button", name="Bỏ người này").first.tap()
    expect(page.locator("[data-person]")).to_have_count(2)
    expect(name_of(page, 2)).to_have_value("")
    save(page)
    expect(saved(page)).to_contain_text("Đã lưu hộ Lê Thị Một, hộ đạt")
    assert Household.unscoped.get(head_name="Lê Thị Một").residents.count() == 1


def test_a_choice_saves_nothing_and_a_cell_takes_it_off_and_keeps_the_five(page):
    before = Household.unscoped.count()
    choice, known = page.locator("#id_how_all"), page.locator("[id^=id_skill] .known:checked")
    page.keyboard.type("Lê Thị Một")
    page.locator("#id_skill_1").tap()
    page.locator("#id_skill_1").tap()
    page.locator(".for-all").first.tap()
    expect(known).to_have_count(5)
    page.locator("#id_skill_2").tap()
    expect(choice).not_to_be_checked()
    expect(page.locator("[data-said]").first).to_have_text("Biết 1, 3, 4, 5 · Chưa biết 2")
    # The same choice once more takes it off, and what the cells said comes back.
    page.locator(".for-none").first.tap()
    page.locator(".for-none").first.tap()
    expect(page.locator("[data-said]").first).to_have_text("Biết 1, 3, 4, 5 · Chưa biết 2")
    page.locator(".for-away").tap()
    expect(page.locator("#id_skill_1")).to_be_hidden()
    assert Household.unscoped.count() == before


def test_somebody_answered_without_a_name_is_asked_for_and_nothing_is_lost(page):
    page.keyboard.type("Lê Thị Một")
    cell(page, 2, 4).tap()
    save(page)
    expect(page.get_by_role("alert").first).to_be_focused()
    expect(page).to_have_title(re.compile("^Lỗi:"))
    expect(name_of(page, 1)).to_have_value("Lê Thị Một")
    expect(cell(page, 2, 4).locator(".known")).to_be_checked()
    page.get_by_role("link", name="Người thứ 2, họ tên: Ghi họ tên.").tap()
    expect(name_of(page, 2)).to_be_focused()
    page.keyboard.type("Lê Thị Hai")
    save(page)
    expect(saved(page)).to_contain_text("Đã lưu hộ Lê Thị Một, 2 người")
    saved(page).get_by_role("link", name="Xem hộ").tap()
    expect(page.locator("h1")).to_have_text("Lê Thị Một")


def fill(page):
    page.keyboard.type("Lê Thị Một")
    page.locator(".for-all").first.tap()
    page.keyboard.type("Lê Thị Hai")
    cell(page, 2, 1).tap()
    name_of(page, 3).fill("Lê Thị Ba")


def is_back(page):
    expect(page.locator("[data-restored]")).to_be_visible()
    expect(name_of(page, 1)).to_have_value("Lê Thị Một")
    expect(page.locator("#id_how_all")).to_be_checked()
    expect(cell(page, 2, 1).locator(".known")).to_be_checked()
    expect(name_of(page, 3)).to_have_value("Lê Thị Ba")
    expect(page.locator("[data-person]")).to_have_count(4)


def test_what_was_typed_survives_a_reload_and_goes_when_it_is_saved(page):
    fill(page)
    page.reload()
    is_back(page)
    save(page)
    expect(saved(page)).to_contain_text("Đã lưu hộ Lê Thị Một, 3 người, hộ đạt")
    assert "Lê Thị" not in page.evaluate(DRAFT)
    page.reload()
    expect(name_of(page, 1)).to_have_value("")
    expect(page.locator("[data-restored]")).to_be_hidden()


def test_what_was_typed_survives_a_lost_sign_in(world, page, address):
    fill(page)
    page.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)
    save(page)
    page.wait_for_url("**/dang-nhap/**")
    page.get_by_label("Tên đăng nhập").fill(world.own.officer.username)
    page.get_by_label("Mật khẩu", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Đăng nhập").click()
    page.wait_for_url(f"**{address}")
    is_back(page)
    save(page)
    expect(saved(page)).to_contain_text("Đã lưu hộ Lê Thị Một, 3 người, hộ đạt")
    assert Household.unscoped.filter(head_name="Lê Thị Một").count() == 1


def test_a_half_typed_household_is_gone_when_it_is_given_up_or_signed_out(world, page, address):
    fill(page)
    page.get_by_role("link", name="Thôi").tap()
    page.wait_for_url("**/ho/")
    page.goto(address)
    expect(name_of(page, 1)).to_have_value("")
    fill(page)
    assert "Lê Thị Một" in page.evaluate(DRAFT)
    assert page.evaluate("localStorage.length") == 0
    page.locator(".phone-bar summary").tap()
    page.get_by_role("button", name="Đăng xuất").tap()
    page.wait_for_url("**/dang-nhap/**")
    assert "entry-" not in page.evaluate(DRAFT)


def test_a_page_that_another_sign_in_made_stale_says_so_and_a_reload_loses_nothing(page, visitors):
    visitors.expect("403 (Forbidden)", "Response Status Error Code 403")
    fill(page)
    page.context.clear_cookies(name=settings.CSRF_COOKIE_NAME)
    save(page)
    expect(page.locator(".fault")).to_contain_text("Chưa lưu: trang mở quá lâu. Tải lại trang")
    page.reload()
    is_back(page)


def test_nobody_sees_what_somebody_else_had_half_typed(world, page, address):
    fill(page)
    page.context.clear_cookies()
    sign_in(page, world.own.member.username, PASSWORD)
    page.wait_for_url("**/viec/")
    page.goto(address)
    expect(name_of(page, 1)).to_have_value("")
    assert "Lê Thị Một" not in page.evaluate(DRAFT)


def test_skill_5_cannot_be_answered_where_no_platform_is_named(world, page, address):
    world.platform.delete()
    page.goto(address)
    page.keyboard.type("Lê Thị Một")
    page.locator(".for-all").first.tap()
    expect(page.locator("[data-said]").first).to_have_text("Biết 1, 2, 3, 4 · Chưa hỏi 5")
    save(page)
    expect(saved(page)).to_contain_text("Đã lưu hộ Lê Thị Một")
    household = Household.unscoped.get(head_name="Lê Thị Một")
    assert household.residents.get().results == [2, 2, 2, 2, None]


def test_a_household_of_two_is_taken_back_whole(page):
    fill(page)
    save(page)
    expect(saved(page)).to_contain_text("3 người")
    page.get_by_role("button", name="Hoàn tác").tap()
    expect(saved(page)).to_contain_text("Đã bỏ hộ Lê Thị Một khỏi sổ")
    assert Household.unscoped.get(head_name="Lê Thị Một").is_closed
