"""Beside a published figure of a past day stands what lay in the unit on that day, wherever it stands now."""

from datetime import date

import pytest

from periodic.published.queries import register_on
from tests.periodic.drafts.hand import at
from tests.periodic.drafts.test_moved_communes import SENT, Neighbours
from tests.periodic.drafts.test_moved_villages import AFTER, Hamlets

pytestmark = [pytest.mark.django_db, pytest.mark.engines]
DAY = date(2026, 10, 15)


def counted(*areas):
    """Return of each how many teams, members and households the register says of the day."""
    found = []
    for area in areas:
        facts = register_on(area, DAY)
        found.append((facts.teams.teams, facts.teams.members, facts.figures.expected))
    return found


@pytest.mark.parametrize("far", [True, False])
def test_a_village_that_went_since_counts_where_it_lay(far):
    towns = Hamlets(far=far)
    areas = (towns.province, towns.other, towns.going, towns.into, towns.province.parent)
    with at(SENT):
        before = counted(*areas)
    assert before[2][:1] == (1,)
    with at(AFTER):
        towns.village_goes()
        assert counted(*areas) == before


def test_a_commune_that_went_since_counts_where_it_stood():
    towns = Neighbours()
    areas = (towns.province, towns.other, towns.going, towns.province.parent)
    with at(SENT):
        before = counted(*areas)
    assert before[2][:1] == (1,)
    with at(AFTER):
        towns.goes()
        assert counted(*areas) == before
