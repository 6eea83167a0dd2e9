"""Whatever is done to households, in whatever order, every count is what a recount by hand gives."""

from datetime import date, timedelta

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings, strategies as st

from areas.actions import recount_villages
from areas.kinds import Level
from areas.models import Area
from households.bulk import actions as bulk_actions
from households.counts.checks import wrong_standings
from households.counts.rollup import SUMS
from households.models import Assessment, Completion, Household, Resident
from households.register import actions as register_actions
from households.survey import actions as survey_actions
from rollup.counts import wrong_rows
from rollup.models import CommuneCount, VillageCount
from skills.catalogue import CLEARED, COLUMNS
from teams.founding.actions import found_team
from tests.factories import CommuneFactory, CountryFactory, LocalPlatformFactory, VillageFactory
from tests.figures.past_days import check_today
from tests.households import registers
from tests.households.counts.people import SEXES, add_people
from tests.proving import histories

pytestmark = pytest.mark.slow

STATUSES = ["resident", "nobody_home", "refused", "moved_away", "ended"]
# Mostly full marks and mostly nothing, so that households do become covered and one short.
RESULT = st.sampled_from([0, 1, 2, 2, 2])
MAYBE = st.one_of(st.none(), RESULT)
RESULTS = st.one_of(
    st.just([2, 2, 2, 2, 2]),
    st.tuples(RESULT, RESULT, RESULT, RESULT, MAYBE).map(list),
    st.tuples(MAYBE, MAYBE, MAYBE, MAYBE, MAYBE).map(list).filter(any),
)
ANY = st.integers(0, 10**6)
# Within a year: what grows old is counted in tests/households/register/test_entries.py.
AGO = st.integers(0, 360)
BORN = st.one_of(st.none(), st.integers(1930, timezone.localdate().year))
STEP = st.one_of(
    st.tuples(st.just("add"), ANY, st.one_of(st.none(), RESULTS), st.sampled_from(STATUSES[:3])),
    st.tuples(st.just("edit"), ANY, st.sampled_from(["Lê Lan", "Đỗ Hoa", "Vũ An"])),
    st.tuples(st.just("assess"), ANY, RESULTS, AGO),
    st.tuples(st.just("skill"), ANY, st.integers(1, 5), st.sampled_from([CLEARED, 0, 2]), AGO),
    st.tuples(st.just("withdraw"), ANY),
    st.tuples(st.just("status"), ANY, st.sampled_from(STATUSES)),
    st.tuples(st.just("enter"), ANY, BORN),
    st.tuples(st.just("leave"), ANY),
    st.tuples(st.just("born"), ANY, BORN),
    st.tuples(st.just("bring"), ANY, st.one_of(st.none(), RESULTS), AGO, BORN),
    st.tuples(st.just("change"), ANY, st.one_of(st.none(), RESULTS), AGO, BORN),
    st.tuples(st.just("take_back"), ANY),
    registers.steps(AGO),
)


class Villages(registers.Registers):
    """Two villages in each of two communes, and one way to do each thing to what is in them."""

    def __init__(self):
        self.villages, self.communes = [], CommuneFactory.create_batch(2)
        # In force long before any survey here.
        LocalPlatformFactory(area=CountryFactory(), valid_from=date(2020, 1, 1))
        for commune in self.communes:
            self.villages += VillageFactory.create_batch(2, parent=commune)
            recount_villages(commune)
        today = timezone.localdate()
        self.today = today
        self.written = []
        found_team(by=None, area=self.villages[0], on=today)
        self.add(0, None, "resident")

    @property
    def places(self):
        return [*self.communes, *self.villages]

    def day(self, ago):
        return self.today - timedelta(ago)

    def pick(self, model, number):
        rows = model.unscoped.order_by("pk")
        total = rows.count()
        return rows[number % total] if total else None

    def add(self, number, results, status):
        village = self.villages[number % len(self.villages)]
        register_actions.add_household(
            by=None, village=village, head_name="Lê Lan", results=results, status=status
        )

    def edit(self, number, name):
        household = self.pick(Household, number)
        register_actions.change_household(
            by=None, household=household, version=household.version, head_name=name
        )

    def assess(self, number, results, ago):
        resident = self.pick(Resident, number)
        on = self.today - timedelta(ago)
        survey_actions.assess(by=None, resident=resident, results=results, on=on, agreed=True)

    def skill(self, number, skill, result, ago):
        on = self.today - timedelta(ago) if ago % 2 else None
        household = self.pick(Household, number)
        told = {"number": skill, "result": result, "on": on, "agreed": True}
        survey_actions.set_result(by=None, household=household, **told)

    def withdraw(self, number):
        assessment = self.pick(Assessment, number)
        if assessment:
            survey_actions.withdraw(by=None, assessment=assessment)

    def status(self, number, status):
        household = self.pick(Household, number)
        register_actions.set_status(by=None, household=household, status=status, agreed=True)

    def enter(self, number, born):
        household = self.pick(Household, number)
        who = {"full_name": "Lê Con", "birth_year": born, "sex": SEXES[number % 3]}
        register_actions.add_resident(by=None, household=household, **who)

    def leave(self, number):
        resident = self.pick(Resident, number)
        register_actions.change_resident(by=None, resident=resident, left_on=self.today)

    def born(self, number, year):
        who = {"birth_year": year, "sex": SEXES[number // 2 % 3]}
        register_actions.change_resident(by=None, resident=self.pick(Resident, number), **who)

    def bring(self, number, results, ago, born):
        """Bring two households of two people each, as a file does."""
        on = self.today - timedelta(ago)
        people = [register_actions.NewPerson("Lê Con", birth_year=born, results=results, on=on)]
        rows = [
            register_actions.NewHousehold(village, "Lê Lan", results=results, on=on, people=people)
            for village in (self.villages[number % 4], self.villages[(number + 1) % 4])
        ]
        for one in register_actions.add_many(by=None, rows=rows):
            self.note(one, is_new=True)

    def change(self, number, results, ago, born):
        """Change somebody of a household as a row of a file does, or add somebody there."""
        person = self.pick(Resident, number)
        new = register_actions.NewPerson("Lê Con", birth_year=born, results=results)
        said = {"resident": person.pk, "results": results, "was": person.results}
        sex = SEXES[number % 3]
        said["fields"] = {"birth_year": [person.birth_year, born], "sex": [person.sex, sex]}
        home = person.household
        row = bulk_actions.RowChange(
            key=1,
            village=home.village,
            household=home.pk,
            on=self.today - timedelta(ago),
            agreed=number % 2 == 0,
            **({"person": new} if number % 3 == 0 else said),
        )
        done = bulk_actions.change_many(by=None, rows=[row])
        for saved, found in done.saved.values():
            own = {"resident": saved.pk, "is_new_person": row.person is not None}
            own["assessment"] = found and found.pk
            self.note(saved.household, fields=row.fields, **own)

    def note(self, household, is_new=False, **own):
        where = {"village": household.village, "household": household.pk, "is_new": is_new}
        self.written.append(bulk_actions.Written(key=1, version=household.version, **where, **own))

    def take_back(self, number):
        if self.written:
            row = self.written.pop(number % len(self.written))
            bulk_actions.take_back_many(by=None, rows=[row])


def known_of(resident):
    """Return what a person was last found to know of each skill, and whether they are whole."""
    rows = [a for a in resident.assessments.all() if a.withdrawn_at is None]
    found = {}
    for row in sorted(rows, key=lambda a: (a.assessed_on, a.pk)):
        for bit, (column, result) in enumerate(zip(COLUMNS, row.results, strict=True)):
            if row.cleared & 1 << bit:
                found.pop(column, None)
            elif result is not None:
                found[column] = result
    # A platform is named here on every day, so nobody is whole without skill 5.
    return found, len(found) == 5


def by_hand(village):
    """Count a village from its assessments alone, in words of our own."""
    figures = dict.fromkeys(SUMS, 0)
    for household in Household.unscoped.filter(village=village, closed_on=None):
        people, year, everybody = [], timezone.localdate().year, []
        for resident in household.residents.filter(left_on=None):
            born, known = resident.birth_year, known_of(resident)
            everybody.append((born, resident.sex, known[0]))
            if born is None or year - born >= 15:
                people.append(known)
        add_household(figures, household, people)
        add_people(figures, everybody, year)
    return figures


def add_household(figures, household, people):
    """Add one household to the figures, from what each of its people of age was asked."""
    known = [{c for c, result in found.items() if result == 2} for found, _whole in people]
    asked = [set(found) for found, _whole in people]
    surveyed = any(whole for _found, whole in people)
    pairs = list(zip(known, asked, strict=True))
    figures["households"] += 1
    figures["surveyed"] += surveyed
    figures["partly"] += any(asked) and not surveyed
    covered = any(len(one) == 5 for one in known)
    figures["covered"] += covered
    figures["combined"] += surveyed and len(set().union(*known)) == 5
    short = [was for one, was in pairs if len(one) == 4 and not covered]
    figures["one_short"] += any(len(was) == 5 for was in short)
    unasked = {column for was in short if len(was) == 4 for column in COLUMNS if column not in was}
    figures["ask_one"] += bool(unasked & set(COLUMNS[:4]))
    figures["ask_fifth"] += unasked == {COLUMNS[4]}
    figures["ruled_out"] += bool(pairs) and all(was - one for one, was in pairs)
    figures["nobody_home"] += household.status == "nobody_home" and not surveyed
    figures["refused"] += household.status == "refused" and not surveyed
    for column in COLUMNS:
        figures[column] += any(column in one for one in known)
        figures[f"{column}_asked"] += any(column in was for was in asked)


def check(world):
    for wrong in (wrong_rows, wrong_standings):
        compared, differ = wrong()
        assert differ == []
        assert compared > 0
    counted = {v.pk: by_hand(v) for v in world.villages}
    communes = registers.add_expected(world.places, counted, world.today)
    stored = {row["area_id"]: row for row in VillageCount.unscoped.values("area_id", *SUMS)}
    for village in world.villages:
        zero = dict.fromkeys(SUMS, 0)
        found = stored.get(village.pk, zero)
        assert {name: found[name] for name in SUMS} == counted[village.pk]
    for commune, (sums, villages, beyond) in communes.items():
        row = CommuneCount.unscoped.get(pk=commune.pk)
        assert {name: getattr(row, name) for name in SUMS} == sums
        assert (row.villages, row.unattributed_villages) == (villages, beyond)
        begun = [
            v for v in world.villages if v.commune_id == commune.pk and has_begun(counted[v.pk])
        ]
        assert row.begun_villages == len(begun)
    check_registers(world.places, world.today)
    check_today(Area.unscoped.get(level=Level.COUNTRY), world.today)


def has_begun(sums):
    return bool(sums["households"] or sums["complete"])


def check_registers(places, day):
    """What stands in the rows beside the sums is what was said last."""
    for place in places:
        row = (
            (VillageCount if place.is_village else CommuneCount)
            .unscoped.filter(pk=place.pk)
            .first()
        )
        if row is None:
            continue
        assert row.declared == registers.declared(place, day, "households")
        acts = Completion.unscoped.inside(place.path).filter(undone_at=None)
        assert row.waiting == sum(one.is_waiting for one in acts)
        if not place.is_village:
            assert row.declared_villages == registers.declared(place, day, "villages")
            assert row.list_complete is registers.is_complete(place, day)
            waits = [one.area for one in acts.select_related("area") if one.is_waiting]
            assert row.waiting_lists == waits.count(place)
            said = [registers.declared(one, day, "households") for one in waits]
            assert row.undeclared_waiting == (said.count(None) if row.declared is None else 0)


@pytest.mark.by_turns(2)
@pytest.mark.django_db
@settings(
    max_examples=histories(7, 800),
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(steps=st.lists(STEP, min_size=5, max_size=30))
def test_counts_are_right_whatever_is_done(db, steps):
    with transaction.atomic():
        world = Villages()
        for name, *arguments in steps:
            getattr(world, name)(*arguments)
        check(world)
        transaction.set_rollback(True)
