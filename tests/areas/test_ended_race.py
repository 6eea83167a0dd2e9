"""A save that waited while its unit was ended goes to the new unit or is refused, never into the ended one."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Event

import pytest
from django.db import connection, transaction

from areas.models import Area
from households.models import Household
from households.register.actions import add_household, change_household
from rollup.counts import lock
from tests.factories import SuccessionFactory, VillageFactory
from web.scope import UnitEnded

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
DAY = date(2026, 11, 1)


def test_a_save_that_waited_for_the_end_of_its_village_is_never_in_it():
    old = VillageFactory()
    heir = VillageFactory(parent=old.commune)
    home = add_household(by=None, village=old, head_name="Lê Lan")
    held = Event()

    def end():
        try:
            with transaction.atomic():
                lock([old, heir])
                held.set()
                # Both savers wait by now, having read the village as it was.
                connection.cursor().execute("SELECT pg_sleep(1)")
                Area.unscoped.filter(pk=old.pk).update(closed_on=DAY)
                SuccessionFactory(predecessor=old, successor=heir, on=DAY)
                Household.unscoped.filter(village=old).update(village=heir)
        finally:
            connection.close()

    def save(how):
        held.wait()
        try:
            how()
        except UnitEnded:
            return "refused"
        finally:
            connection.close()
        return "saved"

    with ThreadPoolExecutor(3) as pool:
        ending = pool.submit(end)
        new = pool.submit(save, lambda: add_household(by=None, village=old, head_name="Lê Mới"))
        was = {"phone": home.phone}
        known = pool.submit(
            save, lambda: change_household(by=None, household=home, was=was, phone="0905 1")
        )
        ending.result()
        assert (new.result(), known.result()) == ("refused", "saved")
    assert not Household.unscoped.filter(village=old).exists()
    assert Household.unscoped.get().phone == "0905 1"
