"""Why the number of villages with a team changed."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from areas.actions import add_village
from areas.kinds import Kind, Level
from areas.models import Area
from figures.as_of import as_of_one
from figures.live import figures_of_one
from reports.why.queries.teams import why_teams
from teams.founding.actions import dissolve_team, found_team
from tests.world import FOUNDED, unit

pytestmark = pytest.mark.django_db

BEFORE = FOUNDED - timedelta(days=1)
LATER = date(2026, 2, 1)


def what(why):
    assert why.closes
    parts = {part.key: part.n for part in why.parts if part.n}
    return (why.start.n, why.start.of), parts, (why.end.n, why.end.of)


def today():
    return timezone.localdate()


def test_a_team_founded_covers_its_village_from_that_day(world):
    area = world.own.area
    assert what(why_teams(area, BEFORE, FOUNDED)) == ((0, 2), {"lap-to": 1}, (1, 2))
    assert what(why_teams(area, FOUNDED, today())) == ((1, 2), {}, (1, 2))


def test_a_second_team_covers_no_second_village(world):
    found_team(by=world.root, area=world.own.village, on=LATER)
    found_team(by=world.root, area=world.own.area, on=LATER)  # the commune's own
    assert what(why_teams(world.own.area, FOUNDED, today()))[1] == {}


def test_a_team_dissolved_leaves_its_village_without(world):
    dissolve_team(by=world.root, team=world.own.team, on=LATER)
    assert what(why_teams(world.own.area, FOUNDED, today())) == (
        (1, 2),
        {"giai-the": -1},
        (0, 2),
    )
    early = LATER - timedelta(days=1)
    assert what(why_teams(world.own.area, FOUNDED, early))[2] == (1, 2)


def test_a_team_replaced_at_once_changes_nothing(world):
    dissolve_team(by=world.root, team=world.own.team, on=LATER)
    found_team(by=world.root, area=world.own.village, on=LATER)
    assert what(why_teams(world.own.area, FOUNDED, today()))[1] == {}


def test_villages_come_with_their_team_and_go_with_it(world):
    new = add_village(
        by=world.root, commune=world.own.area, kind=Kind.THON, name="Mới", opened_on=LATER
    )
    found_team(by=world.root, area=new, on=LATER)
    why = why_teams(world.own.area, FOUNDED, today())
    assert what(why) == ((1, 2), {"thon-moi": 1}, (2, 3))
    assert [(str(label), n) for label, n in why.whole] == [("Thôn mới", 1)]
    dissolve_team(by=world.root, team=world.own.team, on=LATER)
    Area.unscoped.filter(pk=world.own.village.pk).update(closed_on=LATER)
    why = why_teams(world.own.area, FOUNDED, today())
    assert what(why) == ((1, 2), {"thon-moi": 1, "thon-thoi": -1}, (1, 2))
    assert [n for _, n in why.whole] == [1, -1]


def test_the_villages_of_a_cause_are_named(world):
    why = why_teams(world.province, BEFORE, today())
    founded = next(part for part in why.parts if part.key == "lap-to")
    assert set(founded.villages) == {world.own.village.pk, world.sibling.village.pk}


@pytest.mark.parametrize("column", ["with_team", "villages"])
def test_an_end_that_its_parts_do_not_explain_does_not_close(world, monkeypatch, column):
    def astray(area, day, _reading):
        found = as_of_one(area, day)
        setattr(found, column, getattr(found, column) + (day == FOUNDED))
        return found

    monkeypatch.setattr("reports.why.queries.teams.figures_on", astray)
    assert not why_teams(world.own.area, BEFORE, FOUNDED).closes


def test_both_ends_are_what_was_shown_on_their_days(world):
    area = world.own.area
    dissolve_team(by=world.root, team=world.own.team, on=LATER)
    add_village(by=world.root, commune=area, kind=Kind.THON, name="Mới")
    why, now = why_teams(area, BEFORE, today()), figures_of_one(area, today())
    assert why.end == now.team_rate
    assert why.start == as_of_one(area, BEFORE).team_rate


def test_the_cost_does_not_depend_on_the_number_of_villages(world):
    def cost(area):
        with CaptureQueriesContext(connection) as queries:
            why_teams(area, BEFORE, today())
        return len(queries)

    few = cost(world.own.area)
    for number in range(5):
        more = unit(world.other_province, Level.COMMUNE, Kind.XA, f"Thêm {number}", f"2900{number}")
        village = add_village(by=world.root, commune=more, kind=Kind.THON, name="Thôn")
        found_team(by=world.root, area=village, on=FOUNDED)
    assert cost(world.own.area) == cost(world.country) == few <= 24
