"""A team is founded with its people in one form: a row is always free, on a phone each person is folded."""

import pytest
from django.conf import settings
from playwright.sync_api import expect

from accounts.models import User
from teams.models import Team
from tests.browser.conftest import PHONE
from tests.world import PASSWORD


def rows(page):
    return page.locator("[data-people] > [data-person]")


def name_of(page, at):
    return rows(page).nth(at).get_by_label("Họ tên")


@pytest.fixture
def village(world):
    return world.own.villages[1]


def members(village):
    team = Team.unscoped.get(area=village)
    return sorted((m.full_name, m.role) for m in team.members.all())


def test_a_free_row_follows_as_soon_as_the_last_is_begun(world, visitors, village):
    page = visitors.open(world.own.officer)
    page.goto(f"/to/moi/?thon={village.pk}")
    expect(rows(page)).to_have_count(3)
    for at, name in enumerate(("Đoàn Văn Hải", "Lý Thị Kiều", "Phạm Thị Xuân")):
        name_of(page, at).fill(name)
    expect(rows(page)).to_have_count(4)
    rows(page).nth(1).get_by_role("button", name="Bỏ dòng này").click()
    expect(rows(page)).to_have_count(3)
    expect(page.locator("#truoc-khi-luu")).to_contain_text("2 người", timeout=15_000)
    rows(page).nth(1).get_by_label("Cấp tài khoản").check()
    page.get_by_role("button", name="Lưu tổ").click()
    expect(page.get_by_role("status")).to_contain_text("2 thành viên")
    assert members(village) == [("Phạm Thị Xuân", "member"), ("Đoàn Văn Hải", "leader")]
    account = User.unscoped.get(full_name="Phạm Thị Xuân")
    expect(page.locator("main")).to_contain_text(account.username)


def test_on_a_phone_one_person_is_open_and_the_others_are_their_names(world, visitors, village):
    page = visitors.phone(world.own.officer)
    page.goto(f"/to/moi/?thon={village.pk}")
    name_of(page, 0).fill("Đoàn Văn Hải")
    rows(page).nth(1).locator("summary").tap()
    expect(rows(page).nth(0)).not_to_have_attribute("open", "")
    expect(rows(page).nth(0).locator("summary")).to_contain_text("Đoàn Văn Hải")
    name_of(page, 1).fill("Lý Thị Kiều")
    rows(page).nth(1).get_by_label("Năm sinh").fill("3000")
    page.get_by_role("button", name="Lưu tổ").tap()
    expect(page.get_by_role("alert")).to_contain_text("Thành viên 2, Năm sinh")
    expect(name_of(page, 1)).to_have_value("Lý Thị Kiều")
    rows(page).nth(1).get_by_label("Năm sinh").fill("1996")
    page.get_by_role("button", name="Lưu tổ").tap()
    expect(page.locator(".msgs")).to_contain_text("2 thành viên")
    assert members(village) == [("Lý Thị Kiều", "member"), ("Đoàn Văn Hải", "leader")]


def test_without_script_another_row_keeps_what_was_typed(world, visitors, village):
    page = visitors.open(world.own.officer, PHONE, java_script_enabled=False)
    page.goto(f"/to/moi/?thon={village.pk}")
    name_of(page, 0).fill("Đoàn Văn Hải")
    page.get_by_role("button", name="Thêm dòng").click()
    expect(rows(page)).to_have_count(4)
    expect(name_of(page, 0)).to_have_value("Đoàn Văn Hải")
    name_of(page, 3).fill("Lý Thị Kiều")
    page.get_by_role("button", name="Lưu tổ").click()
    expect(page.locator(".msgs")).to_contain_text("2 thành viên")
    assert members(village) == [("Lý Thị Kiều", "member"), ("Đoàn Văn Hải", "leader")]


DRAFT = "() => JSON.stringify(sessionStorage)"


def test_what_was_typed_survives_a_lost_sign_in_and_goes_when_it_is_saved(world, visitors, village):
    page = visitors.open(world.own.officer)
    page.goto(f"/to/moi/?thon={village.pk}")
    for at, name in enumerate(("Đoàn Văn Hải", "Lý Thị Kiều", "Phạm Thị Xuân")):
        name_of(page, at).fill(name)
    page.get_by_label("Số quyết định").fill("77/QĐ-UBND")
    page.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)
    page.get_by_role("button", name="Lưu tổ").click()
    page.wait_for_url("**/dang-nhap/**")
    page.get_by_label("Tên đăng nhập").fill(world.own.officer.username)
    page.get_by_label("Mật khẩu", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Đăng nhập").click()
    expect(page.locator("[data-restored]")).to_be_visible()
    expect(name_of(page, 2)).to_have_value("Phạm Thị Xuân")
    expect(page.get_by_label("Số quyết định")).to_have_value("77/QĐ-UBND")
    expect(rows(page)).to_have_count(4)
    page.get_by_role("button", name="Lưu tổ").click()
    expect(page.locator(".msgs")).to_contain_text("3 thành viên")
    page.goto(f"/to/moi/?thon={village.pk}")
    expect(page.locator("[data-restored]")).to_be_hidden()
    assert "Đoàn Văn Hải" not in page.evaluate(DRAFT)
