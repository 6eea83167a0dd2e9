"""A server that cannot just now: the page says so where the hand is, keeps what was typed, and one press saves it."""

import re
import sqlite3
from contextlib import contextmanager

import pytest
from django.db import OperationalError
from playwright.sync_api import expect

from households.models import Household
from households.paper.actions import print_sheet
from rollup.models import CommuneCount
from tests.browser.conftest import PHONE
from tests.browser.test_axe import faults

BUSY = re.compile("Đang bận, bấm lại")

pytestmark = pytest.mark.expected_errors


@pytest.fixture
def busy(monkeypatch, visitors):
    """Return a context in which nobody gets the row of a commune."""
    visitors.expect("503", "htmx:")

    def refuse(**_locking):
        cause = sqlite3.OperationalError("database is locked")
        cause.sqlite_errorcode = sqlite3.SQLITE_BUSY
        raise OperationalError from cause

    @contextmanager
    def refusing():
        with monkeypatch.context() as patch:
            patch.setattr(CommuneCount.unscoped, "select_for_update", refuse)
            yield

    return refusing


@pytest.fixture
def household(world):
    return world.own.households[1]


def test_a_tap_goes_back_and_is_tapped_again(world, household, visitors, busy):
    page = visitors.phone(world.own.officer)
    page.goto(f"/thon/{world.own.village.pk}/ho/")
    page.locator(f"#s-{household.pk}").tap()
    toggle = page.locator(f"#k-{household.pk}-2")
    status = page.locator(f"#h-{household.pk}").get_by_role("status")
    with busy():
        toggle.tap()
        expect(status).to_have_text(BUSY)
        expect(toggle).to_have_attribute("data-result", "0")
        assert page.locator(".fault").count() == 0
    toggle.tap()
    expect(status).to_contain_text("Đã lưu")
    assert Household.unscoped.get(pk=household.pk).cells[1][1]


def test_a_person_that_was_typed_stays_typed_and_is_added_once(world, household, visitors, busy):
    page = visitors.phone(world.own.officer)
    page.goto(f"/ho/{household.uuid}/?them#them-nguoi")
    part = page.locator("#them-nguoi")
    part.get_by_label("Họ tên").fill("Lê Văn Bận")
    with busy():
        part.get_by_role("button", name="Thêm người").tap()
        expect(part.get_by_role("alert")).to_have_text(BUSY)
        expect(part.get_by_label("Họ tên")).to_have_value("Lê Văn Bận")
        assert faults(page) == []
    part.get_by_role("button", name="Thêm người").tap()
    expect(page.locator("#people")).to_contain_text("Lê Văn Bận")
    assert household.residents.filter(full_name="Lê Văn Bận").count() == 1


def test_a_new_household_stays_in_its_form(world, visitors, busy):
    page = visitors.phone(world.own.officer)
    page.goto(f"/thon/{world.own.village.pk}/ho/moi/")
    page.get_by_label("Họ tên chủ hộ").fill("Trần Thị Bận")
    with busy():
        page.get_by_role("button", name="Lưu hộ").tap()
        expect(page.locator(".fault")).to_have_text(BUSY)
    page.get_by_role("button", name="Lưu hộ").tap()
    expect(page.locator("#saved")).to_contain_text("Trần Thị Bận")
    assert Household.unscoped.filter(head_name="Trần Thị Bận").count() == 1


def test_the_sheet_sends_again_by_itself(world, household, visitors, busy):
    page = visitors.open(world.own.officer)
    page.goto(f"/thon/{world.own.village.pk}/ho/bang/")
    page.locator("td.k[tabindex='0']").focus()
    page.keyboard.press("ArrowDown")
    with busy():
        page.keyboard.press("2")
        expect(page.locator("#sv")).to_contain_text("Máy chủ đang bận, đang gửi lại.")
    expect(page.locator("#sv")).to_have_text(re.compile(r"Đã lưu 1 thay đổi"))
    assert Household.unscoped.get(pk=household.pk).cells[1][1]


def test_a_line_keyed_from_paper_waits_and_is_sent_again(world, visitors, busy):
    sheet = print_sheet(by=world.own.officer, village=world.own.village)
    page = visitors.open(world.own.officer)
    page.goto(f"/phieu/{sheet.uuid}/nhap/")
    page.locator("#key").fill("2 12")
    with busy():
        page.keyboard.press("Enter")
        expect(page.get_by_role("alert")).to_have_text(BUSY)
    expect(page.locator("#t-2")).to_have_class("done", timeout=15_000)


def test_without_script_the_page_itself_sends_again_what_was_typed(world, visitors, busy):
    page = visitors.open(world.own.officer, PHONE, java_script_enabled=False)
    page.goto(f"/thon/{world.own.village.pk}/ho/moi/")
    page.get_by_label("Họ tên chủ hộ").fill("Trần Thị Không Script")
    with busy():
        page.get_by_role("button", name="Lưu hộ").click()
        expect(page.locator("h1")).to_have_text(BUSY)
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
        page.get_by_role("button", name="Bấm lại").click()
        expect(page.locator("h1")).to_have_text(BUSY)
    page.get_by_role("button", name="Bấm lại").click()
    expect(page.get_by_role("status")).to_contain_text("Đã lưu hộ Trần Thị Không Script")
    assert Household.unscoped.filter(head_name="Trần Thị Không Script").count() == 1
