"""Whatever happens in the communes of a province, in whatever order, board and weeks say what a count by hand gives."""

import random
from collections import Counter
from datetime import UTC, datetime, timedelta
from itertools import zip_longest

import pytest
import time_machine
from django.utils import timezone

from accounts.models import User
from accounts.roles import Role
from areas.actions import add_village
from areas.kinds import Kind
from areas.models import Area
from figures.adoption import Step
from households.declarations.actions import NeedsReason, declare_complete, undo_complete
from households.lifecycle.actions.life import come_back, move_within
from households.models import Completion, Household
from households.register import actions as register_actions
from reports.rollout.actions import keep_steps
from reports.rollout.queries.board import rows_of
from reports.rollout.queries.weeks import WEEKS, weeks_of
from rollup.counts import lock
from tests.factories import (
    CommuneFactory,
    CountryFactory,
    DistrictFactory,
    ProvinceFactory,
    UserFactory,
)
from tests.reports.rollout.recount import STEPS, by_hand, differences

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


class Province:
    """A province with communes in a district and beside it, in which things happen by chance."""

    def __init__(self, seed):
        self.rng = random.Random(seed)
        self.country = CountryFactory()
        self.province = ProvinceFactory(parent=self.country)
        above = DistrictFactory(parent=self.province), self.province
        self.communes = [CommuneFactory(parent=above[n % 2]) for n in range(6)]
        lock(self.communes)

    def happen(self):
        people, places = (self.invite, self.arrive, self.stop), (self.village, self.household)
        homes = (self.household, self.leave, self.back, self.move, self.complete, self.complete)
        self.rng.choice([*people, *places, *homes, self.list_complete, self.undo])()

    def one_of(self, rows):
        found = list(rows.order_by("pk"))
        return self.rng.choice(found) if found else None

    @property
    def villages(self):
        return Area.unscoped.villages().filter(closed_on=None)

    def invite(self):
        role = self.rng.choice([Role.OFFICER, Role.OFFICER, Role.COMMITTEE])
        UserFactory(area=self.rng.choice(self.communes), role=role, last_login=None)

    def arrive(self):
        if one := self.one_of(User.unscoped.filter(is_active=True)):
            User.unscoped.filter(pk=one.pk).update(last_login=timezone.now())

    def stop(self):
        if one := self.one_of(User.unscoped.filter(is_active=True)):
            User.unscoped.filter(pk=one.pk).update(is_active=False, stopped_at=timezone.now())

    def village(self):
        name = f"Số {self.rng.random()}"
        add_village(by=None, commune=self.rng.choice(self.communes), kind=Kind.THON, name=name)

    def household(self):
        if village := self.one_of(self.villages):
            register_actions.add_household(by=None, village=village, head_name="Lê Lan")

    def leave(self):
        if home := self.one_of(Household.unscoped.filter(closed_on=None)):
            register_actions.set_status(by=None, household=home, status="moved_away", agreed=True)

    def back(self):
        if home := self.one_of(Household.unscoped.filter(status="moved_away")):
            come_back(by=None, household=home)

    def move(self):
        home = self.one_of(Household.unscoped.filter(closed_on=None))
        near = home and self.one_of(self.villages.filter(commune=home.village.commune_id))
        if near:
            move_within(by=None, household=home, village=near)

    def complete(self):
        if village := self.one_of(self.villages):
            self.say_complete(village)

    def list_complete(self):
        self.say_complete(self.rng.choice(self.communes))

    def say_complete(self, place):
        if not Completion.unscoped.standing().filter(area=place).exists():
            try:
                declare_complete(by=None, area=place)
            except NeedsReason:
                declare_complete(by=None, area=place, reason="Đã đi từng nhà")
            except ValueError:
                return

    def undo(self):
        if act := self.one_of(Completion.unscoped.standing()):
            undo_complete(by=None, completion=act, on=timezone.localdate())


def played(seed, events, each):
    """Let so many things happen; return what was wrong after each few of them, and the steps that were seen."""
    place, wrong, seen = Province(seed), [], set()
    for n in range(1, events + 1):
        place.happen()
        if n % each == 0:
            wrong += differences(place.province)
            seen |= {row.step for row in rows_of(place.province)}
    return place, wrong, seen


@pytest.mark.engines
def test_after_any_events_the_board_is_what_a_count_by_hand_gives():
    _place, wrong, seen = played(seed=3, events=60, each=20)
    assert wrong == []
    assert len(seen) >= 4


@pytest.mark.long
@pytest.mark.parametrize("seed", range(3))
def test_after_five_hundred_events_the_board_is_what_a_count_by_hand_gives(seed):
    _place, wrong, seen = played(seed=seed, events=500, each=10)
    assert wrong == []
    assert len(seen) >= 5


def nights(seed, weeks):
    """Let things happen day by day, most nights kept; return where the weeks say something else than notes by hand."""
    place, noted, wrong = Province(seed), {}, []
    first = datetime(2026, 6, 1, 22, tzinfo=UTC)
    for n in range(7 * weeks):
        with time_machine.travel(first + timedelta(days=n), tick=False):
            day = timezone.localdate()
            for _ in range(place.rng.choice([0, 1, 2])):
                place.happen()
            if n == 3 * weeks:
                place.communes.append(CommuneFactory(parent=place.province))
                lock(place.communes[-1:])
            # Of one night in eight nobody keeps anything: the server was away.
            if place.rng.random() > 1 / 8:
                noted[day] = by_hand(open_communes(place.province))[1]
                keep_steps(by=None, today=day)
            if n % 5 == 0:
                wrong += week_differences(place.province, noted, day)
    return noted, wrong


def open_communes(province):
    return list(Area.unscoped.filter(level=3, path__startswith=province.path, closed_on=None))


def week_differences(province, noted, day):
    """Compare the weeks that are shown on a day with what was noted on their Mondays."""
    steps = Counter(by_hand(open_communes(province))[1].values())
    now = {step: steps[STEPS[step]] for step in Step}
    mondays = [day - timedelta(days=day.weekday() + 7 * n) for n in range(WEEKS)]
    mine = [(day, now, 0)]
    for monday in mondays:
        if kept := Counter(noted.get(monday, {}).values()):
            said = {step: kept[STEPS[step]] for step in Step}
            mine.append((monday - timedelta(days=1), said, sum(now.values()) - kept.total()))
    shown = [(week.day, dict(week.steps), week.unknown) for week in weeks_of(province, now, day)]
    return [(day, one, two) for one, two in zip_longest(shown, mine) if one != two]


def test_the_weeks_are_what_was_noted_by_hand_night_by_night():
    noted, wrong = nights(seed=5, weeks=3)
    assert wrong == []
    assert len(noted) > 14


@pytest.mark.long
@pytest.mark.parametrize("seed", range(4))
def test_the_weeks_of_half_a_year_are_what_was_noted_by_hand(seed):
    noted, wrong = nights(seed, weeks=26)
    assert wrong == []
    assert 130 < len(noted) < 182
