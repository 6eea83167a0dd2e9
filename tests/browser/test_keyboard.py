"""All the daily work on a PC with the keyboard alone."""

import re

import pytest
from playwright.sync_api import expect

from households.models import Household

# What an address would swallow if it were written into it as it stands.
HAMLET = "Xóm 3 & 4, số #12+1"


@pytest.fixture
def page(world, visitors):
    return visitors.open(world.own.officer)


def focused(page, selector):
    return expect(page.locator(f"{selector}:focus"))


def press(page, *keys):
    for key in keys:
        page.keyboard.press(key)


def test_a_household_is_entered_without_a_mouse(world, page):
    page.goto(f"/thon/{world.own.village.pk}/ho/moi/")
    focused(page, "[name=head_name]").to_be_visible()
    page.keyboard.type("Lê Văn Bàn Phím")
    press(page, "Enter", "*")
    expect(page.locator(".known:checked")).to_have_count(5)
    press(page, "Enter")
    focused(page, "[name=p2-full_name]").to_be_visible()
    press(page, "Enter")
    expect(page.get_by_role("status")).to_contain_text("Đã lưu hộ Lê Văn Bàn Phím")
    focused(page, "[name=head_name]").to_have_value("")
    household = Household.unscoped.get(head_name="Lê Văn Bàn Phím")
    assert household.covered


def test_digits_toggle_and_the_hamlet_stays_for_the_next_household(world, page):
    page.goto(f"/thon/{world.own.village.pk}/ho/moi/")
    page.keyboard.type("Lê Văn Một")
    press(page, "Enter", "1", "3", "5", "3")
    expect(page.locator("#id_skill_1 .known")).to_be_checked()
    expect(page.locator("#id_skill_3 .not-yet")).to_be_checked()
    expect(page.locator("#id_skill_5 .known")).to_be_checked()
    expect(page.locator("[data-said]").first).to_have_text(
        "Biết 1, 5 · Chưa biết 3 · Chưa hỏi 2, 4"
    )
    press(page, "Space")
    expect(page.locator("#id_skill_3 .not-asked")).to_be_checked()
    press(page, "ArrowRight")
    expect(page.locator("#id_skill_3 .known")).to_be_focused()
    press(page, "3", "-")
    expect(page.locator("[data-said]").first).to_have_text("Biết 1, 5 · Chưa biết 2, 3, 4")
    press(page, "-")
    page.get_by_text("Xóm, điện thoại, năm sinh").focus()
    press(page, "Enter", "Tab")
    page.keyboard.type(HAMLET)
    press(page, "Control+Enter")
    expect(page.get_by_role("status")).to_contain_text("Đã lưu hộ Lê Văn Một")
    focused(page, "[name=head_name]").to_have_value("")
    expect(page.get_by_label("Xóm, số nhà")).to_have_value(HAMLET)
    assert Household.unscoped.get(head_name="Lê Văn Một").hamlet == HAMLET


def test_a_household_of_the_roster_is_opened_changed_and_undone(world, page):
    page.goto(f"/thon/{world.own.village.pk}/ho/")
    household = world.own.households[1]
    page.locator(f"#s-{household.pk}").focus()
    press(page, "Enter")
    first = f"#k-{household.pk}-1"
    expect(page.locator(first)).to_have_attribute("data-result", "0")
    focused(page, f"#s-{household.pk}").to_be_visible()
    press(page, "Tab", "Tab")
    focused(page, first).to_be_visible()
    press(page, "Space")
    row = page.locator(f"#h-{household.pk}")
    expect(row.get_by_role("status")).to_contain_text(re.compile(r"Đã lưu “.+” \d\d:\d\d"))
    expect(page.locator(first)).to_have_attribute("data-result", "2")
    focused(page, first).to_be_visible()

    row.get_by_role("button", name="Hoàn tác").focus()
    press(page, "Enter")
    expect(row.get_by_role("status")).to_contain_text("Đã hoàn tác")
    expect(page.locator(first)).to_have_attribute("data-result", "0")


def test_a_unit_is_found_by_typing_and_opened_by_enter(world, page, visitors):
    village = world.own.villages[1]
    page.goto(f"/dia-ban/{world.own.area.pk}/")
    page.get_by_role("combobox").focus()
    page.keyboard.type("cua ta")
    expect(page.get_by_role("option")).to_have_count(3)
    press(page, "ArrowDown", "ArrowDown", "ArrowUp", "ArrowUp")
    last = page.get_by_role("option").last
    expect(last).to_have_attribute("aria-selected", "true")
    name = last.inner_text().split("\n")[0]
    press(page, "Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(name)
    assert village.full_name.startswith(name[:4])


def test_escape_closes_the_list_and_enter_alone_searches(world, page):
    page.goto(f"/dia-ban/{world.own.area.pk}/")
    page.get_by_role("combobox").focus()
    page.keyboard.type("cua ta")
    expect(page.get_by_role("option").first).to_be_visible()
    press(page, "Escape")
    expect(page.get_by_role("option")).to_have_count(0)
    press(page, "Enter")
    expect(page).to_have_url(re.compile("/dia-ban/tim/"))
    expect(page.locator("main")).to_contain_text("Của Ta 02")


def test_a_unit_of_the_list_opens_by_a_click(world, page):
    page.goto(f"/dia-ban/{world.own.area.pk}/")
    page.get_by_role("combobox").press_sequentially("cua ta 02")
    page.get_by_role("option").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Thôn Của Ta 02")
