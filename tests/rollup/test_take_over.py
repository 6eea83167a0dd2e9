"""The sums of five tables come into two without one of them changing."""

from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from rollup.models import CommuneCount, VillageCount
from tests.factories import CommuneFactory, DistrictFactory, VillageFactory

pytestmark = pytest.mark.django_db(transaction=True)
BEFORE = [
    ("rollup", "0002_fillfactor"),
    ("areas", "0005_order_of_names"),
    ("households", "0014_completions"),
    ("teams", "0014_withdrawn_decisions"),
]
AT, DAY, OTHER = datetime(2026, 11, 3, 8, 30, tzinfo=UTC), date(2026, 11, 3), date(2026, 10, 9)
NAMES = (
    "households",
    "surveyed",
    "partly",
    "covered",
    "combined",
    "one_short",
    "ask_one",
    "ask_fifth",
    "ruled_out",
    "nobody_home",
    "public_services",
    "shopping",
    "payment",
    "safety",
    "local_platform",
    "public_services_asked",
    "shopping_asked",
    "payment_asked",
    "safety_asked",
    "local_platform_asked",
    "old",
)
# Each sum another number, so that none can stand for another.
HOMES = {name: 100 + at for at, name in enumerate(NAMES)}


@pytest.fixture
def before():
    """Return the models as they were before the five tables became two; migrate on at the end."""
    executor = MigrationExecutor(connection)
    latest = executor.loader.graph.leaf_nodes()
    executor.migrate(BEFORE)
    yield MigrationExecutor(connection).loader.project_state(BEFORE).apps
    MigrationExecutor(connection).migrate(latest)


def migrated():
    executor = MigrationExecutor(connection)
    executor.migrate(executor.loader.graph.leaf_nodes())


def place_of(area):
    return {
        "area_id": area.pk,
        "province_id": area.province_id,
        "district_id": area.district_id,
        "commune_id": area.commune_id or area.pk,
    }


def sums_of(row):
    return {name: getattr(row, name) for name in NAMES}


def test_a_village_has_the_sums_of_both_its_rows(before):
    village = VillageFactory(parent=CommuneFactory(parent=DistrictFactory()))
    before.get_model("households", "VillageCount").unscoped.create(
        **place_of(village), **HOMES, declared=90, saved_at=AT, counted_on=DAY, version=4
    )
    before.get_model("teams", "VillageTeamCount").unscoped.create(
        **place_of(village), teams=3, staffed=2, last_active_on=OTHER, version=3
    )
    migrated()
    row = VillageCount.unscoped.get()
    assert sums_of(row) == HOMES
    assert (row.declared, row.saved_at, row.counted_on) == (90, AT, DAY)
    assert row.expected == HOMES["households"]
    assert (row.teams, row.led, row.last_active_on, row.version) == (3, 2, OTHER, 7)
    assert {name: getattr(row, name) for name in place_of(village)} == place_of(village)


def test_a_commune_has_the_sums_of_its_three_rows(before):
    commune = CommuneFactory(parent=DistrictFactory())
    before.get_model("households", "CommuneCount").unscoped.create(
        **place_of(commune), **HOMES, declared=90, saved_at=AT, version=4
    )
    before.get_model("teams", "CommuneTeamCount").unscoped.create(
        **place_of(commune),
        with_team=8,
        staffed=7,
        teams=9,
        active=6,
        oldest_active_on=OTHER,
        counted_on=DAY,
        version=3,
    )
    before.get_model("areas", "CommuneVillageCount").unscoped.create(
        **place_of(commune), villages=12, version=2
    )
    migrated()
    row = CommuneCount.unscoped.get()
    assert sums_of(row) == HOMES
    assert (row.declared, row.saved_at, row.villages) == (None, AT, 12)
    assert (row.with_team, row.led, row.teams, row.active) == (8, 7, 9, 6)
    assert (row.oldest_active_on, row.counted_on, row.version) == (OTHER, DAY, 9)
    assert {name: getattr(row, name) for name in place_of(commune)} == place_of(commune)


def test_a_unit_that_one_table_does_not_know_has_its_zeros_and_one_that_none_knows_no_row(before):
    VillageFactory()
    homes, teams = VillageFactory(), VillageFactory()
    before.get_model("households", "VillageCount").unscoped.create(**place_of(homes), households=5)
    before.get_model("teams", "VillageTeamCount").unscoped.create(**place_of(teams), teams=1)
    before.get_model("areas", "CommuneVillageCount").unscoped.create(
        **place_of(homes.commune), villages=1
    )
    migrated()
    rows = VillageCount.unscoped.order_by("pk").values_list(
        "pk", "households", "declared", "teams", "last_active_on", "version"
    )
    assert list(rows) == [(homes.pk, 5, None, 0, None, 1), (teams.pk, 0, None, 1, None, 1)]
    row = CommuneCount.unscoped.get()
    assert (row.pk, row.villages, row.declared, row.with_team) == (homes.commune_id, 1, None, 0)


def test_a_village_with_fewer_households_than_declared_expects_what_was_declared(before):
    village = VillageFactory()
    old = before.get_model("households", "VillageCount").unscoped
    old.create(**place_of(village), households=5, declared=90)
    before.get_model("households", "CommuneCount").unscoped.create(**place_of(village.commune))
    migrated()
    assert VillageCount.unscoped.get().expected == 90
    assert CommuneCount.unscoped.get().expected == 90
