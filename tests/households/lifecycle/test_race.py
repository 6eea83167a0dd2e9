"""Many hands merge, split, move and survey the same few households at once: all still adds up."""

import random
from contextlib import suppress

import pytest
from django.db import connection

from households.counts.checks import wrong_standings
from households.counts.rollup import HOUSEHOLDS
from households.duplicates import actions as duplicates_actions
from households.lifecycle import actions as lifecycle_actions
from households.models import Assessment, Household, Regrouping, Resident
from households.register import actions as register_actions
from households.survey import actions as survey_actions
from rollup.counts import wrong_rows
from tests.factories import CommuneFactory, CountryFactory, LocalPlatformFactory, VillageFactory
from tests.households.counts.test_race import together
from tests.households.lifecycle.test_property import check_heads, check_movements
from tests.proving import sample_or_all

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
TURNS = sample_or_all(30, 60)
ALL, NO = [2, 2, 2, 2, 2], [0, 0, 0, 0, 0]
# What a person is told when another one was quicker.
TOLD = (register_actions.Refused, register_actions.Conflict, Resident.DoesNotExist)


@pytest.fixture
def villages():
    LocalPlatformFactory(area=CountryFactory())
    villages = VillageFactory.create_batch(2, parent=CommuneFactory())
    for number in range(8):
        household = register_actions.add_household(
            by=None,
            village=villages[number % 2],
            head_name="Lê Lan",
            results=[ALL, None][number % 2],
        )
        for name in ("Vũ An", "Lê Con"):
            register_actions.add_resident(by=None, household=household, full_name=name)
    return villages


class Hand:
    """One person who does whatever a household's life allows, on what he happens to see."""

    def __init__(self, number, villages):
        self.dice, self.villages, self.done = random.Random(number), villages, 0

    def work(self):
        try:
            for _ in range(TURNS):
                with suppress(*TOLD):
                    self.dice.choice(
                        [self.merge, self.split, self.move, self.assess, self.undo, self.withdraw]
                    )()
                    self.done += 1
        finally:
            connection.close()
        return self.done

    def one(self, model):
        return self.dice.choice(list(model.unscoped.order_by("pk")[:60]))

    def merge(self):
        duplicates_actions.merge(by=None, keep=self.one(Household), duplicate=self.one(Household))

    def split(self):
        household = self.one(Household)
        people = list(household.residents.living_here())
        lifecycle_actions.split(by=None, household=household, residents=people[1:2])

    def move(self):
        village = self.dice.choice(self.villages)
        lifecycle_actions.move_within(by=None, household=self.one(Household), village=village)

    def assess(self):
        results = self.dice.choice([ALL, NO])
        survey_actions.assess(by=None, resident=self.one(Resident), results=results)

    def undo(self):
        if Regrouping.unscoped.exists():
            lifecycle_actions.undo_regrouping(by=None, regrouping=self.one(Regrouping))

    def withdraw(self):
        survey_actions.withdraw(by=None, assessment=self.one(Assessment))


def test_what_many_do_to_a_few_households_at_once_adds_up(villages):
    done = together(lambda number: Hand(number, villages).work())
    assert sum(done) > 100
    assert Regrouping.unscoped.count() > 10
    assert wrong_rows(of=[HOUSEHOLDS])[1] == []
    assert wrong_standings()[1] == []
    check_movements(villages)
    check_heads()
