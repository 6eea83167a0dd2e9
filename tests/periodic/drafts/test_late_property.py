"""In any history: what a report says less what the one before said is what moved within, and what came late.

So of a commune, and of the province that adds up what its communes sent and takes the register of the rest. Nothing of
the drafts is used to say what they should say (`histories.py`).
"""

from datetime import timedelta

import pytest
import time_machine
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, seed, settings

from tests.households.counts.test_timeline_property import noon
from tests.periodic.drafts.hand import late, number
from tests.periodic.drafts.histories import ENDS, FLOWS, ROUNDS, START, STOCKS, History
from tests.proving import DAY, histories, sample_or_all

pytestmark = pytest.mark.slow

RULES = {
    "phases": [Phase.explicit, Phase.generate],
    "deadline": None,
    "derandomize": True,
    "suppress_health_check": [HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
}
# Played side by side where all of them are; of a sample there are others each day.
PARTS = range(sample_or_all(1, 4))


@pytest.mark.django_db
@pytest.mark.parametrize("part", PARTS)
def test_two_reports_differ_by_what_moved_and_what_came_late(db, part):
    with time_machine.travel(noon(START), tick=False) as clock:
        world = History()

        @seed(part if len(PARTS) > 1 else DAY)
        @settings(max_examples=histories(4, 250), **RULES)
        @given(rounds=ROUNDS)
        def play(rounds):
            with transaction.atomic():
                world.begin(clock)
                Reports(world).play(rounds)
                transaction.set_rollback(True)

        play()


class Reports:
    """The reports of one history, each held against the one before it as soon as it is sent."""

    def __init__(self, world):
        # By the unit and the last day: what it said last, and the knowledge that this rests on, by commune.
        self.world, self.last = world, {}

    def play(self, rounds):
        for ends_on, (steps, after, who, correction, summed_up) in zip(ENDS, rounds, strict=True):
            self.world.go(steps, ends_on + timedelta(after))
            if summed_up == "first":
                self.sum_up(ends_on)
            for at in who:
                self.report(self.world.towns[at], ends_on)
            again, fact = correction
            self.world.do(fact)
            for at in set(again) & set(who):
                self.report(self.world.towns[at], ends_on)
            if summed_up == "last":
                self.sum_up(ends_on)

    def report(self, town, ends_on):
        """A commune says what is known now, of that day and of the day of its report before."""
        content, knows = self.world.send(town, ends_on)
        rest = {town.pk: knows[town.pk]}
        self.check(town, ends_on, content, rest, rest)

    def sum_up(self, ends_on):
        """The province says what its communes said last, and of who has not sent what is known now.

        Of the day of its report before: what was known of it to who told of that day, too.
        """
        province, day = self.world.province, self.day_before(self.world.province, ends_on)
        content, knows = self.world.send(province, ends_on)
        rest, then = dict(knows), dict(knows)
        for town in self.world.towns:
            if (town.pk, ends_on) in self.last:
                rest |= self.last[town.pk, ends_on]
                if self.day_before(town, ends_on) == day:
                    then |= self.last[town.pk, ends_on]
        self.check(province, ends_on, content, rest, then)

    def day_before(self, area, ends_on):
        """Return the last day before of which a unit reported."""
        return max((day for pk, day in self.last if pk == area.pk and day < ends_on), default=None)

    def check(self, area, ends_on, content, rest, then):
        begins = self.world.periods[ends_on].begins_on
        day = self.day_before(area, ends_on)
        for key in (*STOCKS, *FLOWS):
            said = number(content, key) or 0
            if key in STOCKS:
                assert said == sum(one.stood(key, ends_on) for one in rest.values()), key
            else:
                assert said == sum(one.flow(key, begins, ends_on) for one in rest.values()), key
            if day:
                was = sum(one.stood(key, day) for one in self.last[area.pk, day].values())
                came_late = sum(one.stood(key, day) for one in then.values()) - was
                assert late(content, key) == came_late, key
        self.last[area.pk, ends_on] = rest
