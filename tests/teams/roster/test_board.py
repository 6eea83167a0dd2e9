"""The teams of a place in figures: villages by state, people, sessions by month."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from areas.actions import add_village
from areas.dated import last_day, months_to
from areas.kinds import Kind
from rollup.models import CommuneCount
from teams.counts.states import steps_of
from teams.equipment.actions import check_equipment
from teams.founding.actions import found_team, set_villages
from teams.members.actions import join, leave
from teams.models import ClassSession, State, Trainee
from tests.pages import signed_in, words
from tests.world import FOUNDED

pytestmark = pytest.mark.django_db


@pytest.fixture
def four(world):
    """Our own commune with a village in each state, and one more without a team."""
    by = world.own.officer
    leader = {"full_name": "A", "role": "leader", "organisation": "village"}
    for name, members in (("Trên Giấy", []), ("Chưa Làm", [leader])):
        village = add_village(by=by, commune=world.own.area, kind=Kind.THON, name=name)
        found_team(by=by, area=village, on=FOUNDED, members=members)
    add_village(by=by, commune=world.own.area, kind=Kind.THON, name="Trống")
    return world


def steps(area, day=None):
    return {state: (n, of) for state, n, of in steps_of(area, day or timezone.localdate())}


def test_every_village_is_counted_once_by_its_furthest_step(four):
    expected = {
        State.NONE: (2, 5),
        State.ON_PAPER: (1, 5),
        State.LED: (1, 5),
        State.ACTIVE: (1, 5),
    }
    assert steps(four.own.area) == expected
    above = steps(four.province)
    assert sum(n for n, _of in above.values()) == above[State.NONE][1]
    assert steps(four.country)[State.ON_PAPER][0] == 1


def test_a_village_is_one_of_one(world):
    assert steps(world.own.village)[State.ACTIVE] == (1, 1)
    assert steps(world.own.villages[1])[State.NONE] == (1, 1)


def test_a_team_that_has_ceased_to_be_active_is_staffed(four, settings):
    later = timezone.localdate() + timedelta(days=settings.TEAM_ACTIVE_DAYS)
    assert CommuneCount.unscoped.get(pk=four.own.area.pk).active == 1
    assert steps(four.own.area, later)[State.LED] == (2, 5)
    assert steps(four.own.area, later)[State.ACTIVE] == (0, 5)


def test_the_dashboard_leads_to_the_composition_of_its_teams(four, only_reads):
    client, address = signed_in(four.own.officer), f"/to/so-lieu/{four.own.area.pk}/"
    dashboard = client.get(f"/tong-quan/{four.own.area.pk}/").content.decode()
    assert f'href="{address}"' in dashboard
    assert "hx-trigger" not in dashboard.split("<main")[1].split("data-combo")[0]
    with only_reads():
        said = words(client.get(address))
    assert "2 /5 thôn Chưa có tổ 1 /5 thôn Mới có quyết định" in said
    assert "1 /5 thôn Đã có tổ trưởng 1 /5 thôn Đang hoạt động" in said
    assert "Tổ trưởng 66,7% 2/3 Thành viên 33,3% 1/3" in said
    assert "Ban cán sự thôn 33,3% 1/3 Khác 66,7% 2/3" in said
    assert "Nữ — 0/3 3 người chưa rõ" in said
    assert "Đã tập huấn 33,3% 1/3" in said
    assert "Số buổi 12 tháng qua" in said
    assert "1/3 thành viên đã tập huấn." in said
    assert "Nữ:" not in said


def test_a_province_says_who_was_trained_in_each_unit_the_fewest_first(four, only_reads):
    client = signed_in(four.committee)
    with only_reads():
        page = client.get(f"/to/so-lieu/{four.province.pk}/")
    units = page.context["units"]
    assert [(one.unit, one.teams, one.of, one.trained) for one in units] == [
        (four.district, 3, 5, 2)
    ]
    assert "3 5 1,7" in words(page)
    assert [
        one.unit.level for one in client.get(f"/to/so-lieu/{four.district.pk}/").context["units"]
    ] == [3, 3]
    assert "Theo đơn vị" in words(page)


@pytest.mark.parametrize(
    ("word", "names"),
    [("tren-giay", ["Trên Giấy"]), ("co-to-truong", ["Chưa Làm"]), ("hoat-dong", ["Của Ta 01"])],
)
def test_each_state_leads_to_its_villages(four, word, names):
    rows = signed_in(four.own.officer).get(f"/to/?tinh-trang={word}").context["rows"]
    assert [row.village.name for row, _step in rows] == names


def test_a_country_shows_its_villages_and_adds_up_no_people(world):
    said = words(signed_in(world.root).get(f"/to/so-lieu/{world.country.pk}/"))
    assert "Đang hoạt động" in said
    assert "Vai trò" not in said
    assert "xem ở từng tỉnh" in said


def test_a_foreign_place_is_not_there(world):
    client = signed_in(world.own.officer)
    for place in (world.foreign.area, world.sibling.village, world.province):
        assert client.get(f"/to/so-lieu/{place.pk}/").status_code == 404


def test_a_place_without_people_says_so(world):
    said = words(signed_in(world.own.officer).get(f"/to/so-lieu/{world.own.villages[1].pk}/"))
    assert said.count("Chưa có người") == 4


def test_a_village_shows_the_people_of_a_team_at_home_in_another(world):
    home, other = world.own.villages
    team = world.own.team
    decision = team.decisions.get()
    set_villages(by=world.own.officer, team=team, decision=decision, villages=[home, other])
    said = words(signed_in(world.own.officer).get(f"/to/so-lieu/{other.pk}/"))
    assert "1 /1 thôn Đang hoạt động" in said
    assert "Tổ trưởng 50,0% 1/2" in said


def test_needs_and_equipment_stand_in_the_page_itself(world, only_reads, settings):
    """Nothing of the page comes later: what was pulled in moved what stood below it."""
    settings.NEED_ANSWER_DAYS = 6
    day, item = timezone.localdate(), world.own.team.equipment.get()
    check_equipment(by=world.own.officer, item=item, on=day, whole=False)
    client = signed_in(world.committee)
    with only_reads():
        page = client.get(f"/to/so-lieu/{world.province.pk}/")
    # The field of the way to another unit alone asks for more.
    triggers = re.findall(r'hx-trigger="(\w+)', page.content.decode().split("<main")[1])
    assert triggers == ["input"]
    said = words(page)
    assert "Đề nghị đang mở 2 · 2 chờ quá 6 ngày" in said
    assert "Thiết bị hỏng 1 /2" in said
    assert "Tập huấn 2/4 người đã tập huấn" in said


def test_a_place_where_nobody_listed_equipment_says_so(world):
    said = words(signed_in(world.own.officer).get(f"/to/so-lieu/{world.own.villages[1].pk}/"))
    assert "Đề nghị đang mở 0" in said
    assert "Thiết bị hỏng Chưa kê khai" in said
    assert "Tập huấn Chưa có người" in said


def test_a_month_that_is_over_shows_who_served_at_its_end_and_nothing_of_today(world, only_reads):
    client, area = signed_in(world.own.officer), world.own.area
    page = client.get(f"/to/so-lieu/{area.pk}/")
    today, before = timezone.localdate(), months_to(timezone.localdate(), 2)[0]
    assert page.context["over"][0] == before
    assert f"?thang={before:%Y-%m}" in page.content.decode()
    people = page.context["tally"].people
    leader = world.own.team.members.get(role="leader")
    leave(by=world.own.officer, member=leader, on=today)
    join(by=world.own.officer, team=world.own.team, full_name="Lê Mới Vào", joined_on=today)
    ClassSession.unscoped.update(held_on=today)
    Trainee.unscoped.update(certificate="", certified_on=None)
    with only_reads():
        then = client.get(f"/to/so-lieu/{area.pk}/?thang={before:%Y-%m}")
    assert then.context["day"] == last_day(before)
    assert then.context["tally"].people.of == people.of == 2
    assert [part.n for part in then.context["tally"].roles] == [1, 1]
    now = client.get(f"/to/so-lieu/{area.pk}/").context["tally"]
    assert [part.n for part in now.roles] == [2]
    # Who was trained since was not trained then.
    assert (then.context["tally"].people.trained, people.trained) == (0, 1)
    said = words(then)
    assert "Tổ trưởng 50,0% 1/2" in said
    assert "Khi đó" in said
    assert "Đang hoạt động" not in said
    assert "Đề nghị đang mở" not in said


@pytest.mark.parametrize("asked", ["", "x", "2026-13", "2099-01", "2001-01"])
def test_what_is_no_month_that_is_over_shows_today(world, asked):
    page = signed_in(world.own.officer).get(f"/to/so-lieu/{world.own.area.pk}/?thang={asked}")
    assert page.context["day"] == timezone.localdate()
    assert "Đang hoạt động" in words(page)


def test_a_country_offers_no_months(world):
    page = signed_in(world.root).get(f"/to/so-lieu/{world.country.pk}/?thang=2026-05")
    assert page.context["over"] == []
    assert page.context["day"] == timezone.localdate()


def test_the_list_of_teams_leads_to_their_composition(world):
    for user, place in ((world.own.officer, world.own.area), (world.committee, world.province)):
        page = signed_in(user).get(f"/to/?dia-ban={place.pk}").content.decode()
        assert f'href="/to/so-lieu/{place.pk}/"' in page
