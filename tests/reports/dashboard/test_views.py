"""The day's work, and villages without a team."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from areas.actions import add_village
from areas.kinds import Kind, Level
from households.declarations.actions import declare
from households.register.actions import add_household
from households.survey.actions import assess
from teams.founding.actions import dissolve_team, found_team
from tests.pages import signed_in, words
from tests.world import ALL, FOUNDED, Words, unit

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(world):
    return signed_in(world.own.officer)


def test_villages_without_a_team_are_all_listed(world, officer, only_reads):
    with only_reads():
        response = officer.get(f"/tong-quan/{world.own.area.pk}/thon-chua-co-to/")
    assert list(response.context["page"]) == [world.own.villages[1]]
    assert "1 thôn chưa có tổ ở xã Của Ta" in words(response)


def test_the_ten_villages_that_most_need_a_team_stand_first(world, only_reads, settings):
    """Order by households not covered, then unknown ones: one click from the province's dashboard."""
    # None of these is of so few households that they are not named.
    settings.SMALL_UNIT_HOUSEHOLDS = 1
    by, commune = world.own.officer, world.own.area
    wanted = {}
    for number in range(1, 12):
        wanted[number] = add_village(by=by, commune=commune, kind=Kind.THON, name=f"M{number:02}")
        declare(by=by, area=wanted[number], households=number, source="Trưởng thôn")
    known = wanted[3]
    add_household(by=by, village=known, head_name="Đạt", results=ALL)
    for number in range(12):
        add_household(by=by, village=known, head_name=f"Chưa {number}", results=None)
    client = signed_in(world.committee)
    dashboard = client.get(f"/tong-quan/{world.province.pk}/").content.decode()
    address = f"/tong-quan/{world.province.pk}/thon-chua-co-to/"
    assert f'href="{address}"' in dashboard
    with only_reads():
        page = client.get(address)
    first = page.context["first"]
    assert first == [wanted[n] for n in (3, 11, 10, 9, 8, 7, 6, 5, 4, 2)]
    assert (first[0].unreached, first[0].homes) == (12, 13)
    assert "1. Thôn M03" in words(page)
    assert "12 /13 hộ chưa đạt" in words(page)
    everything = page.context["page"]
    assert len(everything) == page.context["total"]
    assert set(first) < set(everything)
    after = client.get(address, {"sau": first[0].pk})
    assert after.context["first"] == []


# The day's work


def tasks(response):
    page = response.content.decode()
    return re.findall(r'<a href="([^"]+)">\s*<span class="k">', page)


def test_today_asks_after_teams_that_held_nothing_for_long(world, officer, settings):
    settings.TEAM_QUIET_DAYS = 3
    page = officer.get("/viec/")
    assert f"/to/{world.own.team.pk}/" in tasks(page)
    assert "Hỏi tổ thôn Của Ta 01" in page.content.decode()
    assert "Đã 3 ngày không ghi buổi hướng dẫn nào" in page.content.decode()
    leader = {"full_name": "A", "role": "leader"}
    by, village = world.root, world.own.villages[1]
    found_team(by=by, area=village, on=FOUNDED, members=[leader])
    found_team(by=by, area=world.own.area, on=FOUNDED, members=[leader])
    page = officer.get("/viec/")
    assert "/to/?tinh-trang=lau-khong-hop" in tasks(page)
    assert '<span class="k">2<small>thôn</small>' in page.content.decode()


def test_today_leads_to_the_form_of_a_session(world, officer):
    assert 'href="/to/buoi-moi/"' in officer.get("/viec/").content.decode()
    dissolve_team(by=world.root, team=world.own.team, on=timezone.localdate())
    assert 'href="/to/buoi-moi/"' not in officer.get("/viec/").content.decode()


def test_today_names_what_is_missing_and_leads_to_it(world, officer, only_reads):
    with only_reads():
        response = officer.get("/viec/")
    assert tasks(response) == [
        f"/to/moi/?thon={world.own.villages[1].pk}",
        f"/thon/{world.own.village.pk}/ho/?loc=chua-khao-sat",
        f"/thon/{world.own.villages[1].pk}/ho/moi/",
    ]
    for said in ("Lập tổ thôn Của Ta 02", "Tiếp tục ở thôn Của Ta 01, còn 1 hộ", "33,3–100% · 1/3"):
        assert said in words(response)


def test_today_leads_each_task_to_the_village_that_has_it(world, officer):
    by, (first, second) = world.own.officer, world.own.villages
    add_household(by=by, village=second, head_name="Gần Đủ", results=[2, 2, 2, 2, 0])
    assert tasks(officer.get("/viec/"))[1:] == [
        f"/thon/{first.pk}/ho/?loc=chua-khao-sat",
        f"/thon/{second.pk}/ho/?loc=thieu-1",
    ]


def test_today_offers_the_list_when_several_villages_lack_a_team(world, officer):
    add_village(by=world.own.officer, commune=world.own.area, kind=Kind.THON, name="Nữa")
    assert tasks(officer.get("/viec/"))[0] == "/to/?tinh-trang=none"


def test_today_of_a_member_asks_for_no_team(world):
    response = signed_in(world.own.member).get("/viec/")
    assert tasks(response) == [f"/thon/{world.own.village.pk}/ho/?loc=chua-khao-sat"]


def test_today_puts_the_largest_work_first_and_names_what_is_old_or_parts(world, officer):
    by, (first, second) = world.own.officer, world.own.villages
    long_ago = timezone.localdate() - timedelta(days=400)
    for number in range(3):
        name = f"Lâu {number}"
        add_household(by=by, village=second, head_name=name, results=ALL, on=long_ago)
    declare(by=by, area=first, households=9, source="Trưởng thôn")
    response = officer.get("/viec/")
    assert [re.sub(r"^/(\w+)/.*?(\?loc=[\w-]+)?$", r"\1\2", url) for url in tasks(response)] == [
        "thon",
        "to",
        "thon?loc=cu",
        "thon?loc=chua-khao-sat",
    ]
    for said in (
        "Thôn Của Ta 01: trong sổ 3 hộ, khai báo 9 hộ",
        "3 hộ, chưa có tổ",
        "Nhiều nhất ở thôn Của Ta 02: 3 hộ lâu chưa ai rà soát",
    ):
        assert said in words(response)


def test_today_says_which_one_skill_most_lack(world, officer):
    by, village = world.own.officer, world.own.village
    for number in range(2):
        name = f"Thiếu {number}"
        add_household(by=by, village=village, head_name=name, results=[2, 2, 2, 0, 2])
    assert "Nhiều nhất: 2 hộ chỉ thiếu kỹ năng 4, Tự bảo vệ" in words(officer.get("/viec/"))


def test_today_says_when_nothing_is_due(world, officer):
    world.found(world.own.officer, world.own.villages[1], Words(""))
    add_household(
        by=world.own.officer, village=world.own.villages[1], head_name="Đã Đủ", results=ALL
    )
    last = world.own.households[2].residents.get(is_head=True)
    assess(by=world.own.officer, resident=last, results=ALL)
    assert "Hôm nay không có việc đến hạn" in words(officer.get("/viec/"))


def test_today_of_an_empty_commune_starts_with_the_first_steps(world):
    empty = unit(world.district, Level.COMMUNE, Kind.XA, "Trống", "22999")
    newcomer = world.person("moi-toi", "officer", empty)
    assert tasks(signed_in(newcomer).get("/viec/")) == ["/bat-dau/"]
    member = world.person("to-moi", "member", empty)
    assert tasks(signed_in(member).get("/viec/")) == []


def test_a_village_leads_to_where_its_commune_stands_among_others(world, officer):
    village, commune = world.own.village, world.own.area
    way = f'href="/tong-quan/{commune.pk}/#so-voi"'
    assert way in officer.get(f"/tong-quan/{village.pk}/").content.decode()
    assert 'id="so-voi"' in officer.get(f"/tong-quan/{commune.pk}/").content.decode()
    # Whose place is the village alone reads nothing of the commune.
    page = signed_in(world.own.member).get(f"/tong-quan/{village.pk}/").content.decode()
    assert "other-views" in page
    assert "#so-voi" not in page
