"""The roster and the villages: search, filters, how old a standing is."""

from datetime import timedelta

import pytest
from django.utils import timezone

from households.declarations.actions import declare
from households.models import Resident
from households.register.actions import add_household
from households.roster import queries
from reading.models import Reading
from skills.actions import end_platform
from tests.books import listed
from tests.factories import ResidentFactory
from tests.pages import signed_in
from tests.world import ALL, FOUNDED

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


def text(response):
    return response.content.decode()


@pytest.fixture
def officer(world):
    return signed_in(world.own.officer)


@pytest.fixture
def roster(world):
    return f"/thon/{world.own.village.pk}/ho/"


def found(response):
    return [household.head_name for household in response.context["found"]]


@pytest.fixture
def second(world):
    return add_household(
        by=world.own.officer,
        village=world.own.villages[1],
        head_name="Đặng Thị Ít Gặp",
        hamlet="Số 12, Xóm Bến",
        phone="0987 654 321",
    )


@pytest.mark.parametrize("words", ["dang it gap", "so 12 ben", "0987", "ÍT GẶP"])
def test_households_of_all_villages_are_found_with_their_village(
    world, officer, second, only_reads, words
):
    with only_reads():
        response = officer.post("/ho-gia-dinh/tim/", {"q": words}, headers=HTMX)
    assert found(response) == ["Đặng Thị Ít Gặp"]
    assert world.own.villages[1].full_name in text(response)


def test_a_member_of_a_village_finds_only_there(world, second):
    member = signed_in(world.own.member)
    assert found(member.post("/ho-gia-dinh/tim/", {"q": "dang it gap"})) == []


@pytest.fixture
def grandmother(world, second):
    return ResidentFactory(household=second, full_name="Y Blứk Ênuôl Hòa", is_head=False)


@pytest.mark.parametrize("words", ["blUk hoa", "Y BLỨK", "enuol"])
@pytest.mark.parametrize("where", ["/ho-gia-dinh/tim/", "/thon/{}/ho/", "/dia-ban/{}/ho/"])
def test_a_household_is_found_by_one_of_its_people_who_is_named(
    world, officer, grandmother, words, where
):
    village = world.own.villages[1]
    at = where.format(village.commune_id if "dia-ban" in where else village.pk)
    page = text(officer.post(at, {"q": words}, headers=HTMX))
    assert "Đặng Thị Ít Gặp" in page
    assert "<b>Y Blứk Ênuôl Hòa</b>" in page


@pytest.mark.parametrize("where", ["/ho-gia-dinh/tim/", "/thon/{}/ho/", "/dia-ban/{}/ho/"])
def test_who_is_named_beside_the_head_is_noted_as_read(world, officer, grandmother, where):
    village = world.own.villages[1]
    at = where.format(village.commune_id if "dia-ban" in where else village.pk)
    officer.post(at, {"q": "enuol"}, headers=HTMX)
    assert Reading.unscoped.get().people == 2


def test_people_outside_of_a_filter_take_no_place_among_those_it_keeps(
    world, officer, second, monkeypatch
):
    monkeypatch.setattr(queries, "MOST", 1)
    for household in (world.own.household, second):
        ResidentFactory(household=household, full_name="Y Blứk Ênuôl", is_head=False)
    at = f"/dia-ban/{world.own.area.pk}/ho/?loc=chua-khao-sat"
    assert "Đặng Thị Ít Gặp" in text(officer.post(at, {"q": "enuol"}, headers=HTMX))


@pytest.mark.parametrize("words", ["enuol gap", "bluk dang", "ênuôl x"])
def test_words_of_two_people_find_no_household(officer, grandmother, words):
    assert found(officer.post("/ho-gia-dinh/tim/", {"q": words})) == []


def test_somebody_who_left_and_somebody_next_door_are_not_found(world, officer, grandmother):
    other = signed_in(world.sibling.officer)
    assert found(other.post("/ho-gia-dinh/tim/", {"q": "enuol"})) == []
    Resident.unscoped.filter(pk=grandmother.pk).update(left_on=timezone.localdate())
    assert found(officer.post("/ho-gia-dinh/tim/", {"q": "enuol"})) == []


@pytest.mark.parametrize("words", ["", "d", "%", "\x00", "x" * 5000])
def test_too_little_to_search_by_finds_nobody(officer, second, words):
    assert found(officer.post("/ho-gia-dinh/tim/", {"q": words})) == []


def test_words_in_the_address_are_not_searched(officer, second):
    assert found(officer.get("/ho-gia-dinh/tim/?q=dang")) == []


def test_villages_are_searched_without_marks_and_show_how_far_they_are(world, officer):
    declare(by=world.own.officer, area=world.own.village, households=9, source="Trưởng thôn")
    page = text(officer.get("/ho-gia-dinh/?q=cua ta 01"))
    assert "1/3 hộ đạt, còn 1 hộ chưa khảo sát" in page
    assert "khai báo 9 hộ" in page
    assert "Của Ta 02" not in page


@pytest.mark.parametrize(
    ("day", "names"),
    [("today", ["Chủ Hộ 03", "Xem Lâu Rồi"]), ("long ago", ["Chủ Hộ 03"])],
)
def test_those_not_looked_at_since_a_day_are_kept(world, officer, roster, day, names):
    today = timezone.localdate()
    add_household(
        by=world.own.officer,
        village=world.own.village,
        head_name="Xem Lâu Rồi",
        results=ALL,
        on=today - timedelta(days=50),
    )
    since = today if day == "today" else today - timedelta(days=60)
    shown = officer.get(roster, {"tu": since.isoformat()}).context["page"]
    assert sorted(household.head_name for household in shown) == names


def test_an_old_standing_is_shown_with_its_age_and_still_counts(world, officer, roster):
    day = timezone.localdate() - timedelta(days=400)
    add_household(
        by=world.own.officer, village=world.own.village, head_name="Lâu", results=ALL, on=day
    )
    page = text(officer.get(roster))
    assert "Rà soát từ 1 năm trước" in page
    assert "Lâu chưa rà soát 1" in page
    assert "Tất cả 4" in page


def test_skills_are_offered_with_how_many_lack_only_them(world, officer, roster):
    add_household(
        by=world.own.officer, village=world.own.village, head_name="A", results=[2, 2, 2, 0, 2]
    )
    page = officer.get(f"{roster}?loc=thieu-1")
    assert [n for _skill, n in page.context["short"]] == [0, 0, 0, 1, 0]
    assert "?loc=thieu-ky-nang-4" in text(page)


@pytest.mark.parametrize(
    ("who", "said"),
    [
        ("officer", "Thêm nền tảng</a>"),
        ("member", "Công chức xã hoặc quản trị tỉnh nêu tên ở mục Nền tảng."),
    ],
)
def test_without_a_platform_the_page_says_who_can_name_one(world, roster, who, said):
    end_platform(by=world.root, platform=world.platform, on=FOUNDED + timedelta(days=20))
    client = signed_in(getattr(world.own, who))
    for page in (f"{roster}moi/", f"/ho/{world.own.household.uuid}/"):
        assert said in text(client.get(page))


def test_the_villages_are_a_workbook_too(world, officer):
    declare(by=world.own.officer, area=world.own.villages[1], households=40, source="Sổ thôn")
    answer = officer.get("/ho-gia-dinh/", {"tep": "excel"})
    found = listed(answer)
    one, other = found.rows
    assert one[:1] + one[2:] == [world.own.village.full_name, 3, "", "", 2, 1, 1]
    assert other[:1] + other[2:] == [world.own.villages[1].full_name, 0, 40, "", 0, 0, 0]
    # A day is not added up.
    assert found.sums == ["Cộng", "", 3, 40, "", 2, 1, 1]
    answer = officer.get("/ho-gia-dinh/", {"tep": "excel", "q": "ta 02"})
    assert len(listed(answer).rows) == 1


def test_pairs_that_may_be_one_household_are_a_workbook_too(world, officer):
    one = world.own.household
    twin = add_household(by=world.own.officer, village=one.village, head_name=one.head_name)
    address = f"/thon/{one.village_id}/trung/"
    answer = officer.get(address, {"tep": "excel"})
    (row,) = [row for row in listed(answer).rows if twin.code in row]
    assert row[:5] == ["tên", one.code, twin.code, one.head_name, one.head_name]
    assert signed_in(world.committee).get(address, {"tep": "excel"}).status_code == 404
