"""The field for a day: typed or chosen, by mouse and by keyboard, in the page's language, without script too."""

import re
from datetime import timedelta

import pytest
from django.conf import settings
from playwright.sync_api import expect

from tests.browser.conftest import PHONE
from tests.browser.test_axe import faults
from tests.factories import today


def calendar_of(page, world):
    page.goto(f"/to/{world.own.team.pk}/giai-the/")
    return page.get_by_label("Từ ngày", exact=True)


def written(day):
    return f"{day:%d/%m/%Y}"


@pytest.mark.parametrize("size", [{}, {"size": PHONE}], ids=["pc", "phone"])
def test_a_day_is_chosen_by_keyboard(world, visitors, size):
    page = visitors.open(world.own.officer, **size)
    field = calendar_of(page, world)
    page.get_by_role("button", name="Chọn ngày").press("Enter")
    box = page.get_by_role("dialog", name="Chọn ngày")
    expect(box.get_by_role("button", name=written(today()))).to_be_focused()
    assert not faults(page)
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    expect(box).to_have_count(0)
    expect(field).to_be_focused()
    expect(field).to_have_value(written(today() - timedelta(days=8)))


def test_pages_turn_months_escape_closes_and_days_to_come_are_not_taken(world, visitors):
    page = visitors.open(world.own.officer)
    field = calendar_of(page, world)
    field.fill("31/05/2026")
    page.get_by_role("button", name="Chọn ngày").click()
    box = page.get_by_role("dialog")
    page.keyboard.press("PageUp")
    expect(box).to_contain_text("Tháng 4/2026")
    expect(box.get_by_role("button", name="30/04/2026")).to_be_focused()
    assert re.sub(r"\s", "", box.locator(".cal-days span").all_inner_texts()[0]) == "T2"
    page.keyboard.press("PageDown")
    page.keyboard.press("Escape")
    expect(box).to_have_count(0)
    expect(field).to_have_value("31/05/2026")
    field.fill("")
    page.get_by_role("button", name="Chọn ngày").click()
    for key in ("ArrowRight", "Enter"):
        page.keyboard.press(key)
    expect(box).to_have_count(1)
    box.get_by_role("button", name="Hôm nay").click()
    expect(field).to_have_value(written(today()))


def test_the_calendar_speaks_english_on_an_english_page(world, visitors):
    page = visitors.open(world.own.officer)
    chosen = {"name": settings.LANGUAGE_COOKIE_NAME, "value": "en", "url": visitors.server.url}
    page.context.add_cookies([chosen])
    page.goto(f"/to/{world.own.team.pk}/giai-the/")
    page.get_by_role("button", name="Choose a day").click()
    box = page.get_by_role("dialog", name="Choose a day")
    expect(box).to_contain_text(f"{today().month}/{today().year}")
    expect(box.get_by_role("button", name="Next month")).to_be_visible()


def test_without_script_a_day_is_typed_and_refused_in_words(world, visitors):
    page = visitors.open(world.own.officer, java_script_enabled=False)
    field = calendar_of(page, world)
    expect(page.get_by_role("button", name="Chọn ngày")).to_have_count(0)
    field.fill("5/11")
    page.get_by_role("button", name="Lưu").click()
    expect(page.locator(".f.err").filter(has_text="dạng ngày/tháng/năm")).to_be_visible()
    expect(field).to_have_value("5/11")
