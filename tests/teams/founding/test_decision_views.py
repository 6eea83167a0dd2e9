"""Pages of decisions: listed, shown, over several teams at once, on paper; and what teams warn of."""

from datetime import timedelta

import pytest
from django.utils import timezone

from areas.actions import add_village
from areas.kinds import Kind
from areas.models import Area
from teams.founding.actions import Paper, found_team, found_teams
from teams.members.actions import leave
from teams.models import Decision, Member, State, Team
from teams.provincial.actions import set_title
from tests.pages import signed_in
from tests.world import FOUNDED

pytestmark = pytest.mark.django_db
LEADER = Member.Role.LEADER


def text(response):
    return response.content.decode()


def said(day):
    return day.strftime("%d/%m/%Y")


def today():
    return timezone.localdate()


def again(row):
    return type(row).unscoped.get(pk=row.pk)


def serving(team):
    return sorted((m.full_name, m.role) for m in team.members.filter(left_on=None))


@pytest.fixture
def officer(world):
    return signed_in(world.own.officer)


@pytest.fixture
def teams(world):
    """Return our two teams: the one that is there, and one founded beside it."""
    people = [{"full_name": "Lê Lan", "role": LEADER}, {"full_name": "Vũ An"}]
    other = found_team(
        by=world.own.officer, area=world.own.villages[1], on=FOUNDED, number="2", members=people
    )
    return [world.own.team, other]


# The list and the page of one


def test_the_list_says_number_kind_teams_and_scan(world, officer, teams, only_reads):
    with only_reads():
        page = officer.get("/to/quyet-dinh/").context["page"]
    assert [(d.number, d.n_teams, d.has_scan) for d in page] == [
        ("2", 1, False),
        ("01/QĐ", 1, False),
    ]


def test_the_list_of_a_place_above_is_the_readers_own(world, teams):
    page = signed_in(world.committee).get(f"/to/quyet-dinh/?dia-ban={world.district.pk}")
    numbers = [decision.number for decision in page.context["page"]]
    assert sorted(numbers) == sorted(["2", "01/QĐ", world.sibling.team.decisions.get().number])
    assert (
        signed_in(world.committee)
        .get(f"/to/quyet-dinh/?dia-ban={world.foreign.area.pk}")
        .status_code
        == 404
    )


def test_a_decision_shared_with_strangers_is_read_and_not_changed(world, officer, teams):
    decision = teams[0].decisions.get()
    decision.teams.add(world.sibling.team)
    page = officer.get(f"/to/quyet-dinh/{decision.pk}/")
    assert page.context["teams"] == [teams[0]]
    assert page.context["may_change"] is False
    assert officer.get(f"/to/quyet-dinh/{decision.pk}/sua/").status_code == 404
    assert officer.post(f"/to/quyet-dinh/{decision.pk}/ban-chup/").status_code == 404


def test_a_committee_reads_a_decision_and_changes_nothing(world):
    client = signed_in(world.committee)
    decision = world.own.team.decisions.get()
    assert client.get(f"/to/quyet-dinh/{decision.pk}/").context["may_change"] is False
    for page in ("kien-toan/", "giai-the/", "thanh-lap/", f"{decision.pk}/sua/"):
        assert client.get(f"/to/quyet-dinh/{page}").status_code == 404


def test_what_follows_from_the_day_of_a_decision_follows_it(officer, teams):
    decision, day = teams[0].decisions.get(), FOUNDED - timedelta(days=4)
    data = {"number": "5", "signed_on": said(day), "signer": "Bà B", "abstract": "Lập tổ"}
    officer.post(f"/to/quyet-dinh/{decision.pk}/sua/", data)
    leader = teams[0].members.get(role=LEADER)
    assert (again(teams[0]).founded_on, leader.joined_on) == (day, day)
    assert again(teams[0]).state_on(day) == State.LED
    assert again(decision).abstract == "Lập tổ"


def test_a_day_that_contradicts_others_is_told(world, officer, teams):
    decision = teams[0].decisions.get()
    leave(by=None, member=teams[0].members.get(role=LEADER), on=FOUNDED + timedelta(days=5))
    data = {"number": "5", "signed_on": said(FOUNDED + timedelta(days=6)), "signer": ""}
    response = officer.post(f"/to/quyet-dinh/{decision.pk}/sua/", data)
    assert list(response.context["form"].errors) == ["signed_on"]
    assert again(teams[0]).founded_on == FOUNDED


# Several teams at once


def test_teams_are_chosen_first(officer, teams):
    page = officer.get("/to/quyet-dinh/kien-toan/")
    assert page.context["teams"] == teams


def renewal(teams, **changes):
    data = {"number": "77/QĐ-UBND", "signed_on": "", "to": [team.pk for team in teams]}
    for team in teams:
        for member in team.members.filter(left_on=None):
            data[f"t{team.pk}-m{member.pk}"] = member.role
    return {**data, **changes}


def test_one_decision_renews_several_teams(officer, teams):
    first, second = teams
    old, plain = first.members.get(role=LEADER), first.members.get(role="member")
    data = renewal(teams)
    data[f"t{first.pk}-m{old.pk}"] = "leave"
    data[f"t{first.pk}-m{plain.pk}"] = "leader"
    data |= {f"t{second.pk}-name1": "Đỗ Mới", f"t{second.pk}-role1": "deputy"}
    response = officer.post("/to/quyet-dinh/kien-toan/", data)
    decision = Decision.unscoped.get(kind="reconstitute")
    assert response.headers["Location"] == f"/to/quyet-dinh/{decision.pk}/"
    assert set(decision.teams.all()) == set(teams)
    assert serving(first) == [("Tổ Viên", "leader")]
    assert ("Đỗ Mới", "deputy") in serving(second)
    assert again(old).left_on == today()
    assert {t.begun_by for t in first.tenures.filter(valid_from=today())} == {decision}


def test_two_leaders_are_refused_in_the_one_summary(officer, teams):
    plain = teams[0].members.get(role="member")
    data = renewal(teams, **{f"t{teams[0].pk}-m{plain.pk}": "leader"})
    response = officer.post("/to/quyet-dinh/kien-toan/", data)
    assert "Mỗi tổ chỉ có một tổ trưởng." in str(response.context["form"].errors)
    assert not Decision.unscoped.filter(kind="reconstitute").exists()


def test_the_same_page_sent_twice_writes_one_decision(officer, teams):
    data = renewal(teams, **{f"t{teams[1].pk}-name1": "Đỗ Mới"})
    officer.post("/to/quyet-dinh/kien-toan/", data)
    response = officer.post("/to/quyet-dinh/kien-toan/", {**data, **renewal(teams)})
    assert response.context["form"].errors == {"number": ["Quyết định này đã ghi rồi."]}
    assert Decision.unscoped.filter(kind="reconstitute").count() == 1


def test_a_renewal_before_the_founding_is_told(officer, teams):
    early = said(FOUNDED - timedelta(days=1))
    response = officer.post("/to/quyet-dinh/kien-toan/", renewal(teams, signed_on=early))
    assert list(response.context["form"].errors) == ["signed_on"]


def test_a_foreign_team_is_never_chosen(world, officer, teams):
    data = renewal([world.sibling.team])
    page = officer.post("/to/quyet-dinh/kien-toan/", data)
    assert page.templates[0].name == "teams/founding/choose.html"
    ends = {"teams": [world.sibling.team.pk], "number": "9", "signed_on": ""}
    page = officer.post("/to/quyet-dinh/giai-the/", ends)
    assert list(page.context["form"].errors) == ["teams"]
    assert again(world.sibling.team).dissolved_on is None


def test_one_decision_ends_several_teams(officer, teams):
    data = {"teams": [team.pk for team in teams], "number": "9/QĐ", "signed_on": ""}
    officer.post("/to/quyet-dinh/giai-the/", data)
    assert [again(team).dissolved_on for team in teams] == [today()] * 2
    assert Decision.unscoped.get(kind="dissolve").teams.count() == 2


def test_no_team_ends_before_it_began(officer, teams):
    early = said(FOUNDED - timedelta(days=1))
    data = {"teams": [teams[0].pk], "number": "9/QĐ", "signed_on": early}
    response = officer.post("/to/quyet-dinh/giai-the/", data)
    assert list(response.context["form"].errors) == ["signed_on"]


def test_no_team_ends_before_what_was_decided_on_it_since(officer, teams):
    officer.post("/to/quyet-dinh/kien-toan/", renewal(teams))
    early = said(today() - timedelta(days=1))
    alone = officer.post(f"/to/{teams[0].pk}/giai-the/", {"number": "9/QĐ", "on": early})
    data = {"teams": [teams[0].pk], "number": "9/QĐ", "signed_on": early}
    together = officer.post("/to/quyet-dinh/giai-the/", data)
    assert list(alone.context["form"].errors) == ["on"]
    assert list(together.context["form"].errors) == ["signed_on"]
    assert again(teams[0]).dissolved_on is None


def test_one_decision_founds_several_teams(world, officer):
    by, commune = world.own.officer, world.own.area
    villages = [
        add_village(by=by, commune=commune, kind=Kind.THON, name=f"Mới {n}") for n in (1, 2)
    ]
    data = {"number": "", "signed_on": "", **{f"v{v.pk}": f"Tổ Trưởng {v}" for v in villages}}
    officer.post("/to/quyet-dinh/thanh-lap/", data)
    decision = Decision.unscoped.get(teams__area=villages[0])
    assert {team.area for team in decision.teams.all()} == set(villages)
    assert all(team.led for team in decision.teams.all())
    assert not Team.unscoped.filter(area=world.own.villages[1]).exists()
    empty = officer.post("/to/quyet-dinh/thanh-lap/", {"number": "", "signed_on": ""})
    assert "Ghi họ tên tổ trưởng của ít nhất một thôn." in text(empty)


# On paper


def test_the_annex_lists_who_was_there_on_the_day_and_as_what(officer, teams, only_reads):
    second = teams[1]
    leave(by=None, member=second.members.get(role=LEADER), on=today())
    join = {"full_name": "Sau Này", "role": "leader", "organisation": "village", "joined_on": ""}
    officer.post(f"/to/{second.pk}/nguoi-moi/", join)
    with only_reads():
        page = officer.get(f"/to/quyet-dinh/{second.decisions.get().pk}/danh-sach/")
    ((team, members),) = page.context["rows"]
    assert team == second
    assert [(m.full_name, m.role) for m in members] == [("Lê Lan", "leader"), ("Vũ An", "member")]
    assert "Sau Này" not in text(page)
    assert "DANH SÁCH THÀNH VIÊN" in text(page)


def test_the_end_of_a_team_has_no_annex(officer, teams):
    officer.post(
        "/to/quyet-dinh/giai-the/", {"teams": [teams[1].pk], "number": "9", "signed_on": ""}
    )
    decision = Decision.unscoped.get(kind="dissolve")
    assert officer.get(f"/to/quyet-dinh/{decision.pk}/danh-sach/").status_code == 404


# Warnings


def test_a_leader_who_left_is_told_on_the_team_and_in_the_list(officer, teams):
    leave(by=None, member=teams[1].members.get(role=LEADER), on=today())
    page = text(officer.get(f"/to/{teams[1].pk}/"))
    assert f"Tổ trưởng Lê Lan thôi làm từ ngày {said(today())}, chưa có người thay." in page
    assert text(officer.get("/to/")).count("Tổ trưởng đã thôi") == 1


def test_a_team_of_a_closed_village_is_told(officer, teams):
    Area.unscoped.filter(pk=teams[1].area_id).update(closed_on=today())
    assert "Cần quyết định giải thể hoặc kiện toàn tổ." in text(officer.get(f"/to/{teams[1].pk}/"))
    assert officer.get("/to/").context["homeless"] == [teams[1]]
    officer.post(
        "/to/quyet-dinh/giai-the/", {"teams": [teams[1].pk], "number": "9", "signed_on": ""}
    )
    assert officer.get("/to/").context["homeless"] == []
    assert officer.get(f"/to/{teams[1].pk}/").context["warnings"] == []


def test_a_team_in_order_warns_of_nothing(officer, teams, settings):
    settings.TEAM_MIN_MEMBERS = 2
    assert officer.get(f"/to/{teams[0].pk}/").context["warnings"] == []
    assert "Tổ trưởng đã thôi" not in text(officer.get("/to/"))


# What teams are called


def test_a_province_calls_its_teams_as_it_likes_and_nobody_elses(world, officer, teams):
    set_title(by=world.root, province=world.province, title="Tổ công nghệ số cộng đồng và Đề án 06")
    page = officer.get(f"/to/{teams[0].pk}/")
    assert "<h1>Tổ công nghệ số cộng đồng và Đề án 06 thôn Của Ta 01</h1>" in text(page)
    assert str(again(world.foreign.team)).startswith("Tổ công nghệ số thôn")
    village = add_village(by=None, commune=world.own.area, kind=Kind.THON, name="Sau")
    later = found_teams(by=None, paper=Paper(today()), places=[(village, [])]).teams.get()
    assert str(later) == "Tổ công nghệ số cộng đồng và Đề án 06 thôn Sau"
