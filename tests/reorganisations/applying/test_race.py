"""Villages are merged while others save: every save is in the old unit, gone along, or in the new one; none is lost."""

import random
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

import pytest
from django.db import connection

from areas.models import BEFORE_RECORDS, Area, Placement
from households.models import Household, Resident
from households.register import actions as register_actions
from households.survey import actions as survey_actions
from reorganisations.applying import actions
from reorganisations.models import State
from rollup.counts import wrong_rows
from tests.factories import (
    CommuneFactory,
    CountryFactory,
    LocalPlatformFactory,
    UserFactory,
    VillageFactory,
)
from tests.reorganisations.plays import carried, merged
from web.scope import UnitEnded

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
SAVES, HANDS, ALL = 40, 4, [2, 2, 2, 2, 2]


def together(*works):
    """Do all of it at once; return what each gave back."""
    start = threading.Barrier(len(works))

    def run(work):
        start.wait(timeout=30)
        try:
            return work()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(works)) as pool:
        futures = [pool.submit(run, work) for work in works]
        return [future.result(timeout=600) for future in futures]


@pytest.fixture
def villages():
    LocalPlatformFactory(area=CountryFactory())
    villages = VillageFactory.create_batch(3, parent=CommuneFactory())
    Placement.unscoped.bulk_create([Placement.of(one, BEFORE_RECORDS) for one in villages])
    for n in range(12):
        register_actions.add_household(by=None, village=villages[n % 3], head_name="Lê Lan")
    return villages


class Hand:
    """Somebody who goes on entering in the villages that they know, whatever becomes of them."""

    def __init__(self, number, villages, begun):
        self.dice, self.villages, self.begun = random.Random(number), villages, begun
        self.entered, self.told = 0, 0

    def work(self):
        for _ in range(SAVES):
            with suppress(register_actions.Conflict):
                self.survey()
            try:
                village = self.dice.choice(self.villages)
                register_actions.add_household(by=None, village=village, head_name="Vũ An")
                self.entered += 1
                self.begun.set()
            except UnitEnded:
                self.told += 1
        return self.entered, self.told

    def survey(self):
        rows = Resident.unscoped.select_related("household__village__commune").order_by("pk")
        survey_actions.assess(by=None, resident=self.dice.choice(list(rows[:12])), results=ALL)


def merge(villages, begun):
    """Merge the villages in the middle of all that."""
    begun.wait(10)
    decision = merged(villages[0].commune, villages, by=None)
    return carried(decision, proposer=UserFactory(), approver=UserFactory())


def test_saves_go_on_and_none_is_left_in_an_ended_village(villages):
    begun = threading.Event()
    hands = [Hand(number, villages, begun) for number in range(HANDS)]
    decision, *done = together(lambda: merge(villages, begun), *(hand.work for hand in hands))
    decision.refresh_from_db()
    entered, told = (sum(numbers) for numbers in zip(*done, strict=True))
    assert decision.state == State.APPLIED
    assert (entered > 0, told > 0) == (True, True)
    new = Area.unscoped.villages().get(commune=villages[0].commune, closed_on=None)
    assert set(Household.unscoped.values_list("village", flat=True)) == {new.pk}
    assert Household.unscoped.count() == 12 + entered
    assert wrong_rows()[1] == []


def test_two_who_carry_it_out_at_once_do_it_once(villages):
    decision = merged(villages[0].commune, villages, by=None)
    carried(decision, proposer=UserFactory(), approver=UserFactory())
    user = UserFactory()

    def undo():
        actions.undo(by=user, reorganisation=decision)

    together(undo, undo)
    decision.refresh_from_db()
    assert decision.state == State.UNDONE
    open_ones = Area.unscoped.villages().filter(closed_on=None)
    assert {one.pk for one in open_ones} == {one.pk for one in villages}
    assert wrong_rows()[1] == []
