from datetime import date

import pytest

from rollup.models import CommuneCount, VillageCount, still_holds
from tests.factories import CommuneCountFactory, VillageCountFactory

pytestmark = pytest.mark.django_db
SINCE, DAY = date(2026, 8, 1), date(2026, 10, 30)


@pytest.mark.parametrize(
    ("led", "last", "active"),
    [
        (1, SINCE, True),
        (1, DAY, True),
        (1, date(2026, 7, 31), False),
        (1, date(2026, 10, 31), False),
        (1, None, False),
        (0, DAY, False),
    ],
)
def test_a_village_is_active_with_a_leader_and_a_session_between_two_days(led, last, active):
    VillageCountFactory(led=led, last_active_on=last)
    assert VillageCount.unscoped.active(SINCE, DAY).exists() is active


@pytest.mark.parametrize(("oldest", "faded"), [(None, 0), (SINCE, 0), (date(2026, 7, 31), 1)])
def test_the_active_teams_of_a_commune_hold_until_the_oldest_session_is_too_old(oldest, faded):
    CommuneCountFactory(oldest_active_on=oldest)
    assert CommuneCount.unscoped.faded(SINCE).count() == faded
    assert CommuneCount.unscoped.filter(still_holds(SINCE)).count() == 1 - faded


@pytest.mark.parametrize("level", ["country", "province", "commune"])
def test_rows_below_a_unit_are_found_by_its_column(level):
    row, _other = VillageCountFactory(), VillageCountFactory()
    province = row.area.province
    unit = {"country": province.parent, "province": province, "commune": row.area.commune}[level]
    found = set(VillageCount.unscoped.below(unit).values_list("pk", flat=True))
    assert row.pk in found
    assert len(found) == (2 if level == "country" else 1)
