"""A page that was open while its unit ended is told beside the form, with the way on; nothing typed is lost."""

import pytest
from playwright.sync_api import expect

from tests.areas.test_ended import ended
from tests.browser.test_phone_entry import save


@pytest.fixture
def page(world, visitors):
    visitors.expect("409 (Conflict)", "Response Status Error Code 409")
    return visitors.phone(world.own.officer)


def test_a_household_typed_in_a_village_that_was_parted_is_not_lost(world, page):
    old, heir = world.own.villages[:2]
    page.goto(f"/thon/{old.pk}/ho/moi/")
    ended(old, heir, world.sibling.village)
    page.get_by_label("Họ tên chủ hộ").fill("Lê Thị Mới")
    save(page)
    told = page.locator(".fault")
    expect(told).to_contain_text("đã kết thúc ngày 01/12/2026, nay thuộc thôn")
    expect(page.get_by_label("Họ tên chủ hộ")).to_have_value("Lê Thị Mới")
    told.get_by_role("link", name=f"Mở trang {heir.full_name}").tap()
    page.wait_for_url(f"**/dia-ban/{heir.pk}/")


def test_a_tap_on_a_household_of_it_says_so_in_the_row(world, page):
    old, heir = world.own.villages[:2]
    home = world.own.households[1]
    page.goto(f"/thon/{old.pk}/ho/")
    page.locator(f"#s-{home.pk}").tap()
    skill = page.locator(f"#k-{home.pk}-2")
    expect(skill).to_be_visible()
    ended(old, heir)
    skill.tap()
    told = page.locator(f"#h-{home.pk}").get_by_role("status")
    expect(told).to_contain_text(f"nay là thôn {heir.name}")
    expect(told.get_by_role("link", name=f"Mở trang {heir.full_name}")).to_be_visible()
