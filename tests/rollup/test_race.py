"""Households, teams, villages and what is declared share the row of their commune: none undoes another."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from django.db import connection
from django.utils import timezone

from areas.actions import add_village
from areas.kinds import Kind
from households.counts.checks import wrong_movements, wrong_standings
from households.declarations.actions import declare
from households.lifecycle.actions import come_of_age
from households.register.actions import add_household
from rollup.counts import wrong_rows
from rollup.models import CommuneCount
from teams.founding.actions import found_team
from tests.factories import CountryFactory, LocalPlatformFactory, VillageFactory
from tests.households.registers import complete

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
THREADS, ROUNDS = 12, 8


def test_what_three_apps_save_at_once_in_one_commune_adds_up():
    LocalPlatformFactory(area=CountryFactory())
    village = VillageFactory()
    others = VillageFactory.create_batch(THREADS * ROUNDS, parent=village.commune)

    def save(number, turn):
        place = others[number * ROUNDS + turn]
        match number % 4:
            case 0:
                add_household(by=None, village=village, head_name="Lê Lan")
            case 1:
                found_team(by=None, area=place, on=date(2026, 5, 1))
            case 2:
                declare(by=None, area=place, households=2, source="Thôn")
                declare(by=None, area=village.commune, households=10**4, source="Xã")
                complete(place)
                complete(village.commune)
                come_of_age(day=timezone.localdate())
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
    each = THREADS * ROUNDS // 4
    row = CommuneCount.unscoped.get()
    assert (row.households, row.with_team, row.complete) == (each, each, each)
    assert row.villages == 1 + len(others) + each
    # The list is complete, not every register: what the commune declared beyond them stays.
    assert (row.list_complete, row.expected, row.declared) == (True, 10**4, 10**4)
    assert row.waiting == each
    assert wrong_rows()[1] == wrong_movements()[1] == wrong_standings()[1] == []
