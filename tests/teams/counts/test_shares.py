"""Who the people of teams are: n of N, and nobody counted as what is not known of him."""

from datetime import date

import pytest

from teams.counts.shares import tally
from teams.members import actions
from teams.models import Member
from tests.factories import MemberFactory, TeamFactory
from tests.pages import signed_in

pytestmark = pytest.mark.django_db
DAY = date(2026, 7, 1)


@pytest.fixture
def team():
    return TeamFactory()


def counted(team):
    return tally(Member.unscoped.filter(team=team).serving(), DAY).people


def parts(people):
    return {str(part.label): part[1:] for part in people.parts}


def test_each_kind_is_counted_and_the_unknown_apart(team, settings, django_assert_num_queries):
    settings.TEAM_YOUTH_MAX_AGE = 35
    MemberFactory(team=team, sex="f", birth_year=1991, organisation="police")
    MemberFactory(team=team, sex="m", birth_year=1990)
    MemberFactory(team=team)
    with django_assert_num_queries(1):
        people = counted(team)
    assert parts(people) == {
        "Nữ": (1, 3, 1),
        "Từ 35 tuổi trở xuống": (1, 3, 1),
        "Công an": (1, 3, 0),
        "Đã tập huấn": (0, 3, 0),
    }


def test_a_team_of_nobody_has_no_share(team):
    assert set(counted(team)) == {0}


def test_the_trained_are_those_of_the_training_room(world):
    assert counted(world.own.team).share_trained == (1, 2)


def test_the_page_of_a_team_says_its_shares(world):
    officer, member = world.own.officer, world.own.team.members.first()
    actions.change_member(by=officer, member=member, sex="f")
    text = signed_in(officer).get(f"/to/{world.own.team.pk}/").content.decode()
    assert "<b>1</b>/2" in text
    assert "1 người chưa rõ" in text
    assert "2 người chưa rõ" in text
