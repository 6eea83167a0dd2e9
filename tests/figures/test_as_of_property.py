"""The figures of any past day say what the facts say of it, early or late, and as they were known then."""

from datetime import date, datetime, timedelta

import pytest
import time_machine
from django.db import transaction
from django.test.utils import override_settings
from django.utils import timezone
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from areas.actions import add_village
from areas.kinds import Kind, Level
from areas.models import Area
from figures.as_of import as_of, as_of_one, parts_on
from figures.figures import Figures, total
from figures.indicators import INDICATORS
from figures.snapshots import Parents, Then, row_of
from households import actions
from households.counts import SUMS
from households.models import Completion, Confirmation, Declaration, Household
from teams import actions as teams
from teams.models import Activity, Member, Team
from tests.examples import enough
from tests.factories import VillageFactory
from tests.households import test_timeline_property as homes
from tests.teams import test_life_property as life

START = date(2026, 2, 20)
OLD_DAYS = 60
ANY = homes.ANY
# How many days pass before a step is taken.
GAP = st.sampled_from([0, 0, 1, 3, 10, 30])
AGO = st.integers(0, 90)
RULES = {
    # A history of months is long to try again; what differs is said as it is found.
    "phases": [Phase.explicit, Phase.generate],
    "deadline": None,
    "derandomize": True,
    "suppress_health_check": [HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
}


def noon(day):
    return timezone.make_aware(datetime.combine(day, datetime.min.time())) + timedelta(hours=12)


class Clock:
    """Days that go by; what figures of past days said on each of them is kept."""

    def __init__(self, clock, world, asked):
        self.clock, self.world, self.day, self.asked = clock, world, START, asked
        self.said = {}

    def do(self, gap, name, arguments, do):
        self.day += timedelta(gap)
        self.clock.move_to(noon(self.day))
        self.world.today = self.day
        do(name, *arguments)
        country = Area.unscoped.get(level=Level.COUNTRY)
        self.said[self.day] = {
            ago: rows_of(country, self.day - timedelta(ago)) for ago in self.asked
        }

    def check_what_was_known(self):
        """On each day it was said what is now said to have been known on it."""
        country = Area.unscoped.get(level=Level.COUNTRY)
        for day, said in self.said.items():
            for ago, rows in said.items():
                assert rows_of(country, day - timedelta(ago), day) == rows, (day, ago)


def rows_of(country, day, known_on=None):
    """Return the figures of every village and commune, without `old`, which cannot be known again."""
    found = {}
    for level in (Level.VILLAGE, Level.COMMUNE):
        some = as_of(country, level, day, known_on, old=False)
        found |= {pk: row_of(one) for pk, one in some.items() if any(row_of(one).values())}
    return found


def check_units_add_up(day):
    """The units below, and what no village explains, are the unit above; a late snapshot says the same."""
    country = Area.unscoped.get(level=Level.COUNTRY)
    for area in Area.unscoped.filter(level__lt=Level.VILLAGE, closed_on=None):
        below = {Level.COUNTRY: "province_id", Level.PROVINCE: "commune_id"}
        columns = below.get(Level(area.level), "area_id")
        parts = parts_on(area, day, columns)
        whole = as_of_one(area, day)
        assert row_of(total(parts.values())) == row_of(whole)
        for indicator in INDICATORS:
            rates = [indicator.rate(part) for part in parts.values()]
            assert sum(one.of for one in rates) == indicator.rate(whole).of, indicator.key
    then, every = Then(day, Parents()), {}
    every |= dict(then.villages())
    then.add_up(country)
    every |= then.above
    for level in Level:
        units = as_of(country, level, day)
        for area in Area.unscoped.filter(level=level):
            kept = row_of(every.get(area.pk) or Figures())
            assert kept == row_of(units.get(area.pk) or Figures()), (area, day)


# Households, what was declared of them, and registers that are complete


class Registers(homes.Lives):
    """Two villages of one commune; they and the commune declare, and say that a register is complete."""

    def __init__(self):
        super().__init__()
        self.commune = self.villages[0].commune
        self.given = [*self.villages, self.commune]
        Area.unscoped.filter(level=Level.VILLAGE).update(opened_on=START - timedelta(150))

    def move(self, number, ago):
        """Move a household; on days on which it was away it stays away."""
        household = self.pick(Household, number, closed_on=None)
        if household is None:
            return
        day = max(self.day(ago), household.opened_on)
        village = next(one for one in self.villages if one.pk != household.village_id)
        actions.move_within(by=None, household=household, village=village, on=day)
        log, was = self.places[household.pk], self.place(household.pk, day)
        for later in [one for one in log if one >= day and log[one]]:
            log[later] = village.pk
        if was:
            log[day] = village.pk

    def declare(self, number, households, villages, ago):
        place = self.given[number % 3]
        Declaration.unscoped.create(
            area=place,
            households=households,
            villages=villages if place == self.commune else None,
            source="Báo cáo",
            declared_on=self.day(ago),
        )

    def withdraw_declaration(self, number):
        if row := self.pick(Declaration, number, withdrawn_at=None):
            row.withdrawn_at = timezone.now()
            row.save()

    def complete(self, number, ago):
        place = self.given[number % 3]
        if Completion.unscoped.filter(area=place, undone_at=None).exists():
            return
        kind = Completion.Kind.REGISTER if place.is_village else Completion.Kind.VILLAGES
        Completion.unscoped.create(kind=kind, area=place, from_day=self.day(ago), registered=0)

    def undo(self, number, ago):
        if row := self.pick(Completion, number, undone_at=None):
            row.undone_on, row.undone_at = max(row.from_day, self.day(ago)), timezone.now()
            row.save()

    def confirm(self, number):
        household = self.pick(Household, number)
        Confirmation.unscoped.create(household=household, confirmed_on=self.today)


FACTS = st.one_of(
    st.tuples(st.just("declare"), ANY, st.integers(0, 6), st.integers(0, 4), AGO),
    st.tuples(st.just("declare"), ANY, st.integers(0, 6), st.integers(0, 4), AGO),
    st.tuples(st.just("withdraw_declaration"), ANY),
    st.tuples(st.just("complete"), ANY, AGO),
    st.tuples(st.just("complete"), ANY, AGO),
    st.tuples(st.just("undo"), ANY, AGO),
    st.tuples(st.just("confirm"), ANY),
)


def declared(place, day, number):
    rows = Declaration.unscoped.filter(area=place, withdrawn_at=None, declared_on__lte=day)
    said = [getattr(row, number) for row in rows.order_by("declared_on", "pk")]
    return next((n for n in reversed(said) if n is not None), 0)


def is_complete(place, day):
    rows = Completion.unscoped.filter(area=place, from_day__lte=day)
    return any(row.undone_on is None or row.undone_on > day for row in rows)


def old_by_hand(world, day):
    """Count the households surveyed, where nobody has looked since, from the facts."""
    found, since = dict.fromkeys((v.pk for v in world.villages), 0), day - timedelta(OLD_DAYS)
    for household in Household.unscoped.prefetch_related("residents__assessments"):
        village = world.place(household.pk, day)
        looks = []
        for person in household.residents.all():
            if not homes.lives_there(person, day) or len(homes.known_on(person, day)) < 5:
                continue
            looks += [
                row.assessed_on
                for row in person.assessments.all()
                if row.withdrawn_at is None
                and row.assessed_on <= day
                and any(one is not None for one in row.results)
            ]
        if looks and village:
            later = household.confirmations.filter(confirmed_on__lte=day)
            looks += [row.confirmed_on for row in later if row.confirmed_on >= since]
            found[village] += max(looks) < since
    return found


def by_hand(world, day):
    """Count villages and commune from the facts, in words of our own."""
    old, villages = old_by_hand(world, day), {}
    for pk, sums in homes.by_hand(world, day).items():
        village = Area.unscoped.get(pk=pk)
        full = is_complete(village, day)
        most = max(sums["households"], declared(village, day, "households"))
        sums |= {"expected": sums["households"] if full else most, "complete": int(full)}
        villages[pk] = sums | {"old": old[pk], "unattributed": 0}
    listed = is_complete(world.commune, day)
    full = listed and all(one["complete"] for one in villages.values())
    explained = sum(one["expected"] for one in villages.values())
    rest = 0 if full else max(declared(world.commune, day, "households") - explained, 0)
    whole = {name: sum(one[name] for one in villages.values()) for name in SUMS}
    whole["expected"] += rest
    whole["unattributed"] = rest
    beyond = max(declared(world.commune, day, "villages") - 2, 0)
    return villages, whole, 0 if listed else beyond


def check_households(world, day):
    villages, whole, beyond = by_hand(world, day)
    found = as_of(world.commune, Level.VILLAGE, day)
    for pk, sums in villages.items():
        assert {name: getattr(found[pk], name) for name in SUMS} == sums, day
    commune = as_of_one(world.commune, day)
    assert {name: getattr(commune, name) for name in SUMS} == whole, day
    assert (commune.villages, commune.unattributed_villages) == (2, beyond)


@pytest.mark.django_db
@settings(max_examples=enough(8), **RULES)
@given(
    steps=st.lists(st.tuples(GAP, st.one_of(homes.STEP, FACTS)), min_size=6, max_size=12),
    asked=st.lists(st.integers(0, 120), min_size=2, max_size=2),
)
def test_figures_of_any_day_are_what_the_facts_of_households_say(db, steps, asked):
    with (
        transaction.atomic(),
        override_settings(STATUS_OLD_DAYS=OLD_DAYS),
        time_machine.travel(noon(START), tick=False) as clock,
    ):
        world = Registers()
        days = Clock(clock, world, {0, *asked})
        for gap, (name, *arguments) in steps:
            days.do(gap, name, arguments, lambda name, *said: getattr(world, name)(*said))
        days.check_what_was_known()
        for ago in {0, *asked}:
            check_households(world, days.day - timedelta(ago))
        check_units_add_up(days.day - timedelta(asked[0]))
        transaction.set_rollback(True)


# Teams


class Teams(life.Life):
    """What teams do, with sessions that are put right, withdrawn and brought back."""

    def move_session(self, number, ago):
        for one in self.pick(Activity, number):
            if not one.withdrawn_on:
                teams.change_activity(
                    by=None, activity=one, version=one.version, held_on=self.day(ago)
                )

    def withdraw_session(self, number):
        for one in self.pick(Activity, number):
            teams.withdraw_activity(by=None, activity=one, why="Nhầm")

    def restore_session(self, number):
        for one in self.pick(Activity, number):
            teams.restore_activity(by=None, activity=one)


SESSIONS = st.one_of(
    st.tuples(st.just("move_session"), ANY, AGO),
    st.tuples(st.just("withdraw_session"), ANY),
    st.tuples(st.just("restore_session"), ANY),
)


@pytest.mark.django_db
@settings(max_examples=enough(8), **RULES)
@given(
    steps=st.lists(st.tuples(GAP, st.one_of(life.STEP, SESSIONS)), min_size=6, max_size=16),
    asked=st.lists(st.integers(0, 60), min_size=2, max_size=2),
)
def test_figures_of_any_day_are_what_the_facts_of_teams_say(db, steps, asked):
    with transaction.atomic(), time_machine.travel(noon(START), tick=False) as clock:
        world = Teams()
        days = Clock(clock, world, {0, *asked})
        days.do(0, "found", (1, 30, True), world.do)
        for gap, (name, *arguments) in steps:
            days.do(gap, name, arguments, world.do)
        days.check_what_was_known()
        every = list(Team.unscoped.select_related("area"))
        for ago in {0, *asked}:
            life.check_past(every, days.day - timedelta(ago))
        check_units_add_up(days.day - timedelta(asked[0]))
        transaction.set_rollback(True)


# Single facts


@pytest.mark.django_db
def test_somebody_made_leader_today_leads_on_no_day_before():
    with time_machine.travel(noon(START), tick=False) as clock:
        village = VillageFactory()
        country = Area.unscoped.get(level=Level.COUNTRY)
        people = [{"full_name": "Lê Lan"}]
        team = teams.found_team(by=None, area=village, on=START, members=people)
        teams.log_activity(by=None, team=team, held_on=START, title="Buổi")
        clock.move_to(noon(START + timedelta(40)))
        day = START + timedelta(39)
        before = as_of_one(country, day)
        member = Member.unscoped.get(team=team)
        teams.change_member(by=None, member=member, role=Member.Role.LEADER)
        assert as_of_one(country, day) == before
        assert (before.with_team, before.led, before.active) == (1, 0, 0)
        assert dict(Then(day, Parents()).villages())[village.pk].led == 0
        assert as_of_one(country, START + timedelta(40)).active == 1


@pytest.mark.django_db
def test_a_village_entered_late_was_not_known_before():
    with time_machine.travel(noon(START), tick=False) as clock:
        first = VillageFactory()
        clock.move_to(noon(START + timedelta(9)))
        add_village(by=None, commune=first.commune, kind=Kind.THON, name="Mới", opened_on=START)
        assert as_of_one(first.commune, START).villages == 2
        assert as_of_one(first.commune, START, START).villages == 1
