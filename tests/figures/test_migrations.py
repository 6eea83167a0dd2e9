"""Months that were kept by an older rule are copies: they go, and the daily work makes them anew."""

from datetime import date

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from figures.models import Snapshot
from tests.factories import CommuneFactory

BEFORE = [("figures", "0002_expected")]


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
