from datetime import date

import pytest

from households.counts.rollup import HOUSEHOLDS, SUMS
from households.models import Household
from rollup.counts import lock, recount, wrong_rows
from rollup.models import CommuneCount, VillageCount
from skills.catalogue import SKILLS
from skills.people import PEOPLE
from tests.factories import HouseholdFactory, VillageCountFactory, VillageFactory

pytestmark = pytest.mark.django_db
DAY = date(2026, 5, 1)
# Another number in each column of people.
PERSONS = {name: n for n, name in enumerate(PEOPLE, start=1)}


def recounted(village):
    lock([village])
    recount(village, of=[HOUSEHOLDS])


def sums(model, area):
    return dict(zip(SUMS, model.unscoped.values_list(*SUMS).get(area=area), strict=True))


@pytest.fixture
def village():
    """Return a village with a household of every sort."""
    village = VillageFactory()
    surveyed = {"village": village, "surveyed_on": DAY}
    HouseholdFactory(**surveyed, covered=True, best_mask=31, skills_mask=31, **PERSONS)
    HouseholdFactory(**surveyed, best_mask=15, skills_mask=31, **dict.fromkeys(PEOPLE, 2))
    HouseholdFactory(**surveyed, best_mask=5, skills_mask=7)
    HouseholdFactory(**surveyed, best_mask=0, skills_mask=0, status="nobody_home")
    HouseholdFactory(village=village, asked_mask=0b01111, skills_mask=0b01111, unasked_mask=0b10000)
    HouseholdFactory(village=village, asked_mask=0b11110, skills_mask=0b11110, unasked_mask=0b10001)
    HouseholdFactory(village=village, asked_mask=0b00001, ruled_out=True)
    HouseholdFactory(village=village, status="nobody_home")
    HouseholdFactory(village=village, status="refused")
    ended = {"covered": True, "status": "ended", "closed_on": DAY}
    HouseholdFactory(**surveyed, **ended, best_mask=31, skills_mask=31, **PERSONS)
    return village


EXPECTED = {
    "households": 9,
    "surveyed": 4,
    "partly": 3,
    "covered": 1,
    "combined": 2,
    "one_short": 1,
    "ask_one": 1,
    "ask_fifth": 1,
    "ruled_out": 1,
    "nobody_home": 1,
    "refused": 1,
    "public_services": 4,
    "shopping": 5,
    "payment": 5,
    "safety": 4,
    "local_platform": 3,
    "public_services_asked": 6,
    "shopping_asked": 6,
    "payment_asked": 6,
    "safety_asked": 6,
    "local_platform_asked": 5,
    "old": 0,
    "expected": 9,
    "unattributed": 0,
    "complete": 0,
    # Of the two open ones with people.
    **{name: n + 2 for name, n in PERSONS.items()},
}


def test_a_village_counts_each_figure_from_its_open_households(village):
    recounted(village)
    assert sums(VillageCount, village) == EXPECTED


def test_a_commune_adds_up_its_villages(village):
    neighbour = VillageFactory(parent=village.commune)
    HouseholdFactory(village=neighbour, surveyed_on=DAY)
    recounted(village)
    recounted(neighbour)
    asked = {s.asked_column: EXPECTED[s.asked_column] + 1 for s in SKILLS}
    expected = EXPECTED | {"households": 10, "expected": 10, "surveyed": 5} | asked
    assert sums(CommuneCount, village.commune) == expected
    assert CommuneCount.unscoped.count() == 1


def test_a_village_knows_when_it_was_last_saved(village):
    recounted(village)
    last = Household.unscoped.latest("saved_at").saved_at
    assert VillageCount.unscoped.get().saved_at == last
    assert CommuneCount.unscoped.get().saved_at == last


def test_an_empty_village_counts_nothing():
    village = VillageFactory()
    recounted(village)
    assert set(sums(VillageCount, village).values()) == {0}
    assert set(sums(CommuneCount, village.commune).values()) == {0}


def test_rows_carry_the_columns_that_upper_levels_group_by(village):
    recounted(village)
    for row in (VillageCount.unscoped.get(), CommuneCount.unscoped.get()):
        assert (row.province_id, row.district_id) == (village.province_id, village.district_id)
        assert row.commune_id == village.commune_id


def test_every_recount_moves_both_versions_on(village):
    recounted(village)
    before = [VillageCount.unscoped.get().version, CommuneCount.unscoped.get().version]
    recounted(village)
    after = [VillageCount.unscoped.get().version, CommuneCount.unscoped.get().version]
    assert after == [version + 1 for version in before]


def test_wrong_rows_compares_villages_and_communes(village):
    recounted(village)
    assert wrong_rows(of=[HOUSEHOLDS]) == (2, [])


@pytest.mark.parametrize("column", [name for name in SUMS if name != "unattributed"])
def test_wrong_rows_finds_one_figure_that_differs(village, column):
    recounted(village)
    VillageCount.unscoped.update(**{column: EXPECTED[column] + 1})
    compared, wrong = wrong_rows(of=[HOUSEHOLDS])
    assert compared == 2
    assert [text.split(":")[0] for text in wrong] == [
        f"VillageCount {village.pk}",
        f"CommuneCount {village.commune_id}",
    ]


def test_wrong_rows_finds_households_that_were_never_counted(village):
    compared, wrong = wrong_rows(of=[HOUSEHOLDS])
    assert (compared, len(wrong)) == (1, 1)


def test_wrong_rows_finds_a_count_of_nothing():
    row = VillageCountFactory(households=1)
    assert wrong_rows(of=[HOUSEHOLDS])[1][0] == f"VillageCount {row.pk}: households 1 != 0"
