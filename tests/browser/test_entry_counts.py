"""How many clicks, keys and page loads the entry of households takes: played, counted, held.

`make entry-counts` prints the lines. A scenario of another device is one more test here, with a
Counter of its own (`counted(page, "S1 phone")`).
"""

import pytest
from playwright.sync_api import expect

from households.models import Confirmation, Household
from households.register.actions import add_household
from tests.browser.test_sheet import age, settled
from tests.world import ALL

NAMES = ("An", "Bình", "Cúc", "Dũng", "Hạnh", "Khánh", "Lài", "Long", "Mỹ", "Nở")


@pytest.fixture
def sheet(world, visitors):
    page = visitors.open(world.own.officer)
    page.goto(f"/thon/{world.own.village.pk}/ho/bang/")
    page.get_by_role("grid").wait_for()
    return page


@pytest.fixture
def thirty(world):
    """A village of 30 households, all surveyed a year ago."""
    officer, village = world.own.officer, world.own.villages[1]
    households = [
        add_household(
            by=officer,
            village=village,
            head_name=f"{family} {name}",
            results=[2, 2, 0, 0, 0],
        )
        for family in ("Lê Văn", "Trần Thị", "Phạm Ngọc")
        for name in NAMES
    ]
    world.own.households[:] = households
    age(world, 30)
    return households


def test_s1_a_new_household_on_a_pc(world, sheet, counted):
    """One more household, its head knows all five."""
    hands = counted(sheet, "S1 pc")
    hands.press("n")
    hands.type("Lê Thị Mới")
    hands.press("Enter", "*", "Enter")
    settled(sheet, 1)
    hands.done(clicks=0, keys=4, loads=0)
    assert Household.unscoped.get(head_name="Lê Thị Mới").covered


def test_s1_the_next_household_on_a_pc(world, sheet, counted):
    """The household after that: the focus is where it must be."""
    sheet.keyboard.press("n")
    sheet.keyboard.type("Lê Thị Một")
    for key in ("Enter", "*", "Enter"):
        sheet.keyboard.press(key)
    hands = counted(sheet, "S1 pc, next household")
    hands.type("Lê Thị Hai")
    hands.press("Enter", "1", "3", "Enter")
    settled(sheet, 2)
    hands.done(clicks=0, keys=4, loads=0)
    assert Household.unscoped.get(head_name="Lê Thị Hai").best_mask == 0b101


def test_s4_a_household_of_three_on_a_pc(world, visitors, counted):
    """Three people who know all five: one key says so and goes on to the next name."""
    page = visitors.open(world.own.officer)
    page.goto(f"/thon/{world.own.village.pk}/ho/moi/")
    hands = counted(page, "S4 pc, all three Biết cả 5")
    for name in ("Lê Thị Một", "Lê Thị Hai", "Lê Thị Ba"):
        hands.type(name)
        hands.press("*")
    hands.press("Enter")
    expect(page.locator("#saved")).to_contain_text("Đã lưu hộ Lê Thị Một, 3 người, hộ đạt")
    hands.done(clicks=0, keys=8, loads=0)
    expect(page.get_by_label("Họ tên chủ hộ")).to_be_focused()
    household = Household.unscoped.get(head_name="Lê Thị Một")
    found = [(one.full_name, one.results) for one in household.residents.order_by("pk")]
    assert found == [("Lê Thị Một", ALL), ("Lê Thị Hai", ALL), ("Lê Thị Ba", ALL)]


def test_s2_two_skills_of_a_household_on_a_pc(world, sheet, counted):
    """Find a household, change two of its skills."""
    household = world.own.households[1]
    hands = counted(sheet, "S2 pc")
    hands.press("/")
    hands.type("ho 02")
    hands.press("Enter", "1", "4")
    settled(sheet, 2)
    hands.done(clicks=0, keys=6, loads=0)
    assert Household.unscoped.get(pk=household.pk).best_mask == 0b1001


def test_s3_a_monthly_review_of_thirty_households_on_a_pc(world, visitors, thirty, counted):
    """Thirty households: six have changed, the other twenty-four have not."""
    page = visitors.open(world.own.officer)
    page.goto(f"/thon/{world.own.villages[1].pk}/ho/bang/")
    page.get_by_role("grid").wait_for()
    hands = counted(page, "S3 pc")
    for words in ("le van an", "thi binh", "ngoc cuc", "van long", "thi my", "ngoc no"):
        hands.press("/")
        hands.type(words)
        hands.press("Enter", "3")
    hands.press("Control+Shift+x")
    expect(page.get_by_role("dialog")).to_have_attribute("aria-label", "24 hộ không đổi?")
    hands.press("Enter")
    settled(page, 7)
    hands.done(clicks=0, keys=60, loads=0)
    village = Household.unscoped.filter(village=world.own.villages[1])
    assert village.filter(best_mask=0b111).count() == 6
    assert Confirmation.unscoped.count() == 24
