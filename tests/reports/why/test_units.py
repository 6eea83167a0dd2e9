"""Why figures changed where units did: what went from one to another is nothing above both, and nothing is left over."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from figures.as_of import as_of_one
from figures.changes import has_changed
from figures.standing import Reading
from reorganisations.drafting.actions import Unit
from reorganisations.models import Operation
from reports.why.queries.households import causes, why_covered
from reports.why.queries.kinds import UNITS
from reports.why.queries.moved import by_unit, stood_between
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
    assert not later.context["asked"].is_offered
    assert not client.get(page.replace(str(own.pk), str(new.pk))).context["asked"].is_offered
    then = client.get(f"{page}&theo=luc-do")
    assert "Hai đầu đều theo đơn vị lúc đó" in then.content.decode()
    # By the units that stood two villages are gone and one is new; no household left the commune.
    why = why_teams(own, since, until, Reading.THEN)
    assert ({part.key: part.n for part in why.parts if part.n}, why.closes) == (
        {"thon-moi": 1, "thon-thoi": -1},
        True,
    )
    assert moved(why_covered(own, since, until, Reading.THEN).parts) == 0
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
                for reading in Reading:
                    assert why(area, first, last, reading).closes, (area, why, first, last, reading)
    assert as_of_one(other, until).villages == as_of_one(other, since).villages + 1


def test_by_the_units_that_stood_a_village_leaves_one_commune_and_comes_to_the_other(world):
    one, other, village = world.own.area, world.sibling.area, world.own.villages[0]
    # What was entered today was in the village before it went.
    with time_machine.travel(timezone.now() + timedelta(30)):
        since, on, until = (timezone.localdate() - timedelta(n) for n in (20, 10, 0))
        gone = as_of_one(village, on)
        unit = Unit(kind="thon", name=village.name, parent=other, area=village)
        carry(world, drafted(one, Operation.Kind.MOVE, [village], [unit], on=on))
        for area, sign, key in ((one, -1, "thon-di"), (other, 1, "thon-den")):
            why = why_covered(area, since, until, Reading.THEN)
            ends = [as_of_one(area, day).covered for day in (since, until)]
            assert gone.covered
            assert ([why.start.n, why.end.n], why.closes) == (ends, True)
            # What had been found in the village before is of the commune in which it stood then.
            assert moved(why.parts) == ends[1] - ends[0] == sign * gone.covered
            teams = why_teams(area, since, until, Reading.THEN)
            assert {part.key: part.n for part in teams.parts if part.n} == {key: sign}
        stood = stood_between(world.district, since, until, Reading.THEN)
        rows = {area: pair for area, *pair in by_unit(world.district, since, until, UNITS, stood)}
        assert rows == {one: [0, gone.covered], other: [gone.covered, 0]}
        asked = f"tu={since}&den={until}&theo=luc-do"
        page = signed_in(world.own.officer).get(f"/tong-quan/{one.pk}/vi-sao/sap-xep/?{asked}")
        # No household moved by itself: the village is told, which nobody of the commune may open any more.
        assert [row[0] for row in page.context["units"]] == [village]
        assert "theo các đơn vị lúc đó" in page.content.decode()


@pytest.mark.parametrize(("least", "is_told"), [(1, True), (50, False)])
def test_who_reads_no_names_takes_no_reading_from_the_other(world, settings, least, is_told):
    """A village of few households that went elsewhere would be told by what one reading has more than the other."""
    settings.SMALL_UNIT_HOUSEHOLDS = least
    today = timezone.localdate()
    one, other, village = world.own.area, world.sibling.area, world.own.villages[0]
    unit = Unit(kind="thon", name=village.name, parent=other, area=village)
    carry(world, drafted(one, Operation.Kind.MOVE, [village], [unit], on=today))
    client, month = signed_in(world.committee), today - timedelta(32)
    for area in (one, other, world.district):
        page = client.get(f"/tong-quan/{area.pk}/vi-sao/?tu={month}&den={today}")
        # The district has the village as before.
        is_few = area != world.district and not is_told
        assert page.context["asked"].tells_few is is_few
        below = client.get(f"/tong-quan/{area.pk}/vi-sao/du-tuoi/?tu={month}&den={today}")
        assert below.context["asked"].tells_few_below is not is_told
    words = "có thôn ít hộ chuyển đến hoặc chuyển đi"
    shown = client.get(f"/tong-quan/{one.pk}/vi-sao/").content.decode()
    assert (words in shown) is not is_told
