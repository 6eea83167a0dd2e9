"""Figures of past days by the units that stood, and by those of today: nothing is lost between them, nothing counted twice."""

import random
from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from areas.kinds import Level
from areas.models import Area, Succession
from figures.as_of import as_of_one, parts_on
from figures.figures import Figures, total
from figures.snapshots import Parents, Then, row_of
from figures.standing import Reading
from households.counts.rollup import SUMS
from households.models import Household
from households.register.actions import add_household
from households.survey.actions import assess
from reorganisations.drafting.actions import Unit, allot, assign
from reorganisations.models import Operation
from rollup.counts import wrong_rows
from tests.proving import share_of_today
from tests.reorganisations.plays import carried, drafted
from tests.world import ALL

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
THEN, NOW = Reading.THEN, Reading.NOW
Kind = Operation.Kind
# What a village has or has not: of several that are one now it is counted once.
ONCE = {"complete"}
OF_VILLAGES = ["merge", "join", "split", "move"]
ABOVE = ["merge_communes", "split_commune", "move_commune", "end_district"]
GROUPS = [("area_id",), ("commune_id",), ("province_id",), ("district_id", "commune_id")]


def rows(within, day, group, reading=THEN):
    found = parts_on(within, day, *group, old=False, reading=reading)
    return {key: row_of(one) for key, one in found.items() if any(row_of(one).values())}


class Days:
    """A country in which units change from time to time, and what was said of its days before they did."""

    def __init__(self, world, number, clock):
        self.world, self.random, self.clock = world, random.Random(number), clock
        self.first, self.named = timezone.localdate(), 0
        self.add_homes()

    @property
    def today(self):
        return timezone.localdate()

    @property
    def communes(self):
        rows = Area.unscoped.communes().open().filter(opened_on__lt=self.today)
        return list(rows.select_related("parent").order_by("pk"))

    def villages(self, commune=None):
        found = Area.unscoped.villages().open().filter(opened_on__lt=self.today)
        return list((found.filter(commune=commune) if commune else found).order_by("pk"))

    def add_homes(self):
        villages = self.villages()
        for village in self.random.sample(villages, min(3, len(villages))):
            home = add_household(by=self.world.root, village=village, head_name="Chủ Hộ")
            head = home.residents.get(is_head=True)
            assess(by=self.world.root, resident=head, results=ALL)

    def wait(self):
        self.clock.shift(timedelta(self.random.choice([3, 9, 30])))

    def decide(self, kind, commune, sources, units):
        decision = drafted(commune, kind, sources, units, on=self.today - timedelta(1))
        decision.refresh_from_db()
        if kind == Kind.SPLIT:
            self.assign(decision.operations.get())
        carried(decision, proposer=self.world.reviewer, approver=self.world.root)

    def unit(self, commune, area=None, kind="thon"):
        self.named += 1
        name = area.name if area else f"Mới {self.named}"
        return Unit(kind=area.kind if area else kind, name=name, parent=commune, area=area)

    def assign(self, operation):
        (source,) = [one.area for one in operation.parts.sources()]
        parts = [*operation.parts.targets(), None]
        for pk in source.households.values_list("pk", flat=True):
            assign(by=None, operation=operation, households=[pk], part=self.random.choice(parts))

    def merge(self, commune):
        some = self.villages(commune)[:2]
        if len(some) > 1:
            self.decide(Kind.MERGE, commune, some, [self.unit(commune)])

    def join(self, commune):
        some = self.villages(commune)[:2]
        if len(some) > 1:
            self.decide(Kind.MERGE, commune, some, [self.unit(commune, some[0])])

    def split(self, commune):
        for one in self.villages(commune)[:1]:
            units = [self.unit(commune), self.unit(commune, self.random.choice([one, None]))]
            self.decide(Kind.SPLIT, commune, [one], units)

    def move(self, commune):
        to = self.random.choice([one for one in self.communes if one != commune] or [commune])
        for one in self.villages(commune)[1:2]:
            self.decide(Kind.MOVE, commune, [one], [self.unit(to, one)])

    def above(self, kind, sources, units):
        """Decide on units above the village, for the country; villages of a split go wherever."""
        decision = drafted(self.world.country, kind, sources, units, on=self.today - timedelta(1))
        if kind == Kind.SPLIT:
            operation = decision.operations.get()
            parts = list(operation.parts.targets())
            for one in Area.unscoped.filter(parent=sources[0]):
                part = self.random.choice(parts)
                allot(by=None, operation=operation, part=part, areas=[one.pk])
        carried(decision, proposer=self.world.reviewer, approver=self.world.root)

    def merge_communes(self, commune):
        beside = [one for one in self.communes if one != commune][:1]
        lives_on = self.random.choice([None, commune])
        if beside:
            unit = self.unit(commune.parent, lives_on, "xa")
            self.above(Kind.MERGE, [commune, *beside], [unit])

    def split_commune(self, commune):
        kept = self.random.choice([None, commune])
        units = [self.unit(commune.parent, kind="xa"), self.unit(commune.parent, kept, "xa")]
        self.above(Kind.SPLIT, [commune], units)

    def move_commune(self, commune):
        provinces = [self.world.province, self.world.other_province]
        to = self.random.choice([one for one in provinces if one != commune.parent])
        self.above(Kind.MOVE, [commune], [self.unit(to, commune)])

    def end_district(self, commune):
        if commune.parent.level == Level.DISTRICT and commune.parent.opened_on < self.today:
            self.above(Kind.END, [commune.parent], [])
        else:
            self.above(Kind.FORM, [commune], [self.unit(commune.province, kind="huyen")])

    def said(self):
        """Return what is said of each of some days before the one from which units change."""
        span = (self.today - self.first).days
        days = [self.first + timedelta(n) for n in sorted({0, span // 2, max(span - 2, 0)})]
        return {
            (day, group, reading): rows(self.world.country, day, group, reading)
            for day in days
            for group in GROUPS
            for reading in (THEN,)
        }

    def check(self):
        span = (self.today - self.first).days
        for day in [self.first + timedelta(self.random.randint(0, span)) for _ in range(3)]:
            check_readings(self.world.country, day)
            check_snapshot(self.world.country, day)
        check_today(self.world.country, self.today)


def check_readings(country, day):
    """Both readings have the same households; units above add up; nothing is more than all."""
    for reading in (THEN, NOW):
        villages = parts_on(country, day, "area_id", old=False, reading=reading)
        whole = as_of_one(country, day, old=False, reading=reading)
        assert row_of(total(villages.values())) == row_of(whole), (day, reading)
        for part in villages.values():
            assert max(part.villages, part.with_team, part.led, part.active, part.complete) <= 1
            assert part.with_team or not part.led
        for commune in Area.unscoped.communes():
            inside = parts_on(commune, day, "area_id", old=False, reading=reading)
            alone = as_of_one(commune, day, old=False, reading=reading)
            assert row_of(total(inside.values())) == row_of(alone), (day, commune, reading)
            beside = parts_on(country, day, "commune_id", old=False, reading=reading)
            assert row_of(beside.get((commune.pk,)) or Figures()) == row_of(alone), (day, commune)
    then, now = (as_of_one(country, day, old=False, reading=one) for one in (THEN, NOW))
    for name in set(SUMS) - ONCE:
        assert getattr(then, name) == getattr(now, name), (day, name)
    assert now.with_team <= now.villages


def check_snapshot(country, day):
    """A copy taken now of a past day says what is said of the units that stood."""
    then = Then(day, Parents())
    every = dict(then.villages())
    then.add_up(country)
    every |= then.above
    found = {key[0]: one for key, one in parts_on(country, day, "area_id").items()}
    found |= {key[0]: one for key, one in parts_on(country, day, "commune_id").items()}
    found[country.pk] = as_of_one(country, day)
    for area in Area.unscoped.filter(level__in=(Level.COUNTRY, Level.COMMUNE, Level.VILLAGE)):
        kept = row_of(every.get(area.pk) or Figures())
        if area.stood_on(day):
            assert kept == row_of(found.get(area.pk) or Figures()), (area, day)


def check_today(country, day):
    for group in GROUPS:
        assert rows(country, day, group, THEN) == rows(country, day, group, NOW), group
    assert wrong_rows()[1] == []


@pytest.mark.parametrize("number", share_of_today(range(60), 60))
def test_units_change_and_no_figure_is_lost(world, number):
    with time_machine.travel(timezone.now(), tick=False) as clock:
        days = Days(world, number, clock)
        kinds = days.random.sample(OF_VILLAGES, 2) + days.random.sample(ABOVE, 2)
        for kind in days.random.sample(kinds, 4):
            days.wait()
            said = days.said()
            getattr(days, kind)(days.random.choice(days.communes))
            for (day, group, reading), before in said.items():
                after = rows(world.country, day, group, reading)
                assert after == before, (kind, day, group, reading)
            days.add_homes()
        assert Succession.unscoped.exists() or Household.unscoped.exists()
        days.check()
