"""Units of past months that are of another unit today, in the table of whoever reads no names."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.roles import Role
from areas.dated import last_day, month_of
from areas.kinds import Level
from areas.models import Area
from figures.models import Snapshot
from reorganisations.drafting.actions import Unit
from reorganisations.models import Operation
from tests.factories import SnapshotFactory
from tests.pages import signed_in
from tests.reorganisations.above import done, join, new_one

pytestmark = pytest.mark.django_db


@pytest.fixture
def month(world):
    """A past month in which a village of ours had three households, one of them covered, and the others many."""
    first = month_of(timezone.localdate(), 2)
    Snapshot.unscoped.all().delete()
    few, *many = world.own.villages
    for village in many:
        SnapshotFactory(area=village, month=first, households=40, surveyed=40, covered=10)
    SnapshotFactory(area=few, month=first, households=3, surveyed=3, covered=1)
    return first


def former(world, commune, month, reading):
    """Return what rows of former units say of the month, to an officer of the commune and to whoever reads no names."""
    asked = f"dia-ban={commune.pk}&cap={Level.VILLAGE}&tu={month:%Y-%m}&den={month:%Y-%m}"
    found = []
    for n, role in enumerate((Role.OFFICER, Role.COMMITTEE)):
        reader = world.person(f"doc-{reading}-{n}", role, commune)
        answer = signed_in(reader).get(f"/tra-cuu/?{asked}&theo={reading}").context["answer"]
        found.append([(row.cells[0].n, row.cells[0].of) for row in answer.former if row.cells[0]])
    return found


def test_a_few_households_of_a_commune_that_went_into_another_are_told_to_nobody(world, month):
    few = world.own.village
    ended = last_day(month) + timedelta(2)
    Area.unscoped.filter(pk=few.pk).update(closed_on=ended)
    few.placements.update(valid_to=ended)
    join(world, [world.own.area, world.sibling.area])
    officers, others = former(world, new_one(), month, "")
    assert (officers, others) == ([(1, 3)], [])


def test_a_few_households_of_a_village_that_went_elsewhere_are_told_to_nobody(world, month):
    few, other = world.own.village, world.sibling.area
    unit = Unit(kind=few.kind, name=few.name, parent=other, area=few)
    done(world, Operation.Kind.MOVE, [few], [unit], on=timezone.localdate())
    officers, others = former(world, world.own.area, month, "luc-do")
    assert (officers, others) == ([(1, 3)], [])
