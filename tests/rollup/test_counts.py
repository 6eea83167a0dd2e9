"""The recount itself: which columns it sets, and how its check tells what differs."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from households.counts.rollup import HOUSEHOLDS
from rollup.counts import MANY, SOURCES, VILLAGES, lock, recount, wrong_rows
from rollup.models import CommuneCount, VillageCount
from teams.counts.rollup import TEAMS
from tests.factories import (
    CommuneCountFactory,
    CommuneFactory,
    HouseholdFactory,
    TeamFactory,
    VillageCountFactory,
    VillageFactory,
)

pytestmark = pytest.mark.django_db
EVERY = {VILLAGES, HOUSEHOLDS, TEAMS}


@pytest.fixture
def village():
    """Return a village with one household, one team, and sums that are all wrong."""
    village = VillageFactory()
    saved = {"saved_at": HouseholdFactory(village=village).saved_at}
    TeamFactory(area=village, led=True)
    wrong = {"households": 8, "teams": 8, "led": 8}
    VillageCountFactory(area=village, expected=1, **saved, **wrong)
    right = {"expected": 1, "begun_villages": 1, **saved}
    CommuneCountFactory(area=village.commune, villages=8, **right, **wrong)
    return village


def figures(model):
    names = ("households", "teams", "led", *(["villages"] if model is CommuneCount else []))
    return model.unscoped.values_list(*names).get()


def test_every_app_that_counts_brings_its_columns():
    assert {source.name for source in SOURCES.values()} == EVERY


def set_by(part, day):
    """Return the columns that a part sets; what it only needs is not stored."""
    return [*part.columns(day), *part.derived]


def test_no_two_sources_set_the_same_column(village):
    for part in ("village", "commune"):
        parts = [getattr(source, part) for source in SOURCES.values() if getattr(source, part)]
        names = [name for one in parts for name in set_by(one, village.opened_on)]
        assert len(names) == len(set(names))


def test_every_column_but_the_keys_is_set_by_some_source(village):
    keys = {"area", "province", "district", "commune", "version"}
    # Only a commune declares more than its villages explain.
    for part, model, never in (
        ("village", VillageCount, {"unattributed"}),
        ("commune", CommuneCount, set()),
    ):
        parts = [getattr(source, part) for source in SOURCES.values() if getattr(source, part)]
        names = {name for one in parts for name in set_by(one, village.opened_on)}
        assert names == {field.name for field in model._meta.concrete_fields} - keys - never


def test_every_column_that_a_recount_sets_is_compared(village):
    """But for the day of which a row speaks: what is compared is counted as of that day."""
    for source in SOURCES.values():
        for part, counted in (
            (source.village, source.villages_counted()),
            (source.commune, source.communes_counted()),
        ):
            names = set(set_by(part, village.opened_on)) if part else set()
            assert names - {"counted_on"} == set(counted.columns), source.name


@pytest.mark.parametrize(
    ("model", "astray"),
    [
        (CommuneCount, {"list_complete": True}),
        (CommuneCount, {"declared": 9}),
        (CommuneCount, {"declared_villages": 9}),
        (CommuneCount, {"oldest_active_on": date(2026, 1, 1)}),
        (CommuneCount, {"saved_at": None}),
        (VillageCount, {"declared": 9}),
        (VillageCount, {"saved_at": None}),
    ],
)
def test_the_check_finds_what_stands_beside_the_sums(village, model, astray):
    recount(village)
    assert wrong_rows()[1] == []
    model.unscoped.update(**astray)
    (wrong,) = [line for line in wrong_rows()[1] if line.startswith(model.__name__)]
    assert f"{next(iter(astray))} {next(iter(astray.values()))} != " in wrong


@pytest.mark.parametrize(
    ("source", "of_village", "of_commune"),
    [
        (HOUSEHOLDS, (1, 8, 8), (1, 8, 8, 8)),
        (TEAMS, (8, 1, 1), (8, 1, 1, 8)),
        (VILLAGES, (8, 8, 8), (8, 8, 8, 1)),
    ],
)
def test_a_recount_sets_the_columns_of_its_source_only(village, source, of_village, of_commune):
    recount(village, of=[source])
    assert figures(VillageCount) == of_village
    assert figures(CommuneCount) == of_commune


def test_a_recount_of_all_sources_raises_each_version_once(village):
    recount(village)
    assert (figures(VillageCount), figures(CommuneCount)) == ((1, 1, 1), (1, 1, 1, 1))
    assert VillageCount.unscoped.get().version == CommuneCount.unscoped.get().version == 2


def test_a_recount_takes_one_statement_a_row(village):
    with CaptureQueriesContext(connection) as asked:
        recount(village)
    assert len(asked) == 2


def test_villages_of_one_commune_add_it_up_once(village):
    neighbour = VillageFactory(parent=village.commune)
    recount(village, neighbour, village)
    assert CommuneCount.unscoped.get().version == 2


def test_a_commune_is_added_up_alone(village):
    recount(village.commune, of=[HOUSEHOLDS])
    assert figures(VillageCount) == (8, 8, 8)
    assert figures(CommuneCount) == (8, 8, 8, 8)
    VillageCount.unscoped.update(households=3)
    recount(village.commune, of=[HOUSEHOLDS])
    assert figures(CommuneCount) == (3, 8, 8, 8)


def test_a_village_without_a_row_is_given_one():
    village = HouseholdFactory().village
    lock([village])
    recount(village, of=[HOUSEHOLDS])
    row = VillageCount.unscoped.get()
    assert (row.pk, row.commune_id, row.households) == (village.pk, village.commune_id, 1)


def test_a_lock_takes_the_communes_of_villages_and_communes_themselves():
    village, commune = VillageFactory(), CommuneFactory()
    lock([village, commune, village])
    assert set(CommuneCount.unscoped.values_list("pk", flat=True)) == {
        village.commune_id,
        commune.pk,
    }


def test_the_check_names_every_column_that_differs(village):
    assert wrong_rows() == (
        2,
        [
            f"VillageCount {village.pk}: teams 8 != 1, led 8 != 1, households 8 != 1",
            f"CommuneCount {village.commune_id}: villages 8 != 1, with_team 0 != 1, led 8 != 1, "
            "undeclared_villages 0 != 1, undeclared_lists 0 != 1",
        ],
    )


def test_the_check_of_one_source_is_silent_on_the_others(village):
    assert wrong_rows(of=[VILLAGES])[1] == [f"CommuneCount {village.commune_id}: villages 8 != 1"]


def test_the_check_finds_nothing_after_a_recount(village):
    recount(village)
    assert wrong_rows() == (2, [])


def test_many_are_counted_in_one_statement_as_each_is(village):
    others = VillageFactory.create_batch(MANY, parent=village.commune)
    for one in others[:3]:
        HouseholdFactory(village=one)
    every = [village, *others]
    recount(*every, village.commune)
    names = [
        field.attname for field in VillageCount._meta.concrete_fields if field.name != "version"
    ]
    rows = set(VillageCount.unscoped.values_list(*names))
    VillageCount.unscoped.filter(area__in=others).delete()
    # Those that have no row yet are given one.
    recount(*every)
    assert set(VillageCount.unscoped.values_list(*names)) == rows
    with CaptureQueriesContext(connection) as asked:
        recount(*every)
    assert len(asked) == 2
    assert set(VillageCount.unscoped.values_list(*names)) == rows
    for one in every:
        recount(one)
    assert set(VillageCount.unscoped.values_list(*names)) == rows
    assert wrong_rows()[1] == []
