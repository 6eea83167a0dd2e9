"""What is known of a commune before a file is read: its villages by all their names."""

from datetime import date

import pytest

from areas.models import Area
from imports.jobs.queries.known import villages_in
from tests.factories import CommuneFactory, SuccessionFactory, VillageFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def commune():
    return CommuneFactory(name="Tuy An Đông")


def ended(commune, name, *heirs):
    village = VillageFactory(parent=commune, name=name)
    Area.unscoped.filter(pk=village.pk).update(closed_on=date(2026, 3, 1))
    for heir in heirs:
        SuccessionFactory(predecessor=village, successor=heir, on=date(2026, 3, 1))
    return village


def test_a_village_that_went_into_another_whole_is_that_one(commune):
    new = VillageFactory(parent=commune, name="Phú Hội")
    ended(commune, "Phú Lợi", new)
    found = villages_in(commune).find("Thôn Phú Lợi")
    assert found.pk == new.pk


def test_a_village_that_was_parted_is_asked_about(commune):
    one, two = (
        VillageFactory(parent=commune, name="Phú Hội"),
        VillageFactory(parent=commune, name="Hội Phú"),
    )
    ended(commune, "Phú Lợi", one, two)
    assert villages_in(commune).find("Thôn Phú Lợi").pk is None
