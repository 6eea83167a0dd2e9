"""Many hands log, correct, withdraw and bring back the sessions of one team at once."""

import random
from contextlib import suppress
from datetime import date, timedelta

import pytest
from django.utils import timezone

from rollup.counts import wrong_rows
from teams.activities import actions
from teams.counts.rollup import TEAMS
from teams.models import Activity, Team
from tests.factories import MemberFactory, TeamFactory, VillageFactory
from tests.households.counts.test_race import together
from tests.proving import sample_or_all
from web.once import Outdated

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
TURNS = sample_or_all(15, 40)


class Hand:
    """One person who writes about the team's sessions, on what he happens to see."""

    def __init__(self, number, team):
        self.dice, self.team, self.corrected = random.Random(number), team, 0

    def work(self):
        for _ in range(TURNS):
            self.dice.choice([self.log, self.correct, self.withdraw, self.restore])()
        return self.corrected

    def day(self):
        return timezone.localdate() - timedelta(days=self.dice.randrange(200))

    def one(self):
        return self.dice.choice(list(Activity.unscoped.order_by("pk")[:5]))

    def log(self):
        actions.log_activity(by=None, team=self.team, held_on=self.day(), payment=True)

    def correct(self):
        seen, people = self.one(), self.dice.randrange(10**6)
        with suppress(Outdated):
            actions.change_activity(
                by=None, activity=seen, version=seen.version, people=people, held_on=self.day()
            )
            self.corrected += 1

    def withdraw(self):
        actions.withdraw_activity(by=None, activity=self.one(), why="Nhầm")

    def restore(self):
        actions.restore_activity(by=None, activity=self.one())


def test_what_the_team_says_of_itself_is_what_its_sessions_say():
    village = VillageFactory()
    team = TeamFactory(area=village, founded_on=date(2026, 1, 1))
    MemberFactory(team=team, role="leader")
    actions.log_activity(by=None, team=team, held_on=timezone.localdate(), payment=True)
    corrected = together(lambda number: Hand(number, team).work())
    held = Activity.unscoped.held().order_by("-held_on").first()
    assert Team.unscoped.get().last_active_on == (held and held.held_on)
    assert wrong_rows(of=[TEAMS])[1] == []
    assert sum(corrected) > 0


def test_of_many_corrections_of_one_session_the_first_is_kept_and_the_others_are_told():
    team = TeamFactory(area=VillageFactory())
    session = actions.log_activity(by=None, team=team, held_on=timezone.localdate(), payment=True)

    def correct(number):
        try:
            actions.change_activity(by=None, activity=session, version=1, people=number)
        except Outdated:
            return None
        return number

    stored = [people for people in together(correct) if people is not None]
    assert [Activity.unscoped.get().people] == stored
