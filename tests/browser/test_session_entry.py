"""A session of a team on a phone: few taps from the day's work to saved, and nothing typed is lost."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from audit.models import AuditEntry
from teams.documents.rules.files import MAX_BYTES
from teams.founding.actions import found_team
from teams.models import Activity
from tests.browser.conftest import PHONE
from tests.factories import ActivityFactory
from tests.teams.hostile import picture
from tests.world import FOUNDED


@pytest.fixture
def page(world, visitors):
    return visitors.phone(world.own.member)


def newest():
    return Activity.unscoped.order_by("-pk").first()


def saved(page):
    page.wait_for_url("**/?moi=1")
    expect(page.get_by_role("status")).to_contain_text("Đã lưu")


def test_a_session_is_logged_in_at_most_six_taps(world, page, counted):
    """Home, two skills, how many, save; the place and who was there are as last time."""
    ActivityFactory(team=world.own.team, place="Nhà văn hóa thôn", held_on=timezone.localdate())
    page.goto("/viec/")
    hands = counted(page, "Session phone")
    hands.tap(page.get_by_role("link", name="Ghi buổi hướng dẫn"))
    page.wait_for_url("**/buoi-moi/")
    hands.tap(page.get_by_label("1 Dịch vụ công"))
    hands.tap(page.get_by_label("3 Thanh toán"))
    hands.tap(page.get_by_label("20", exact=True))
    hands.tap(page.get_by_role("button", name="Lưu buổi này"))
    saved(page)
    hands.done(clicks=6, keys=0, loads=4)
    one = newest()
    assert (one.held_on, one.place) == (timezone.localdate(), "Nhà văn hóa thôn")
    assert ([skill.number for skill in one.skills], one.people) == ([1, 3], 20)
    assert one.present.count() == 2

    page.get_by_role("button", name="Hoàn tác").tap()
    expect(page.get_by_role("status")).to_contain_text("Đã rút buổi này")
    assert newest().withdrawn_on


def test_the_box_of_a_chip_shows_when_it_is_chosen(world, page):
    page.goto(f"/to/{world.own.team.pk}/buoi-moi/")
    expect(page.get_by_label("Ngày khác")).to_be_hidden()
    page.get_by_label("Khác", exact=True).first.tap()
    expect(page.get_by_label("Ngày khác")).to_be_focused()
    earlier = timezone.localdate() - timedelta(days=9)
    page.get_by_label("Ngày khác").fill(earlier.isoformat())
    page.get_by_label("Nơi khác", exact=True).last.fill("Chợ")
    page.get_by_label("4 Tự bảo vệ").tap()
    page.get_by_role("button", name="Lưu buổi này").tap()
    saved(page)
    assert (newest().held_on, newest().place, newest().people) == (earlier, "Chợ", None)


def test_without_network_it_is_said_and_nothing_typed_is_lost(world, page, visitors):
    visitors.expect("ERR_INTERNET_DISCONNECTED", "htmx:")
    page.goto(f"/to/{world.own.team.pk}/buoi-moi/")
    page.get_by_text("Số nữ, số hộ, nội dung, ghi chú").tap()
    page.get_by_label("Nội dung").fill("Dạy ở chợ")
    page.context.set_offline(True)
    save = page.get_by_role("button", name="Lưu buổi này")
    save.tap()
    expect(page.locator(".fault")).to_contain_text("Chưa lưu: không có mạng.")
    expect(page.get_by_label("Nội dung")).to_have_value("Dạy ở chợ")
    page.context.set_offline(False)
    save.tap()
    saved(page)
    assert Activity.unscoped.filter(title="Dạy ở chợ").count() == 1


def test_a_picture_goes_with_the_session_and_a_large_one_is_not_even_sent(
    world, page, settings, tmp_path
):
    settings.MEDIA_ROOT = str(tmp_path)
    page.goto(f"/to/{world.own.team.pk}/buoi-moi/")
    page.get_by_label("2 Mua sắm").tap()
    page.get_by_text("Thêm ảnh, không bắt buộc").tap()
    box = page.get_by_label("Ảnh buổi hướng dẫn")
    large = tmp_path / "large.jpg"
    large.write_bytes(bytes(MAX_BYTES + 1))
    box.set_input_files(large)
    expect(page.locator(".fault")).to_contain_text("Ảnh lớn hơn 10 MB.")
    expect(box).to_have_value("")
    small = tmp_path / "small.jpg"
    small.write_bytes(picture("JPEG", (600, 400)))
    box.set_input_files(small)
    expect(page.locator(".fault")).to_be_hidden()
    page.get_by_role("button", name="Lưu buổi này").tap()
    saved(page)
    assert not AuditEntry.unscoped.filter(verb="Xem ảnh buổi hướng dẫn").exists()
    page.get_by_text("Xem ảnh").tap()
    expect(page.locator(".photo img")).to_have_js_property("naturalWidth", 600)
    assert AuditEntry.unscoped.filter(verb="Xem ảnh buổi hướng dẫn").count() == 1


def test_what_is_wrong_is_said_in_place_and_a_double_press_logs_one(world, page):
    page.goto(f"/to/{world.own.team.pk}/buoi-moi/")
    save = page.get_by_role("button", name="Lưu buổi này")
    save.tap()
    expect(page.get_by_role("alert").first).to_contain_text("Chọn kỹ năng đã hướng dẫn")
    page.get_by_label("2 Mua sắm").tap()
    page.evaluate("[1, 2].forEach(() => document.querySelector('.save button').click())")
    saved(page)
    assert Activity.unscoped.filter(shopping=True).count() == 1


def test_without_script_it_is_logged_and_undone(world, visitors):
    page = visitors.open(world.own.officer, PHONE, java_script_enabled=False)
    page.goto("/viec/")
    page.get_by_role("link", name="Ghi buổi hướng dẫn").click()
    page.get_by_label("5 Nền tảng").check()
    page.get_by_label("Số khác").fill("17")
    page.get_by_role("button", name="Lưu buổi này").click()
    assert (newest().local_platform, newest().people) == (True, 17)
    page.get_by_role("button", name="Hoàn tác").click()
    assert newest().withdrawn_on


def test_another_team_brings_its_members_and_keeps_what_was_typed(world, visitors):
    people = [{"full_name": "Của Tổ Kia", "role": "leader"}]
    other = found_team(by=world.root, area=world.own.villages[1], on=FOUNDED, members=people)
    page = visitors.phone(world.own.officer)
    page.goto(f"/to/{world.own.team.pk}/buoi-moi/")
    page.get_by_label("4 Tự bảo vệ").tap()
    page.get_by_label("Tổ nào").select_option(label="Tổ thôn Của Ta 02")
    expect(page.get_by_role("status")).to_contain_text("Đã đổi sang")
    expect(page.get_by_label("4 Tự bảo vệ")).to_be_checked()
    page.get_by_role("button", name="Lưu buổi này").tap()
    saved(page)
    assert (newest().team, newest().safety) == (other, True)


def test_the_label_of_the_fold_follows_who_is_ticked(world, page):
    page.goto(f"/to/{world.own.team.pk}/buoi-moi/")
    page.get_by_text("Cả 2 thành viên có mặt").tap()
    page.get_by_label("Tổ Viên").tap()
    expect(page.get_by_text("1/2 thành viên có mặt")).to_be_visible()
