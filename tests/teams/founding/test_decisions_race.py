"""Many hands decide on the same teams at once: one leader, each decision once, right counts."""

import random
from contextlib import suppress
from datetime import date, timedelta

import pytest
from django.utils import timezone

from rollup.counts import wrong_rows
from teams.counts.rollup import TEAMS
from teams.founding import actions as founding_actions
from teams.models import Decision, Member, Team
from teams.register import actions as register_actions
from tests.factories import CommuneFactory, VillageFactory
from tests.households.counts.test_race import together
from tests.proving import sample_or_all

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
LEADER = Member.Role.LEADER
FOUNDED = date(2026, 1, 1)
TURNS = sample_or_all(6, 15)


@pytest.fixture
def teams():
    villages = VillageFactory.create_batch(3, parent=CommuneFactory())
    places = [(village, [{"full_name": "Lê Lan", "role": LEADER}]) for village in villages]
    founding_actions.found_teams(
        by=None, paper=founding_actions.Paper(FOUNDED, number="1"), places=places
    )
    return list(Team.unscoped.all())


def renewal(teams, number, day):
    """Return a decision that gives each of these teams another leader."""
    changes = [
        founding_actions.TeamChanges(
            team=team, joining=[{"full_name": f"Tổ {number}", "role": LEADER}]
        )
        for team in teams
    ]
    paper = founding_actions.Paper(day, number=number)
    return lambda: founding_actions.reconstitute(by=None, paper=paper, changes=changes)


def leaders(team):
    return team.members.filter(role=LEADER, left_on=None).count()


def test_the_same_page_sent_by_many_at_once_writes_one_decision(teams):
    def send(_number):
        with suppress(register_actions.Twice):
            renewal(teams, "77/QĐ", timezone.localdate())()
            return 1
        return 0

    assert sum(together(send)) == 1
    assert Decision.unscoped.filter(kind="reconstitute").count() == 1
    assert [leaders(team) for team in teams] == [1, 1, 1]


def test_one_leads_however_many_decide(teams):
    def work(number):
        dice = random.Random(number)
        for turn in range(TURNS):
            some = dice.sample(teams, 2)
            day = timezone.localdate() - timedelta(dice.randrange(5))
            with suppress(register_actions.OutOfOrder):
                renewal(some, f"{number}-{turn}", day)()

    together(work)
    assert [leaders(team) for team in teams] == [1, 1, 1]
    for team in teams:
        assert team.tenures.filter(role=LEADER, valid_to=None).count() == 1
    assert wrong_rows(of=[TEAMS])[1] == []


def test_a_team_ends_once_however_many_end_it(teams):
    def end(number):
        paper = founding_actions.Paper(timezone.localdate(), number=f"{number}/QĐ")
        return founding_actions.dissolve_teams(by=None, paper=paper, teams=teams)

    decisions = [decision for decision in together(end) if decision]
    assert len(decisions) == 1
    assert Decision.unscoped.filter(kind="dissolve").count() == 1
    assert wrong_rows(of=[TEAMS])[1] == []
