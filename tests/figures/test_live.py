"""Figures of today from the count rows: the same however a unit is divided, and cheap to read."""

from datetime import date, timedelta

import pytest
from django.conf import settings
from django.utils import timezone

from areas.kinds import Level
from areas.models import Area
from figures.figures import total
from figures.live import FRESH_DAYS, figures_of, figures_of_one, read
from rollup.models import CommuneCount
from teams.models import State
from tests.factories import CommuneCountFactory, VillageCountFactory
from tests.reports import tree

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 3)


def units(level):
    return Area.unscoped.filter(level=level)


def counts(figures):
    return figures.villages, figures.with_team, figures.led, figures.active, figures.sums


@pytest.mark.parametrize("group", ["province_id", "district_id", "commune_id"])
def test_the_parts_of_the_country_add_up_to_it(group):
    tree.grow(1)
    country, day = units(Level.COUNTRY).get(), timezone.localdate()
    parts = total(read(country, day, group).values())
    assert counts(parts) == counts(figures_of_one(country, day))


@pytest.mark.parametrize("level", [Level.PROVINCE, Level.DISTRICT, Level.COMMUNE])
def test_what_the_database_adds_up_is_what_python_adds_up(level):
    tree.grow(2)
    country, day = units(Level.COUNTRY).get(), timezone.localdate()
    together = figures_of(units(level), level, country, day)
    for area in units(level):
        assert together[area.pk] == figures_of_one(area, day)


def test_villages_have_what_their_commune_adds_up():
    tree.grow(3)
    day = timezone.localdate()
    for commune in units(Level.COMMUNE):
        villages = Area.unscoped.villages().filter(commune=commune)
        found = figures_of(villages, Level.VILLAGE, commune, day)
        assert counts(total(found.values())) == counts(figures_of_one(commune, day))


def test_one_query_reads_households_teams_and_villages(django_assert_num_queries):
    row = CommuneCountFactory(villages=3, with_team=2, led=1, active=1, households=40, covered=9)
    province = row.area.province
    with django_assert_num_queries(1):
        found = figures_of_one(province, DAY)
    assert counts(found)[:4] == (3, 2, 1, 1)
    assert (found.households, found.covered) == (40, 9)


@pytest.mark.parametrize("level", ["country", "province", "commune"])
def test_where_a_team_has_ceased_to_be_active_the_villages_are_asked(
    level, django_assert_num_queries
):
    since = DAY - timedelta(days=settings.TEAM_ACTIVE_DAYS)
    row = CommuneCountFactory(villages=2, led=2, active=2, oldest_active_on=since - timedelta(1))
    for last in (since - timedelta(days=1), since):
        VillageCountFactory(area__parent=row.area, led=1, teams=1, last_active_on=last)
    province = row.area.province
    unit = {"country": province.parent, "province": province, "commune": row.area}[level]
    with django_assert_num_queries(2):
        assert figures_of_one(unit, DAY).active == 1


def test_communes_without_households_are_neither_fresh_nor_late():
    now = timezone.now()
    fresh = CommuneCountFactory(households=1, saved_at=now)
    province = fresh.area.province
    late = now - timedelta(days=FRESH_DAYS + 1)
    CommuneCountFactory(area__parent=province, households=1, saved_at=late)
    CommuneCountFactory(area__parent=province, households=1, saved_at=None)
    CommuneCountFactory(area__parent=province, saved_at=now)
    for unit in (province, province.parent):
        found = figures_of_one(unit, DAY)
        assert (found.communes, found.fresh, found.oldest_at) == (3, 1, late)


def test_a_village_without_a_row_has_no_team_and_counts_as_a_village():
    village = VillageCountFactory().area
    CommuneCount.unscoped.all().delete()
    other = Area.unscoped.get(pk=village.pk)
    found = figures_of_one(other, DAY)
    assert (found.villages, found.state) == (1, State.NONE)
