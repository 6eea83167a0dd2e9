"""Why figures changed where units did: what went from one to another is nothing above both, and nothing is left over."""

from datetime import timedelta

import pytest
from django.utils import timezone

from figures.as_of import as_of_one
from figures.changes import has_changed
from reorganisations.drafting.actions import Unit
from reorganisations.models import Operation
from reports.why.queries.households import causes, why_covered
from reports.why.queries.teams import why_teams
from tests.pages import signed_in
from tests.reorganisations.plays import carried, drafted, merged, named

pytestmark = pytest.mark.django_db
UNIT = "sap-xep"


@pytest.fixture
def days():
    today = timezone.localdate()
    return today - timedelta(20), today - timedelta(10), today


def carry(world, decision):
    carried(decision, proposer=world.own.officer, approver=world.reviewer)


def moved(parts):
    return next(part.n for part in parts if part.key == UNIT)


def test_a_merger_is_a_cause_in_its_villages_and_none_above_them(world, days):
    since, on, until = days
    own = world.own.area
    begun = as_of_one(own, on).covered
    carry(world, merged(own, world.own.villages[:2], on=on))
    new = named(own, "Mới")
    for area in (new, *world.own.villages[:2], own, world.district, world.country):
        for why in (why_covered, why_teams):
            assert why(area, since, until).closes, (area, why)
            assert why(area, on - timedelta(1), until).closes, (area, why)
    page = f"/tong-quan/{own.pk}/vi-sao/?tu={since}&den={until}"
    words = "Hai đầu đều theo đơn vị hiện nay"
    client = signed_in(world.own.officer)
    assert words in client.get(page).content.decode()
    # Since then nothing changed; a village is read as it is.
    later = client.get(f"/tong-quan/{own.pk}/vi-sao/?tu={until}&den={until}")
    assert words not in later.content.decode()
    assert not later.context["by_today"]
    assert not client.get(page.replace(str(own.pk), str(new.pk))).context["by_today"]
    assert not has_changed(world.foreign.area, since)
    assert moved(causes(new, on - timedelta(1), until)) == begun
    assert moved(causes(own, since, until)) == moved(causes(world.country, since, until)) == 0
    team = why_teams(new, since, until)
    assert (team.start.n, team.end.n) == (0, 1)


def test_a_village_that_went_to_another_commune_leaves_nothing_unexplained(world, days):
    since, on, until = days
    one, other = world.own.area, world.sibling.area
    village = world.own.villages[0]
    unit = Unit(kind="thon", name=village.name, parent=other, area=village)
    before = as_of_one(one, since)
    carry(world, drafted(one, Operation.Kind.MOVE, [village], [unit], on=on))
    assert as_of_one(one, since) == before
    village.refresh_from_db()
    for area in (village, one, other, world.district, world.country):
        for why in (why_covered, why_teams):
            for first, last in ((since, until), (since, on - timedelta(1)), (on, until)):
                assert why(area, first, last).closes, (area, why, first, last)
    assert as_of_one(other, until).villages == as_of_one(other, since).villages + 1
