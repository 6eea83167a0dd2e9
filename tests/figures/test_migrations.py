"""Months that were kept by an older rule are copies: they go, and the daily work makes them anew.

Count rows stand: what is told apart in them since is counted from them.
"""

from datetime import date

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from figures.models import Snapshot
from rollup.models import CommuneCount
from tests.factories import CommuneFactory, VillageFactory

BEFORE = [("figures", "0002_expected")]
BEFORE_LISTS = [("figures", "0003_begun_and_waiting"), ("rollup", "0006_short")]


@pytest.mark.django_db(transaction=True)
def test_months_of_before_are_made_anew():
    executor = MigrationExecutor(connection)
    latest = executor.loader.graph.leaf_nodes()
    commune = CommuneFactory()
    executor.migrate(BEFORE)
    old = MigrationExecutor(connection).loader.project_state(BEFORE).apps
    model = old.get_model("figures", "Snapshot")
    model._base_manager.create(area_id=commune.pk, month=date(2026, 9, 1), expected=9)
    MigrationExecutor(connection).migrate(latest)
    assert not Snapshot.unscoped.exists()


@pytest.mark.django_db(transaction=True)
def test_lists_that_wait_are_told_from_registers():
    """Months in which nothing waited are kept; of today both are counted from the rows that stand."""
    latest = MigrationExecutor(connection).loader.graph.leaf_nodes()
    commune, village = CommuneFactory(), VillageFactory()
    MigrationExecutor(connection).migrate(BEFORE_LISTS)
    old = MigrationExecutor(connection).loader.project_state(BEFORE_LISTS).apps
    kept = old.get_model("figures", "Snapshot")._base_manager
    for month, waiting in ((8, 0), (9, 1)):
        kept.create(area_id=commune.pk, month=date(2026, month, 1), waiting=waiting)
    above = {"province_id": village.province_id, "commune_id": village.commune_id, "waiting": 1}
    rows = {
        name: old.get_model("rollup", name)._base_manager
        for name in ("VillageCount", "CommuneCount")
    }
    rows["VillageCount"].create(area_id=village.pk, **above)
    rows["CommuneCount"].create(area_id=village.commune_id, **{**above, "waiting": 2})
    MigrationExecutor(connection).migrate(latest)
    found = Snapshot.unscoped.values_list("month", "waiting_lists")
    assert list(found) == [(date(2026, 8, 1), 0)]
    row = CommuneCount.unscoped.get(pk=village.commune_id)
    assert (row.waiting_lists, row.undeclared_waiting) == (1, 2)
