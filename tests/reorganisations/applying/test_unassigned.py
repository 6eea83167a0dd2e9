"""Households of a split that nobody assigned: they stand in no village, and what becomes of them is of the decision."""

from datetime import timedelta

import pytest
from django.utils import timezone

from areas.actions import add_village
from areas.kinds import Kind
from areas.models import Area
from households.assigning.actions import assign
from households.models import Household
from reorganisations.applying import actions
from reorganisations.applying.actions.stopping import BuiltOn
from reorganisations.drafting.actions import Unit
from reorganisations.models import Operation
from rollup.counts import wrong_rows
from tests.reorganisations.plays import carried, drafted

pytestmark = [pytest.mark.django_db, pytest.mark.engines]


@pytest.fixture
def decision(world):
    """Divide our first village among two new ones; nobody said who goes where."""
    own = world.own
    units = [Unit(kind="thon", name=name, parent=own.area) for name in ("Đông", "Tây")]
    on = timezone.localdate() - timedelta(5)
    made = drafted(own.area, Operation.Kind.SPLIT, [own.village], units, on=on)
    return carried(made, proposer=own.officer, approver=world.reviewer)


def test_they_stand_in_no_village_and_go_back(world, decision):
    holder = Area.unscoped.get(kind=Kind.UNASSIGNED)
    keys = set(holder.households.values_list("pk", flat=True))
    assert world.own.household.pk in keys
    actions.undo(by=world.reviewer, reorganisation=decision)
    assert {one.village for one in Household.unscoped.filter(pk__in=keys)} == {world.own.village}
    assert wrong_rows()[1] == []


def test_once_one_was_assigned_anywhere_the_decision_stays(world, decision):
    facts = {"by": world.own.officer, "commune": world.own.area}
    other = add_village(**facts, kind=Kind.THON, name="Khác")
    made = assign(households=[world.own.household.pk], village=other, **facts)
    assert made.n == 1
    with pytest.raises(BuiltOn):
        actions.undo(by=world.reviewer, reorganisation=decision)
