"""Django admin of teams."""

from datetime import timedelta

import pytest
from django.utils import timezone

from audit.models import AuditEntry
from rollup.models import CommuneCount
from teams.models import Activity, Decision, Member, Team
from tests.admin_world import (
    DAY,
    World,
    errors_of,
    filled,
    offered,
    page_of,
    signed_in,
    url,
)


@pytest.fixture
def world(admin_world) -> World:
    return admin_world


def last() -> AuditEntry:
    return AuditEntry.unscoped.first()


@pytest.mark.parametrize("model", [Team, Decision, Member, Activity])
def test_everything_is_found_by_its_place_without_marks(model: type, world: World) -> None:
    client = signed_in(world.national)
    found = client.post(url(model, "changelist"), {"q": "hoi phu"}).context["cl"].result_list
    assert list(found) == [getattr(world.own, model._meta.model_name)]


def test_search_boxes_offer_the_territory_only(world: World) -> None:
    client = signed_in(world.local)
    assert sorted(offered(client, Team, "area")) == ["Thôn Hội Phú", "Xã An Ninh Tây"]
    assert offered(client, Member, "team") == [str(world.own.team)]
    assert offered(client, Activity, "team", "xa la") == []


def test_a_team_is_founded_and_dissolved_by_the_actions(world: World) -> None:
    client = signed_in(world.local)
    address = url(Team, "add")
    data = filled(
        client,
        address,
        area=world.commune.pk,
        founded_on=DAY.isoformat(),
        number="7/QĐ",
        signer="A",
    )
    assert client.post(address, data).status_code == 302
    team = Team.unscoped.get(area=world.commune)
    assert team.decisions.get().number == "7/QĐ"
    assert last().verb == "Thành lập tổ"
    page = url(team, "change")
    early = filled(client, page, dissolved_on=(DAY - timedelta(days=1)).isoformat())
    assert "không được trước ngày thành lập" in errors_of(client.post(page, early))
    late = filled(client, page, dissolved_on="2999-01-01")
    assert "Ngày này chưa đến" in errors_of(client.post(page, late))
    assert client.post(page, filled(client, page)).status_code == 302
    assert client.post(page, filled(client, page, dissolved_on=DAY.isoformat())).status_code == 302
    team.refresh_from_db()
    assert team.dissolved_on == DAY
    assert last().verb == "Giải thể tổ"
    page_of(client, page)
    assert client.post(page, {}).status_code == 403


def test_a_team_is_not_founded_elsewhere_or_tomorrow(world: World) -> None:
    client = signed_in(world.local)
    address = url(Team, "add")
    data = filled(client, address, area=world.foreign.pk, founded_on=DAY.isoformat())
    assert "area" in errors_of(client.post(address, data))
    data = filled(client, address, area=world.village.pk, founded_on="2999-01-01")
    assert "Ngày này chưa đến" in errors_of(client.post(address, data))
    assert Team.unscoped.count() == 2


def test_what_an_action_refuses_comes_back_as_an_error(world: World, monkeypatch) -> None:
    def refuse(**fields: object) -> None:
        raise ValueError("what was done is never later than today")

    monkeypatch.setattr("teams.roster.admin.found_team", refuse)
    client = signed_in(world.local)
    address = url(Team, "add")
    data = filled(client, address, area=world.village.pk, founded_on=DAY.isoformat())
    assert "Ngày này chưa đến" in errors_of(client.post(address, data))


def test_people_join_change_and_leave(world: World) -> None:
    client = signed_in(world.local)
    address = url(Member, "add")
    data = filled(
        client,
        address,
        team=world.own.team.pk,
        full_name="Trần Bông",
        joined_on=DAY.isoformat(),
        role="leader",
        organisation="youth",
    )
    assert client.post(address, data).status_code == 302
    member = Member.unscoped.get(full_name="Trần Bông")
    world.own.member.refresh_from_db()
    assert (member.role, world.own.member.role) == ("leader", "member")
    assert last().verb == "Thêm thành viên tổ"
    page = url(member, "change")
    assert client.post(page, filled(client, page, full_name="Trần Hoa")).status_code == 302
    assert last().told == {"full_name": ["Trần Bông", "Trần Hoa"]}
    early = filled(client, page, left_on=(DAY - timedelta(days=1)).isoformat())
    assert "không được trước ngày vào tổ" in errors_of(client.post(page, early))
    assert client.post(page, filled(client, page, left_on=DAY.isoformat())).status_code == 302
    member.refresh_from_db()
    assert member.left_on == DAY
    assert last().verb == "Thành viên rời tổ"
    assert "Thành viên rời tổ" in page_of(client, url(member, "history"))
    assert client.post(page, {}).status_code == 403
    data["team"] = world.theirs.team.pk
    assert "team" in errors_of(client.post(address, data))


def test_two_people_change_one_team_member(world: World) -> None:
    client = signed_in(world.local)
    page = url(world.own.member, "change")
    mine, theirs = filled(client, page, phone="1"), filled(client, page, phone="2")
    assert client.post(page, theirs).status_code == 302
    assert "Có người khác vừa sửa" in errors_of(client.post(page, mine))


def test_a_decision_gets_its_number(world: World) -> None:
    client = signed_in(world.local)
    page = url(world.own.decision, "change")
    data = filled(client, page, number="99/QĐ-UBND")
    assert client.post(page, data).status_code == 302
    entry = last()
    assert (entry.verb, entry.changes) == ("Ghi quyết định", {"number": ["12/Sen", "99/QĐ-UBND"]})
    late = filled(client, page, signed_on="2999-01-01")
    assert "Ngày này chưa đến" in errors_of(client.post(page, late))
    assert client.get(url(Decision, "add")).status_code == 403


def test_a_decision_shared_with_strangers_is_read_only_and_listed_once(world: World) -> None:
    world.own.decision.teams.add(world.theirs.team)
    client = signed_in(world.local)
    page = url(world.own.decision, "change")
    assert "Ký Sen" in page_of(client, page)
    assert client.post(page, {"number": "1"}).status_code == 403
    both = signed_in(world.provincial)
    rows = both.post(url(Decision, "changelist"), {"q": "xa"}).context["cl"].result_list
    assert len(rows) == len(set(rows))
    page_of(both, page)
    assert both.post(page, filled(both, page, number="1/QĐ")).status_code == 302


def test_a_session_is_logged_once(world: World) -> None:
    client = signed_in(world.local)
    address = url(Activity, "add")
    data = filled(
        client,
        address,
        team=world.own.team.pk,
        held_on=timezone.localdate().isoformat(),
        title="Buổi 2",
    )
    for _ in range(2):
        assert client.post(address, data).status_code == 302
    activity = Activity.unscoped.get(title="Buổi 2")
    assert activity.logged_by == world.local
    assert last().verb == "Ghi buổi hướng dẫn"


def test_a_session_is_corrected_and_withdrawn_by_the_actions(world: World) -> None:
    client = signed_in(world.local)
    activity = world.own.activity
    page = url(activity, "change")
    wrong = client.post(page, filled(client, page, people="5", women="6"))
    assert "số nữ không hơn số người" in errors_of(wrong)
    assert "nội dung của buổi" in errors_of(client.post(page, filled(client, page, title="")))
    stale = filled(client, page, people="7")
    assert client.post(page, filled(client, page, payment="on", people="9")).status_code == 302
    activity.refresh_from_db()
    assert (activity.payment, activity.people, activity.version) == (True, 9, 2)
    assert last().verb == "Sửa buổi hướng dẫn"
    assert "Có người khác vừa sửa" in errors_of(client.post(page, stale))
    assert client.post(page, filled(client, page, withdrawn_why="Nhầm tổ")).status_code == 302
    activity.refresh_from_db()
    assert (activity.withdrawn_why, last().verb) == ("Nhầm tổ", "Rút buổi hướng dẫn")
    assert "Nhầm tổ" in page_of(client, page)
    assert client.post(page, {}).status_code == 403


def test_a_note_is_not_read_in_admin(world: World) -> None:
    Activity.unscoped.filter(pk=world.own.activity.pk).update(note="Bà Lan")
    assert "Bà Lan" not in page_of(signed_in(world.local), url(world.own.activity, "change"))


def test_counts_are_read_only(world: World) -> None:
    client = signed_in(world.local)
    row = CommuneCount.unscoped.get(pk=world.commune.pk)
    assert "Xã An Ninh Tây" in page_of(client, url(CommuneCount, "changelist"))
    assert client.post(url(row, "change"), {"teams": 9}).status_code == 403
    assert client.get(url(CommuneCount, "add")).status_code == 403
