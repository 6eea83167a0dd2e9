"""Moves, mergers and splits among all else: counts are right, and movements add up to them."""

from contextlib import suppress
from datetime import timedelta

import pytest
from django.db import transaction
from django.db.models import Sum
from hypothesis import HealthCheck, given, settings, strategies as st

from households.counts.contribution import MOVED
from households.duplicates import actions as duplicates_actions
from households.lifecycle import actions as lifecycle_actions
from households.models import Household, Movement, Regrouping, Resident
from households.register import actions as register_actions
from households.survey import actions as survey_actions
from rollup.models import VillageCount
from tests.households.counts.test_property import AGO, ANY, STEP, Villages, check
from tests.proving import histories

pytestmark = [pytest.mark.slow]

LIFE = st.one_of(
    st.tuples(st.just("move"), ANY, ANY),
    st.tuples(st.just("out"), ANY, AGO),
    st.tuples(st.just("over"), ANY, AGO),
    st.tuples(st.just("back"), ANY, AGO),
    st.tuples(st.just("split"), ANY, ANY, st.booleans()),
    st.tuples(st.just("merge"), ANY, ANY),
    st.tuples(st.just("undo"), ANY),
    st.tuples(st.just("head"), ANY),
    st.tuples(st.just("leaves"), ANY),
    st.tuples(st.just("unsurvey"), ANY),
    st.tuples(st.just("confirm"), ANY, AGO),
)
ANYTHING = st.one_of(STEP, LIFE, LIFE)
REFUSALS = (register_actions.Refused,)


class Lives(Villages):
    """The villages of the counts, with every turn a household's life can take."""

    def __init__(self):
        super().__init__()
        for number, results in enumerate([[2, 2, 2, 2, 2], None, [2, 2, 2, 2, 0]] * 2):
            self.add(number % 2, results, "resident")
            self.enter(number + 1, 1990)

    def try_(self, name, *arguments):
        """Do it in a transaction of its own, as a request would; a refusal leaves no trace."""
        with suppress(*REFUSALS), transaction.atomic():
            getattr(self, name)(*arguments)

    def day(self, ago):
        return self.today - timedelta(ago % 3)

    def move(self, number, where):
        village = self.villages[where % len(self.villages)]
        lifecycle_actions.move_within(
            by=None, household=self.pick(Household, number), village=village
        )

    def out(self, number, ago):
        lifecycle_actions.move_out(
            by=None, household=self.pick(Household, number), on=self.day(ago)
        )

    def over(self, number, ago):
        lifecycle_actions.end(by=None, household=self.pick(Household, number), on=self.day(ago))

    def back(self, number, ago):
        lifecycle_actions.come_back(
            by=None, household=self.pick(Household, number), on=self.day(ago)
        )

    def split(self, number, which, by_name):
        household = self.pick(Household, number)
        people = list(household.residents.living_here())
        going = [person for bit, person in enumerate(people) if which >> bit & 1]
        name = "Lê Lan" if by_name else ""
        lifecycle_actions.split(by=None, household=household, residents=going, head_name=name)

    def merge(self, number, other):
        keep = self.pick(Household, number)
        rest = Household.unscoped.filter(village__commune=keep.village.commune_id)
        rest = rest.exclude(pk=keep.pk).order_by("pk")
        if total := rest.count():
            duplicates_actions.merge(by=None, keep=keep, duplicate=rest[other % total])

    def undo(self, number):
        if row := Regrouping.unscoped.first() if number % 2 else self.pick(Regrouping, number):
            lifecycle_actions.undo_regrouping(by=None, regrouping=row)

    def head(self, number):
        person = self.pick(Resident, number)
        register_actions.change_head(by=None, household=person.household, head=person)

    def leaves(self, number):
        register_actions.leave(by=None, resident=self.pick(Resident, number))

    def unsurvey(self, number):
        survey_actions.unsurvey(by=None, household=self.pick(Household, number))

    def confirm(self, number, ago):
        survey_actions.confirm(by=None, households=[self.pick(Household, number)], on=self.day(ago))


def check_movements(villages):
    for village in villages:
        rows = Movement.unscoped.filter(village=village)
        sums = rows.order_by().aggregate(**{f"n_{name}": Sum(name) for name in MOVED})
        stored = VillageCount.unscoped.filter(area=village).values(*MOVED).first() or {}
        moved = {name: sums[f"n_{name}"] or 0 for name in MOVED}
        assert moved == {name: stored.get(name, 0) for name in MOVED}


def check_heads():
    for household in Household.unscoped.filter(closed_on=None):
        heads = [p for p in household.residents.filter(left_on=None) if p.is_head]
        assert len(heads) <= 1
        if heads:
            assert heads[0].full_name == household.head_name


@pytest.mark.by_turns(2)
@pytest.mark.django_db
@settings(
    max_examples=histories(6, 400),
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(steps=st.lists(ANYTHING, min_size=10, max_size=30))
def test_movements_add_up_to_counts_whatever_happens_to_households(db, steps):
    with transaction.atomic():
        world = Lives()
        for name, *arguments in steps:
            world.try_(name, *arguments)
        check(world)
        check_movements(world.villages)
        check_heads()
        transaction.set_rollback(True)
