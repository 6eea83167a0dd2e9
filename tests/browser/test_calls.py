"""From sign-in to the telephone in few clicks; a call written down in the row; the tiles by keys."""

import pytest
from playwright.sync_api import expect

from accounts.models import User
from areas.actions import add_village
from areas.kinds import Kind
from reports.models import Contact
from tests.browser.conftest import PHONE, sign_in
from tests.factories import TileFactory
from tests.world import PASSWORD


@pytest.fixture
def worst(world):
    """Let the sibling commune lack most villages; its officer has a telephone."""
    add_village(by=world.root, commune=world.sibling.area, kind=Kind.THON, name="Trống")
    User.unscoped.filter(pk=world.sibling.officer.pk).update(phone="0905 123 456")
    return world.sibling.area


def test_the_telephone_of_the_worst_commune_is_at_most_two_clicks_from_sign_in(
    world, worst, visitors
):
    page = visitors.open()
    sign_in(page, world.committee.username, PASSWORD)
    clicks = 0
    number = page.locator(".calls tbody").first.locator("a[href^='tel:']")
    while not number.is_visible() and clicks < 2:
        page.get_by_role("link", name="Cần gọi").first.click()
        clicks += 1
    expect(number).to_have_attribute("href", "tel:0905123456")
    expect(page.locator(".calls tbody").first).to_contain_text(worst.name)
    assert clicks <= 2


@pytest.mark.parametrize("script", [True, False], ids=["htmx", "without script"])
def test_a_call_is_written_down_in_the_row(world, worst, visitors, script):
    page = visitors.open(world.committee, PHONE, java_script_enabled=script)
    page.goto(f"/goi/{world.province.pk}/")
    row = page.locator(f"#x-{worst.pk}")
    row.locator("summary").first.click()
    row.get_by_label("Không nghe máy").check()
    row.get_by_label("Ghi chú").fill("Gọi lại chiều")
    save = row.get_by_role("button", name="Lưu")
    save.dblclick() if script else save.click()
    expect(row).to_contain_text("Gọi lại chiều")
    expect(row.locator(".tag")).to_have_text("Không nghe máy")
    expect(page.get_by_role("status").filter(has_text="Đã ghi lần gọi")).to_have_count(1)
    assert Contact.unscoped.filter(commune=worst).count() == 1


def test_what_is_wrong_is_said_in_the_row(world, worst, visitors):
    page = visitors.open(world.committee)
    page.goto(f"/goi/{world.province.pk}/")
    row = page.locator(f"#x-{worst.pk}")
    row.locator("summary").first.click()
    row.get_by_role("button", name="Lưu").click()
    expect(row.get_by_role("alert")).to_have_text("Ghi ngày xã hẹn làm xong.")
    expect(row.get_by_label("Hẹn ngày")).to_be_visible()


def test_arrows_go_from_tile_to_tile_and_enter_opens_one(world, visitors):
    TileFactory(area=world.own.area, column=1, row=1)
    TileFactory(area=world.sibling.area, column=2, row=2)
    page = visitors.open(world.reviewer)
    page.goto(f"/tong-quan/{world.district.pk}/so-do/")
    own, sibling = page.locator("svg.tm a").all()
    own.focus()
    for key, tile in (("ArrowUp", own), ("ArrowRight", sibling), ("ArrowLeft", own)):
        page.keyboard.press(key)
        expect(tile).to_be_focused()
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"/tong-quan/{world.own.area.pk}/")
