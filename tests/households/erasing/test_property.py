"""Whoever is erased, whenever: every figure of every day is what it was, and what is recorded later counts as before."""

from datetime import timedelta

import pytest
import time_machine
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings, strategies as st

from areas.actions import recount_villages
from areas.kinds import Level
from areas.models import Area
from figures.as_of import parts_on
from figures.snapshots import row_of
from households.counts.checks import wrong_movements, wrong_standings
from households.erasing.actions import erase_household, erase_resident
from households.lifecycle import actions as lifecycle_actions
from households.models import Household, Movement, Resident
from households.register.queries import duplicates
from tests.factories import today as now
from tests.households.counts.test_timeline_property import (
    AGO,
    ANY,
    STEP,
    Lives,
    by_hand,
    by_movements,
    noon,
)
from tests.proving import histories

pytestmark = pytest.mark.slow
# Of every decade, and on both sides of each age that counts.
YEAR = st.integers(1930, now().year - 10)
ERASE = st.one_of(st.tuples(st.just("erase_person"), ANY), st.tuples(st.just("erase_home"), ANY))
STEPS = st.one_of(*[STEP] * 3, st.tuples(st.just("born"), ANY, YEAR), ERASE)


class Forgotten(Lives):
    """Lives in which people are erased; what is said of days before and after is compared."""

    def erase_person(self, number):
        self.check(lambda: erase_resident(by=None, resident=self.pick(Resident, number)))

    def erase_home(self, number):
        self.check(lambda: erase_household(by=None, household=self.pick(Household, number)))

    def check(self, erase):
        before = self.said()
        erase()
        assert self.said() == before

    def said(self):
        """Return what movements, facts and figures say of the days that are asked about."""
        country, found = Area.unscoped.get(level=Level.COUNTRY), [Movement.unscoped.count()]
        for ago in self.asked:
            day = self.today - timedelta(ago)
            parts = parts_on(country, day, "area_id")
            found += [by_movements(self, day), by_hand(self, day)]
            found.append({key: row_of(one) for key, one in parts.items()})
        return found


@pytest.mark.by_turns(2)
@pytest.mark.django_db
@settings(
    max_examples=histories(6, 600),
    phases=[Phase.explicit, Phase.generate],
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    steps=st.lists(STEPS, min_size=4, max_size=12),
    last=ERASE,
    days=st.lists(st.one_of(AGO, st.integers(0, 800)), min_size=3, max_size=3),
)
def test_who_is_erased_counts_on_every_day_as_before(db, steps, last, days):
    with (
        pytest.MonkeyPatch.context() as patch,
        transaction.atomic(),
        time_machine.travel(noon(now()), tick=False) as clock,
    ):
        # Everybody here has one of two names: whoever comes is not asked whether they were erased.
        patch.setattr(duplicates, "hashes_of", lambda *asked: [])
        world = Forgotten()
        world.clock, world.asked = clock, [0, *days]
        for commune in Area.unscoped.communes():
            recount_villages(commune)
        for name, *arguments in [*steps, last]:
            getattr(world, name)(*arguments)
        lifecycle_actions.come_of_age(day=world.today)
        assert wrong_standings()[1] == wrong_movements()[1] == []
        for ago in world.asked:
            day = world.day(ago)
            assert by_movements(world, day) == by_hand(world, day), f"{ago} days ago"
        transaction.set_rollback(True)
