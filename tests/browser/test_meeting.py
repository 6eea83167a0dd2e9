"""A page frozen for a meeting: by its form, printed on two pages of A4, its booklet two units a page."""

import re

import pytest
from playwright.sync_api import expect

from reports.meetings.actions import freeze
from reports.meetings.forms import MOST_SIGNS


def pages(page):
    """Print the page open now; return how many sheets it takes."""
    pdf = page.pdf(prefer_css_page_size=True)
    return len(re.findall(rb"/Type\s*/Page\b", pdf))


@pytest.fixture
def page(world, visitors):
    return visitors.open(world.committee)


def test_a_page_is_frozen_and_shown(world, page):
    page.goto(f"/tong-quan/{world.province.pk}/")
    page.locator("main summary", has_text="Xuất").click()
    page.get_by_role("link", name="Chốt cho phiên họp").click()
    page.get_by_label("Đề nghị 1").fill("Họp với các xã trong tuần.")
    page.get_by_role("button", name="Chốt số liệu").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Phiên họp ngày")
    expect(page.locator(".ask")).to_contain_text("Họp với các xã trong tuần.")


def test_the_longest_proposals_still_fit_two_pages(world, page):
    words = ("Giao các xã, phường còn thiếu tổ rà soát và lập đủ tổ. " * 4)[:MOST_SIGNS]
    meeting = freeze(by=world.committee, area=world.province, proposals=[words] * 3)
    page.goto(f"/hop/{meeting.uuid}/")
    assert pages(page) == 2


def test_the_booklet_has_two_units_a_page(world, visitors):
    # Whoever reads no names has the few households of both villages in one row.
    page = visitors.open(world.own.officer)
    page.goto(f"/hop/{world.own.meeting.uuid}/tap/")
    assert page.locator(".half").count() == 2
    assert pages(page) == 1


def test_a_dashboard_is_taken_along_as_a_workbook(world, page):
    page.goto(f"/tong-quan/{world.own.area.pk}/")
    page.locator("main summary", has_text="Xuất").click()
    with page.expect_download() as download:
        page.get_by_role("link", name="Tải Excel").click()
    assert download.value.suggested_filename.endswith(".xlsx")


def test_dashboards_and_what_is_looked_up_fit_on_paper(world, visitors):
    page = visitors.open(world.own.officer, {"width": 694, "height": 1000})
    page.emulate_media(media="print")
    page.goto(f"/tong-quan/{world.own.area.pk}/")
    skills = page.locator(".five-columns .skb")
    assert skills.count() == 5
    assert page.evaluate("document.documentElement.scrollWidth") == 694
    assert all(skills.evaluate_all("all => all.map(one => one.offsetHeight < 35)"))
    # Twelve months lie across the sheet.
    page.goto("/tra-cuu/")
    assert re.search(rb"/MediaBox \[0 0 84\d", page.pdf(prefer_css_page_size=True))
