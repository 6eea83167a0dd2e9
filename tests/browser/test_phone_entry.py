"""Household entry on a phone: one tap saves, the next household comes without a page load."""

import re

import pytest
from playwright.sync_api import expect

from households.models import Assessment, Household
from households.survey import actions
from tests.browser.conftest import PHONE


@pytest.fixture
def page(world, visitors):
    return visitors.phone(world.own.officer)


@pytest.fixture
def roster(world, page):
    page.goto(f"/thon/{world.own.village.pk}/ho/")
    return page


def opened(page, household):
    """Open a household of the list and return its row."""
    page.locator(f"#s-{household.pk}").tap()
    row = page.locator(f"#h-{household.pk}")
    expect(row.locator(".sks")).to_be_visible()
    return row


def save(page):
    """Press the one button that saves."""
    page.get_by_role("button", name="Lưu hộ").tap()


def results(household):
    return best(household).results


def best(household):
    return actions.best_resident(Household.unscoped.get(pk=household.pk))


def saved(row):
    return expect(row.get_by_role("status")).to_contain_text(re.compile(r"Đã lưu “.+” \d\d:\d\d"))


def test_one_tap_means_alone_and_a_long_press_with_help(world, roster):
    household = world.own.households[1]
    row = opened(roster, household)
    skill = roster.locator(f"#k-{household.pk}-2")
    skill.tap()
    saved(row)
    expect(skill).to_have_attribute("data-result", "2")
    assert results(household) == [0, 2, 0, 0, 0]
    roster.locator(f"#k-{household.pk}-3").evaluate(
        "one => one.dispatchEvent(new TouchEvent('touchstart', {bubbles: true}))"
    )
    help_ = roster.locator(f"#h-{household.pk}-3")
    expect(help_).to_have_attribute("aria-pressed", "true")
    expect(row.get_by_role("status")).to_contain_text("Thanh toán")
    assert results(household) == [0, 2, 1, 0, 0]
    row.get_by_role("button", name="Hoàn tác").tap()
    expect(row.get_by_role("status")).to_contain_text("Đã hoàn tác")
    assert results(household) == [0, 2, 0, 0, 0]


def test_two_people_at_one_skill_are_asked_which_one_holds(world, roster):
    household = world.own.households[1]
    row = opened(roster, household)
    other = world.own.member
    actions.set_result(by=other, household=household, number=4, result=1)
    roster.locator(f"#k-{household.pk}-4").tap()
    expect(row.get_by_role("alert")).to_contain_text("Người khác vừa ghi")
    expect(row.get_by_role("alert")).to_contain_text(other.full_name)
    assert results(household)[3] == 1
    row.get_by_role("button", name="Giữ bản của người kia").tap()
    expect(row.get_by_role("status")).to_contain_text("Đã giữ bản của người kia")
    assert results(household)[3] == 1
    kept = Assessment.unscoped.filter(resident=best(household), set_aside=True)
    assert [row.safety for row in kept] == [2]


def test_the_next_household_comes_without_a_load_and_the_last_is_taken_back(world, page):
    page.goto(f"/thon/{world.own.village.pk}/ho/moi/")
    page.get_by_text("Xóm, điện thoại, năm sinh").tap()
    page.get_by_label("Xóm, số nhà").fill("Xóm Đông")
    name = page.get_by_label("Họ tên chủ hộ")
    name.fill("Lê Thị Một")
    page.evaluate("window.same = true")
    page.locator(".for-none").first.tap()
    save(page)
    line = page.locator("#saved")
    expect(line).to_contain_text(re.compile(r"Đã lưu hộ Lê Thị Một · \d\d:\d\d"))
    expect(name).to_be_focused()
    expect(name).to_have_value("")
    expect(page.get_by_label("Xóm, số nhà")).to_have_value("Xóm Đông")
    page.keyboard.type("Lê Thị Hai")
    page.get_by_role("button", name="Hoàn tác").tap()
    expect(line).to_contain_text("Đã bỏ hộ Lê Thị Một khỏi sổ")
    expect(name).to_have_value("Lê Thị Hai")
    assert Household.unscoped.get(head_name="Lê Thị Một").is_closed
    page.get_by_role("button", name="Lấy lại").tap()
    expect(line).to_contain_text("Đã lưu hộ Lê Thị Một")
    assert not Household.unscoped.get(head_name="Lê Thị Một").is_closed
    assert page.evaluate("window.same") is True


def test_what_is_wrong_is_said_above_and_at_the_field_and_nothing_is_lost(world, page):
    page.goto(f"/thon/{world.own.village.pk}/ho/moi/")
    page.locator("#id_skill_2").tap()
    save(page)
    expect(page.get_by_role("alert").first).to_be_focused()
    expect(page).to_have_title(re.compile("^Lỗi:"))
    expect(page.locator(".known:checked")).to_have_count(1)
    page.get_by_role(
        "link", name="Ghi họ tên chủ hộ; chưa biết tên thì ghi tạm, ví dụ Nhà số 12."
    ).tap()
    expect(page.get_by_label("Họ tên chủ hộ")).to_be_focused()


def test_a_cut_network_keeps_what_was_typed_and_the_second_press_saves_once(world, page, visitors):
    visitors.expect("ERR_INTERNET_DISCONNECTED", "htmx:")
    page.goto(f"/thon/{world.own.village.pk}/ho/moi/")
    page.get_by_label("Họ tên chủ hộ").fill("Lê Thị Rớt Mạng")
    page.context.set_offline(True)
    save(page)
    expect(page.locator(".fault")).to_contain_text("Chưa lưu: không có mạng.")
    expect(page.get_by_label("Họ tên chủ hộ")).to_have_value("Lê Thị Rớt Mạng")
    page.context.set_offline(False)
    save(page)
    expect(page.locator("#saved")).to_contain_text("Đã lưu hộ Lê Thị Rớt Mạng")
    assert Household.unscoped.filter(head_name="Lê Thị Rớt Mạng").count() == 1


def test_a_double_press_makes_one_household(world, page):
    page.goto(f"/thon/{world.own.village.pk}/ho/moi/")
    page.get_by_label("Họ tên chủ hộ").fill("Lê Thị Bấm Đôi")
    page.evaluate("[1, 2].forEach(() => document.querySelector('[data-save]').click())")
    expect(page.locator("#saved")).to_contain_text("Đã lưu hộ Lê Thị Bấm Đôi")
    assert Household.unscoped.filter(head_name="Lê Thị Bấm Đôi").count() == 1


def test_a_household_is_found_from_the_home_and_changed_there(world, page):
    household = world.own.households[1]
    page.goto("/viec/")
    page.get_by_label("Tìm hộ").fill("chu ho 02")
    expect(page.locator("#found h2")).to_have_text(world.own.village.full_name)
    row = opened(page, household)
    page.locator(f"#k-{household.pk}-1").tap()
    saved(row)
    assert results(household) == [2, 0, 0, 0, 0]


def test_one_tap_after_another_goes_round_the_three_states_of_a_cell(world, page):
    page.goto(f"/thon/{world.own.village.pk}/ho/moi/")
    cell, line = page.locator("#id_skill_2"), page.locator("[data-said]").first
    expect(line).to_have_text("Chưa hỏi 1, 2, 3, 4, 5")
    cell.tap()
    expect(line).to_have_text("Biết 2 · Chưa hỏi 1, 3, 4, 5")
    cell.tap()
    expect(line).to_have_text("Chưa biết 2 · Chưa hỏi 1, 3, 4, 5")
    cell.tap()
    expect(line).to_have_text("Chưa hỏi 1, 2, 3, 4, 5")
    page.locator("#id_skill_1").tap()
    page.get_by_label("Còn lại: chưa biết").first.tap()
    expect(line).to_have_text("Biết 1 · Chưa biết 2, 3, 4, 5")
    page.get_by_label("Còn lại: chưa biết").first.tap()
    page.get_by_label("Họ tên chủ hộ").fill("Lê Thị Một Ô")
    save(page)
    expect(page.locator("#saved")).to_contain_text("Đã lưu hộ Lê Thị Một Ô")
    household = Household.unscoped.get(head_name="Lê Thị Một Ô")
    assert results(household) == [2, None, None, None, None]


def test_a_saved_answer_goes_back_to_not_asked_by_the_menu(world, roster):
    household = world.own.households[2]
    row = opened(roster, household)
    roster.locator(f"#k-{household.pk}-2").tap()
    saved(row)
    assert results(household) == [None, 2, None, None, None]
    expect(row).to_contain_text("Đã hỏi một phần: còn kỹ năng 1, 3, 4, 5.")
    row.get_by_text("Đưa về chưa hỏi").tap()
    row.locator(".clear-answer").get_by_role("button", name="2 Mua sắm").tap()
    expect(roster.locator(f"#k-{household.pk}-2")).to_have_attribute("data-result", "")
    assert results(household) == [None] * 5
    row.get_by_role("button", name="Hoàn tác").tap()
    expect(roster.locator(f"#k-{household.pk}-2")).to_have_attribute("data-result", "2")
    row.get_by_role("button", name="Còn lại: chưa biết").tap()
    expect(roster.locator(f"#k-{household.pk}-1")).to_have_attribute("data-result", "0")
    assert results(household) == [0, 2, 0, 0, 0]


def test_people_of_a_household_are_tapped_on_its_page(world, page):
    household = world.own.households[1]
    person = household.residents.get(is_head=False)
    page.goto(f"/ho/{household.uuid}/")
    page.locator(f"#k-p{person.pk}-5").tap()
    expect(page.locator("#people > [role=status]")).to_contain_text("Đã lưu “Nền tảng”")
    expect(page.locator(f"#k-p{person.pk}-5")).to_have_attribute("data-result", "2")
    expect(page.locator("#people > .note")).to_contain_text("đã biết 1/5")


def test_without_script_a_skill_is_set_with_help_and_taken_back(world, visitors):
    page = visitors.open(world.own.officer, PHONE, java_script_enabled=False)
    household = world.own.households[1]
    head = household.residents.get(is_head=True)
    page.goto(f"/ho/{household.uuid}/")
    page.locator(f"#s-p{head.pk}").click()
    page.locator(f"#h-p{head.pk}-3").click()
    expect(page.locator(f"#k-p{head.pk}-3")).to_have_attribute("data-result", "1")
    assert results(household) == [0, 0, 1, 0, 0]
    page.get_by_role("button", name="Hoàn tác").click()
    expect(page.locator(".msgs")).to_contain_text("Đã hoàn tác")
    assert results(household) == [0, 0, 0, 0, 0]


def test_without_script_the_next_household_follows_and_the_last_is_taken_back(world, visitors):
    page = visitors.open(world.own.officer, PHONE, java_script_enabled=False)
    page.goto(f"/thon/{world.own.village.pk}/ho/moi/")
    page.get_by_label("Họ tên chủ hộ").fill("Lê Thị Chậm")
    page.locator(".for-away").click()
    page.get_by_role("button", name="Lưu hộ").click()
    expect(page.locator("#saved")).to_contain_text("Đã lưu hộ Lê Thị Chậm")
    page.get_by_role("button", name="Hoàn tác").click()
    expect(page.locator(".msgs")).to_contain_text("Đã bỏ hộ Lê Thị Chậm khỏi sổ.")
