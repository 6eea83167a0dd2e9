"""A household is accepted, withdrawn and surveyed at the same moment: one comes of it, and all adds up on both sides."""

import random

import pytest
from django.db import connection

from accounts.roles import Role
from households.counts.checks import wrong_movements, wrong_standings
from households.counts.rollup import HOUSEHOLDS
from households.models import Household, Transfer
from households.register import actions as register_actions
from households.register.actions import Refused
from households.survey import actions as survey_actions
from households.transfer import actions
from rollup.counts import wrong_rows
from tests.factories import (
    CommuneFactory,
    CountryFactory,
    LocalPlatformFactory,
    UserFactory,
    VillageFactory,
)
from tests.households.counts.test_race import together

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
ROUNDS, HOMES = 6, 4
State = Transfer.State


@pytest.fixture
def sides():
    LocalPlatformFactory(area=CountryFactory())
    villages = [VillageFactory(parent=CommuneFactory()) for _ in range(2)]
    for village in villages:
        village.officer = UserFactory(area=village.commune, role=Role.OFFICER)
    for number in range(HOMES):
        register_actions.add_household(
            by=None, village=villages[number % 2], head_name=f"Lê {number}", results=[2] * 5
        )
    return villages


class Hand:
    """One of those who press at once; what each reads may be old by then."""

    def __init__(self, number, sides):
        self.dice, self.sides = random.Random(number), sides
        # As many of each, however few hands there are.
        self.act = [self.offer, self.accept, self.withdraw, self.survey, self.take_back][number % 5]

    def work(self):
        done = 0
        try:
            for _ in range(ROUNDS):
                try:
                    done += bool(self.act())
                except (Refused, IndexError):
                    continue
        finally:
            connection.close()
        return done

    def home(self):
        return self.dice.choice(list(Household.unscoped.select_related("village__commune")))

    def row(self, *states):
        rows = Transfer.unscoped.filter(state__in=states or State.values)
        return self.dice.choice(list(rows.select_related("to_commune", "household")))

    def offer(self):
        home = self.home()
        there = next(one for one in self.sides if one.commune_id != home.village.commune_id)
        return actions.offer(by=None, household=home, commune=there.commune)

    def accept(self):
        row = self.row()
        village = next(one for one in self.sides if one.commune_id == row.to_commune_id)
        return actions.accept(by=village.officer, transfer=row, village=village)

    def withdraw(self):
        return actions.withdraw(by=None, transfer=self.row())

    def take_back(self):
        return actions.take_back(by=None, transfer=self.row(State.ACCEPTED))

    def survey(self):
        person = self.home().residents.first()
        return survey_actions.assess(
            by=None, resident=person, results=self.dice.choice([[2] * 5, [0] * 5])
        )


def test_offered_accepted_withdrawn_and_surveyed_at_once_it_adds_up(sides):
    for home in Household.unscoped.select_related("village"):
        there = next(one for one in sides if one.pk != home.village_id)
        actions.offer(by=None, household=home, commune=there.commune)
    done = together(lambda number: Hand(number, sides).work())
    assert sum(done) > 10
    assert wrong_rows(of=[HOUSEHOLDS])[1] == []
    assert wrong_standings()[1] == []
    assert wrong_movements()[1] == []
    accepted = Transfer.unscoped.filter(state=State.ACCEPTED)
    assert accepted.exists()
    for row in Transfer.unscoped.filter(state=State.OFFERED).select_related("household__village"):
        assert row.household.village.commune_id != row.to_commune_id
    assert Household.unscoped.filter(village__in=sides).count() == HOMES
