from datetime import date, timedelta

import pytest
import time_machine
from django.conf import settings
from django.utils import timezone

from figures.live import figures_of_one
from rollup.counts import lock, recount, wrong_rows
from rollup.models import CommuneCount, VillageCount
from teams.counts.rollup import TEAMS, age
from teams.counts.states import state_of
from teams.models import State, Team
from tests.factories import TeamFactory, VillageCountFactory, VillageFactory

pytestmark = pytest.mark.django_db
OLD, NEW = date(2026, 1, 5), date(2026, 6, 5)


def recounted(area):
    lock([area])
    recount(area, of=[TEAMS])


def village_row(village):
    row = VillageCount.unscoped.get(area=village)
    return row.teams, row.led, row.last_active_on


def test_a_village_counts_its_teams_in_force_those_with_a_leader_and_their_last_session():
    village = VillageFactory()
    TeamFactory(area=village)
    TeamFactory(area=village, led=True, last_active_on=OLD)
    TeamFactory(area=village, last_active_on=NEW)
    TeamFactory(area=village, led=True, last_active_on=NEW, dissolved_on=NEW)
    TeamFactory(area=village, led=True, last_active_on=NEW, tier="commune")
    TeamFactory(led=True)
    recounted(village)
    assert village_row(village) == (3, 1, OLD)


def test_a_commune_counts_villages_and_not_teams():
    village = VillageFactory()
    neighbour = VillageFactory(parent=village.commune)
    VillageFactory(parent=village.commune)
    TeamFactory.create_batch(3, area=village)
    TeamFactory(area=neighbour, led=True)
    recounted(village)
    recounted(neighbour)
    row = CommuneCount.unscoped.get()
    assert (row.with_team, row.led, row.teams) == (2, 1, 4)


def test_a_village_whose_last_team_goes_counts_nothing():
    team = TeamFactory(led=True, last_active_on=OLD)
    recounted(team.area)
    Team.unscoped.update(dissolved_on=NEW)
    recounted(team.area)
    assert village_row(team.area) == (0, 0, None)
    assert state_of(VillageCount.unscoped.get(), NEW) == State.NONE


def test_recount_of_a_commune_itself_counts_nothing():
    village = VillageFactory()
    recount(village.commune, of=[TEAMS])
    assert not VillageCount.unscoped.exists()


def test_wrong_rows_compares_villages_and_communes():
    team = TeamFactory()
    recounted(team.area)
    assert wrong_rows(of=[TEAMS]) == (2, [])


def test_wrong_rows_finds_each_row_that_differs():
    team = TeamFactory()
    recounted(team.area)
    VillageCount.unscoped.update(teams=2, last_active_on=OLD)
    village, commune = team.area_id, team.area.commune_id
    assert wrong_rows(of=[TEAMS]) == (
        2,
        [
            f"VillageCount {village}: teams 2 != 1, last_active_on {OLD} != None",
            f"CommuneCount {commune}: teams 1 != 2",
        ],
    )


def test_wrong_rows_finds_a_team_that_was_never_counted():
    team = TeamFactory()
    assert wrong_rows(of=[TEAMS]) == (1, [f"VillageCount {team.area_id}: teams 0 != 1"])


def test_wrong_rows_finds_a_count_of_nothing():
    row = VillageCountFactory(led=1)
    compared, wrong = wrong_rows(of=[TEAMS])
    assert (compared, wrong[0]) == (2, f"VillageCount {row.pk}: led 1 != 0")


class TestActiveByDate:
    """A commune's number of active teams is right on any later day, without a save and without a run."""

    @pytest.fixture
    def village(self):
        village = VillageFactory()
        TeamFactory(area=village, led=True, last_active_on=timezone.localdate())
        long_silent = VillageFactory(parent=village.commune)
        TeamFactory(area=long_silent, led=True, last_active_on=OLD)
        for one in (village, long_silent):
            recounted(one)
        return village

    def active(self, village, day):
        return figures_of_one(village.commune, day).active

    def test_counts_the_villages_with_a_recent_session(self, village):
        row = CommuneCount.unscoped.get()
        assert (row.active, row.oldest_active_on) == (1, timezone.localdate())
        assert self.active(village, timezone.localdate()) == 1

    def test_fades_by_itself(self, village):
        last = timezone.localdate() + timedelta(days=settings.TEAM_ACTIVE_DAYS)
        assert self.active(village, last) == 1
        assert self.active(village, last + timedelta(days=1)) == 0
        assert CommuneCount.unscoped.get().active == 1

    def test_the_daily_run_makes_it_cheap_again(self, village):
        later = timezone.now() + timedelta(days=settings.TEAM_ACTIVE_DAYS + 1)
        with time_machine.travel(later, tick=False):
            assert age(timezone.localdate()) == 1
            assert age(timezone.localdate()) == 0
            assert CommuneCount.unscoped.get().active == 0
            assert wrong_rows(of=[TEAMS])[1] == []
