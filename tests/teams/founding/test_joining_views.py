"""The page on which the teams of one village become one."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from rollup.models import VillageCount
from teams.founding.actions import found_team
from teams.models import Decision, Member, Team
from tests.pages import signed_in
from tests.world import FOUNDED

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(world):
    return signed_in(world.own.officer)


def found(world, *names):
    people = [
        {"full_name": name, "role": "member" if n else "leader"} for n, name in enumerate(names)
    ]
    return found_team(by=world.own.officer, area=world.own.village, on=FOUNDED, members=people)


@pytest.fixture
def teams(world):
    return [world.own.team, found(world, "Trần Mới", "Trần Hai")]


@pytest.fixture
def address(world):
    return f"/to/thanh-mot-to/{world.own.village.pk}/"


def data_of(page, name, **said):
    """Return what the page sends when nothing is touched but the leader, and what is `said`."""
    form = page.context["form"]
    typed = {bound.html_name: bound.value() or "" for bound in form}
    return {**typed, "leader": key(name), **said}


def key(name):
    return Member.unscoped.get(full_name=name).pk


def test_two_presses_make_one_team_of_two(world, officer, teams, address, only_reads):
    with only_reads():
        page = officer.get(address)
    before = sum(team.members.serving().count() for team in teams)
    numbers = page.context["form"].numbers()
    assert (numbers.before, numbers.after, numbers.leaving) == (before, before, 0)
    data = data_of(page, "Trần Mới")
    answer = officer.post(address, data, follow=True)
    into = page.context["form"]["into"].value()
    assert answer.redirect_chain == [(f"/to/{into}/", 302)]
    assert f"{before} người ở 2 tổ, nay {before} người ở một tổ." in answer.content.decode()
    team = Team.unscoped.get(pk=into)
    assert [one.full_name for one in team.members.serving() if one.role == "leader"] == ["Trần Mới"]
    assert VillageCount.unscoped.get(area=world.own.village).teams == 1
    decision = Decision.unscoped.get(into=team)
    assert (decision.number, decision.signed_on) == ("", timezone.localdate())
    again = officer.post(address, data)
    assert "có một tổ" in again.content.decode()
    assert "nhập vào, giải thể" in officer.get(f"/to/quyet-dinh/{decision.pk}/").content.decode()


def test_the_list_and_the_days_work_lead_to_it(officer, teams, address):
    assert address in officer.get("/to/?tinh-trang=nhieu-to").content.decode()
    assert address in officer.get("/viec/").content.decode()


def test_who_does_not_go_on_is_counted_before_anything_is_written(officer, teams, address):
    page = officer.get(address)
    said = {f"m{key('Trần Hai')}": "leave", "xem": "1"}
    looked = officer.post(
        address, data_of(page, "Trần Mới", **said), headers={"HX-Request": "true"}
    )
    numbers = looked.context["form"].numbers()
    assert (numbers.before - numbers.after, numbers.leaving) == (1, 1)
    words = looked.content.decode()
    assert "1 người không ở lại" in words
    assert "<form" not in words
    whole = officer.post(address, data_of(page, "Trần Mới", **said))
    assert "<form" in whole.content.decode()
    assert not Decision.unscoped.filter(kind="reconstitute").exists()


@pytest.mark.parametrize(
    ("said", "field"),
    [
        (lambda: {"leader": ""}, "leader"),
        (lambda: {f"m{key('Trần Mới')}": "leave"}, "leader"),
        (lambda: {"signed_on": (FOUNDED - timedelta(1)).strftime("%d/%m/%Y")}, "signed_on"),
        (lambda: {"into": "0"}, "into"),
    ],
)
def test_what_is_missing_or_cannot_be_is_said_beside_its_field(
    officer, teams, address, said, field
):
    data = data_of(officer.get(address), "Trần Mới", **said())
    page = officer.post(address, data)
    assert list(page.context["form"].errors) == [field]
    assert not Decision.unscoped.filter(kind="reconstitute").exists()


def test_one_name_in_two_teams_is_asked(world, officer, teams, address):
    name = teams[0].members.serving().last().full_name
    Member.unscoped.filter(pk=key("Trần Hai")).update(full_name=name)
    page = officer.get(address)
    (field,) = page.context["form"].questions()
    assert page.context["form"].numbers().unsure == 1
    data = data_of(page, "Trần Mới")
    assert list(officer.post(address, data).context["form"].errors) == [field.name]
    officer.post(address, {**data, field.name: "one"})
    assert Member.unscoped.filter(full_name=name, left_on=None).count() == 1


def test_a_village_of_one_team_has_nothing_to_join(world, officer, address):
    assert "có một tổ" in officer.get(address).content.decode()
    other = world.own.villages[1]
    assert "chưa có tổ" in officer.get(f"/to/thanh-mot-to/{other.pk}/").content.decode()


def test_it_is_for_the_commune_alone(world, teams, address):
    found_team(by=world.foreign.officer, area=world.foreign.village, on=FOUNDED)
    assert (
        signed_in(world.own.officer)
        .get(f"/to/thanh-mot-to/{world.foreign.village.pk}/")
        .status_code
        == 404
    )
    for reader in (world.foreign.officer, world.own.member, world.reviewer):
        assert signed_in(reader).get(address).status_code in {403, 404}
        assert signed_in(reader).post(address).status_code in {403, 404}


def test_a_page_costs_the_same_however_many_people(world, officer, teams, address):
    def cost():
        with CaptureQueriesContext(
            connection,
        ) as seen:
            officer.get(address)
        return len(seen)

    officer.get(address)
    few = cost()
    found(world, "Võ Ba", "Võ Tư", "Võ Năm")
    assert cost() == few
