"""Households of which no village is known: a last line of their own, and none of the villages of any list."""

import pytest
from django.urls import reverse
from django.utils import timezone

from areas.kinds import Level
from figures.models import Snapshot
from figures.months import finished
from figures.standing import Reading
from households.register.actions import add_household
from reports.calls.queries.calls import Ask, calls_first, totals_of
from reports.calls.queries.missing import villages_without_team
from reports.dashboard.queries.past import dashboard_at, told_of
from reports.dashboard.queries.ranking import Order
from reports.explore.queries.question import kinds_of, question_of
from reports.explore.queries.table import answer
from reports.targets.queries.board import target_board
from reports.units.queries.child_units import below
from reports.units.queries.few import fold
from reports.units.queries.needs import NO_TEAM, STALE
from rollup.counts import recount
from tests.factories import SnapshotFactory
from tests.pages import signed_in
from tests.unassigned import put_aside

pytestmark = pytest.mark.django_db
NAME = "Chưa phân thôn"


@pytest.fixture
def holder(world):
    """Give where the last household of our commune stands: no village is known of it."""
    homes = [
        add_household(by=world.own.officer, village=world.own.village, head_name=f"Hộ {n}")
        for n in range(12)
    ]
    return put_aside(*homes)


@pytest.fixture
def day():
    return timezone.localdate()


def test_a_commune_lists_its_villages_and_then_what_is_of_none(world, holder, day):
    commune = world.own.area
    inside = below(commune, day)
    assert holder.pk not in {child.pk for child in inside.children}
    assert inside.whole.villages == len(inside.children) == len(world.own.villages)
    (line,) = [row for row in inside.sums() if row.name == NAME]
    assert (line.pk, line.figures.households, line.figures.villages) == (0, 12, 0)
    parts = [*(child.figures for child in inside.children), line.figures]
    assert sum(part.households for part in parts) == inside.whole.households
    dashboard = signed_in(world.own.officer).get(reverse("reports:dashboard", args=[commune.pk]))
    assert NAME in dashboard.content.decode()


def test_where_no_household_waits_there_is_no_line(world, holder, day):
    holder.households.update(village=world.own.village)
    recount(world.own.village, holder)
    assert NAME not in {row.name for row in below(world.own.area, day).sums()}


def test_few_of_them_are_folded_with_villages_and_count_as_none_of_them(world, day, settings):
    settings.SMALL_UNIT_HOUSEHOLDS = 10
    home = add_household(by=world.own.officer, village=world.own.village, head_name="Một")
    put_aside(home)
    inside = below(world.own.area, day)
    n = len(inside.children)
    fold(inside)
    assert inside.unassigned is None
    assert inside.few.figures.villages == n - len(inside.children)
    assert NAME not in {row.name for row in inside.sums()}


def test_a_past_month_has_the_line_from_what_was_kept(world, holder, day):
    month = finished(day, 1)[0]
    SnapshotFactory(area=holder, month=month, households=7, expected=7)
    SnapshotFactory(area=world.own.area, month=month, households=9, expected=9)
    board = dashboard_at(
        told_of(world.own.area, month, day, Reading.NOW), month, day, Order.asked("")
    )
    (line,) = [row for row in board.below.sums() if row.name == NAME]
    assert line.figures.households == 7
    assert Snapshot.unscoped.filter(area=holder).count() == 1


def test_a_looked_up_table_has_it_under_the_villages(world, holder, day):
    commune = world.own.area
    question = question_of({"chi-tieu": "ho-dat", "do": "so"}, commune, [Level.VILLAGE], day)
    found = answer(question, None, day)
    assert found.of_level == len(world.own.villages)
    assert [row.unit.name for row in found.rest] == [NAME]
    hidden = answer(question, None, day, few=frozenset({holder.pk}))
    assert hidden.rest == []
    assert NAME not in {str(kind.label) for kind in kinds_of(commune, Level.VILLAGE, day)}


def test_nobody_is_called_about_it_and_no_target_is_its_own(world, holder, day):
    missing = villages_without_team(world.own.area, day)
    assert holder not in missing
    calls = calls_first(Ask(world.province, day, NO_TEAM), 9)
    assert holder.pk not in {village.pk for call in calls for village in call.villages}
    holder.households.update(saved_at="2026-01-01T00:00:00Z")
    assert totals_of(Ask(world.own.area, day, STALE), [])[STALE] == 0
    board = target_board(world.own.area, day, day.year)
    assert holder.pk not in {line.area.pk for line in board.children}


def test_it_is_chosen_nowhere_and_found_by_no_search(world, holder):
    client = signed_in(world.own.officer)
    addresses = [
        reverse("areas:detail", args=[world.own.area.pk]),
        f"{reverse('areas:search')}?q=chua+phan",
        reverse("teams:list"),
        reverse("teams:need_add"),
        reverse("accounts:invite"),
        reverse("reports:compare", args=[world.own.village.pk]),
        reverse("reports:tile_map", args=[world.own.area.pk]),
    ]
    for address in addresses:
        assert NAME not in client.get(address).content.decode(), address
    for name in ("add", "sheet", "print_sheet", "declare", "duplicates", "complete"):
        address = reverse(f"households:{name}", args=[holder.pk])
        assert client.get(address).status_code == 404, address
    assert client.get(reverse("imports:filled", args=[holder.pk])).status_code == 404
    assert client.get(reverse("areas:village_rename", args=[holder.pk])).status_code == 404
