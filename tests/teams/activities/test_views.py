"""Pages of sessions: logged, listed with their sums, corrected, withdrawn."""

import re
import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from teams.activities import actions as activities_actions
from teams.founding import actions as founding_actions
from teams.members import actions as members_actions
from teams.models import Activity, State
from tests.factories import ActivityFactory
from tests.pages import signed_in
from tests.world import FOUNDED

pytestmark = pytest.mark.django_db


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


@pytest.fixture
def session(team):
    return team.activities.get()


def again(row):
    return type(row).unscoped.get(pk=row.pk)


def log(client, team, **changes):
    data = {"uuid": str(uuid.uuid4()), "title": "Thanh toán số", "held_on": "", **changes}
    return client.post(f"/to/{team.pk}/buoi-moi/", data)


def newest():
    return Activity.unscoped.order_by("-pk").first()


# Where it starts


def test_who_wrote_for_a_team_is_led_back_to_it(world, officer, team):
    other = founding_actions.found_team(by=world.root, area=world.own.villages[1], on=FOUNDED)
    assert officer.get("/to/buoi-moi/").headers["Location"] == f"/to/{team.pk}/buoi-moi/"
    log(officer, other)
    assert officer.get("/to/buoi-moi/").headers["Location"] == f"/to/{other.pk}/buoi-moi/"


def test_a_member_of_the_only_team_is_led_to_it(world, team):
    member = signed_in(world.own.member)
    assert member.get("/to/buoi-moi/").headers["Location"] == f"/to/{team.pk}/buoi-moi/"


def test_of_several_teams_one_is_chosen(world, officer, team):
    founding_actions.found_team(by=world.root, area=world.own.villages[1], on=FOUNDED)
    page = officer.get("/to/buoi-moi/?chon=1")
    assert [one.area for one in page.context["page"]] == world.own.villages
    Activity.unscoped.update(logged_by=None)
    assert len(officer.get("/to/buoi-moi/").context["page"]) == 2


def test_an_address_names_the_team_or_its_village(world, officer, team):
    second = world.own.villages[1]
    other = founding_actions.found_team(by=world.root, area=second, on=FOUNDED)
    for query in ({"to": other.pk}, {"thon": second.pk}):
        led = officer.get("/to/buoi-moi/", query).headers["Location"]
        assert led == f"/to/{other.pk}/buoi-moi/"
    foreign = {"to": world.foreign.team.pk}
    assert officer.get("/to/buoi-moi/", foreign).headers["Location"] == f"/to/{team.pk}/buoi-moi/"


@pytest.fixture
def other(world):
    people = [{"full_name": "Của Tổ Kia", "role": "leader"}, {"full_name": "Phó Kia"}]
    return founding_actions.found_team(
        by=world.root, area=world.own.villages[1], on=FOUNDED, members=people
    )


def test_the_team_is_the_first_field_where_there_are_several(world, officer, team, other):
    form = officer.get(f"/to/{other.pk}/buoi-moi/").context["form"]
    assert next(iter(form.fields)) == "to"
    assert form["to"].value() == other.pk
    assert form.fields["to"].choices == [
        (str(team.pk), "Tổ thôn Của Ta 01"),
        (str(other.pk), "Tổ thôn Của Ta 02"),
    ]


def test_the_only_team_is_told_and_not_asked(officer, team):
    page = officer.get(f"/to/{team.pk}/buoi-moi/")
    assert "to" not in page.context["form"].fields
    assert f"<b>{team}</b>" in text(page)


@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true", "HX-Trigger-Name": "to"}])
def test_another_team_is_asked_again_with_its_members_and_nothing_is_saved(
    officer, team, other, headers
):
    sent = {"uuid": str(uuid.uuid4()), "to": other.pk, "skills": ["safety"], "turns": "20"}
    before = Activity.unscoped.count()
    page = officer.post(
        f"/to/{team.pk}/buoi-moi/", {**sent, "place": "Chợ", "note": "Mưa"}, headers=headers
    )
    form = page.context["form"]
    assert Activity.unscoped.count() == before
    assert {m.team for m in form.members.values()} == {other}
    assert form["present"].value() == [m.pk for m in form.members.values()]
    assert [form[name].value() for name in ("turns", "skills", "place", "note", "uuid")] == [
        "20",
        ["safety"],
        "Chợ",
        "Mưa",
        sent["uuid"],
    ]
    assert f'action="/to/{other.pk}/buoi-moi/"' in text(page)
    assert f"Đã đổi sang {other}." in text(page)


def test_choosing_the_same_team_again_saves_nothing(officer, team, other):
    before = Activity.unscoped.count()
    sent = {"uuid": str(uuid.uuid4()), "to": team.pk, "title": "Thử"}
    officer.post(f"/to/{team.pk}/buoi-moi/", sent, headers={"HX-Trigger-Name": "to"})
    assert Activity.unscoped.count() == before
    assert officer.post(f"/to/{team.pk}/buoi-moi/", sent).status_code == 302


def test_a_team_of_others_is_no_choice(world, officer, team, other):
    response = log(officer, team, to=str(world.foreign.team.pk))
    assert list(errors(response)) == ["to"]


def test_the_label_says_how_many_members_are_there(officer, team):
    page = officer.get(f"/to/{team.pk}/buoi-moi/")
    assert ">Cả 2 thành viên có mặt</span>" in text(page)
    one = str(team.members.first().pk)
    again_asked = log(officer, team, title="", present=[one])
    assert ">1/2 thành viên có mặt</span>" in text(again_asked)
    assert ">0/2 thành viên có mặt</span>" in text(log(officer, team, title=""))


def test_a_place_without_a_team_is_told(world, officer, team):
    founding_actions.dissolve_team(by=world.root, team=team, on=today())
    assert "chưa có tổ nào" in text(officer.get("/to/buoi-moi/"))


# Logging


def test_a_saved_session_is_said_with_its_village_in_the_middle_of_a_line(officer, team):
    log(officer, team)
    assert "Đã lưu buổi của tổ thôn " in text(officer.get(f"/to/{team.pk}/"))


def test_a_session_makes_a_team_active(world, officer):
    leader = [{"full_name": "A", "role": "leader"}]
    team = founding_actions.found_team(
        by=world.root, area=world.own.villages[1], on=FOUNDED, members=leader
    )
    assert team.state_on(today()) == State.LED
    response = log(officer, team)
    assert response.headers["Location"] == f"/to/buoi/{newest().uuid}/?moi=1"
    assert again(team).state_on(today()) == State.ACTIVE


def test_the_form_starts_with_today_the_last_place_and_everybody(officer, team):
    ActivityFactory(team=team, place="Chợ Mới", held_on=today())
    form = officer.get(f"/to/{team.pk}/buoi-moi/").context["form"]
    assert (form["day"].value(), form["where"].value()) == ("0", "Chợ Mới")
    assert sorted(form["present"].value()) == sorted(m.pk for m in team.members.all())


def test_chips_say_day_place_skills_and_turns(officer, team):
    members = team.members.order_by("pk")
    log(
        officer,
        team,
        title="",
        day="1",
        where="Nhà văn hóa thôn",
        skills=["public_services", "payment"],
        turns="20",
        present=[str(members[0].pk)],
        women="12",
    )
    one = newest()
    assert (one.held_on, one.place) == (today() - timedelta(days=1), "Nhà văn hóa thôn")
    assert [skill.number for skill in one.skills] == [1, 3]
    assert (one.people, one.persons, one.women, one.households) == (20, None, 12, None)
    assert list(one.present.all()) == [members[0]]


def test_what_is_typed_is_believed_before_a_chip(officer, team):
    day = today() - timedelta(days=9)
    log(officer, team, day="0", held_on=day.isoformat(), where="UBND xã", place="Chợ")
    assert (newest().held_on, newest().place) == (day, "Chợ")
    log(officer, team, turns="20", people="0")
    assert newest().people == 0


def test_a_session_sent_twice_is_one(officer, team):
    page = text(officer.get(f"/to/{team.pk}/buoi-moi/"))
    key = re.search(r'name="uuid" value="([^"]+)"', page)[1]
    for _ in range(2):
        assert log(officer, team, uuid=key).status_code == 302
    assert Activity.unscoped.filter(uuid=key).count() == 1


@pytest.mark.parametrize(
    ("field", "changes"),
    [
        ("skills", {"title": ""}),
        ("skills", {"title": "\u200b"}),
        ("title", {"title": "a\x00"}),
        ("note", {"note": "a\x00"}),
        ("place", {"place": "a" * 121}),
        ("where", {"where": "a\x00"}),
        ("skills", {"skills": ["bay"]}),
        ("turns", {"turns": "7"}),
        ("people", {"people": "²"}),
        ("people", {"people": "9" * 5000}),
        ("people", {"people": "-1"}),
        ("persons", {"people": "5", "persons": "6"}),
        ("women", {"persons": "5", "women": "6"}),
        ("women", {"people": "5", "women": "6"}),
        ("uuid", {"uuid": "\x00"}),
        ("held_on", {"held_on": "\x00"}),
        ("held_on", {"held_on": "01/01/2999"}),
        ("held_on", {"day": ""}),
        ("present", {"present": ["9" * 30]}),
    ],
)
def test_a_session_says_which_field_is_wrong(officer, team, field, changes):
    assert list(errors(log(officer, team, **changes))) == [field]
    assert team.activities.count() == 1


def test_nobody_of_another_team_is_present(world, officer, team):
    stranger = world.sibling.team.members.first()
    assert list(errors(log(officer, team, present=[str(stranger.pk)]))) == ["present"]


def test_a_session_after_the_end_of_its_team_is_refused(world, officer, team):
    founding_actions.dissolve_team(by=world.root, team=team, on=today() - timedelta(days=2))
    assert list(errors(log(officer, team))) == ["held_on"]
    earlier = said(today() - timedelta(days=3))
    assert log(officer, team, held_on=earlier).status_code == 302


def test_a_session_with_the_key_of_another_team_is_told(world, officer, session):
    other = founding_actions.found_team(by=world.root, area=world.own.villages[1], on=FOUNDED)
    response = log(officer, other, uuid=str(session.uuid))
    assert response.status_code == 200
    assert list(errors(response)) == ["__all__"]


def test_a_press_with_script_is_led_on_or_answered_with_the_form_alone(officer, team):
    address = f"/to/{team.pk}/buoi-moi/"
    wrong = officer.post(address, {"uuid": str(uuid.uuid4())}, headers={"HX-Request": "true"})
    assert "<html" not in text(wrong)
    assert "data-session" in text(wrong)
    data = {"uuid": str(uuid.uuid4()), "skills": ["safety"]}
    right = officer.post(address, data, headers={"HX-Request": "true"})
    assert right.headers["HX-Redirect"] == f"/to/buoi/{newest().uuid}/?moi=1"


def test_undo_right_after_logging_withdraws(officer, team):
    page = officer.get(log(officer, team).headers["Location"])
    assert "Hoàn tác" in text(page)
    officer.post(f"/to/buoi/{newest().uuid}/rut/", {"why": "Ghi nhầm, hoàn tác ngay"})
    assert newest().withdrawn_on == today()
    page = text(officer.get(f"/to/buoi/{newest().uuid}/?moi=1"))
    assert "Ghi nhầm, hoàn tác ngay" in page
    assert "Hoàn tác" not in page


# One session


def test_a_page_shows_what_was_said_and_a_dash_for_what_was_not(officer, session):
    page = text(officer.get(f"/to/buoi/{session.uuid}/"))
    assert "<span>Lượt người được hướng dẫn</span><b>5</b>" in page
    assert "<span>Trong đó nữ</span><b>—</b>" in page


def test_a_note_is_for_those_who_work_in_the_commune(world, officer, session):
    Activity.unscoped.filter(pk=session.pk).update(note="Bà Lan cần đến nhà")
    address = f"/to/buoi/{session.uuid}/"
    assert "Bà Lan" in text(officer.get(address))
    assert "Bà Lan" not in text(signed_in(world.committee).get(address))


def form_of(client, session):
    """Return what the form of a session would send untouched."""
    form = client.get(f"/to/buoi/{session.uuid}/sua/").context["form"]
    sent = {name: form[name].value() for name in form.fields}
    sent["held_on"] = sent["held_on"].isoformat()
    return {name: "" if value is None else value for name, value in sent.items()}


def change(client, session, **changes):
    return client.post(f"/to/buoi/{session.uuid}/sua/", {**form_of(client, session), **changes})


@pytest.mark.parametrize("people", [5, 17, None])
@pytest.mark.parametrize("place", ["UBND xã", "Chợ", ""])
def test_a_form_sent_untouched_changes_nothing(officer, team, people, place):
    session = ActivityFactory(team=team, people=people, place=place, payment=True)
    session.present.set(team.members.all())
    assert change(officer, session).status_code == 302
    assert again(session).version == 1


def test_a_session_is_corrected(officer, session):
    response = change(officer, session, turns="", people="17", place="Chợ", where="")
    assert response.headers["Location"] == f"/to/buoi/{session.uuid}/"
    assert (again(session).people, again(session).place, again(session).version) == (17, "Chợ", 2)


def test_somebody_who_has_left_stays_present_at_what_he_attended(world, officer, team, session):
    leaver = team.members.get(role="member")
    session.present.set([leaver])
    members_actions.leave(by=world.root, member=leaver, on=today())
    change(officer, session, note="Sửa")
    assert list(session.present.all()) == [leaver]


def test_a_correction_of_what_somebody_else_changed_is_told_and_kept(world, officer, session):
    sent = form_of(officer, session)
    activities_actions.change_activity(by=world.root, activity=session, version=1, people=30)
    address = f"/to/buoi/{session.uuid}/sua/"
    response = officer.post(address, {**sent, "title": "Tên Khác"})
    page = text(response)
    assert "Người khác vừa sửa buổi này" in page
    assert "30 lượt người" in page
    assert 'value="Tên Khác"' in page
    assert again(session).people == 30
    version = re.search(r'name="version" value="(\d+)"', page)[1]
    officer.post(address, {**sent, "title": "Tên Khác", "version": version})
    assert (again(session).title, again(session).people) == ("Tên Khác", 5)


def test_withdrawing_needs_a_reason(officer, session):
    assert list(errors(officer.post(f"/to/buoi/{session.uuid}/rut/", {"why": " "}))) == ["why"]
    assert again(session).withdrawn_on is None


def test_a_withdrawn_session_is_shown_and_brought_back_and_not_corrected(officer, team, session):
    officer.post(f"/to/buoi/{session.uuid}/rut/", {"why": "Nhầm tổ"})
    assert again(team).last_active_on is None
    address = f"/to/buoi/{session.uuid}/"
    assert "Nhầm tổ" in text(officer.get(address))
    assert officer.get(f"{address}sua/").headers["Location"] == address
    officer.post(f"{address}ghi-lai/")
    assert again(team).last_active_on == session.held_on


@pytest.mark.parametrize("page", ["sua/", "rut/", "ghi-lai/"])
def test_who_only_reads_changes_nothing(world, session, page):
    committee = signed_in(world.committee)
    address = f"/to/buoi/{session.uuid}/"
    assert committee.get(address).status_code == 200
    assert committee.post(f"{address}{page}", {"why": "Nhầm"}).status_code == 404


# The list


def listed(client, query=""):
    return list(client.get(f"/to/hoat-dong/{query}").context["page"])


@pytest.fixture
def year(team, session):
    """Sessions of four days, the world's own of last week among them."""
    Activity.unscoped.filter(pk=session.pk).update(held_on=today())
    for days, facts in (
        (40, {"payment": True, "people": 10, "women": 6}),
        (200, {"safety": True}),
        (500, {"safety": True}),
    ):
        ActivityFactory(team=team, held_on=today() - timedelta(days=days), **facts)
    return list(team.activities.order_by("-held_on"))


def test_the_list_is_of_twelve_months_latest_first_with_its_sums(officer, year, only_reads):
    with only_reads():
        page = officer.get("/to/hoat-dong/")
    assert list(page.context["page"]) == year[:3]
    sums = page.context["sums"]
    assert (sums.n, sums.turns, sums.turns_in, sums.women_in) == (3, 15, 2, 1)
    assert "ghi ở 2/3 buổi" in text(page)
    assert said(today()) in text(page)


def test_the_list_is_cut_by_month_skill_team_and_place(world, officer, team, year):
    assert listed(officer, "?ky-nang=4") == [year[2]]
    assert listed(officer, f"?thang={year[3].held_on:%Y-%m}") == [year[3]]
    assert listed(officer, f"?to={team.pk}") == year[:3]
    assert listed(officer, f"?dia-ban={world.own.villages[1].pk}") == []
    assert len(listed(signed_in(world.committee))) == 4
    everywhere = signed_in(world.root).get(f"/to/hoat-dong/?dia-ban={world.country.pk}")
    assert everywhere.context["asked"].first == today().replace(day=1)


def test_the_withdrawn_are_listed_apart(world, officer, year):
    activities_actions.withdraw_activity(by=world.root, activity=year[1], why="Nhầm tổ")
    page = officer.get("/to/hoat-dong/")
    assert list(page.context["page"]) == [year[0], year[2]]
    assert "Xem 1 buổi đã rút" in text(page)
    assert listed(officer, "?rut=1") == [year[1]]
    assert "Nhầm tổ" in text(officer.get("/to/hoat-dong/?rut=1"))


@pytest.mark.parametrize(
    "query", ["?thang=2999-99", "?thang=\x00", "?ky-nang=9", "?to=²", "?trang=x"]
)
def test_what_an_address_says_wrongly_is_not_asked_for(officer, year, query):
    assert listed(officer, query) == year[:3]


def test_a_team_or_place_of_others_is_not_found(world, officer):
    assert officer.get(f"/to/hoat-dong/?to={world.foreign.team.pk}").status_code == 404
    assert officer.get(f"/to/hoat-dong/?dia-ban={world.foreign.area.pk}").status_code == 404


def test_the_page_of_a_team_counts_its_sessions_by_month(officer, team, year):
    page = officer.get(f"/to/{team.pk}/")
    assert sum(month.n for month in page.context["months"]) == 3
    assert f"Số buổi mỗi tháng, đến {said(today())}" in text(page)
