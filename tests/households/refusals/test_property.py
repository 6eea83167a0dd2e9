"""Whatever is refused, answered, merged, split, moved or let go by: nobody is asked who is to be left alone.

Whoever refuses is in no list of whom to ask while the term holds, in the denominator of each day, and
never surveyed without agreement; the counts are what a recount gives, and those of past days what was so.
"""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

import pytest
import time_machine
from django.db import transaction
from django.db.models import Sum
from django.utils import timezone
from hypothesis import HealthCheck, Phase, given, settings, strategies as st

from areas.actions import recount_villages
from households.bulk.actions import RowChange, change_many
from households.counts.checks import wrong_movements, wrong_standings
from households.duplicates.actions import merge
from households.lifecycle import actions as lifecycle_actions
from households.models import ASKING, Assessment, Household, Movement, Refusal
from households.paper.actions import print_sheet
from households.register import actions
from households.roster.views.roster import filtered
from households.sheet.queries import matches
from households.survey import actions as survey_actions
from reports.dashboard.queries.near import near_of
from reports.today.queries.work import today_of
from reports.units.queries.child_units import below
from rollup.counts import wrong_rows
from rollup.models import CommuneCount
from tests.factories import (
    CommuneFactory,
    CountryFactory,
    LocalPlatformFactory,
    UserFactory,
    VillageFactory,
    today as now,
)
from tests.proving import histories

pytestmark = pytest.mark.slow

ANY = st.integers(0, 10**6)
# Days until a refusal is over, from the day on which it is said.
TERM = st.one_of(st.none(), st.sampled_from([0, 1, 30, 200, 365]))
WAY = st.sampled_from(["assess", "tap", "sheet", "file", "person", "status", "confirm"])
STEP = st.one_of(
    st.tuples(st.just("refuse"), ANY, st.sampled_from([0, 0, 1, 20]), TERM),
    st.tuples(st.just("answer"), ANY, WAY, st.booleans()),
    st.tuples(st.just("answer"), ANY, WAY, st.booleans()),
    st.tuples(st.just("take_back"), ANY),
    st.tuples(st.just("withdraw"), ANY),
    st.tuples(st.just("merge"), ANY, ANY),
    st.tuples(st.just("split"), ANY),
    st.tuples(st.just("move"), ANY),
    st.tuples(st.just("close"), ANY),
    st.tuples(st.just("back"), ANY),
    st.tuples(st.just("pass_by"), st.sampled_from([1, 1, 31, 200, 366])),
)
# A failure is told as it is: to make it smaller takes minutes.
PHASES = [one for one in Phase if one is not Phase.shrink]
KNOWS, FOUR = [2] * 5, [2, 2, 2, 2, 0]


@dataclass
class Told:
    """What is known of a household without asking the code: whether it refuses, until when, since when it is in."""

    until: date | None = None
    refuses: bool = False
    # (from, to) of the days on which it was in the register; to is excluded.
    there: list[list[date | None]] = field(default_factory=list)


class World:
    def __init__(self, clock):
        self.clock, self.today = clock, now()
        LocalPlatformFactory(area=CountryFactory(), valid_from=self.today - timedelta(3000))
        self.commune = CommuneFactory()
        self.villages = VillageFactory.create_batch(2, parent=self.commune)
        recount_villages(self.commune)
        self.officer = UserFactory(area=self.commune)
        self.told = {}
        for n, results in enumerate([None, None, KNOWS, FOUR]):
            home = actions.add_household(
                by=None,
                village=self.villages[n % 2],
                head_name=f"Lê Lan {n}",
                results=results,
                on=self.today - timedelta(400),
            )
            self.told[home.pk] = Told(there=[[home.opened_on, None]])

    # --- What is done ---

    def pick(self, number, *, closed=False):
        rows = Household.unscoped.filter(closed_on__isnull=not closed).exclude(status="merged")
        rows = list(rows.order_by("pk"))
        return rows[number % len(rows)] if rows else None

    def refuse(self, number, ago, term):
        if home := self.pick(number):
            day = max(self.today - timedelta(ago), home.opened_on)
            until = None if term is None else day + timedelta(term)
            actions.refuse(by=None, household=home, on=day, until=until)
            told = self.told[home.pk]
            told.refuses, told.until = True, until

    def answer(self, number, way, agreed):
        home = self.pick(number)
        if home is None:
            return
        told, before = self.told[home.pk], self.written(home)
        try:
            taken = getattr(self, f"by_{way}")(home, agreed)
        except actions.StillRefuses:
            taken = False
        changed = self.written(home) != before
        if told.refuses and not agreed:
            assert not taken
            assert not changed
        elif taken:
            told.refuses, told.until = False, None

    def written(self, home):
        rows = Assessment.unscoped.filter(resident__household=home, withdrawn_at=None)
        home = Household.unscoped.get(pk=home.pk)
        return rows.count(), home.confirmations.count(), home.status, home.version

    def by_assess(self, home, agreed):
        person = survey_actions.best_resident(home)
        results = KNOWS if person.results != KNOWS else FOUR
        return survey_actions.assess(by=None, resident=person, results=results, agreed=agreed)

    def by_tap(self, home, agreed):
        person = survey_actions.best_resident(home)
        result = 0 if person.results[0] else 2
        told = {"number": 1, "result": result, "agreed": agreed}
        return survey_actions.set_result(by=None, household=home, **told)

    def by_sheet(self, home, agreed):
        person = survey_actions.best_resident(home)
        results = KNOWS if person.results != KNOWS else FOUR
        change = survey_actions.Change(household=home.pk, results=results)
        done = survey_actions.set_results(by=None, village=home.village, changes=[change])
        # A block never says that a household agrees.
        assert bool(done.refused) is self.told[home.pk].refuses
        return bool(done.saved)

    def by_file(self, home, agreed):
        person = survey_actions.best_resident(home)
        results = KNOWS if person.results != KNOWS else FOUR
        return self.row(home, agreed, resident=person.pk, results=results)

    def by_person(self, home, agreed):
        return self.row(home, agreed, person=actions.NewPerson("Lê Con", results=FOUR))

    def row(self, home, agreed, **facts):
        row = RowChange(key=1, village=home.village, household=home.pk, agreed=agreed, **facts)
        return bool(change_many(by=None, rows=[row]).saved)

    def by_status(self, home, agreed):
        actions.set_status(by=None, household=home, status="nobody_home", agreed=agreed)
        return True

    def by_confirm(self, home, agreed):
        return bool(survey_actions.confirm(by=None, households=[home], agreed=agreed))

    def take_back(self, number):
        rows = Refusal.unscoped.holding().filter(household__closed_on=None)
        if row := rows[number % rows.count()] if rows.exists() else None:
            actions.take_back_refusal(by=None, refusal=row)
            self.as_it_is(row.household_id)

    def withdraw(self, number):
        rows = Assessment.unscoped.filter(withdrawn_at=None).order_by("pk")
        row = rows[number % rows.count()] if rows.exists() else None
        if row and not row.resident.household.is_closed:
            was = self.told[row.resident.household_id].refuses
            survey_actions.withdraw(by=None, assessment=row)
            self.as_it_is(row.resident.household_id)
            # What was withdrawn may let a refusal hold again; it ends none.
            assert self.told[row.resident.household_id].refuses >= was

    def as_it_is(self, key):
        """Take over what holds again, from the refusals themselves."""
        row, told = Refusal.unscoped.holding().filter(household=key).first(), self.told[key]
        told.refuses, told.until = row is not None, row and row.not_asked_until

    def merge(self, number, other):
        keep, twin = self.pick(number), self.pick(other)
        if keep is None or keep == twin:
            return
        merge(by=None, keep=keep, duplicate=twin)
        mine, theirs = self.told[keep.pk], self.told[twin.pk]
        theirs.there[-1][1] = self.today
        if theirs.refuses:
            terms = [one.until for one in (mine, theirs) if one.refuses]
            mine.until = None if None in terms else max(terms)
            mine.refuses, theirs.refuses = True, False

    def split(self, number):
        if home := self.pick(number):
            new = lifecycle_actions.split(by=None, household=home, head_name="Lê Mới")
            old = self.told[home.pk]
            self.told[new.pk] = Told(old.until, old.refuses, [[self.today, None]])

    def move(self, number):
        if home := self.pick(number):
            other = next(one for one in self.villages if one.pk != home.village_id)
            lifecycle_actions.move_within(by=None, household=home, village=other)

    def close(self, number):
        if home := self.pick(number):
            lifecycle_actions.move_out(by=None, household=home)
            self.told[home.pk].there[-1][1] = self.today

    def back(self, number):
        if home := self.pick(number, closed=True):
            lifecycle_actions.come_back(by=None, household=home)
            self.told[home.pk].there.append([self.today, None])

    def pass_by(self, days):
        self.today += timedelta(days)
        noon = datetime.combine(self.today, time(12))
        self.clock.move_to(timezone.make_aware(noon))
        lifecycle_actions.come_of_age(day=self.today)

    # --- What must be so ---

    def check(self):
        for wrong in (wrong_rows, wrong_standings, wrong_movements):
            assert wrong()[1] == []
        rows = {one.pk: one for one in Household.unscoped.filter(closed_on=None)}
        for key, home in rows.items():
            told = self.told[key]
            assert (home.refuses, home.not_asked_until) == (told.refuses, told.until)
            holds = told.refuses and (told.until is None or told.until >= self.today)
            assert home.is_left_alone is holds
        alone = {key for key, home in rows.items() if home.is_left_alone}
        self.check_lists(rows, alone)
        self.check_days()

    def check_lists(self, rows, alone):
        every = Household.unscoped.all()
        for wanted in ASKING:
            found = set(filtered(every, wanted, self.today).values_list("pk", flat=True))
            assert not found & alone, wanted
            sheet = {key for key, one in rows.items() if matches(one, wanted, self.today)}
            assert found == sheet, wanted
        left = filtered(every, "chua-khao-sat")
        assert set(left.values_list("pk", flat=True)) == {
            key for key, one in rows.items() if not one.is_surveyed and key not in alone
        }
        assert not set(every.to_confirm(self.today).values_list("pk", flat=True)) & alone
        printed = [
            row[0]
            for one in self.villages
            for row in print_sheet(by=None, village=one, uuid=None).rows
        ]
        assert set(printed) == rows.keys() - alone
        self.check_tasks(every, alone)

    def check_tasks(self, every, alone):
        work = today_of(self.commune, self.officer)
        numbers = {task.url.partition("loc=")[2]: task.number for task in work.tasks}
        for wanted in ("chua-khao-sat", "thieu-1", "cu"):
            assert numbers.get(wanted, 0) == filtered(every, wanted).count(), wanted
        near = near_of(self.commune, below(self.commune, self.today).children)
        asked = filtered(every, "thieu-1").count()
        assert (near.sums.whole[0] if near else 0) == asked

    def check_days(self):
        """The denominator of each day is who was in the register then, whoever refused."""
        count = CommuneCount.unscoped.get(pk=self.commune.pk)
        there = [told for told in self.told.values() if told.there[-1][1] is None]
        assert count.households == len(there)
        for ago in (0, 1, 10, 40, 300):
            day = self.today - timedelta(ago)
            sums = Movement.unscoped.filter(day__lte=day).aggregate(
                n=Sum("households"), refused=Sum("refused"), surveyed=Sum("surveyed")
            )
            was = sum(in_on(told.there, day) for told in self.told.values())
            assert (sums["n"] or 0) == was, ago
            assert 0 <= (sums["refused"] or 0) <= was - (sums["surveyed"] or 0), ago


def in_on(there, day):
    return any(first <= day and (last is None or day < last) for first, last in there)


@pytest.mark.django_db
@settings(
    max_examples=histories(5, 120),
    deadline=None,
    derandomize=True,
    phases=PHASES,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(steps=st.lists(STEP, min_size=4, max_size=18))
def test_whoever_refuses_is_left_alone_and_counted(db, steps):
    with transaction.atomic(), time_machine.travel(now_at_noon(), tick=False) as clock:
        world = World(clock)
        for name, *arguments in steps:
            getattr(world, name)(*arguments)
        world.check()
        transaction.set_rollback(True)


def now_at_noon():
    return timezone.make_aware(datetime.combine(now(), time(12)))
