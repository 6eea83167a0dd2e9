"""A village's sheet on paper: cut on A4, keyed back by the keyboard alone, few keys a household."""

import re

import pytest
from playwright.sync_api import expect

from households.models import Household
from households.paper import actions as paper_actions
from households.register import actions as register_actions
from households.survey import actions as survey_actions
from tests.world import ALL

ROWS, MOST_KEYS = 30, 90


def type_line(hands, text):
    """Type a line on the keyboard, each sign a key, and press Enter."""
    hands.press(*("Space" if sign == " " else sign for sign in text), "Enter")


@pytest.fixture
def hands(counted, page):
    return counted(page, "Paper")


@pytest.fixture
def village(world):
    """A village of thirty households: surveyed long ago, but for the last three."""
    village = world.own.villages[1]
    for number in range(1, ROWS + 1):
        register_actions.add_household(
            by=world.own.officer,
            village=village,
            head_name=f"Lê Văn {chr(64 + (number + 1) // 2)}{number:02}",
            results=None if number > ROWS - 3 else ALL,
        )
    return village


@pytest.fixture
def sheet(world, village):
    return paper_actions.print_sheet(by=world.own.officer, village=village)


@pytest.fixture
def page(world, visitors, sheet):
    page = visitors.open(world.own.officer)
    page.goto(f"/phieu/{sheet.uuid}/nhap/")
    expect(page.locator("#key:focus")).to_be_visible()
    return page


def household(sheet, number):
    return Household.unscoped.get(pk=sheet.rows[number - 1][0])


def said(page, number):
    return page.locator(f"#r-{number} [data-said]")


def test_thirty_rows_cost_at_most_ninety_keys(sheet, page, hands):
    """Eight rows changed, two were out, three are new; seventeen are as they were printed."""
    changed = ("2 1234", " 123", "5 1345", "8 v", "11 24", "12*", "15 0", " 135", "21 v", "25 12")
    for line in (*changed, "28 135", "*", "0"):
        type_line(hands, line)
    expect(page.locator("[data-done]")).to_have_text("13")
    type_line(hands, "==")
    expect(page.get_by_role("status").first).to_contain_text("Đã xác nhận 17 dòng không đổi.")
    hands.done(clicks=0, keys=MOST_KEYS, loads=2)
    assert page.locator("tr[data-state=done]").count() == ROWS
    masks = {n: household(sheet, n).best_mask for n in (2, 3, 5, 12, 16, 28, 29, 30)}
    assert masks == {2: 15, 3: 7, 5: 29, 12: 31, 16: 21, 28: 21, 29: 31, 30: 0}


def test_the_row_is_shown_with_its_name_at_once_and_saved_by_itself(sheet, page, hands):
    page.keyboard.type("4")
    now = page.locator("[data-now]")
    expect(now).to_contain_text(f"4 · {household(sheet, 4).head_name}")
    page.keyboard.press("Enter")
    expect(page.locator("#key")).to_have_value("4 ")
    page.keyboard.type("13")
    expect(now.locator(".five .on")).to_have_count(2)
    page.keyboard.press("Enter")
    expect(said(page, 4)).to_contain_text("Biết 1 3")
    # The line tells it too: the row itself may be far below.
    expect(now).to_contain_text("Biết 1 3")
    expect(page.locator("#t-4")).to_have_class("done")
    assert household(sheet, 4).best_mask == 0b00101
    type_line(hands, "x")
    expect(page.locator("#t-4")).to_have_class("todo")


def test_what_is_no_row_or_no_skill_is_said_and_not_sent(page, hands):
    type_line(hands, "99 1")
    expect(page.get_by_role("alert")).to_contain_text("Không có dòng 99")
    page.keyboard.press("Escape")
    type_line(hands, "4 7")
    expect(page.get_by_role("alert")).to_contain_text("Gõ chữ số 1 đến 5")
    expect(page.locator("tr[data-state=done]")).to_have_count(0)


def test_a_changed_household_is_asked_about_before_it_is_saved(world, visitors, sheet, page, hands):
    visitors.expect("409 (Conflict)")
    one = household(sheet, 6)
    survey_actions.set_result(by=world.own.officer, household=one, number=2, result=0)
    type_line(hands, "6 12")
    expect(page.get_by_role("alert")).to_contain_text("Enter lần nữa để ghi")
    expect(page.locator("[data-now]")).to_contain_text("kỹ năng lúc in 1 2 3 4 5, nay 1 3 4 5")
    assert household(sheet, 6).best_mask == 0b11101
    page.keyboard.press("Enter")
    expect(said(page, 6)).to_contain_text("Biết 1 2")
    assert household(sheet, 6).best_mask == 0b00011


def test_a_row_typed_without_a_network_is_kept_and_sent_again(visitors, sheet, page, hands):
    visitors.expect("ERR_INTERNET_DISCONNECTED")
    page.context.set_offline(True)
    type_line(hands, "3 12")
    expect(page.get_by_role("alert")).to_contain_text("không có mạng")
    page.context.set_offline(False)
    page.keyboard.press("Enter")
    expect(said(page, 3)).to_contain_text("Biết 1 2")
    assert household(sheet, 3).best_mask == 0b00011


def test_without_script_the_rows_are_a_plain_form(world, visitors, sheet):
    page = visitors.open(world.own.officer, java_script_enabled=False)
    page.goto(f"/phieu/{sheet.uuid}/nhap/")
    page.get_by_label("Dòng 2", exact=True).fill("12")
    page.get_by_label("Dòng 30", exact=True).fill("*")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").first).to_contain_text("Đã ghi 2 dòng.")
    assert household(sheet, 30).covered


def test_the_sheet_fills_its_pages_of_a4_and_no_more(world, visitors, sheet):
    page = visitors.open(world.own.officer)
    page.goto(f"/phieu/{sheet.uuid}/")
    pages = page.locator(".a4").count()
    pdf = page.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b", pdf)) == pages == 2
