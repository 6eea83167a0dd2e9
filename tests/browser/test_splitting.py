"""A village of 240 households is split among three in a browser, hamlet by hamlet and the rest by hand."""

import time

import pytest
from playwright.sync_api import expect

from areas.actions import add_village
from households.models import Household
from reorganisations.models import Assignment, Operation, Reorganisation, State
from tests.browser.conftest import PC, PHONE
from tests.factories import HouseholdFactory

pytestmark = pytest.mark.long
# As many seconds as a person has, of whom this hand is quicker; and the presses of a person.
SECONDS, PRESSES = 180, 45
HAMLETS = [("Xóm Bến", 70), ("Xóm Chợ", 60), ("Xóm Trên", 40), ("", 40)]


@pytest.fixture
def village(world):
    """Fill a village: four hamlets, and a street with thirty numbers that is cut in the middle."""
    one = world.own.villages[1]
    for hamlet, n in HAMLETS:
        HouseholdFactory.create_batch(n, village=one, hamlet=hamlet)
    for n in range(1, 31):
        HouseholdFactory(village=one, hamlet=f"Số {n}, Đường Liên Thôn")
    assert one.households.open().count() == 240
    return one


@pytest.mark.parametrize("size", [PC, PHONE])
def test_a_village_of_240_households_is_split_among_three(world, village, visitors, size):
    page, presses, began = visitors.open(world.own.officer, size=size), 0, time.monotonic()

    def press(what):
        nonlocal presses
        presses += 1
        what.click()

    page.goto("/sap-xep/moi/?viec=tach")
    page.get_by_label("Thôn tách").select_option(str(village.pk))
    for n, name in enumerate(("Một", "Hai", "Ba"), 1):
        page.locator(f"[name=name{n}]").fill(f"Tân {name}")
    page.get_by_label("Số nghị quyết").fill("9/NQ-HĐND")
    page.locator("[name=signed_on]").fill("02/11/2026")
    press(page.get_by_role("button", name="Xem trước"))
    for hamlet, name in (("Xóm Bến", "Một"), ("Xóm Chợ", "Hai"), ("Xóm Trên", "Ba")):
        page.get_by_label(hamlet, exact=True).select_option(label=f"Thôn Tân {name}")
        presses += 2
    press(page.get_by_role("button", name="Lưu cách xếp"))
    expect(page.get_by_role("status").first).to_contain_text("Đã xếp 170 hộ.")
    # The street is cut at its numbers.
    for first, last, name in (("1", "14", "hai"), ("15", "", "ba")):
        page.get_by_label("Số nhà từ").fill(first)
        page.get_by_label("đến", exact=True).fill(last)
        press(page.get_by_role("button", name="Tìm", exact=True))
        press(page.get_by_text(f"Cả {14 if last else 16} hộ"))
        press(page.get_by_role("button", name=f"Về thôn Tân {name.capitalize()}"))
    # Twenty by hand, all that are left then.
    boxes = page.locator("input[name=ho]")
    for n in range(20):
        press(boxes.nth(n))
    press(page.get_by_role("button", name="Về thôn Tân Một"))
    press(page.get_by_text("Cả 20 hộ"))
    press(page.get_by_role("button", name="Về thôn Tân Ba"))
    expect(page.get_by_text("Hộ nào cũng đã xếp.")).to_be_visible()
    press(page.get_by_role("link", name="Xem trước"))
    press(page.get_by_role("button", name="Trình duyệt"))
    expect(page.get_by_text("Đã trình.")).to_be_visible()
    assert Reorganisation.unscoped.get().state == State.PROPOSED
    found = {
        part.name: Assignment.unscoped.filter(part=part).count()
        for part in Operation.unscoped.get().parts.filter(side="to")
    }
    assert found == {"Tân Một": 90, "Tân Hai": 74, "Tân Ba": 76}
    assert Household.unscoped.filter(village=village).count() == 240
    assert (presses <= PRESSES, time.monotonic() - began < SECONDS) == (True, True), presses


def test_three_villages_are_put_together_in_eight_presses_from_the_days_work(world, visitors):
    add_village(by=world.own.officer, commune=world.own.area, kind="thon", name="Ba")
    page = visitors.open(world.own.officer)
    page.goto("/viec/")
    page.locator(".site-nav summary", has_text="Quản lý").click()
    page.get_by_role("link", name="Sắp xếp đơn vị").first.click()
    page.get_by_role("link", name="Soạn quyết định").click()
    for n in range(3):
        page.locator(".ck label").nth(n).click()
    page.locator("[name=name]").fill("Hợp Nhất")
    page.get_by_label("Số nghị quyết").fill("58/NQ-HĐND")
    page.locator("[name=signed_on]").fill("02/11/2026")
    page.get_by_role("button", name="Xem trước").click()
    page.get_by_role("button", name="Trình duyệt").click()
    expect(page.get_by_text("Đã trình.")).to_be_visible()
    assert Operation.unscoped.get().parts.filter(side="from").count() == 3
