"""The state of a village is said in one place, from sums as from figures."""

from datetime import date, timedelta

import pytest

from figures.figures import Figures
from rollup.models import VillageCount
from teams.models import VILLAGE_STATES, State, active_since
from teams.standing import state_of

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
