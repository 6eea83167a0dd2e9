"""The story of the field: one household entered in a commune is counted all the way up."""

import re

import pytest
from django.utils import translation
from django.utils.translation import gettext
from playwright.sync_api import expect

from households.models import Household
from tests.browser.conftest import sign_in
from tests.proving import sample_or_all
from tests.world import PASSWORD

NAME = "Nguyễn Thị Chưa Từng Thấy"


@pytest.fixture
def commune(world):
    """Return xã An Ninh Tây of the small world's district."""
    return world.commune(world.district, "An Ninh Tây", "22114", "ant", "")


def covered(page, area):
    """Open a unit's dashboard and read its n/N covered households."""
    page.goto(f"/tong-quan/{area.pk}/")
    text = page.locator(".kpi", has_text="Chỉ tiêu 2").locator(".big > span").inner_text()
    # Where much is unknown the other end of the range follows.
    n, of = re.match(r"([\d.]+) / ([\d.]+) hộ", text).groups()
    return int(n), int(of)


def every_page(page, limit):
    """Follow all links of ours from where the page is; yield address and text of each."""
    origin = re.match(r"https?://[^/]+", page.url)[0]
    waiting, seen = [page.url], set()
    while waiting and len(seen) < limit:
        address = waiting.pop(0)
        if address in seen:
            continue
        seen.add(address)
        page.goto(address)
        yield address, page.content()
        links = page.locator("a[href]").evaluate_all(
            "all => all.map(a => (a.href.baseVal || a.href).split('#')[0])"
        )
        # A workbook is saved, not opened; tests/test_exports.py reads what is in it.
        pages = [link for link in links if not re.search("/excel/|tep=excel|/mau/", link)]
        waiting += [link for link in pages if link.startswith(origin)]


def test_one_household_is_counted_all_the_way_up(world, commune, visitors):
    readers = {
        "province": (visitors.open(world.committee), world.province),
        "district": (visitors.open(world.reviewer), world.district),
        "commune": (visitors.open(commune.officer), commune.area),
    }
    before = {level: covered(page, area) for level, (page, area) in readers.items()}

    page = visitors.phone()
    sign_in(page, commune.officer.username, PASSWORD)
    page.get_by_role("link", name="Nhập hộ gia đình").tap()
    page.get_by_label("Họ tên chủ hộ").fill(NAME)
    page.locator(".for-all").first.tap()
    page.get_by_role("button", name="Lưu hộ").tap()
    expect(page.get_by_role("status")).to_contain_text(f"Đã lưu hộ {NAME}")
    expect(page.get_by_label("Họ tên chủ hộ")).to_have_value("")
    expect(page.locator(".skill-cell .not-asked:checked")).to_have_count(10)

    after = {level: covered(page, area) for level, (page, area) in readers.items()}
    assert after == {level: (n + 1, of + 1) for level, (n, of) in before.items()}
    assert before["commune"] == (1, 3)

    household = Household.unscoped.get(head_name=NAME)
    page, _ = readers["province"]
    page.goto("/")
    pages = dict(every_page(page, limit=sample_or_all(20, 60)))
    assert len(pages) > 10
    assert [address for address, text in pages.items() if NAME in text] == []

    visitors.expect("404 (Not Found)")
    strangers = (world.committee, world.reviewer, world.sibling.officer)
    for page in (visitors.open(user) for user in strangers):
        assert page.goto(f"/ho/{household.uuid}/").status == 404
        assert NAME not in page.content()


def test_the_house_speaks_english_when_asked(world, visitors):
    with translation.override("en"):
        sign_out = gettext("Đăng xuất")
    page = visitors.phone(world.committee)
    page.goto(f"/tong-quan/{world.province.pk}/")
    expect(page.get_by_text("33,3%").first).to_be_visible()
    page.locator(".phone-bar summary").tap()
    page.get_by_role("button", name="English").tap()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page).to_have_url(re.compile(rf"/tong-quan/{world.province.pk}/$"))
    expect(page.get_by_text("33.3%").first).to_be_visible()
    page.locator(".phone-bar summary").tap()
    expect(page.get_by_role("button", name=sign_out)).to_be_visible()
    page.get_by_role("button", name="Tiếng Việt").tap()
    page.locator(".phone-bar summary").tap()
    expect(page.get_by_role("button", name="Đăng xuất")).to_be_visible()
