"""A request of a resident from its receipt to its answer, played and counted; and the copy that goes out."""

import pytest
from playwright.sync_api import expect

from households.models import Household
from privacy.models import SubjectRequest
from tests.pdf_text import words_of_pdf


@pytest.fixture
def person(world):
    return world.own.household.residents.get(is_head=True)


def test_a_copy_is_asked_for_and_given_in_twelve_clicks(world, visitors, counted, person, tmp_path):
    page, home = visitors.open(world.own.officer), world.own.household
    page.goto(f"/ho/{home.uuid}/")
    hands = counted(page, "request for a copy, pc")
    hands.click(page.locator(".turns > summary"))
    hands.click(page.get_by_role("link", name="Yêu cầu về dữ liệu cá nhân", exact=True).last)
    hands.click(page.get_by_label(person.full_name))
    hands.click(page.get_by_label("Xem, xin bản sao"))
    hands.click(page.get_by_label("Chính người đó"))
    hands.click(page.get_by_label("Đã xem giấy tờ"))
    hands.click(page.get_by_role("button", name="Ghi yêu cầu"))
    hands.click(page.get_by_role("button", name="Xác nhận đã nhận"))
    with page.expect_download() as found:
        hands.click(page.get_by_role("link", name="Tải bản sao (PDF)"))
    found.value.save_as(tmp_path / "copy.pdf")
    hands.click(page.get_by_label("Đã làm theo yêu cầu"))
    hands.click(page.get_by_role("button", name="Lưu trả lời"))
    expect(page.locator(".msgs")).to_contain_text("Đã trả lời yêu cầu.")
    hands.done(clicks=12, keys=0, loads=8)
    row = SubjectRequest.unscoped.latest("pk")
    assert (row.decision, row.requester, row.resident) == ("done", person.full_name, person)
    text = words_of_pdf((tmp_path / "copy.pdf").read_bytes())
    assert person.full_name in text
    assert "Ai đã xem" in text
    assert world.own.officer.full_name in text
    expect(page.get_by_role("link", name="In trả lời")).to_be_visible()


def test_not_to_be_asked_any_more_on_a_phone(world, visitors, counted, person):
    page, home = visitors.phone(world.own.officer), world.own.household
    page.goto(f"/ho/{home.uuid}/")
    hands = counted(page, "request not to be asked, phone")
    hands.tap(page.locator(".turns > summary"))
    hands.tap(page.locator(".turns").get_by_role("link", name="Yêu cầu về dữ liệu cá nhân"))
    hands.tap(page.get_by_label(person.full_name))
    hands.tap(page.get_by_label("Rút đồng ý, phản đối"))
    hands.tap(page.get_by_label("Chính người đó"))
    hands.tap(page.get_by_label("Đã xem giấy tờ"))
    hands.tap(page.get_by_role("button", name="Ghi yêu cầu"))
    hands.tap(page.get_by_role("button", name="Xác nhận đã nhận"))
    hands.tap(page.get_by_role("button", name="Hạn chế xử lý"))
    hands.tap(page.get_by_label("Đã làm theo yêu cầu"))
    hands.tap(page.get_by_role("button", name="Lưu trả lời"))
    expect(page.locator(".msgs")).to_contain_text("Đã trả lời yêu cầu.")
    hands.done(clicks=12, keys=0, loads=10)
    assert Household.unscoped.get(pk=home.pk).restricted_on
    page.goto(f"/ho/{home.uuid}/")
    expect(page.get_by_role("main")).to_contain_text("Hạn chế xử lý từ")


def test_a_request_is_written_down_without_script(world, visitors):
    page = visitors.open(world.own.officer, java_script_enabled=False)
    page.goto("/du-lieu-ca-nhan/yeu-cau/moi/")
    page.get_by_label("Tên chủ hộ hoặc số điện thoại").fill("chu ho")
    page.get_by_role("button", name="Tìm hộ").click()
    page.get_by_role("link", name="Chọn Chủ Hộ 02").click()
    page.get_by_label("Cả hộ").check()
    page.get_by_label("Xóa dữ liệu").check()
    page.get_by_label("Chính người đó").check()
    page.get_by_role("button", name="Ghi yêu cầu").click()
    expect(page.get_by_role("alert")).to_contain_text("Ghi họ tên người yêu cầu.")
    page.get_by_label("Họ tên người yêu cầu").fill("Chủ Hộ 02")
    page.get_by_role("button", name="Ghi yêu cầu").click()
    expect(page.get_by_role("heading", name="Xóa dữ liệu: Chủ Hộ 02")).to_be_visible()
