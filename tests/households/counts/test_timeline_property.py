"""The movements up to any day say what the facts say of that day, whatever was entered late or corrected."""

from datetime import datetime, timedelta

import pytest
import time_machine
from django.db import transaction
from django.db.models import Sum
from django.utils import timezone
from hypothesis import HealthCheck, Phase, example, given, settings, strategies as st

from households.bulk import actions as bulk_actions
from households.counts.checks import wrong_movements, wrong_standings
from households.counts.contribution import MOVED, new_year_after
from households.lifecycle import actions as lifecycle_actions
from households.models import Assessment, Household, Movement, Resident
from households.register import actions as register_actions
from households.survey import actions as survey_actions
from skills.catalogue import CLEARED, COLUMNS
from tests.factories import (
    CommuneFactory,
    CountryFactory,
    LocalPlatformFactory,
    VillageFactory,
    today as now,
)
from tests.households.counts.people import SEXES, add_people
from tests.proving import histories

pytestmark = pytest.mark.slow

ANY = st.integers(0, 10**6)
# Few days, so that many facts fall on, before and after one another; and any day of a year.
AGO = st.one_of(st.just(0), st.sampled_from([1, 7, 20, 50]), st.integers(0, 400))
ANSWER = st.sampled_from([None, 0, 1, 2, 2, 2])
ANSWERS = st.one_of(
    st.just([2] * 5),
    st.tuples(*[ANSWER] * 5).map(list).filter(lambda found: any(one is not None for one in found)),
)
# Some come of age at the last New Year, which lies within the days that are asked about.
# So do some who come into the second and the third group of age.
BORN = st.sampled_from([None, 1970, *(now().year - age for age in (13, 14, 15, 35, 36, 59, 60))])
STEP = st.one_of(
    st.tuples(st.just("add"), ANY, st.one_of(st.none(), ANSWERS), AGO, BORN),
    st.tuples(st.just("assess"), ANY, ANSWERS, AGO),
    st.tuples(st.just("tap"), ANY, st.integers(1, 5), st.sampled_from([CLEARED, 0, 2]), AGO),
    st.tuples(st.just("sheet"), ANY, st.integers(1, 5), st.sampled_from([CLEARED, 0, 2])),
    st.tuples(st.just("file"), ANY, ANSWERS, AGO),
    st.tuples(st.just("withdraw"), ANY),
    st.tuples(st.just("restore"), ANY),
    st.tuples(st.just("enter"), ANY, BORN, AGO),
    st.tuples(st.just("leave"), ANY, AGO),
    st.tuples(st.just("stay"), ANY),
    st.tuples(st.just("born"), ANY, BORN),
    st.tuples(st.just("close"), ANY, AGO),
    st.tuples(st.just("back"), ANY, AGO),
    st.tuples(st.just("move"), ANY, AGO),
)
# The same while years go by.
YEARS = st.one_of(STEP, *[st.tuples(st.just("new_year"), st.booleans())] * 2)


def noon(day):
    return timezone.make_aware(datetime.combine(day, datetime.min.time())) + timedelta(hours=12)


class Lives:
    """Communes of two villages, what can be done there, and where each household was on each day."""

    COMMUNES = 1

    def __init__(self):
        self.today = now()
        country = CountryFactory()
        LocalPlatformFactory(area=country, valid_from=self.today - timedelta(3000))
        self.villages = []
        for commune in self.communes():
            self.villages += VillageFactory.create_batch(2, parent=commune)
        # By household: from each day on, its village.
        self.homes = {}
        self.add(0, None, 400, None)

    def communes(self):
        return CommuneFactory.create_batch(self.COMMUNES)

    @property
    def standing(self):
        """The places where households stand."""
        return self.villages

    def day(self, ago):
        return self.today - timedelta(ago)

    def pick(self, model, number, **where):
        rows = model.unscoped.filter(**where).order_by("pk")
        total = rows.count()
        return rows[number % total] if total else None

    def new_year(self, is_counted):
        """Go to the next New Year; the daily work counts who came of age, or leaves that to the next save."""
        self.today = new_year_after(self.today)
        self.clock.move_to(noon(self.today))
        if is_counted:
            lifecycle_actions.come_of_age(day=self.today)

    def next_door(self, household):
        """Return another village of the household's commune."""
        here = household.village
        inside = [one for one in self.villages if one.commune_id == here.commune_id]
        return next(one for one in inside if one.pk != here.pk)

    def from_day(self, household, day, village):
        """Note where a household is from a day on, whatever was noted of later days."""
        log = self.homes.setdefault(household.pk, {})
        for later in [one for one in log if one >= day]:
            del log[later]
        log[day] = village

    def moved_from_day(self, household, day, village):
        """Note a move: on days on which the household was out of the register it stays out."""
        log, was = self.homes[household.pk], self.home(household.pk, day)
        for later in [one for one in log if one >= day and log[one] is not None]:
            log[later] = village
        if was is not None:
            log[day] = village

    def home(self, key, day):
        log = self.homes[key]
        known = [one for one in log if one <= day]
        return log[max(known)] if known else None

    def add(self, number, results, ago, born):
        village = self.villages[number % len(self.villages)]
        day = max(self.day(ago), village.opened_on)
        household = register_actions.add_household(
            by=None,
            village=village,
            head_name="Lê Lan",
            results=results,
            birth_year=born,
            on=day,
        )
        self.from_day(household, day, village.pk)

    def assess(self, number, results, ago):
        person = self.pick(Resident, number)
        survey_actions.assess(by=None, resident=person, results=results, on=self.day(ago))

    def tap(self, number, skill, result, ago):
        person = self.pick(Resident, number, left_on=None)
        if person:
            survey_actions.set_result(
                by=None,
                household=person.household,
                resident=person,
                number=skill,
                result=result,
                on=self.day(ago) if ago else None,
            )

    def sheet(self, number, skill, result):
        if person := self.pick(Resident, number, left_on=None, household__closed_on=None):
            home = person.household
            cells = survey_actions.only(skill, result)
            change = survey_actions.Change(household=home.pk, resident=person.pk, results=cells)
            survey_actions.set_results(by=None, village=home.village, changes=[change])

    def file(self, number, results, ago):
        if person := self.pick(Resident, number, left_on=None, household__closed_on=None):
            home, was = person.household, person.results
            row = bulk_actions.RowChange(
                1, home.village, home.pk, person.pk, results=results, was=was, on=self.day(ago)
            )
            bulk_actions.change_many(by=None, rows=[row])

    def withdraw(self, number):
        if row := self.pick(Assessment, number):
            survey_actions.withdraw(by=None, assessment=row)

    def restore(self, number):
        if row := self.pick(Assessment, number, withdrawn_at__isnull=False):
            survey_actions.restore(by=None, assessments=[row])

    def enter(self, number, born, ago):
        household = self.pick(Household, number)
        day = max(self.day(ago), household.opened_on)
        who = {"full_name": "Lê Con", "birth_year": born, "sex": SEXES[number % 3]}
        register_actions.add_resident(by=None, household=household, joined_on=day, **who)

    def leave(self, number, ago):
        if person := self.pick(Resident, number, is_head=False):
            day = max(self.day(ago), person.joined_on)
            register_actions.change_resident(by=None, resident=person, left_on=day)

    def stay(self, number):
        if person := self.pick(Resident, number, left_on__isnull=False):
            register_actions.change_resident(by=None, resident=person, left_on=None)

    def born(self, number, year):
        who = {"birth_year": year, "sex": SEXES[number // 2 % 3]}
        register_actions.change_resident(by=None, resident=self.pick(Resident, number), **who)

    def close(self, number, ago):
        if household := self.pick(Household, number, closed_on=None):
            day = max(self.day(ago), household.opened_on)
            lifecycle_actions.move_out(by=None, household=household, on=day)
            self.from_day(household, day, None)

    def back(self, number, ago):
        if household := self.pick(Household, number, closed_on__isnull=False):
            day = max(self.day(ago), household.closed_on)
            lifecycle_actions.come_back(by=None, household=household, on=day)
            self.from_day(household, day, household.village_id)

    def move(self, number, ago):
        if household := self.pick(Household, number, closed_on=None):
            day = max(self.day(ago), household.opened_on)
            village = self.next_door(household)
            lifecycle_actions.move_within(by=None, household=household, village=village, on=day)
            self.moved_from_day(household, day, village.pk)


def known_on(person, day):
    """Say by hand what was known of a person on a day."""
    rows = [a for a in person.assessments.all() if a.withdrawn_at is None and a.assessed_on <= day]
    found = {}
    for row in sorted(rows, key=lambda a: (a.assessed_on, a.pk)):
        for bit, (column, result) in enumerate(zip(COLUMNS, row.results, strict=True)):
            if row.cleared & 1 << bit:
                found.pop(column, None)
            elif result is not None:
                found[column] = result
    return found


def is_there(person, day):
    joined = person.joined_on is None or person.joined_on <= day
    return joined and (person.left_on is None or person.left_on > day)


def lives_there(person, day):
    of_age = person.birth_year is None or day.year - person.birth_year >= 15
    return of_age and is_there(person, day)


def by_hand(world, day):
    """Count the villages on a day from the facts, in words of our own."""
    figures = {village.pk: dict.fromkeys(MOVED, 0) for village in world.standing}
    for household in Household.unscoped.prefetch_related("residents__assessments"):
        village = world.home(household.pk, day)
        if village is None:
            continue
        people = [known_on(p, day) for p in household.residents.all() if lives_there(p, day)]
        known = [{c for c, result in found.items() if result == 2} for found in people]
        pairs = list(zip(known, people, strict=True))
        surveyed = any(len(found) == 5 for found in people)
        row = figures[village]
        row["households"] += 1
        row["surveyed"] += surveyed
        row["partly"] += any(people) and not surveyed
        covered = any(len(one) == 5 for one in known)
        row["covered"] += covered
        row["combined"] += surveyed and len(set().union(*known)) == 5
        short = [was for one, was in pairs if len(one) == 4 and not covered]
        row["one_short"] += any(len(was) == 5 for was in short)
        unasked = {c for was in short if len(was) == 4 for c in COLUMNS if c not in was}
        row["ask_one"] += bool(unasked & set(COLUMNS[:4]))
        row["ask_fifth"] += unasked == {COLUMNS[4]}
        row["ruled_out"] += bool(pairs) and all(set(was) - one for one, was in pairs)
        for column in COLUMNS:
            row[column] += any(column in one for one in known)
            row[f"{column}_asked"] += any(column in was for was in people)
        there = [one for one in household.residents.all() if is_there(one, day)]
        add_people(row, [(p.birth_year, p.sex, known_on(p, day)) for p in there], day.year)
    return figures


def by_movements(world, day):
    figures = {village.pk: dict.fromkeys(MOVED, 0) for village in world.villages}
    rows = Movement.unscoped.filter(day__lte=day).order_by().values_list("village")
    for village, *sums in rows.annotate(**{f"sum_{name}": Sum(name) for name in MOVED}):
        figures[village] = dict(zip(MOVED, sums, strict=True))
    return figures


@pytest.mark.by_turns(2)
@pytest.mark.django_db
@settings(
    max_examples=histories(10, 1200),
    phases=[Phase.explicit, Phase.generate],
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    steps=st.lists(YEARS, min_size=4, max_size=14),
    days=st.lists(st.one_of(AGO, st.integers(0, 410)), min_size=5, max_size=5),
)
@example(
    # What was taken back on a later day stays so, whatever is said of a day between.
    steps=[("assess", 0, [2] * 5, 50), ("tap", 0, 3, CLEARED, 7), ("tap", 0, 3, 2, 20)],
    days=[50, 20, 10, 7, 0],
)
@example(
    # Who comes of age with the year leaves before anybody counted it, and comes back.
    steps=[("new_year", False), ("leave", 0, 0), ("new_year", True), ("stay", 0)],
    days=[0, 1, 365, 366, 367],
)
@example(
    # A move dated into days on which the household was away, or before them, does not bring it back.
    steps=[("close", 0, 50), ("back", 0, 20), ("move", 0, 71), ("move", 0, 30)],
    days=[71, 50, 30, 20, 0],
)
@example(
    # In a household that is away nobody comes of age until it is back.
    steps=[("close", 0, 10), ("new_year", True)],
    days=[0, 1, 2, 30, 60],
)
def test_movements_say_of_every_day_what_the_facts_say(db, steps, days):
    with transaction.atomic(), time_machine.travel(noon(now()), tick=False) as clock:
        world = Lives()
        world.clock = clock
        # Somebody who knows it all and comes of age at the next New Year.
        world.enter(0, world.today.year - 14, 20)
        world.assess(1, [2] * 5, 20)
        for name, *arguments in steps:
            before = set(Movement.unscoped.values_list("pk", flat=True))
            getattr(world, name)(*arguments)
            assert before <= set(Movement.unscoped.values_list("pk", flat=True))
        lifecycle_actions.come_of_age(day=world.today)
        assert wrong_standings()[1] == wrong_movements()[1] == []
        for ago in {0, *days}:
            day = world.day(ago)
            assert by_movements(world, day) == by_hand(world, day), f"{ago} days ago"
        transaction.set_rollback(True)
