"""Pages of teams: the list of a place, people, sessions, decisions."""

from datetime import timedelta

import pytest
from django.utils import timezone

from areas.actions import add_village
from areas.kinds import Kind
from teams.founding.actions import dissolve_team, found_team
from teams.models import Member, State
from tests.pages import signed_in
from tests.world import FOUNDED

pytestmark = pytest.mark.django_db

AHEAD = "Ngày này chưa đến. Ghi hôm nay hoặc một ngày trước đó."


def text(response):
    return response.content.decode()


def errors(response):
    return response.context["form"].errors


def said(day):
    return day.strftime("%d/%m/%Y")


def today():
    return timezone.localdate()


@pytest.fixture
def officer(world):
    return signed_in(world.own.officer)


@pytest.fixture
def team(world):
    return world.own.team


def again(row):
    return type(row).unscoped.get(pk=row.pk)


def serving(team):
    return sorted((m.full_name, m.role) for m in team.members.filter(left_on=None))


# The list


def listed(client, query=""):
    return {row.village.name: row.state for row in rows(client.get(f"/to/{query}"))}


def rows(page):
    return [row for row, _step in page.context["rows"]]


def villages(page):
    return [row.village for row in rows(page)]


def test_list_says_the_state_of_each_village(world, officer, only_reads):
    by, commune = world.own.officer, world.own.area
    for name, members in (("Trên Giấy", []), ("Chưa Làm", [{"full_name": "A", "role": "leader"}])):
        village = add_village(by=by, commune=commune, kind=Kind.THON, name=name)
        found_team(by=by, area=village, on=FOUNDED, members=members)
    with only_reads():
        assert list(listed(officer).items()) == [
            ("Của Ta 02", State.NONE),
            ("Trên Giấy", State.ON_PAPER),
            ("Chưa Làm", State.LED),
            ("Của Ta 01", State.ACTIVE),
        ]
        assert listed(officer, "?tinh-trang=none") == {"Của Ta 02": State.NONE}


def test_list_shows_the_team_of_the_commune_apart(world, officer):
    found_team(by=world.own.officer, area=world.own.area, on=FOUNDED)
    response = officer.get("/to/")
    assert [t.area for t in response.context["commune_teams"]] == [world.own.area]
    assert [village.name for village in villages(response)] == ["Của Ta 02", "Của Ta 01"]
    assert "Không tính cho thôn nào" in text(response)


def test_list_says_in_a_sentence_how_far_the_place_has_come(world, officer):
    page = text(officer.get("/to/"))
    assert "1/2 thôn có tổ, tổ nào cũng đang hoạt động. Chưa có tổ: Của Ta 02." in page
    assert "1/2 thành viên đã tập huấn." in page


def test_list_leads_each_village_to_one_next_step(world, officer):
    steps = {row.village: step for row, step in officer.get("/to/").context["rows"]}
    first, second = world.own.villages
    assert steps[second] == ("Thành lập tổ", f"/to/moi/?thon={second.pk}")
    assert steps[first].words in text(officer.get("/to/"))
    member = signed_in(world.own.member).get(f"/to/?dia-ban={world.own.village.pk}")
    assert [step.words for _row, step in member.context["rows"]] == ["Xem tổ"]


def test_list_of_a_province_says_whom_to_call(world):
    world.own.officer.phone = "02573000711"
    world.own.officer.save()
    page = signed_in(world.committee).get("/to/")
    first = rows(page)[0]
    assert (first.village, first.person.name) == (
        world.own.villages[1],
        world.own.officer.full_name,
    )
    assert f'href="/goi/{world.own.area.pk}/"' in text(page)
    assert 'href="tel:02573000711">0257 300 0711</a>' in text(page)
    assert world.foreign.officer.full_name not in text(page)
    assert rows(signed_in(world.own.officer).get("/to/"))[0].person is None


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("cua ta 02", ["Của Ta 02"]),
        ("to truong", ["Của Ta 01"]),
        ("TO VIEN", ["Của Ta 01"]),
        ("khong ai", []),
        ("\x00", ["Của Ta 02", "Của Ta 01"]),
        ("x", ["Của Ta 02", "Của Ta 01"]),
    ],
)
def test_list_finds_villages_and_people_without_marks(officer, only_reads, words, shown):
    with only_reads():
        page = officer.post("/to/", {"q": words})
    assert [village.name for village in villages(page)] == shown


def test_list_finds_whose_a_telephone_is_however_it_is_written(world, officer):
    Member.unscoped.filter(team=world.own.team, role="member").update(phone="0905 123 456")
    calls = ("0905123456", "+84 905 123 456", "0905 123 457", "0905")
    found = [villages(officer.post("/to/", {"q": words})) for words in calls]
    assert found == [[world.own.village], [world.own.village], [], []]
    # Of members a province finds no telephone, as no name.
    assert villages(signed_in(world.committee).post("/to/", {"q": calls[0]})) == []


def test_list_of_a_province_finds_communes_and_leaders_only(world):
    client = signed_in(world.committee)
    found = villages(client.post("/to/", {"q": world.own.area.name}))
    assert set(found) == set(world.own.villages)
    assert set(villages(client.post("/to/", {"q": "tổ trưởng"}))) == {
        world.own.village,
        world.sibling.village,
    }
    assert villages(client.post("/to/", {"q": "tổ viên"})) == []


def test_list_answers_a_search_in_place_with_the_rows_alone(officer):
    page = officer.post("/to/", {"q": "cua ta 02"}, headers={"HX-Request": "true"})
    assert "<html" not in text(page)
    assert "Của Ta 02" in text(page)


def test_list_keeps_the_rare_things_in_one_menu(world, officer):
    page = text(officer.get("/to/"))
    menu = page.split("team-actions", 1)[1].split("</details>", 1)[0]
    for address in ("quyet-dinh", "nhu-cau", "tap-huan", "thiet-bi", "thanh-vien/excel"):
        assert f'href="/to/{address}/?dia-ban={world.own.area.pk}"' in menu


@pytest.mark.parametrize("key", ["²", "", "\x00", "-1"])
def test_list_of_a_key_that_is_none_is_the_list_of_ones_own(world, officer, key):
    assert officer.get("/to/", {"dia-ban": key}).context["area"] == world.own.area


@pytest.mark.parametrize("key", ["9" * 30, "9" * 5000])
def test_list_of_a_key_that_nothing_has_is_not_found(officer, key):
    assert officer.get("/to/", {"dia-ban": key}).status_code == 404


@pytest.fixture
def organisation():
    return Member.Organisation.values[0]


# Decisions


def decide(client, decision, **changes):
    data = {"number": "112/QĐ-UBND", "signed_on": said(FOUNDED), "signer": "Lê A", **changes}
    return client.post(f"/to/quyet-dinh/{decision.pk}/sua/", data)


def test_the_number_of_a_decision_comes_later(world, officer):
    team = found_team(by=world.own.officer, area=world.own.villages[1], on=FOUNDED)
    decision = team.decisions.get()
    page = f"/to/quyet-dinh/{decision.pk}/"
    assert decide(officer, decision).headers["Location"] == page
    decision = again(decision)
    assert (decision.number, decision.signed_on, decision.signer) == (
        "112/QĐ-UBND",
        FOUNDED,
        "Lê A",
    )


@pytest.mark.parametrize("field", ["number", "signer"])
def test_a_decision_refuses_a_nul_character(officer, team, field):
    response = decide(officer, team.decisions.first(), **{field: "a\x00"})
    assert list(errors(response)) == [field]


def test_a_decision_never_founds_a_team_after_its_end(world, officer, team):
    dissolve_team(by=world.own.officer, team=team, on=FOUNDED + timedelta(days=9))
    decision = team.decisions.get(kind="found")
    response = decide(officer, decision, signed_on=said(FOUNDED + timedelta(days=10)))
    assert errors(response) == {"signed_on": ["Ngày thành lập phải trước ngày giải thể tổ."]}
    assert again(team).founded_on == FOUNDED


def test_a_decision_never_dissolves_a_team_before_its_start(world, officer, team):
    dissolve_team(by=world.own.officer, team=team, on=FOUNDED + timedelta(days=9))
    decision = team.decisions.get(kind="dissolve")
    response = decide(officer, decision, signed_on=said(FOUNDED - timedelta(days=1)))
    assert errors(response) == {"signed_on": ["Ngày giải thể phải sau ngày thành lập tổ."]}


# People


def join(client, team, organisation, **changes):
    data = {"full_name": "Người Mới", "role": "member", "organisation": organisation, **changes}
    return client.post(f"/to/{team.pk}/nguoi-moi/", data)


def test_a_person_joins(officer, team, organisation):
    response = join(officer, team, organisation)
    assert response.headers["Location"] == f"/to/{team.pk}/"
    assert ("Người Mới", "member") in serving(team)


def test_another_person_may_follow_at_once(officer, team, organisation):
    response = join(officer, team, organisation, tiep="1")
    assert response.headers["Location"] == f"/to/{team.pk}/nguoi-moi/"
    page = officer.get(response.headers["Location"])
    assert "Đã thêm Người Mới vào tổ." in text(page)
    assert "Lưu, thêm người tiếp" in text(page)


def test_warnings_of_a_team_stand_in_one_list(officer, team):
    leader = team.members.get(role="leader")
    officer.post(f"/to/thanh-vien/{leader.pk}/roi-to/")
    page = officer.get(f"/to/{team.pk}/")
    assert len(page.context["warnings"]) > 1
    assert text(page).count('class="note warn"') == 1


def test_a_new_leader_takes_over(officer, team, organisation):
    join(officer, team, organisation, role="leader")
    assert serving(team) == [
        ("Người Mới", "leader"),
        ("Tổ Trưởng", "member"),
        ("Tổ Viên", "member"),
    ]


def test_a_person_joins_from_an_earlier_day(officer, team, organisation):
    join(officer, team, organisation, joined_on=said(FOUNDED + timedelta(days=3)))
    member = team.members.get(full_name="Người Mới")
    assert member.joined_on == FOUNDED + timedelta(days=3)


def test_nobody_led_before_him_who_led_then(officer, team, organisation):
    early = said(FOUNDED - timedelta(days=3))
    response = join(officer, team, organisation, role="leader", joined_on=early)
    assert errors(response) == {"joined_on": ["Sau ngày này tổ đã có tổ trưởng khác."]}
    assert ("Tổ Trưởng", "leader") in serving(team)


@pytest.mark.parametrize("name", ["", "\u200b", "A\x00"])
def test_a_person_joins_only_by_a_name(officer, team, organisation, name):
    assert list(errors(join(officer, team, organisation, full_name=name))) == ["full_name"]


def test_a_member_is_changed(officer, team, organisation):
    member = team.members.get(role="member")
    data = {"full_name": "Tên Khác", "role": "leader", "organisation": organisation}
    response = officer.post(f"/to/thanh-vien/{member.pk}/", data)
    assert response.headers["Location"] == f"/to/{team.pk}/"
    assert serving(team) == [("Tên Khác", "leader"), ("Tổ Trưởng", "member")]


def test_a_leader_who_leaves_leaves_the_team_on_paper(officer, team):
    leader = team.members.get(role="leader")
    page = officer.post(f"/to/thanh-vien/{leader.pk}/roi-to/", follow=True)
    assert again(leader).left_on == today()
    assert "Tổ chưa có tổ trưởng nên chỉ tính là mới có quyết định." in text(page)
    assert "Bấm Sửa ở một thành viên để ghi vai trò Tổ trưởng" in text(page)
    assert officer.post(f"/to/thanh-vien/{leader.pk}/roi-to/").status_code == 404


# The end


def dissolve(client, team, on):
    return client.post(f"/to/{team.pk}/giai-the/", {"number": "9/QĐ", "on": said(on)})


def test_dissolve_ends_the_team_on_its_day(world, officer, team):
    assert dissolve(officer, team, today()).headers["Location"] == f"/to/{team.pk}/"
    assert again(team).dissolved_on == today()
    assert listed(officer)["Của Ta 01"] == State.NONE


def test_a_team_ends_today_unless_another_day_is_written(officer, team):
    assert f'value="{today():%d/%m/%Y}"' in text(officer.get(f"/to/{team.pk}/giai-the/"))


def test_dissolve_refuses_a_day_that_cannot_be(officer, team):
    ahead = dissolve(officer, team, today() + timedelta(days=1))
    before = dissolve(officer, team, FOUNDED - timedelta(days=1))
    assert errors(ahead) == {"on": [AHEAD]}
    assert errors(before) == {"on": ["Ngày giải thể phải sau ngày thành lập tổ."]}
    assert again(team).dissolved_on is None


@pytest.mark.parametrize("key", ["²", "9" * 30, "9" * 5000, "%00"])
def test_a_key_that_is_none_is_not_found(officer, key):
    assert officer.get(f"/to/{key}/").status_code == 404


@pytest.mark.parametrize(
    ("state", "shown"),
    [
        ("", [1, 0]),
        ("none", [1]),
        ("co-to", [0]),
        ("hoat-dong", [0]),
        ("lau-khong-hop", []),
        ("chua-hoat-dong", []),
        ("khong-co", [1, 0]),
        ("chua-tap-huan", [0]),
        ("hai-to", []),
    ],
)
def test_the_list_keeps_the_villages_whose_team_has_come_so_far(world, state, shown):
    page = signed_in(world.committee).get(f"/to/?dia-ban={world.own.area.pk}&tinh-trang={state}")
    assert villages(page) == [world.own.villages[number] for number in shown]


def test_a_team_that_rested_too_long_is_listed_as_not_active(world, settings):
    settings.TEAM_ACTIVE_DAYS = 3
    page = signed_in(world.committee).get(
        f"/to/?dia-ban={world.own.area.pk}&tinh-trang=chua-hoat-dong"
    )
    assert villages(page) == [world.own.village]


def test_a_team_nobody_hears_of_is_listed_as_quiet(world, settings):
    settings.TEAM_QUIET_DAYS = 3
    page = signed_in(world.own.officer).get("/to/?tinh-trang=lau-khong-hop")
    assert villages(page) == [world.own.village]


def test_villages_with_several_teams_are_counted_above_and_found(world, officer):
    by, village = world.own.officer, world.own.village
    assert officer.get("/to/").context["to_join"] == 0
    found_team(by=by, area=village, on=FOUNDED)
    for reader in (officer, signed_in(world.committee)):
        page = reader.get("/to/")
        assert (page.context["to_join"], "1 thôn có từ hai tổ" in text(page)) == (1, True)
        page = reader.get("/to/?tinh-trang=nhieu-to")
        assert [(row.village, row.teams) for row in rows(page)] == [(village, 2)]
    assert signed_in(world.foreign.officer).get("/to/").context["to_join"] == 0
