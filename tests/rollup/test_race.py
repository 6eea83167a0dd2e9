"""Households, teams and villages share the row of their commune: whoever saves first, none undoes another."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from django.db import connection

from areas.actions import add_village
from areas.kinds import Kind
from households.actions import add_household
from rollup.counts import wrong_rows
from rollup.models import CommuneCount
from teams.actions import found_team
from tests.factories import CountryFactory, LocalPlatformFactory, VillageFactory

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
THREADS, ROUNDS = 12, 8


def test_what_three_apps_save_at_once_in_one_commune_adds_up():
    LocalPlatformFactory(area=CountryFactory())
    village = VillageFactory()
    others = VillageFactory.create_batch(THREADS * ROUNDS, parent=village.commune)

    def save(number, turn):
        match number % 3:
            case 0:
                add_household(by=None, village=village, head_name="Lê Lan")
            case 1:
                place = others[number * ROUNDS + turn]
                found_team(by=None, area=place, on=date(2026, 5, 1))
            case _:
                name = f"Mới {number} {turn}"
                add_village(by=None, commune=village.commune, kind=Kind.THON, name=name)

    def work(number):
        try:
            for turn in range(ROUNDS):
                save(number, turn)
        finally:
            connection.close()

    with ThreadPoolExecutor(THREADS) as pool:
        list(pool.map(work, range(THREADS)))
    each = THREADS * ROUNDS // 3
    row = CommuneCount.unscoped.get()
    assert (row.households, row.with_team) == (each, each)
    assert row.villages == 1 + len(others) + each
    assert wrong_rows()[1] == []
