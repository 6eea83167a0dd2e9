"""A second factor with the keyboard alone: set up on a telephone, asked at sign-in, replaced by a printed code."""

import pytest
from playwright.sync_api import expect

from tests.accounts.second_factor.phone import code_now
from tests.browser.conftest import sign_in
from tests.world import PASSWORD


@pytest.fixture(autouse=True)
def asked_for(settings):
    settings.SECOND_FACTOR = True


def test_a_second_factor_is_set_up_and_asked_for_without_a_mouse(world, visitors):
    officer = world.own.officer
    page = visitors.open()
    sign_in(page, "can-bo-ta", PASSWORD)
    expect(page.get_by_role("status")).to_contain_text("Bật lớp bảo vệ thứ hai trước ngày")
    page.goto("/bao-mat/lop-hai/")
    expect(page.get_by_role("img", name="Mã QR")).to_be_visible()
    page.get_by_label("Mã 6 số").focus()
    page.keyboard.type(code_now(officer, confirmed=False))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Mã dự phòng")).to_be_visible()
    codes = page.locator(".codes li").all_inner_texts()
    assert len(codes) == 8
    page.context.clear_cookies(name="sessionid")
    sign_in(page, "can-bo-ta", PASSWORD)
    expect(page.get_by_role("heading", name="Mã trong điện thoại")).to_be_visible()
    page.get_by_label("Mã trong điện thoại").focus()
    page.keyboard.type(codes[0].lower())
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Việc hôm nay")
    page.goto("/bao-mat/")
    expect(page.locator("#lop-hai")).to_contain_text("Còn 7/8 mã dự phòng")
