"""Which unit below goes to which part of a split commune is said by a person, before it is proposed."""

import pytest

from reorganisations.drafting.actions import Change, Stale, Unit, allot, drop_operation, withdraw
from reorganisations.drafting.actions.keeping import rewrite_operation
from reorganisations.models import Allotment, Operation
from tests.reorganisations.plays import drafted

pytestmark = pytest.mark.django_db


@pytest.fixture
def split(world):
    """A draft of the province that divides our commune in two."""
    province = world.own.area.province
    units = [Unit(kind="xa", name=name, parent=province) for name in ("Đông", "Tây")]
    return drafted(province, Operation.Kind.SPLIT, [world.own.area], units).operations.get()


def test_it_is_said_said_otherwise_and_taken_back(world, split):
    east, west = split.parts.targets().order_by("pk")
    facts, keys = {"by": world.reviewer, "operation": split}, [v.pk for v in world.own.villages]
    assert allot(**facts, part=east, areas=[*keys, world.foreign.village.pk]) == len(keys)
    assert allot(**facts, part=west, areas=keys[:1]) == 1
    assert allot(**facts, part=None, areas=keys[1:2]) == 1
    said = set(Allotment.unscoped.values_list("area", "part"))
    assert said == {(keys[0], west.pk), *((pk, east.pk) for pk in keys[2:])}


def test_what_an_earlier_work_of_the_decision_makes_may_be_given_too(world, split):
    own, east = world.own, split.parts.targets().order_by("pk")[0]
    later = split.reorganisation.operations.create(kind=Operation.Kind.SPLIT)
    part = later.parts.create(side="to", kind="thon", name="Sau", parent=own.area)
    facts = {"by": world.reviewer, "operation": split, "part": east}
    assert allot(**facts, to_come=[part.pk]) == 0
    Allotment.unscoped.create(operation=later, part=part, area=own.village)
    drop_operation(by=world.reviewer, operation=later)
    assert not Allotment.unscoped.exists()


def test_nobody_says_it_of_what_is_no_draft(world, split):
    withdraw(by=world.reviewer, decision=split.reorganisation)
    with pytest.raises(Stale):
        allot(by=world.reviewer, operation=split, part=None, areas=[world.own.village.pk])


def test_it_stays_where_the_work_is_written_anew(world, split):
    east, _west = split.parts.targets().order_by("pk")
    keys = [one.pk for one in world.own.villages]
    allot(by=world.reviewer, operation=split, part=east, areas=keys)
    units = [Unit(kind="xa", name=name, parent=world.province) for name in ("Bắc", "Tây")]
    change = Change(Operation.Kind.SPLIT, [world.own.area], units)
    rewrite_operation(by=world.reviewer, operation=split, change=change)
    said = Allotment.unscoped.values_list("area", "part__name")
    assert set(said) == {(pk, "Bắc") for pk in keys}
