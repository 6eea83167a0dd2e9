"""Who writes into a unit that has ended is told in words, and nothing that was typed is lost."""

from datetime import date

import pytest

from areas.models import Area, Placement
from audit.models import AuditEntry
from households.models import Household
from tests.areas.test_ended import ended
from tests.factories import PlacementFactory
from tests.pages import signed_in

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


@pytest.fixture
def officer(world):
    return signed_in(world.own.officer)


def typed(**more):
    return {"uuid": "2f8e5a44-5b0c-4d5a-9d3a-0a1b2c3d4e5f", "head_name": "Lê Văn Mới", **more}


def test_a_household_typed_for_a_village_that_ended_is_offered_in_the_one_it_became(world, officer):
    old, heir = world.own.villages[:2]
    ended(old, heir)
    before = Household.unscoped.count(), AuditEntry.unscoped.count()
    page, now = (f"/thon/{one.pk}/ho/moi/" for one in (old, heir))
    for headers in ({}, HTMX):
        answer = officer.post(page, typed(hamlet="Xóm Bè", how="knows_all"), headers=headers)
        said = answer.content.decode()
        assert answer.status_code == 200
        assert f"nay là thôn {heir.name}" in said
        assert f'action="{now}"' in said
        assert 'value="Lê Văn Mới"' in said
        assert 'value="Xóm Bè"' in said
    assert (Household.unscoped.count(), AuditEntry.unscoped.count()) == before
    officer.post(now, typed())
    assert Household.unscoped.get(head_name="Lê Văn Mới").village == heir
    assert officer.get(page).url == now


def test_where_it_became_several_it_is_told_with_what_was_typed(world, officer):
    old, heir = world.own.villages[:2]
    ended(old, heir, world.foreign.village)
    answer = officer.post(f"/thon/{old.pk}/ho/moi/", typed())
    said = answer.content.decode()
    assert answer.status_code == 409
    assert "nay thuộc thôn" in said
    assert "Lê Văn Mới" in said
    assert f'href="/dia-ban/{heir.pk}/"' in said
    assert f'href="/dia-ban/{world.foreign.village.pk}/"' not in said


def test_other_pages_of_it_say_what_it_became(world, officer):
    old, heir = world.own.villages[:2]
    ended(old, heir)
    page = officer.get(f"/thon/{old.pk}/ho/")
    assert page.status_code == 410
    assert f"nay là thôn {heir.name}" in page.content.decode()
    answer = officer.post(f"/thon/{old.pk}/so-ho/", {"households": "9"}, headers=HTMX)
    assert answer.status_code == 409
    assert "đã kết thúc" in answer.content.decode()
    # A script shows the words, and the way on.
    assert answer.content.decode().endswith(f">Mở trang {heir.full_name}</a>")
    assert answer["Lead"] == f"/dia-ban/{heir.pk}/"
    for page in ("sua-ten", "doi-ten"):
        answers = [getattr(officer, how)(f"/dia-ban/{old.pk}/{page}/") for how in ("get", "post")]
        assert [answer.status_code for answer in answers] == [410, 409], page
    assert signed_in(world.sibling.officer).get(f"/thon/{old.pk}/ho/").status_code == 404


def test_an_ended_unit_is_read_on_and_leads_to_what_it_became(world, officer):
    old, heir = world.own.villages[:2]
    ended(old, heir, world.foreign.village)
    page = officer.get(f"/dia-ban/{old.pk}/").content.decode()
    assert "đã kết thúc ngày 01/12/2026, nay thuộc thôn" in page
    assert f'href="/dia-ban/{heir.pk}/"' in page
    assert f'href="/dia-ban/{world.foreign.village.pk}/"' not in page
    assert "Đổi tên" not in page
    assert "đã kết thúc" in officer.get(f"/tong-quan/{old.pk}/").content.decode()
    now = officer.get(f"/dia-ban/{heir.pk}/").content.decode()
    assert "Nhập từ" in now
    assert f'href="/dia-ban/{old.pk}/"' in now


def test_whoever_may_see_the_old_unit_alone_reads_what_it_became(world):
    old = ended(world.foreign.village, world.own.village)
    page = signed_in(world.foreign.officer).get(f"/dia-ban/{old.pk}/").content.decode()
    assert f"nay là {world.own.village.full_name.lower()[:4]}" in page
    assert f'href="/dia-ban/{world.own.village.pk}/"' not in page


def test_search_finds_it_with_what_it_is_now_and_by_a_code_that_it_had(world, officer):
    old, heir = world.own.villages[:2]
    ended(old, heir)
    Placement.unscoped.filter(area=heir).update(valid_from=date(2021, 1, 1))
    PlacementFactory(area=heir, code="0712", valid_from=date(2020, 1, 1), valid_to=date(2021, 1, 1))
    found = officer.get("/dia-ban/tim/", {"q": old.name}).content.decode()
    assert f"nay là thôn {heir.name}" in found
    answer = officer.get("/dia-ban/tim/", {"q": "0712"})
    assert [one.pk for one in answer.context["found"]] == [heir.pk]


def test_a_district_whose_level_was_abolished_is_part_of_the_province_now(world):
    Area.unscoped.filter(pk=world.district.pk).update(closed_on=date(2026, 11, 1))
    reviewer = signed_in(world.reviewer)
    page = reviewer.get(f"/dia-ban/{world.district.pk}/").content.decode()
    assert f"đã kết thúc ngày 01/11/2026, nay thuộc tỉnh {world.province.name}" in page
    found = reviewer.get("/dia-ban/tim/", {"q": world.district.name}).content.decode()
    assert f"nay thuộc tỉnh {world.province.name}" in found
