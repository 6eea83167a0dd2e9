"""Both numbers of registers called complete with too few: of villages, then of the commune as a whole."""

import pytest
from django.utils import timezone

from figures.live import figures_of_one
from households.counts.rollup import HOUSEHOLDS
from households.models import Completion
from rollup.counts import lock, recount, wrong_rows
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
    recount(*villages, commune, of=[HOUSEHOLDS])
    row = CommuneCount.unscoped.get(pk=commune.pk)
    assert (row.short_registered, row.short_declared) == both
    assert wrong_rows(of=[HOUSEHOLDS]) == (3, [])
    CommuneCount.unscoped.update(short_declared=both[1] + 1)
    assert "short_declared" in wrong_rows(of=[HOUSEHOLDS])[1][0]


@pytest.mark.parametrize("waits", ["village", "list"])
def test_while_an_act_waits_any_fewer_than_declared_stand_beside(waits):
    """It was short when it was said: nine tenths that are there since answer nothing."""
    village = VillageFactory()
    commune = village.parent
    HouseholdFactory.create_batch(10, village=village)
    DeclarationFactory(area=village if waits == "village" else commune, households=11)
    for place, is_it in ((village, waits == "village"), (commune, waits == "list")):
        CompletionFactory(area=place, reason="Ít hộ", needs_confirmation=is_it)
    today = timezone.localdate()

    def short_of(area):
        lock([commune])
        recount(village, commune, of=[HOUSEHOLDS])
        assert wrong_rows(of=[HOUSEHOLDS])[1] == []
        figures = figures_of_one(area, today)
        return figures.short_registered, figures.short_declared

    assert short_of(commune) == (10, 11)
    assert short_of(village) == ((10, 11) if waits == "village" else (0, 0))
    Completion.unscoped.update(confirmed_at=timezone.now())
    assert short_of(commune) == short_of(village) == (0, 0)
