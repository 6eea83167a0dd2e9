"""A village of ninety households on a small old phone: elements of its pages, work between a tap and its answer."""

import pytest

from tests.factories import HouseholdFactory

HOUSEHOLDS, ELEMENTS = 90, 2_500
# A processor four times slower answers within 50 ms. Its own time is taken, not that of a clock: others work here too.
SLOWER, ANSWERED = 4, 50
WORK = ("ScriptDuration", "LayoutDuration", "RecalcStyleDuration")


@pytest.fixture
def full(world):
    village = world.own.village
    for number in range(HOUSEHOLDS - village.households.count()):
        HouseholdFactory(village=village, head_name=f"Nguyễn Văn {number}")
    return village


@pytest.fixture
def page(world, visitors):
    # What is still on its way when the page is left.
    visitors.expect("htmx:", "ERR_")
    return visitors.phone(world.own.officer)


def watched(page):
    """Return what reads how long the page has worked so far, in seconds of its processor."""
    session = page.context.new_cdp_session(page)
    session.send("Performance.setTimeDomain", {"timeDomain": "threadTicks"})
    session.send("Performance.enable")

    def worked():
        said = session.send("Performance.getMetrics")["metrics"]
        return sum(one["value"] for one in said if one["name"] in WORK)

    return worked


def shortest(page, targets):
    """Tap each, with a network that says nothing more: milliseconds of the quickest on the slow processor."""
    worked, taken = watched(page), []
    page.route("**/*", lambda route: None)
    for at in range(3):
        targets.nth(at).scroll_into_view_if_needed()
        page.wait_for_timeout(200)
        before = worked()
        targets.nth(at).tap()
        page.wait_for_timeout(200)
        taken.append(1000 * SLOWER * (worked() - before))
    return min(taken)


def test_the_list_and_its_skills_are_light(full, page):
    page.goto(f"/thon/{full.pk}/ho/")
    assert page.locator(".hh > li").count() == HOUSEHOLDS
    assert page.evaluate("document.all.length") <= ELEMENTS
    page.locator(f"#s-{full.households.first().pk}").tap()
    page.locator(".tog:visible").first.wait_for()
    assert shortest(page, page.locator(".tog:visible")) <= ANSWERED


def test_the_sheet_and_its_cells_are_light(full, page):
    page.goto(f"/thon/{full.pk}/ho/bang/")
    assert page.locator("#rg tbody tr").count() == HOUSEHOLDS
    assert page.evaluate("document.all.length") <= ELEMENTS
    page.wait_for_load_state("networkidle")
    assert shortest(page, page.locator("#rg .k")) <= ANSWERED
