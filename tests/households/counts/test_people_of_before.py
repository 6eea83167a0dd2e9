"""A database from before people were counted: the migration lets every day say what its facts say."""

from importlib import import_module
from types import SimpleNamespace

import pytest
import time_machine
from django.apps import apps
from django.db import connection, transaction
from hypothesis import HealthCheck, Phase, example, given, settings, strategies as st

from households.counts.checks import wrong_movements, wrong_standings
from households.counts.contribution import MOVED
from households.counts.rollup import HOUSEHOLDS
from households.lifecycle import actions as lifecycle_actions
from households.models import Household, Movement
from rollup.counts import wrong_rows
from rollup.models import CommuneCount, VillageCount
from skills.people import PEOPLE
from tests.factories import today as now
from tests.households.counts.test_timeline_property import (
    AGO,
    YEARS,
    Lives,
    by_hand,
    by_movements,
    noon,
)
from tests.proving import histories

pytestmark = [pytest.mark.slow, pytest.mark.engines]

migration = import_module("households.migrations.0016_people_of_before")


def forget_people():
    """Leave the rows as they were before people were counted; movements of people alone were not written."""
    for model in (Household, Movement, VillageCount, CommuneCount):
        model.unscoped.update(**dict.fromkeys(PEOPLE, 0))
    Movement.unscoped.filter(late=False, **dict.fromkeys(MOVED, 0)).delete()


@pytest.mark.django_db
@settings(
    max_examples=histories(6, 300),
    phases=[Phase.explicit, Phase.generate],
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    steps=st.lists(YEARS, min_size=4, max_size=12),
    days=st.lists(st.one_of(AGO, st.integers(0, 410)), min_size=5, max_size=5),
)
@example(
    # Away over a New Year at which somebody comes of age, and back; and to another village.
    steps=[("close", 0, 10), ("new_year", True), ("back", 0, 0), ("move", 0, 0)],
    days=[0, 1, 2, 30, 60],
)
def test_the_migration_says_of_every_day_what_the_facts_say(db, steps, days):
    with transaction.atomic(), time_machine.travel(noon(now()), tick=False) as clock:
        world = Lives()
        world.clock = clock
        world.enter(0, world.today.year - 35, 20)
        world.assess(1, [2] * 5, 20)
        for name, *arguments in steps:
            getattr(world, name)(*arguments)
        lifecycle_actions.come_of_age(day=world.today)
        forget_people()
        migration.fill(apps, SimpleNamespace(connection=connection))
        assert wrong_standings()[1] == wrong_movements()[1] == []
        assert wrong_rows(of=[HOUSEHOLDS])[1] == []
        for ago in {0, *days}:
            day = world.day(ago)
            assert by_movements(world, day) == by_hand(world, day), f"{ago} days ago"
        transaction.set_rollback(True)


def test_the_columns_of_the_migrations_are_those_that_are_counted():
    named = ("households.migrations.0015_people", "rollup.migrations.0004_people")
    for name in (*named, "figures.migrations.0003_people"):
        assert import_module(name).NAMES == PEOPLE
    assert migration.NAMES == PEOPLE
