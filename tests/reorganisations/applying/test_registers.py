"""What villages declared of their registers is added up, day by day, in the village that took their households."""

from datetime import timedelta

import pytest
from django.utils import timezone

from areas.actions import open_area
from areas.kinds import Level
from figures.as_of import parts_on
from households.models import Completion, Declaration
from reorganisations.applying.rules import registry
from rollup.counts import recount_villages
from tests.factories import CompletionFactory, DeclarationFactory
from tests.reorganisations.plays import carried, merged, named

pytestmark = [pytest.mark.django_db, pytest.mark.engines]
ON, DAYS = 10, (0, 1, 4, 5, 6, 9, 10, 11, 20, 30)


def ago(days):
    return timezone.localdate() - timedelta(days)


def expected(world):
    """How many households the commune was expected to have, day by day."""
    found = {}
    for n in DAYS:
        parts = parts_on(world.own.area, ago(n), "commune_id")
        found[n] = sum(part.expected for part in parts.values())
    return found


@pytest.fixture
def two(world):
    """Two villages that both declared; the second said another number after the day of the decision."""
    first, second = villages = world.own.villages[:2]
    Declaration.unscoped.filter(area__in=[world.own.area, *villages]).delete()
    for village, n, days in ((first, 50, 30), (second, 60, 25), (second, 75, 5)):
        DeclarationFactory(area=village, households=n, declared_on=ago(days))
    return villages


@pytest.mark.parametrize("among", [True, False], ids=["one of those", "one beside those"])
@pytest.mark.parametrize("kept", [None, 0, 1])
def test_no_day_expects_another_number(world, two, kept, among):
    Completion.unscoped.filter(area__in=two).delete()
    before = expected(world)
    lives_on = None if kept is None else two[kept]
    facts = {"name": lives_on.name if lives_on else "Mới", "lives_on": lives_on, "on": ago(ON)}
    sources = two if among else [one for one in two if one != lives_on]
    decision = merged(world.own.area, sources, **facts)
    carried(decision, proposer=world.own.officer, approver=world.reviewer)
    assert expected(world) == before


def test_it_is_complete_from_the_day_on_which_the_last_of_them_was(world, two):
    Completion.unscoped.filter(area__in=two).delete()
    for village, days in zip(two, (20, 3), strict=True):
        CompletionFactory(area=village, from_day=ago(days))
    decision = merged(world.own.area, two, on=ago(ON))
    carried(decision, proposer=world.own.officer, approver=world.reviewer)
    new = named(world.own.area, "Mới")
    assert Completion.unscoped.standing().get(area=new).from_day == ago(3)


def test_without_the_rule_a_day_expects_another_number(world, two, monkeypatch):
    """What no rule takes along is missed by the test above."""
    monkeypatch.setitem(registry.RULES, "households.Declaration.area", registry.Rule.STAYS)
    Completion.unscoped.filter(area__in=two).delete()
    before = expected(world)
    decision = merged(world.own.area, two, on=ago(ON))
    carried(decision, proposer=world.own.officer, approver=world.reviewer)
    assert expected(world) != before


def test_a_second_decision_of_that_day_adds_to_what_the_first_one_made(world, two):
    """What came of a decision has said what its villages had said, though it began on that very day."""
    facts = {"kind": "thon", "name": "Ba", "code": "", "document": "", "opened_on": ago(40)}
    third = open_area(parent=world.own.area, level=Level.VILLAGE, **facts)
    DeclarationFactory(area=third, households=20, declared_on=ago(15))
    recount_villages(world.own.area)
    Completion.unscoped.filter(area__in=[*two, third]).delete()
    before, people = expected(world), {"proposer": world.own.officer, "approver": world.reviewer}
    carried(merged(world.own.area, two, on=ago(ON)), **people)
    new = named(world.own.area, "Mới")
    again = merged(world.own.area, [third], new.name, lives_on=new, on=ago(ON))
    carried(again, **people)
    assert expected(world) == before
