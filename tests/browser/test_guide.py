"""The guide in a browser: a "?" opens its steps in place, is a link without a script, and the sheet is one page."""

import re

import pytest

from tests.browser.conftest import PC, PHONE

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_question_mark_opens_the_steps_beside_the_form(visitors, world):
    page = visitors.phone(world.own.officer)
    page.goto("/nhap-excel/")
    sign = page.locator("details.help summary")
    assert sign.bounding_box()["height"] >= 44
    sign.focus()
    page.keyboard.press("Enter")
    page.locator("details.help li").first.wait_for()
    assert page.locator("details.help li").count() == 6
    page.get_by_role("link", name="Hướng dẫn có hình").click()
    page.wait_for_url("**/huong-dan/?viec=nhap-excel#nhap-excel")


def test_without_a_script_the_question_mark_holds_a_link(visitors, world):
    page = visitors.open(world.own.officer, PHONE, java_script_enabled=False)
    page.goto("/nhap-excel/")
    page.locator("details.help summary").click()
    page.locator("details.help a").click()
    page.wait_for_url("**/huong-dan/?viec=nhap-excel#nhap-excel")


def test_a_stranger_is_told_what_to_do_without_a_password(visitors, world):
    page = visitors.phone()
    page.goto("/dang-nhap/")
    page.locator("details.help summary").click()
    page.get_by_text("Gõ tên đăng nhập và mã").wait_for()


@pytest.mark.parametrize("size", [PHONE, PC])
def test_nothing_of_the_guide_scrolls_sideways(visitors, world, size):
    page = visitors.open(world.own.officer, size)
    for address in ("/huong-dan/", "/huong-dan/to-vien/in/"):
        page.goto(address)
        wide = "document.documentElement.scrollWidth - window.innerWidth"
        assert page.evaluate(wide) <= 0, address


@pytest.mark.parametrize("paper", ["A4", "A5"])
def test_the_sheet_for_a_team_prints_on_one_page_of_a4_and_two_of_a5(visitors, world, paper):
    page = visitors.open(world.own.member)
    page.goto("/huong-dan/to-vien/in/")
    pdf = page.pdf(format=paper)
    pages = len(re.findall(rb"/Type\s*/Page\b", pdf))
    assert pages <= {"A4": 1, "A5": 2}[paper]
