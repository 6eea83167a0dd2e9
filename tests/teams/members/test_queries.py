"""One person in two teams, and teams of another size: said on the team and in the list, never refused."""

import re
from datetime import date

import pytest
from django.utils import timezone

from accounts.roles import Role
from areas.models import Area
from teams.founding.actions import dissolve_team
from teams.members.actions import join, leave
from teams.members.queries import Also, around, shared_people
from teams.models import Team
from tests.factories import CommuneFactory, MemberFactory, TeamFactory, VillageFactory
from tests.pages import signed_in
from tests.world import FOUNDED, Words

pytestmark = pytest.mark.django_db


@pytest.fixture
def commune():
    return CommuneFactory()


def team_in(commune):
    return TeamFactory(area=VillageFactory(parent=commune))


def person(team, name="Lê Lan", **known):
    return MemberFactory(team=team, full_name=name, **known)


def found(commune):
    return shared_people(around(commune))


def test_one_person_in_two_teams_is_found_in_both(commune):
    one, other = team_in(commune), team_in(commune)
    person(one, "LÊ  Lan", birth_year=1990)
    person(other, birth_year=1990)
    assert found(commune) == {
        one.pk: [Also("LÊ Lan", other.pk, sure=True)],
        other.pk: [Also("Lê Lan", one.pk, sure=True)],
    }


def test_where_only_the_name_says_so_it_is_not_sure(commune):
    one, other = team_in(commune), team_in(commune)
    person(one, birth_year=1990)
    person(other)
    assert [also.sure for also in found(commune)[one.pk]] == [False]


def test_each_two_are_compared_on_their_own(commune):
    one, other, third = (team_in(commune) for _ in range(3))
    for team, year in ((one, None), (other, 1990), (third, 1990)):
        person(team, birth_year=year)
    assert [also.sure for also in found(commune)[one.pk]] == [False, False]
    assert [(also.team, also.sure) for also in found(commune)[third.pk]] == [
        (one.pk, False),
        (other.pk, True),
    ]


@pytest.mark.parametrize(
    ("mine", "theirs"),
    [
        ({"birth_year": 1990}, {"birth_year": 1991}),
        ({"phone": "0257 1"}, {"phone": "0257 2"}),
        ({}, {"full_name": "Lê Làn"}),
        ({}, {"left_on": date(2026, 6, 1)}),
    ],
)
def test_another_person_or_one_who_left_is_not(commune, mine, theirs):
    MemberFactory(team=team_in(commune), **{"full_name": "Lê Lan", **mine})
    MemberFactory(team=team_in(commune), **{"full_name": "Lê Lan", **theirs})
    assert found(commune) == {}


def test_a_dissolved_team_another_commune_and_one_team_say_nothing(commune):
    team, over = team_in(commune), team_in(commune)
    Team.unscoped.filter(pk=over.pk).update(dissolved_on=date(2026, 6, 1))
    elsewhere = team_in(CommuneFactory(parent=commune.parent))
    for one in (team, team, over, elsewhere):
        person(one)
    assert shared_people(around(commune.parent)) == {}


def test_the_team_of_the_commune_is_compared_with_those_of_villages(commune):
    own, other = TeamFactory(area=commune), team_in(commune)
    person(own)
    person(other)
    assert set(found(commune)) == set(found(other.area)) == {own.pk, other.pk}


def test_one_query_whatever_it_finds(commune, django_assert_num_queries):
    for _ in range(3):
        person(team_in(commune))
    with django_assert_num_queries(1):
        assert len(found(commune)) == 3


# Pages


@pytest.fixture
def other(world):
    """A second team of the commune; its leader bears the first one's name."""
    return world.found(world.own.officer, world.own.villages[1], Words(""))


def page(user, team):
    return signed_in(user).get(f"/to/{team.pk}/").context["warnings"]


def listed(user, query):
    rows = signed_in(user).get(f"/to/?{query}").context["rows"]
    return [row.village.name for row, _step in rows]


def test_the_team_says_who_is_in_another_too(world, other):
    said = page(world.own.officer, world.own.team)
    assert "Tổ Trưởng trùng họ tên với thành viên tổ công nghệ số thôn Của Ta 02." in said[-2]
    for team in (world.own.team, other):
        join(
            by=world.own.officer, team=team, full_name="A", joined_on=FOUNDED, phone="0257 300 0001"
        )
    said = page(world.own.officer, other)
    assert "A cũng là thành viên tổ công nghệ số thôn Của Ta 01." in said


def test_a_team_that_the_reader_may_not_see_is_not_named(world, other):
    here = world.person("chi-mot-thon", Role.MEMBER, world.own.village)
    said = page(here, world.own.team)
    assert any("trùng họ tên với thành viên một tổ khác." in line for line in said)
    assert "Của Ta 02" not in signed_in(here).get(f"/to/{world.own.team.pk}/").content.decode()


def test_a_dissolved_team_says_nothing_of_its_people(world, other):
    dissolve_team(by=world.own.officer, team=other, on=FOUNDED, number="2/QĐ")
    assert page(world.own.officer, other) == []


def test_a_team_of_another_size_says_so(world, settings):
    team = world.own.team
    settings.TEAM_MIN_MEMBERS, settings.TEAM_MAX_MEMBERS = 2, 2
    assert page(world.own.officer, team) == []
    settings.TEAM_MIN_MEMBERS, settings.TEAM_MAX_MEMBERS = 3, 10
    assert page(world.own.officer, team) == ["Tổ có 2 người. Nên từ 3 đến 10 người."]
    assert listed(world.own.officer, "tinh-trang=it-dong") == ["Của Ta 01"]
    settings.TEAM_MIN_MEMBERS, settings.TEAM_MAX_MEMBERS = 1, 1
    assert page(world.own.officer, team) == ["Tổ có 2 người. Nên từ 1 đến 1 người."]
    settings.TEAM_MAX_MEMBERS = 2
    assert listed(world.own.officer, "tinh-trang=it-dong") == []


def test_the_list_keeps_and_marks_the_villages_concerned(world, other):
    officer = world.own.officer
    assert listed(officer, "tinh-trang=hai-to") == ["Của Ta 01", "Của Ta 02"]
    assert "trùng họ tên với thành viên tổ khác" in signed_in(officer).get("/to/").content.decode()
    dissolve_team(by=officer, team=other, on=FOUNDED, number="2/QĐ")
    assert listed(officer, "tinh-trang=hai-to") == []
    assert (
        "trùng họ tên với thành viên tổ khác" not in signed_in(officer).get("/to/").content.decode()
    )


def test_the_country_is_not_asked_about_people(world, other):
    every = Area.unscoped.villages().count()
    assert len(listed(world.root, "tinh-trang=hai-to")) == every
    assert "hai-to" not in signed_in(world.root).get("/to/").content.decode()


def said_of(client, address):
    """Return a page without its links to how figures are made: those name every word."""
    page = client.get(address).content.decode()
    return re.sub(r'<a [^>]*href="/cach-tinh/[^>]*>[^<]*</a>', "", page)


def test_only_a_team_with_a_leader_and_the_least_number_of_people_has_enough(world, settings):
    """A leader alone is no full team: the state says that there is a leader, and no more."""
    client, team = signed_in(world.own.officer), world.own.team
    settings.TEAM_MIN_MEMBERS = 3
    assert "Đủ số người" not in said_of(client, f"/to/{team.pk}/")
    settings.TEAM_MIN_MEMBERS = 2
    assert "Đủ số người" in said_of(client, f"/to/{team.pk}/")
    leave(by=world.own.officer, member=team.members.get(role="leader"), on=timezone.localdate())
    settings.TEAM_MIN_MEMBERS = 1
    assert "Đủ số người" not in said_of(client, f"/to/{team.pk}/")
