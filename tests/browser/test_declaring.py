"""The table in which a province declares for its communes: by keys, and a column pasted from Excel."""

import pytest
from playwright.sync_api import expect

from households.models import Declaration
from tests.factories import CommuneFactory

PASTE = """([id, text]) => {
  const data = new DataTransfer();
  data.setData('text/plain', text);
  const event = new ClipboardEvent('paste', {clipboardData: data, bubbles: true, cancelable: true});
  document.getElementById(id).dispatchEvent(event);
}"""
FOCUS = "() => document.activeElement.id"


@pytest.fixture
def table(world, visitors):
    CommuneFactory(parent=world.province, name="Ở Giữa")
    page = visitors.open(world.committee)
    page.goto(f"/don-vi/{world.province.pk}/so-khai-bao/")
    page.boxes = {
        name: [box.get_attribute("id") for box in page.locator(f"[data-column={name}]").all()]
        for name in ("households", "villages")
    }
    return page


def test_enter_and_tab_go_down_the_column_then_to_the_next(table):
    households, villages = table.boxes["households"], table.boxes["villages"]
    table.locator(f"#{households[0]}").focus()
    for key, at in (
        ("Enter", households[1]),
        ("Tab", households[2]),
        ("Enter", villages[0]),
        ("ArrowDown", villages[1]),
        ("Shift+Tab", villages[0]),
        ("Shift+Tab", households[2]),
    ):
        table.keyboard.press(key)
        assert table.evaluate(FOCUS) == at
    # Nobody is kept in the table: the last box lets go.
    table.locator(f"#{villages[2]}").focus()
    table.keyboard.press("Tab")
    assert table.evaluate(FOCUS) not in households + villages


def test_a_column_of_excel_fills_downwards_and_two_fill_both(table):
    households, villages = table.boxes["households"], table.boxes["villages"]
    table.evaluate(PASTE, [households[1], "2.862\r\n1.340\r\n9\r\n"])
    found = [table.locator(f"#{one}").input_value() for one in households]
    assert found == ["", "2.862", "1.340"]
    table.evaluate(PASTE, [households[0], "500\t4\n600\t5"])
    assert [table.locator(f"#{one}").input_value() for one in villages] == ["4", "5", ""]
    table.get_by_label("Nguồn").fill("Tỉnh giao")
    table.get_by_role("button", name="Lưu tất cả").click()
    expect(table.get_by_text("Đã ghi số của 3 xã.")).to_be_visible()
    rows = Declaration.unscoped.values_list("households", "villages")
    assert set(rows) == {(500, 4), (600, 5), (1340, None)}
