"""The list of teams: a PC shows a page of 25, a phone twelve of them and the others at a tap, without a load."""

import pytest
from playwright.sync_api import expect

from tests.factories import VillageFactory

SHOWN, OF_A_PAGE = 12, 25


@pytest.fixture
def many(world):
    for number in range(OF_A_PAGE):
        VillageFactory(parent=world.own.area, name=f"Thôn {number}")
    return world.own.officer


def test_a_phone_folds_the_rest_of_a_page_and_a_pc_shows_it(many, visitors):
    page = visitors.phone(many)
    page.goto("/to/")
    rows, after = (
        page.locator(".team-rows tbody tr:visible"),
        page.get_by_role("link", name="Xem tiếp"),
    )
    expect(rows).to_have_count(SHOWN)
    # Who goes on to the next page passes none by.
    expect(after).to_be_hidden()
    page.get_by_text(f"Xem thêm {OF_A_PAGE - SHOWN} thôn").tap()
    expect(rows).to_have_count(OF_A_PAGE)
    expect(after).to_be_visible()
    page.set_viewport_size({"width": 1280, "height": 900})
    page.reload()
    expect(rows).to_have_count(OF_A_PAGE)
    expect(after).to_be_visible()
