"""What a decision does to units: merged, split, ended, moved, called otherwise; and taken back."""

from datetime import timedelta

import pytest
from django.utils import timezone

from areas.models import Area, Succession
from figures.as_of import parts_on
from households.models import Household, Movement
from reorganisations.applying import actions
from reorganisations.models import State
from rollup.counts import wrong_rows
from rollup.models import VillageCount
from teams.models import Team, TeamVillage
from tests.reorganisations.plays import carried, merged, named

pytestmark = [pytest.mark.django_db, pytest.mark.engines]


@pytest.fixture
def two(world):
    """Two villages of a commune with households, a team in the first."""
    return world.own.villages[:2]


def merge(world, **kwargs):
    """Merge the first two villages of our commune."""
    decision = merged(world.own.area, world.own.villages[:2], **kwargs)
    return carried(decision, proposer=world.own.officer, approver=world.reviewer)


def households_by_day(world, days=40):
    """What the commune had, day by day."""
    today = timezone.localdate()
    found = []
    for n in range(0, days, 4):
        parts = parts_on(world.own.area, today - timedelta(days=n), "commune_id")
        found.append({key: one.sums for key, one in parts.items()})
    return found


class TestMerger:
    def test_households_teams_and_names_go_to_a_new_village(self, world, two):
        keys = set(Household.unscoped.filter(village__in=two).values_list("pk", flat=True))
        decision = merge(world)
        new = named(world.own.area, "Mới")
        assert decision.state == State.APPLIED
        assert set(new.households.values_list("pk", flat=True)) == keys
        assert {one.closed_on for one in Area.unscoped.filter(pk__in=[v.pk for v in two])} == {
            timezone.localdate()
        }
        assert Succession.unscoped.filter(successor=new).count() == 2
        assert Team.unscoped.filter(area__in=two, dissolved_on=None).count() == 0
        assert TeamVillage.unscoped.open().filter(village=new).exists()
        assert VillageCount.unscoped.get(pk=new.pk).households == new.households.open().count()
        assert wrong_rows()[1] == []

    @pytest.mark.parametrize("back", [0, 30])
    def test_no_sum_of_any_day_moves_in_the_commune(self, world, back):
        before = households_by_day(world)
        merge(world, on=timezone.localdate() - timedelta(days=back))
        assert households_by_day(world) == before
        assert wrong_rows()[1] == []

    def test_it_is_taken_back_whole(self, world, two):
        before = households_by_day(world)
        homes = dict(Household.unscoped.values_list("pk", "village"))
        decision = merge(world, on=timezone.localdate() - timedelta(days=10))
        actions.undo(by=world.reviewer, reorganisation=decision)
        assert dict(Household.unscoped.values_list("pk", "village")) == homes
        assert households_by_day(world) == before
        assert not Area.unscoped.filter(
            pk__in=[v.pk for v in two], closed_on__isnull=False
        ).exists()
        assert wrong_rows()[1] == []
        by_village = Movement.unscoped.filter(village__in=two).values_list("village", "households")
        assert (
            sum(n for _pk, n in by_village)
            == Household.unscoped.open().filter(village__in=two).count()
        )
