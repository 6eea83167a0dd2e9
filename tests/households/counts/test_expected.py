"""Both numbers of registers called complete with too few: of villages, then of the commune as a whole."""

import pytest

from households.counts.rollup import HOUSEHOLDS, recount_places
from rollup.counts import lock, wrong_rows
from rollup.models import CommuneCount
from tests.factories import (
    CommuneFactory,
    CompletionFactory,
    DeclarationFactory,
    HouseholdFactory,
    VillageFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def commune():
    """Return a commune with a village of 1 of 10 declared households, and one that has all it declared."""
    commune = CommuneFactory()
    for declared in (10, 1):
        village = VillageFactory(parent=commune)
        HouseholdFactory(village=village)
        DeclarationFactory(area=village, households=declared)
    return commune


@pytest.mark.parametrize(
    ("complete", "declared", "both"),
    [
        ("", 50, (0, 0)),
        ("a", 50, (1, 10)),
        ("b", 50, (0, 0)),
        ("ab", 50, (1, 10)),
        ("ac", 50, (1, 10)),
        ("abc", 50, (2, 50)),
        # Of its own declaration it has nine in ten.
        ("abc", 2, (1, 10)),
        ("abc", None, (1, 10)),
    ],
)
def test_both_numbers_stand_where_a_register_was_called_complete_with_too_few(
    commune, complete, declared, both
):
    villages = list(commune.children.order_by("pk"))
    places = dict(zip("abc", [*villages, commune], strict=True))
    for key in complete:
        CompletionFactory(area=places[key], reason="Ít hộ", needs_confirmation=True)
    if declared:
        DeclarationFactory(area=commune, households=declared)
    lock([commune])
    recount_places(*villages, commune)
    row = CommuneCount.unscoped.get(pk=commune.pk)
    assert (row.short_registered, row.short_declared) == both
    assert wrong_rows(of=[HOUSEHOLDS]) == (3, [])
    CommuneCount.unscoped.update(short_declared=both[1] + 1)
    assert "short_declared" in wrong_rows(of=[HOUSEHOLDS])[1][0]
