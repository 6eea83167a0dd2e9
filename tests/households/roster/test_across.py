"""The households of a commune in one list: filtered, searched, in order, closed to others."""

import pytest

from households.register.actions import add_household
from tests.books import listed
from tests.pages import signed_in
from tests.world import ALL

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


@pytest.fixture
def officer(world):
    return signed_in(world.own.officer)


@pytest.fixture
def address(world):
    """Add to both villages a household that lacks skill 4, and to the second one that lacks skill 2."""
    by, (first, second) = world.own.officer, world.own.villages
    add_household(by=by, village=second, head_name="Bùi Ân", results=[2, 0, 2, 2, 2])
    add_household(by=by, village=second, head_name="Cao Anh", results=[2, 2, 2, 0, 2])
    add_household(by=by, village=first, head_name="Vũ Yên", results=[2, 2, 2, 0, 2])
    return f"/dia-ban/{world.own.area.pk}/ho/"


def heads(response):
    return [household.head_name for household in response.context["page"]]


def test_households_stand_by_village_and_then_by_name(officer, address):
    assert heads(officer.get(f"{address}?loc=thieu-1")) == ["Vũ Yên", "Cao Anh", "Bùi Ân"]
    assert len(heads(officer.get(address))) == 6


def test_of_those_that_lack_one_skill_a_skill_is_chosen(officer, address):
    page = officer.get(f"{address}?loc=thieu-1")
    assert "?loc=thieu-ky-nang-4" in page.content.decode()
    page = officer.get(f"{address}?loc=thieu-ky-nang-4")
    assert heads(page) == ["Vũ Yên", "Cao Anh"]
    assert "data-print" in page.content.decode()


def test_words_are_searched_within_the_filter(officer, address, only_reads):
    with only_reads():
        page = officer.post(f"{address}?loc=thieu-1", {"q": "cao anh"}, headers=HTMX)
    assert heads(page) == ["Cao Anh"]
    assert heads(officer.post(f"{address}?loc=chua-khao-sat", {"q": "cao anh"})) == []


def test_a_page_leads_to_the_next_and_back(officer, address, monkeypatch):
    monkeypatch.setattr("households.roster.views.roster.PAGE", 2)
    first = officer.get(f"{address}?loc=thieu-1")
    assert heads(first) == ["Vũ Yên", "Cao Anh"]
    second = officer.get(f"{address}?loc=thieu-1&sau={first.context['page'].after}")
    assert heads(second) == ["Bùi Ân"]
    back = officer.get(f"{address}?loc=thieu-1&truoc={second.context['page'].before}")
    assert heads(back) == heads(first)


def test_the_list_is_a_workbook_by_its_filter(officer, address):
    book = officer.get(f"{address}?loc=thieu-ky-nang-4&tep=excel")
    found = listed(book)
    assert "Chỉ thiếu kỹ năng 4" in found.said
    assert [row["Chủ hộ"] for row in found.named] == ["Vũ Yên", "Cao Anh"]


def test_a_member_sees_their_village_alone_and_nobody_a_province(world, address):
    member = signed_in(world.own.member)
    assert member.get(address).status_code == 404
    own = f"/dia-ban/{world.own.village.pk}/ho/"
    assert heads(member.get(f"{own}?loc=thieu-1")) == ["Vũ Yên"]
    committee = signed_in(world.committee)
    assert committee.get(f"/dia-ban/{world.province.pk}/ho/").status_code != 200


def test_a_change_in_another_commune_shows_nothing_here(world, officer, address):
    before = heads(officer.get(address))
    sibling = world.sibling
    add_household(by=sibling.officer, village=sibling.village, head_name="Lạ", results=ALL)
    assert heads(officer.get(address)) == before
