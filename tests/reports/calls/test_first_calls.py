"""The dashboard's first calls are those of the full lists one after another, read with fewer questions."""

import pytest
from django.utils import timezone

from areas.kinds import Level
from areas.models import Area
from reports.calls.queries.calls import Ask, counts_of, first_calls, page_of
from reports.models import Contact
from reports.units.queries.child_units import below
from reports.units.queries.needs import CALLS, FIRST
from rollup.models import CommuneCount, VillageCount
from tests.factories import UserFactory
from tests.reports import tree

pytestmark = pytest.mark.django_db


def both(area):
    """Return the first calls as the dashboard and as the full lists give them, each commune once."""
    day = timezone.localdate()
    ours = first_calls(area, below(area, day), day)
    full = {}
    for reason in FIRST:
        ask = Ask(area, day, reason)
        for call in page_of(ask, counts_of(ask), 0, 1000):
            full.setdefault(call.commune.pk, call)
    return ours, list(full.values())[:CALLS]


def said(call):
    return {
        "commune": call.commune.full_name,
        "reason": call.reason.key,
        "above": call.above,
        "missing": call.missing,
        "homes": call.homes,
        "villages": [village.full_name for village in call.villages],
        "officer": call.officer,
        "state": call.state,
        "times": call.times,
        "last": call.last,
    }


@pytest.mark.parametrize("seed", range(3))
def test_the_first_calls_are_those_of_the_full_list(seed):
    tree.grow(seed, villages=5)
    tree.many(seed, 20)
    today = timezone.localdate()
    waiting = CommuneCount.unscoped.filter(households__gt=0).order_by("pk").values("pk")[:3]
    CommuneCount.unscoped.filter(pk__in=list(waiting.values_list("pk", flat=True))).update(
        waiting=2
    )
    for number, commune in enumerate(Area.unscoped.communes().order_by("pk")):
        if number % 3:
            UserFactory(area=commune, phone="0905" if number % 2 else "")
            UserFactory(area=commune, phone="0906")
        for outcome in ("done", "no_answer")[: number % 3]:
            Contact.unscoped.create(commune=commune, outcome=outcome, called_on=today)
    for area in Area.unscoped.filter(level__lt=Level.COMMUNE):
        ours, full = both(area)
        assert [said(call) for call in ours] == [said(call) for call in full], area


def test_where_every_village_has_a_team_nobody_is_called(world, django_assert_num_queries):
    day = timezone.localdate()
    having = VillageCount.unscoped.filter(teams__gt=0).values("pk")
    Area.unscoped.filter(level=Level.VILLAGE).exclude(pk__in=having).update(closed_on=day)
    inside = below(world.district, day)
    with django_assert_num_queries(1):
        assert first_calls(world.district, inside, day) == []


def test_nobody_of_a_commune_is_told_to_call_themselves(world, django_assert_num_queries):
    day = timezone.localdate()
    inside = below(world.own.area, day)
    with django_assert_num_queries(0):
        assert first_calls(world.own.area, inside, day) == []
