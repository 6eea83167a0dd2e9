"""Rows that every save writes again find room on their own page, so that no index hears of it."""

import pytest
from django.db import connection

from households.models import Household, Resident
from rollup.models import CommuneCount, VillageCount

pytestmark = [pytest.mark.postgres, pytest.mark.django_db]


@pytest.mark.parametrize(
    ("model", "percent"), [(Household, 85), (Resident, 90), (VillageCount, 50), (CommuneCount, 50)]
)
def test_pages_are_not_filled_to_the_brim(model, percent):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT reloptions FROM pg_class WHERE oid = %s::regclass", [model._meta.db_table]
        )
        assert f"fillfactor={percent}" in cursor.fetchone()[0]
