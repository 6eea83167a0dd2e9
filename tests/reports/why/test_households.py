"""Why the number of covered households changed: each movement has its cause, and all add up."""

import random
from datetime import date, datetime, timedelta

import pytest
import time_machine
from django.utils import timezone

from areas.models import Area
from households.declarations.actions import declare
from households.duplicates.actions import merge
from households.lifecycle.actions import come_back, end, move_out, move_within, split
from households.models import Assessment, Household, Movement
from households.register.actions import add_household
from households.survey.actions import assess, set_result, withdraw
from reports.why.queries.households import why_covered
from reports.why.queries.kinds import BY_KEY, KINDS
from reports.why.queries.moved import by_unit, movements
from rollup.counts import add_rows
from rollup.models import CommuneCount, VillageCount
from tests.proving import sample_or_all
from tests.world import ALL, NOTHING, World

pytestmark = [pytest.mark.django_db, pytest.mark.engines, pytest.mark.slow]

FIRST = date(2026, 3, 1)
CAUSES = [kind.key for kind in KINDS]
STEPS = sample_or_all(50, 250)


def noon(number):
    at = datetime.combine(FIRST + timedelta(days=number), datetime.min.time())
    return timezone.make_aware(at + timedelta(hours=12))


def head(household):
    return household.residents.get(is_head=True, left_on=None)


@pytest.fixture
def clock():
    with time_machine.travel(noon(0), tick=False) as clock:
        yield clock


@pytest.fixture(scope="module")
def kept_on_the_first(keep):
    with time_machine.travel(noon(0), tick=False):
        return keep(World.build)


@pytest.fixture
def tomorrow(kept_on_the_first, clock):
    """Lay the world made on one day, and go on the day after."""
    world = kept_on_the_first.lay()
    clock.move_to(noon(1))
    return world


def parts(world, area=None):
    why = why_covered(area or world.own.area, FIRST, FIRST + timedelta(days=1))
    assert why.closes
    return {part.key: part.n for part in why.parts if part.n}


# The causes


def test_the_causes_stand_in_a_fixed_order():
    assert CAUSES == [
        "khao-sat-lan-dau",
        "moi-dat",
        "khong-con-dat",
        "du-tuoi",
        "chuyen-den",
        "chuyen-di",
        "sua-so",
        "sap-xep",
    ]


def test_every_movement_has_exactly_one_cause(world):
    for cause in Movement._meta.get_field("cause").choices:
        for surveyed in (-1, 0, 1):
            for covered in (-1, 0, 1):
                row = Movement.unscoped.create(
                    household=world.own.household,
                    village=world.own.village,
                    day=FIRST,
                    cause=cause[0],
                    surveyed=surveyed,
                    covered=covered,
                )
                found = [k.key for k in KINDS if Movement.unscoped.filter(k.rows, pk=row.pk)]
                assert len(found) == 1, (cause, surveyed, covered, found)


def test_surveyed_for_the_first_time_and_covered_at_once(tomorrow):
    assess(by=tomorrow.root, resident=head(tomorrow.own.households[2]), results=ALL)
    assert parts(tomorrow) == {"khao-sat-lan-dau": 1}


def test_learnt_after_the_survey_and_known_no_more(tomorrow):
    first, second, _ = tomorrow.own.households
    assess(by=tomorrow.root, resident=head(second), results=ALL)
    assert parts(tomorrow) == {"moi-dat": 1}
    assess(by=tomorrow.root, resident=head(first), results=NOTHING)
    assert parts(tomorrow) == {"moi-dat": 1, "khong-con-dat": -1}


def test_moved_in_and_moved_out(tomorrow):
    own = tomorrow.own
    add_household(by=tomorrow.root, village=own.village, head_name="Mới", results=ALL)
    move_out(by=tomorrow.root, household=own.household)
    assert parts(tomorrow) == {"chuyen-den": 1, "chuyen-di": -1}


def test_a_move_inside_the_commune_is_seen_by_its_villages_and_adds_up_in_the_commune(tomorrow):
    own = tomorrow.own
    move_within(by=tomorrow.root, household=own.household, village=own.villages[1])
    assert parts(tomorrow, own.villages[0]) == {"chuyen-di": -1}
    assert parts(tomorrow, own.villages[1]) == {"chuyen-den": 1}
    assert parts(tomorrow) == {"chuyen-den": 1, "chuyen-di": -1}


def test_a_survey_taken_back_is_a_correction_of_its_own_day(tomorrow):
    row = Assessment.unscoped.get(resident=head(tomorrow.own.household))
    withdraw(by=tomorrow.root, assessment=row)
    assert parts(tomorrow) == {}
    why = why_covered(tomorrow.own.area, FIRST - timedelta(days=1), timezone.localdate())
    assert why.closes
    assert {part.key: part.n for part in why.parts if part.n}["sua-so"] == -1
    assert why.end.n == 0


def test_a_household_of_another_unit_is_a_change_of_units(tomorrow):
    own = tomorrow.own
    for village, n in ((own.village, -1), (own.villages[1], 1)):
        Movement.unscoped.create(
            household=own.household,
            village=village,
            day=timezone.localdate(),
            cause="unit",
            households=n,
            covered=n,
        )
        add_rows([village], VillageCount)
    assert parts(tomorrow) == {}
    why = why_covered(own.area, FIRST, FIRST + timedelta(days=1))
    assert [part.moved for part in why.parts if part.key == "sap-xep"] == [2]


def test_what_is_said_beside_a_cause(tomorrow):
    own = tomorrow.own
    assess(by=tomorrow.root, resident=head(own.households[2]), results=NOTHING)
    assess(by=tomorrow.root, resident=head(own.households[1]), results=ALL)
    move_out(by=tomorrow.root, household=own.household)
    notes = {p.key: p.note for p in why_covered(own.area, FIRST, timezone.localdate()).parts}
    assert notes["khao-sat-lan-dau"] == "Hộ mới khảo sát: 1, đạt ngay: 0"
    assert notes["moi-dat"] == "Nhiều nhất: thôn Của Ta 01 (+1)"
    assert notes["chuyen-di"] == "Số hộ bớt: 1, trong đó đạt: 1"
    assert notes["sua-so"] == ""


def test_the_whole_says_why_it_moved_and_counts_what_was_declared(tomorrow):
    own = tomorrow.own
    declare(
        by=tomorrow.root,
        area=own.villages[1],
        households=40,
        source="Trưởng thôn",
        on=timezone.localdate(),
    )
    move_out(by=tomorrow.root, household=own.household)
    why = why_covered(own.area, FIRST, timezone.localdate())
    assert why.closes
    assert (why.start.of, why.end.of) == (3, 42)
    assert [(str(label), n) for label, n in why.whole] == [
        ("Chuyển đi", -1),
        ("Số hộ khai báo mà chưa có trong sổ", 40),
    ]
    add_household(by=tomorrow.root, village=own.villages[1], head_name="Hộ Đầu Tiên")
    assert why_covered(own.area, FIRST, timezone.localdate()).end.of == 42


def test_a_count_that_is_astray_does_not_close(tomorrow):
    CommuneCount.unscoped.filter(pk=tomorrow.own.area.pk).update(covered=7)
    assert not why_covered(tomorrow.own.area, FIRST, FIRST).closes
    CommuneCount.unscoped.filter(pk=tomorrow.own.area.pk).update(covered=1, households=7)
    assert not why_covered(tomorrow.own.area, FIRST, FIRST).closes


# Where


def test_units_below_add_up_to_the_cause(tomorrow):
    for commune in (tomorrow.own, tomorrow.sibling):
        assess(by=tomorrow.root, resident=head(commune.households[1]), results=ALL)
    add_household(by=tomorrow.root, village=tomorrow.own.villages[1], head_name="Mới", results=ALL)
    today, learnt = timezone.localdate(), BY_KEY["moi-dat"]
    for area, below in (
        (tomorrow.country, [tomorrow.province]),
        (tomorrow.province, [tomorrow.district]),
        (tomorrow.district, [tomorrow.own.area, tomorrow.sibling.area]),
        (tomorrow.own.area, [tomorrow.own.village]),
        (tomorrow.own.village, []),
    ):
        found = by_unit(area, FIRST, today, learnt)
        assert sorted(unit.pk for unit, _, _ in found) == sorted(unit.pk for unit in below)
        assert all(fewer == 0 for _, _, fewer in found)
        moved = movements(area, FIRST, today).filter(learnt.rows).count()
        assert moved == sum(more for _, more, _ in found) or not below


# A thousand histories


class Chance:
    """Do one thing to some household of three communes, whatever it is."""

    def __init__(self, world, seed):
        self.world, self.rng, self.by = world, random.Random(seed), world.root
        self.villages = [
            village for commune in (world.own, world.sibling) for village in commune.villages
        ]

    def some(self, **which):
        rows = Household.unscoped.filter(village__in=self.villages, **which).order_by("pk")
        return self.rng.choice(list(rows) or [None])

    def results(self):
        return self.rng.choice([ALL, ALL, NOTHING, [2, 2, 2, 2, 0], [1, 2, 0, 2, 2]])

    def add(self, household):
        results = self.rng.choice([None, self.results()])
        village = self.rng.choice(self.villages)
        add_household(by=self.by, village=village, head_name="Hộ Mới", results=results)

    def survey(self, household):
        person = self.rng.choice(list(household.residents.filter(left_on=None)))
        assess(by=self.by, resident=person, results=self.results())

    def tap(self, household):
        known = self.rng.random() < 0.5
        set_result(
            by=self.by, household=household, number=self.rng.randint(1, 5), result=2 if known else 0
        )

    def take_back(self, household):
        # Of today: what is taken back of an earlier day changes what that day shows.
        rows = Assessment.unscoped.filter(
            resident__household=household, withdrawn_at=None, assessed_on=timezone.localdate()
        )
        if row := rows.first():
            withdraw(by=self.by, assessment=row)

    def leave(self, household):
        self.rng.choice([move_out, end])(by=self.by, household=household)

    def back(self, household):
        if gone := self.some(closed_on__isnull=False, merged_into=None):
            come_back(by=self.by, household=gone)

    def move(self, household):
        others = [v for v in self.villages if v.commune_id == household.village.commune_id]
        move_within(by=self.by, household=household, village=self.rng.choice(others))

    def merge(self, household):
        twin = self.some(closed_on=None, village__commune=household.village.commune_id)
        if twin and twin.pk != household.pk:
            merge(by=self.by, keep=household, duplicate=twin)

    def split(self, household):
        people = list(household.residents.filter(left_on=None))
        if len(people) > 1:
            split(by=self.by, household=household, residents=people[1:])

    def happen(self):
        deeds = [
            *[self.survey] * 4,
            *[self.tap] * 4,
            *[self.add] * 2,
            self.take_back,
            self.leave,
            self.back,
            self.move,
            self.merge,
            self.split,
        ]
        if household := self.some(closed_on=None):
            self.rng.choice(deeds)(household)


def shown():
    """Return what every village and commune shows today, and the units above them."""
    found = {}
    for row in VillageCount.unscoped.values_list("area_id", "covered", "households"):
        found[row[0]] = row[1:]
    for row in CommuneCount.unscoped.values_list("area_id", "covered", "households", "province_id"):
        found[row[0]] = row[1:3]
        above = found.get(row[3], (0, 0))
        found[row[3]] = (above[0] + row[1], above[1] + row[2])
    return found


@pytest.mark.parametrize(
    "seed", [0, *(pytest.param(seed, marks=pytest.mark.long) for seed in (1, 2, 3))]
)
def test_of_a_thousand_histories_every_one_is_explained_to_the_last_household(clock, seed):
    """Each step makes one history more; its two days and its unit are drawn at random."""
    chance = Chance(World.build(), seed)
    world, rng = chance.world, chance.rng
    units = [world.province, world.own.area, world.sibling.area, *chance.villages]
    seen = {FIRST - timedelta(days=1): {}, FIRST: shown()}
    explained = 0
    for step in range(STEPS):
        clock.move_to(noon(1 + step // 5))
        chance.happen()
        today = timezone.localdate()
        seen[today] = shown()
        since, until = sorted((rng.choice(list(seen)), rng.choice(list(seen))))
        area = rng.choice(units)
        why = why_covered(area, since, until)
        assert why.closes, (seed, step)
        ends = [seen[day].get(area.pk, (0, 0)) for day in (since, until)]
        assert [(why.start.n, why.start.of), (why.end.n, why.end.of)] == ends, (seed, step)
        explained += 1
    assert explained == STEPS
    assert Movement.unscoped.count() > STEPS * 0.4
    assert Area.unscoped.count() < 30
