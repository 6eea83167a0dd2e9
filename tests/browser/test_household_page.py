"""The page of a household: people follow one another in place, what is rare opens from one menu."""

from playwright.sync_api import expect

from households.models import Resident


def test_people_are_added_one_after_the_other_without_leaving_the_page(world, visitors):
    page, household = visitors.phone(world.own.officer), world.own.households[1]
    page.goto(f"/ho/{household.uuid}/")
    before = page.locator("#people li[id]").count()
    page.locator("#them-nguoi > summary").tap()
    name = page.locator("#them-nguoi [name=full_name]")
    for n, full_name in enumerate(("Lê Thị Một", "Lê Văn Hai"), 1):
        expect(name).to_be_focused()
        expect(name).to_have_value("")
        page.keyboard.type(full_name)
        page.keyboard.press("Enter")
        expect(page.locator("#people li[id]")).to_have_count(before + n)
        expect(page.locator("#people > [role=status]")).to_contain_text(f"Đã thêm {full_name}.")
    expect(name).to_be_focused()
    assert Resident.unscoped.filter(household=household, full_name="Lê Văn Hai").exists()


def test_a_refused_person_is_said_in_the_open_form(world, visitors):
    page, household = visitors.phone(world.own.officer), world.own.households[1]
    page.goto(f"/ho/{household.uuid}/")
    page.locator("#them-nguoi > summary").tap()
    page.locator("#them-nguoi [name=full_name]").fill("Lê Thị Một")
    page.locator("#them-nguoi [name=birth_year]").fill("79")
    page.locator("#them-nguoi").get_by_role("button", name="Thêm người").tap()
    expect(page.get_by_role("alert")).to_be_visible()
    expect(page.locator("#them-nguoi [name=full_name]")).to_have_value("Lê Thị Một")


def test_what_happens_to_a_household_is_one_menu_that_escape_closes(world, visitors):
    page, household = visitors.open(world.own.officer), world.own.households[1]
    page.goto(f"/ho/{household.uuid}/")
    link = page.get_by_role("link", name="Tách hộ")
    expect(link).to_be_hidden()
    page.locator(".turns > summary").click()
    expect(link).to_be_visible()
    page.keyboard.press("Escape")
    expect(link).to_be_hidden()
    expect(page.locator(".turns > summary")).to_be_focused()


def test_a_long_press_still_says_with_help(world, visitors):
    page, household = visitors.phone(world.own.officer), world.own.households[1]
    head = household.residents.get(is_head=True)
    page.goto(f"/ho/{household.uuid}/")
    cell = page.locator(f"#k-p{head.pk}-3")
    cell.dispatch_event("touchstart", {"touches": [], "changedTouches": [], "targetTouches": []})
    expect(cell).to_have_attribute("data-result", "1")
    expect(page.locator("#people")).to_contain_text("Có hỗ trợ")
