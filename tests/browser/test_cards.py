"""A card on a phone: from its QR code to the first household, with the code seen by no server but in a form."""

import time

import pytest
from playwright.sync_api import expect

from accounts.cards.actions import draw
from accounts.codes.exports import Card
from accounts.models import Code, Notice
from accounts.people.actions import NewPerson, make_many
from accounts.roles import Role
from households.models import Household
from tests.browser.conftest import PHONE

CHOSEN = "con meo di hoc buoi sang"


@pytest.fixture
def card(world, live_server):
    """A card of a member who has not come, drawn by the officer."""
    by, own = world.own.officer, world.own
    person = NewPerson("Trần Thị Kim Oanh", Role.MEMBER, own.village, "0905 555 123")
    (pair,) = make_many(by=by, people=[person]).made
    (issued,) = draw(by=by, people=[pair[1].pk], form="paper").issued
    return Card(issued, f"{live_server.url}/moi/")


def test_from_card_to_first_household_in_two_minutes_and_ten_taps(card, visitors, counted):
    page, asked = visitors.phone(), []
    page.on("request", lambda request: asked.append(request.url))
    start = time.monotonic()
    hands = counted(page, "card to first household")
    page.goto(card.address)
    expect(page.get_by_role("status")).to_contain_text("Trần Thị Kim Oanh")
    assert card.issued.words.replace("-", "") not in page.evaluate("location.href")
    hands.tap(page.get_by_label("Mật khẩu mới"))
    hands.type(CHOSEN)
    hands.tap(page.get_by_label("Nhập lại mật khẩu"))
    hands.type(CHOSEN)
    hands.tap(page.get_by_role("button", name="Đặt mật khẩu"))
    hands.tap(page.get_by_role("link", name="Nhập hộ gia đình"))
    expect(page.get_by_label("Họ tên chủ hộ")).to_be_focused()
    hands.type("Lê Thị Đầu Tiên")
    hands.tap(page.locator(".for-all").first)
    hands.tap(page.get_by_role("button", name="Lưu hộ"))
    expect(page.locator("#saved")).to_contain_text("Đã lưu hộ Lê Thị Đầu Tiên")
    # With the three texts that are typed, nine.
    hands.done(clicks=6, keys=0, loads=6)
    assert time.monotonic() - start < 120
    assert Household.unscoped.filter(head_name="Lê Thị Đầu Tiên").exists()
    assert not any(card.issued.words.replace("-", "") in url for url in asked)


def test_not_my_name_stops_and_tells(card, visitors):
    page = visitors.phone()
    page.goto(card.address)
    page.get_by_role("button", name="Dừng lại, báo người gửi").tap()
    expect(page.get_by_role("status")).to_contain_text("Giấy này không mở được tài khoản nào nữa.")
    assert Code.unscoped.get().revoked_at
    assert Notice.unscoped.filter(kind="stranger").exists()


def test_without_a_script_the_code_is_typed(card, visitors):
    page = visitors.open(size=PHONE, java_script_enabled=False)
    page.goto(card.address)
    expect(page.get_by_label("Tên đăng nhập")).to_have_value(card.issued.person.username)
    page.get_by_label("Mã dùng một lần").fill(card.issued.words.lower())
    page.get_by_role("button", name="Tiếp tục").click()
    page.get_by_label("Mật khẩu mới").fill(CHOSEN)
    page.get_by_label("Nhập lại mật khẩu").fill(CHOSEN)
    page.get_by_role("button", name="Đặt mật khẩu").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Việc hôm nay")


def test_cards_are_ticked_and_printed_and_texts_copied_with_the_keyboard(world, card, visitors):
    page = visitors.open(world.own.officer)
    page.goto("/tai-khoan/giay-moi/")
    page.get_by_label("Trần Thị Kim Oanh").focus()
    page.keyboard.press("Space")
    with page.expect_download() as loading:
        page.get_by_role("button", name="In giấy mời (PDF)").focus()
        page.keyboard.press("Enter")
    assert loading.value.suggested_filename.startswith("giay-moi-to-")
    page.get_by_role("button", name="Tin nhắn Zalo, SMS").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Tin nhắn mời")
    page.get_by_role("button", name="Chép tin").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").filter(has_text="Đã chép")).to_be_visible()
