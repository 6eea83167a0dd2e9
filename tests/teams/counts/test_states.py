"""The state of a village is said in one place, from sums as from figures."""

from collections import Counter
from datetime import date, timedelta

import pytest
from django.utils import timezone

from areas.actions import recount_villages
from areas.models import Area
from figures.figures import Figures
from rollup.counts import wrong_rows
from rollup.models import CommuneCount, VillageCount, active_since
from teams.counts.states import state_of, steps_of
from teams.models import VILLAGE_STATES, State, in_each
from teams.roster.queries import in_state
from tests.factories import CommuneFactory, VillageCountFactory, VillageFactory

DAY = date(2026, 11, 3)
STEPS = [(0, 0, 0), (2, 0, 0), (2, 1, 0), (2, 1, 1)]


@pytest.mark.parametrize(("steps", "state"), list(zip(STEPS, VILLAGE_STATES, strict=True)))
def test_each_step_is_a_state_further(steps, state):
    teams, led, active = steps
    assert State.of(teams=teams, led=led, active=active) == state
    assert Figures(1, int(teams > 0), led, active).state == state


@pytest.mark.parametrize(("days", "state"), [(0, State.ACTIVE), (-1, State.LED), (None, State.LED)])
def test_a_village_is_active_while_its_last_session_is_recent(days, state):
    last = None if days is None else active_since(DAY) + timedelta(days)
    assert state_of(VillageCount(teams=1, led=1, last_active_on=last), DAY) == state


def test_a_session_of_a_later_day_makes_no_team_active():
    row = VillageCount(teams=1, led=1, last_active_on=DAY + timedelta(1))
    assert state_of(row, DAY) == State.LED


@pytest.mark.django_db
def test_the_list_the_steps_and_the_row_of_a_village_say_the_same(world):
    """A village for each state, and one whose only session is of a day to come."""
    commune, day = CommuneFactory(), timezone.localdate()
    last = [None, None, active_since(day) - timedelta(1), active_since(day), day + timedelta(1)]
    for teams, led, held in zip((0, 1, 1, 1, 1), (0, 0, 1, 1, 1), last, strict=True):
        village = VillageFactory(parent=commune)
        VillageCountFactory(area=village, teams=teams, led=led, last_active_on=held)
    recount_villages(commune)
    villages = Area.unscoped.villages().filter(commune=commune)
    rows = VillageCount.unscoped.filter(commune=commune)
    by_row = Counter(state_of(row, day) for row in rows)
    words = ("none", "tren-giay", "co-to-truong", "hoat-dong")
    listed = [in_state(world.root, villages, word).count() for word in words]
    steps = steps_of(commune, day)
    assert [n for _, n, _ in steps] == listed == [by_row[state] for state in VILLAGE_STATES]
    assert listed == [1, 1, 2, 1]
    assert {of for _, _, of in steps} == {5}
    assert CommuneCount.unscoped.get(pk=commune.pk).active == 1
    assert [
        line for line in wrong_rows()[1] if line.startswith(f"CommuneCount {commune.pk}:")
    ] == []


@pytest.mark.parametrize(
    ("reached", "in_them"),
    [((5, 4, 3, 1), [1, 1, 2, 1]), ((0, 0, 0, 0), [0, 0, 0, 0]), ((3, 4, 4, 0), [0, 0, 4, 0])],
)
def test_each_village_is_in_the_furthest_state_it_has_reached(reached, in_them):
    """A closed village may still have a team: it is never counted as one without."""
    assert in_each(*reached) == in_them
