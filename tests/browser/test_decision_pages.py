"""What a decision on units leads to, at both widths, in an English browser: pages that no sample address has."""

import re

import pytest

from households.register.actions import add_household
from reorganisations.drafting.actions import Unit
from reorganisations.models import Operation
from tests.browser.conftest import PHONE
from tests.browser.test_axe import faults
from tests.browser.test_english_browser import NATIVE, WORDS, english_of
from tests.imports.sheets import workbook
from tests.reorganisations.plays import carried, drafted, merged, named
from tests.reorganisations.sheet.papers import HEAD, PAPER

pytestmark = pytest.mark.long


def seen(page):
    """Return what is wrong with the page open now, and words and controls of a browser that speaks English."""
    words = [*english_of(page.evaluate(WORDS)), *page.evaluate(NATIVE)]
    return [*faults(page), *(f"{page.url}: {word}" for word in words)]


def test_pages_after_a_decision(world, visitors):
    own = world.own
    decision = merged(own.area, own.villages[:2], by=own.officer)
    carried(decision, proposer=own.officer, approver=world.reviewer)
    page, found = visitors.open(own.officer, PHONE, locale="en-US"), []

    def look(address):
        page.goto(address)
        found.extend(seen(page))

    for address in ("/sap-xep/", f"/sap-xep/{decision.uuid}/", "/tai-khoan/don-vi-cu/"):
        look(address)
    look(f"/dia-ban/{own.village.pk}/")
    new = named(own.area, "Mới")
    look(f"/to/thanh-mot-to/{new.pk}/")

    add_household(by=own.officer, village=new, head_name="Hộ Đến Sau")
    look(f"/sap-xep/{decision.uuid}/")
    page.get_by_role("button", name="Soạn quyết định ngược lại").click()
    page.get_by_role("heading", name="Quyết định chưa có số").wait_for()
    found += seen(page)
    assert not found, "\n".join(found)


def test_households_in_no_village_and_a_sheet_with_what_is_wrong(world, visitors):
    own = world.own
    parts = [Unit(kind="thon", name=name, parent=own.area) for name in "AB"]
    split = drafted(own.area, Operation.Kind.SPLIT, [own.village], parts, by=own.officer)
    carried(split, proposer=own.officer, approver=world.reviewer)
    page = visitors.open(own.officer, PHONE, locale="en-US")
    page.goto(f"/xa/{own.area.pk}/chua-phan-thon/")
    found = seen(page)

    page.goto("/sap-xep/bang/")
    rows = [("Của Ta", "Không Có Thật", "Lạ", None, None, *PAPER[:2], day) for day in PAPER[2:]]
    late = ("Của Ta", "A", "Đẹp", None, None, *PAPER[:2], "32/12/2026")
    page.locator("[type=file]").set_input_files(
        {"name": "bang.xlsx", "mimeType": "", "buffer": workbook(*rows, late, head=list(HEAD))}
    )
    page.locator("main form [type=submit]").click()
    page.get_by_role("heading", name=re.compile("chỗ cần sửa")).wait_for()
    found += seen(page)
    assert not found, "\n".join(found)
