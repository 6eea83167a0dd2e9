"""The village sheet by keyboard: what each key does, what is undone, refused, sent again."""

import re

import pytest
from playwright.sync_api import expect

from households.models import Assessment, Confirmation, Household
from households.register.actions import refuse
from households.survey import actions
from skills.models import LocalPlatform
from tests.browser.test_axe import faults
from tests.factories import today


@pytest.fixture
def page(world, visitors):
    page = visitors.open(world.own.officer)
    page.goto(f"/thon/{world.own.village.pk}/ho/bang/")
    page.get_by_role("grid").wait_for()
    return page


def press(page, *keys):
    for key in keys:
        page.keyboard.press(key)


def signs(page, row):
    cells = page.locator("tbody tr[data-h]").nth(row).locator(".k")
    return [text.strip() for text in cells.all_inner_texts()]


def settled(page, changes):
    expect(page.locator("#sv")).to_have_text(re.compile(rf"Đã lưu {changes} thay đổi, \d\d:\d\d"))


def stored(household):
    return [n for n, on in Household.unscoped.get(pk=household.pk).cells if on]


def test_arrows_home_end_and_pages_walk_the_one_tab_stop(page):
    page.locator("td.k[tabindex='0']").focus()
    expect(page.locator("td.k:focus")).to_have_attribute("aria-label", "1: biết")
    press(page, "ArrowRight", "ArrowDown")
    expect(page.locator("tr.cur .k").nth(1)).to_be_focused()
    press(page, "End")
    expect(page.locator("tr.cur .k").nth(4)).to_be_focused()
    press(page, "Control+Home")
    expect(page.locator("tbody tr[data-h] .k").first).to_be_focused()
    press(page, "Control+End", "Home")
    expect(page.locator("tbody tr[data-h]").last.locator(".k").first).to_be_focused()
    press(page, "PageUp")
    expect(page.locator("tbody tr[data-h] .k").first).to_be_focused()
    assert page.locator("table [tabindex='0']").count() == 1


def test_rows_have_their_number_and_a_filter_by_day_knows_when_each_was_reviewed(world, page):
    rows = page.locator("tbody tr[data-h]")
    expect(rows.locator("td.num")).to_have_text(["1", "2", "3"])
    days = [one.reviewed_on for one in world.own.households]
    assert any(days)
    # The rows below the box of a long village are laid out only now.
    expect(page.locator("#rg")).to_have_class(re.compile("whole"))
    said = page.evaluate("sheet.rows.map(row => row.said.on)")
    assert sorted(said) == sorted(day.isoformat() if day else "" for day in days)


def test_keys_set_skills_and_the_server_has_them(world, page):
    nobody, unsurveyed = world.own.households[1:]
    page.locator("td.k[tabindex='0']").focus()
    press(page, "ArrowDown", "1", "3", "Shift+Digit4", "ArrowRight", "Space")
    assert signs(page, 1) == ["✓", "✓", "✓", "hỗ trợ", "–"]
    press(page, "Enter", "2")
    assert signs(page, 2) == ["", "✓", "", "", ""]
    settled(page, 5)
    assert stored(nobody) == [1, 2, 3]
    assert stored(unsurveyed) == [2]
    expect(page.locator("tbody tr[data-h]").nth(2)).to_contain_text("Hỏi một phần")
    expect(page.locator("[data-n=hoi-do]")).to_have_text("1")
    expect(page.locator("tbody tr[data-h]").nth(1)).to_contain_text("Thiếu 2")
    expect(page.locator("tbody tr[data-h]").nth(1)).to_contain_text("hôm nay")
    press(page, "*")
    expect(page.locator("tbody tr[data-h]").nth(2)).to_contain_text("Đạt")
    press(page, "0")
    assert signs(page, 2) == ["–"] * 5
    press(page, "Shift+Delete")
    assert signs(page, 2) == [""] * 5
    settled(page, 8)
    assert not Household.unscoped.get(pk=unsurveyed.pk).is_surveyed
    expect(page.locator("[data-n=sur]")).to_have_text("2")


def test_undo_and_redo_go_back_and_forth(world, page):
    household = world.own.households[1]
    page.locator("td.k[tabindex='0']").focus()
    press(page, "ArrowDown", "1", "2", "Control+z")
    assert signs(page, 1) == ["✓", "–", "–", "–", "–"]
    press(page, "Control+y")
    assert signs(page, 1) == ["✓", "✓", "–", "–", "–"]
    press(page, "Shift+Delete", "Control+z", "Control+z")
    assert signs(page, 1) == ["✓", "–", "–", "–", "–"]
    settled(page, 7)
    assert stored(household) == [1]
    assert Assessment.unscoped.filter(resident__household=household).count() == 3


def test_delete_sets_one_cell_back_to_not_asked_and_minus_answers_the_rest(world, page):
    household = world.own.households[2]
    page.locator("td.k[tabindex='0']").focus()
    press(page, "Control+Home", "ArrowDown", "ArrowDown", "1", "ArrowRight", "Space", "Delete")
    assert signs(page, 2) == ["✓", "", "", "", ""]
    settled(page, 3)
    expect(page.locator("td.k:focus")).to_have_attribute("aria-label", "2: chưa hỏi")
    assert actions.best_resident(household).results == [2, None, None, None, None]
    press(page, "-")
    assert signs(page, 2) == ["✓", "–", "–", "–", "–"]
    settled(page, 4)
    assert actions.best_resident(household).results == [2, 0, 0, 0, 0]
    press(page, "Control+z")
    assert signs(page, 2) == ["✓", "", "", "", ""]
    press(page, "ArrowLeft", "Backspace")
    assert signs(page, 2) == [""] * 5
    settled(page, 6)
    assert Household.unscoped.get(pk=household.pk).asked_mask == 0


def test_a_row_that_is_not_saved_goes_round_three_states(world, page):
    press(page, "n")
    page.keyboard.type("Lê Thị Vòng")
    press(page, "Enter", "1", "1", "1", "2", "3", "3", "Enter")
    settled(page, 1)
    found = Household.unscoped.get(head_name="Lê Thị Vòng")
    assert actions.best_resident(found).results == [None, 2, 0, None, None]


def test_typing_ahead_of_the_network_loses_nothing(world, page, visitors):
    visitors.expect("ERR_INTERNET_DISCONNECTED")
    household = world.own.households[1]
    page.locator("td.k[tabindex='0']").focus()
    page.context.set_offline(True)
    press(page, "ArrowDown", "1", "2", "3")
    expect(page.locator("#sv")).to_have_text(re.compile("Không có mạng.+ 3 thay đổi chờ gửi"))
    assert signs(page, 1) == ["✓", "✓", "✓", "–", "–"]
    assert stored(household) == []
    page.context.set_offline(False)
    settled(page, 3)
    assert stored(household) == [1, 2, 3]


def test_an_answer_that_was_lost_is_asked_for_again_and_counts_once(world, page, visitors):
    visitors.expect("502 (Bad Gateway)")
    household, lost = world.own.households[1], []

    def lose(route):
        if not lost:
            lost.append(route.fetch())
            return route.fulfill(status=502)
        return route.continue_()

    page.route("**/o/", lose)
    page.locator("td.k[tabindex='0']").focus()
    press(page, "ArrowDown", "1")
    settled(page, 1)
    assert lost[0].status == 200
    assert Assessment.unscoped.filter(resident__household=household).count() == 2


def test_skill_5_without_a_platform_is_refused_in_words(world, visitors):
    LocalPlatform.unscoped.update(valid_to=today())
    page = visitors.open(world.own.officer)
    page.goto(f"/thon/{world.own.village.pk}/ho/bang/")
    page.locator("td.k[tabindex='0']").focus()
    press(page, "ArrowDown", "5")
    expect(page.get_by_role("alert")).to_contain_text("chưa khảo sát được kỹ năng 5")
    press(page, "*")
    assert signs(page, 1)[:4] == ["✓"] * 4
    settled(page, 1)
    assert stored(world.own.households[1]) == [1, 2, 3, 4]


@pytest.mark.parametrize(("key", "kept", "set_aside"), [("v", [2], 0), ("b", [], 1)])
def test_two_people_at_one_cell_choose(world, page, visitors, key, kept, set_aside):
    visitors.expect("409 (Conflict)")
    household = world.own.households[1]
    actions.set_result(by=world.root, household=household, number=2, result=1)
    page.locator("td.k[tabindex='0']").focus()
    press(page, "ArrowDown", "2")
    told = page.get_by_role("alert")
    expect(told).to_contain_text("vừa nhập “biết”, đang có “biết, có hỗ trợ”")
    press(page, key)
    expect(told).to_have_count(0)
    settled(page, 1)
    assert stored(household) == kept
    assert Assessment.unscoped.filter(set_aside=True).count() == set_aside


def test_a_household_is_added_and_taken_back(world, page):
    press(page, "n")
    page.keyboard.type("Lê Thị Hàng Mới")
    press(page, "Enter", "*", "Enter")
    expect(page.get_by_label("Hộ mới")).to_be_focused()
    settled(page, 1)
    assert Household.unscoped.get(head_name="Lê Thị Hàng Mới").covered
    expect(page.locator("tbody tr[data-h]").last).to_contain_text("Đạt")
    press(page, "ArrowUp", "2", "Control+z")
    settled(page, 3)
    expect(page.locator("tbody tr[data-h]").last.locator(".ok, .w")).to_have_count(0)
    press(page, "Control+z")
    settled(page, 4)
    assert Household.unscoped.get(head_name="Lê Thị Hàng Mới").is_closed
    expect(page.get_by_text("Lê Thị Hàng Mới", exact=True)).to_be_hidden()


def test_a_name_that_is_none_is_refused_and_comes_back(page, visitors):
    visitors.expect("422 (Unprocessable")
    press(page, "n")
    page.keyboard.type("123")
    press(page, "Enter", "Enter")
    expect(page.get_by_role("alert")).to_contain_text("Họ tên phải có chữ.")
    expect(page.get_by_label("Hộ mới")).to_have_value("123")
    expect(page.locator("tbody tr[data-h]:visible")).to_have_count(3)


def age(world, n=2):
    """Let the surveys of our first households be a year old."""
    day = today().replace(year=today().year - 1)
    for household in world.own.households[:n]:
        Assessment.unscoped.filter(resident__household=household).update(assessed_on=day)
        household.residents.filter(assessed_on__isnull=False).update(assessed_on=day)
        Household.unscoped.filter(pk=household.pk).update(surveyed_on=day, reviewed_on=day)


def test_the_rest_of_a_village_is_confirmed_with_one_question(world, page):
    age(world)
    page.reload()
    press(page, "Control+Shift+x")
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("2 hộ không đổi?")
    press(page, "Enter")
    settled(page, 1)
    assert Confirmation.unscoped.filter(withdrawn_at=None).count() == 2
    press(page, "Control+z")
    settled(page, 2)
    assert Confirmation.unscoped.filter(withdrawn_at=None).count() == 0
    page.locator("td.k[tabindex='0']").focus()
    press(page, "x")
    settled(page, 3)
    assert Confirmation.unscoped.filter(withdrawn_at=None).count() == 1


def test_a_range_is_filled_down_and_undone_at_once(world, page):
    page.locator("td.k[tabindex='0']").focus()
    press(page, "Shift+ArrowDown", "Shift+ArrowDown", "Shift+ArrowRight")
    expect(page.locator("[aria-selected=true]")).to_have_count(6)
    press(page, "Control+d")
    assert signs(page, 1) == ["✓", "✓", "–", "–", "–"]
    assert signs(page, 2) == ["✓", "✓", "", "", ""]
    settled(page, 1)
    assert [stored(one) for one in world.own.households[1:]] == [[1, 2], [1, 2]]
    press(page, "Control+z")
    settled(page, 2)
    assert [stored(one) for one in world.own.households[1:]] == [[], []]
    assert signs(page, 2) == [""] * 5


PASTE = """text => {
  const data = new DataTransfer(); data.setData('text', text);
  document.activeElement.dispatchEvent(new ClipboardEvent('paste', {clipboardData: data, bubbles: true, cancelable: true}));
}"""


def test_a_block_is_shown_before_it_is_written(world, page):
    page.locator("td.k[tabindex='0']").focus()
    press(page, "ArrowDown")
    page.evaluate(PASTE, "x\t\t1\t\t\n✓\tcó\t-\th\tx\n")
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("2 hộ sẽ thay đổi")
    assert [stored(one) for one in world.own.households[1:]] == [[], []]
    press(page, "Enter")
    settled(page, 1)
    assert [stored(one) for one in world.own.households[1:]] == [[1, 3], [1, 2, 5]]
    page.evaluate(PASTE, f"{world.own.households[2].head_name}\tx\tx\tx\tx\tx\nAi Đó\tx\n")
    expect(dialog).to_contain_text("Không có chủ hộ tên này trong sổ.")
    press(page, "Escape")
    expect(dialog).to_have_count(0)
    assert stored(world.own.households[2]) == [1, 2, 5]


def test_what_makes_something_of_a_paste_is_asked_for_until_it_comes(world, page, visitors):
    visitors.expect("net::ERR_FAILED")
    cut = [True]
    page.route("**/paste*.js", lambda route: route.abort() if cut.pop() else route.continue_())
    cut.insert(0, False)
    page.locator("td.k[tabindex='0']").focus()
    press(page, "ArrowDown")
    page.evaluate(PASTE, "x\n")
    expect(page.get_by_role("dialog")).to_contain_text("1 hộ sẽ thay đổi")
    assert cut == []


def test_a_household_that_refused_is_asked_about_before_anything_is_saved(world, page, visitors):
    visitors.expect("409 (Conflict)")
    home = world.own.households[2]
    refuse(by=None, household=home)
    page.locator("td.k[tabindex='0']").focus()
    press(page, "ArrowDown", "ArrowDown", "1")
    expect(page.get_by_role("alert")).to_contain_text("Vừa bấm: 1 biết.")
    assert stored(home) == []
    press(page, "v")
    settled(page, 1)
    assert stored(home) == [1]


def test_filters_search_and_history_need_no_load(world, page):
    loads = []
    page.on("request", lambda r: loads.append(r.url) if r.is_navigation_request() else None)
    page.get_by_role("link", name="Chưa khảo sát").click()
    expect(page.locator("tbody tr[data-h]:visible")).to_have_count(1)
    expect(page).to_have_url(re.compile(r"loc=chua-khao-sat"))
    press(page, "/")
    page.keyboard.type("chu ho 02")
    press(page, "Enter")
    expect(page.locator("tbody tr[data-h]:visible")).to_have_count(3)
    expect(page.locator("tr.cur")).to_contain_text("Chủ Hộ 02")
    press(page, "i")
    expect(page.get_by_role("complementary", name="Lịch sử hộ")).to_contain_text("Chủ Hộ 02")
    assert loads == []


def test_the_sheet_has_nothing_axe_complains_of_at_work(world, page, visitors):
    visitors.expect("409 (Conflict)")
    actions.set_result(by=world.root, household=world.own.households[1], number=2, result=1)
    page.locator("td.k[tabindex='0']").focus()
    press(page, "ArrowDown", "2", "Shift+ArrowUp")
    page.get_by_role("alert").wait_for()
    assert page.get_by_role("gridcell", name="1: biết").count() >= 1
    assert page.get_by_role("rowheader").count() == 4
    found = faults(page)
    page.evaluate(PASTE, "x\n")
    page.get_by_role("dialog").wait_for()
    found += faults(page)
    assert not found, "\n".join(found)


def test_without_script_the_sheet_is_read_and_leads_on(world, visitors):
    page = visitors.open(world.own.officer, java_script_enabled=False)
    page.goto(f"/thon/{world.own.village.pk}/ho/bang/?loc=chua-khao-sat")
    expect(page.locator("tbody tr:visible")).to_have_count(1)
    expect(page.get_by_label("Hộ mới")).to_be_hidden()
    household = world.own.households[2]
    page.get_by_role("link", name=household.head_name).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(household.head_name)


def test_nothing_moves_when_the_script_comes(world, page, visitors):
    plain = visitors.open(world.own.officer, java_script_enabled=False)
    plain.goto(f"/thon/{world.own.village.pk}/ho/bang/")
    expect(plain.get_by_text("Phím tắt")).to_be_hidden()
    tops = [one.locator("#rg").bounding_box()["y"] for one in (plain, page)]
    assert tops[0] == tops[1]


def test_all_rows_are_printed_and_nothing_of_a_row_stands_outside_its_box(page):
    expect(page.locator("#box")).to_have_css("position", "relative")
    page.emulate_media(media="print")
    expect(page.locator("#box")).to_have_css("max-height", "none")
    expect(page.locator("#box")).to_have_css("overflow", "visible")
    # Paper that is asked for before the page is whole has its last rows, too.
    page.evaluate("""() => {
        const rows = sheet.table.tBodies[0];
        while (rows.rows.length < 31) rows.append(rows.rows[0].cloneNode(true));
        sheet.table.classList.remove('whole');
    }""")
    expect(page.locator("#rg tbody tr").nth(30)).to_be_visible(timeout=1000)
    page.set_viewport_size({"width": 694, "height": 1000})
    page.locator("td.nw").last.evaluate("one => { one.textContent = 'chưa rà soát lần nào' }")
    assert page.evaluate("document.documentElement.scrollWidth") == 694
