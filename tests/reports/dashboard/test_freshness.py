"""How old the figures are: communes saved within thirty days, and the one that waits longest."""

from datetime import timedelta

import pytest
from django.utils import timezone

from areas.kinds import Level
from areas.models import Area
from reports.dashboard.queries.dashboard import dashboard_of
from reports.dashboard.queries.ranking import Order
from rollup.models import CommuneCount
from tests.reports import tree

pytestmark = pytest.mark.django_db


def saved(communes, *days):
    for commune, ago in zip(communes, days, strict=True):
        at = None if ago is None else timezone.now() - timedelta(days=ago)
        rows = CommuneCount.unscoped.filter(pk=commune.pk)
        rows.update(saved_at=at, households=0 if ago is None else 5)


@pytest.fixture
def communes():
    return tree.many(1, 4)[1]


def read(area):
    return dashboard_of(area, timezone.localdate(), Order.asked(""))


def test_communes_saved_lately_are_counted_of_all_and_the_longest_wait_named(communes):
    saved(communes, 2, 45, 137, None)
    board = read(communes[0].parent)
    assert (board.figures.fresh, board.communes, board.oldest_days) == (1, 4, 137)
    assert board.oldest.pk == communes[2].pk
    assert (timezone.now() - board.figures.saved_at).days == 2


def test_the_country_counts_the_same_and_names_the_province(communes):
    saved(communes, 2, 45, 137, None)
    board = read(Area.unscoped.get(level=Level.COUNTRY))
    assert (board.figures.fresh, board.communes, board.oldest_days) == (1, 4, 137)
    assert board.oldest.pk == communes[0].parent_id


def test_nobody_waits_while_all_were_saved_lately(communes):
    saved(communes, 1, 2, 3, 29)
    board = read(communes[0].parent)
    assert (board.figures.fresh, board.communes, board.oldest) == (4, 4, None)


def test_of_nothing_saved_nothing_is_said(communes):
    saved(communes, None, None, None, None)
    board = read(communes[0].parent)
    assert (board.figures.fresh, board.communes, board.oldest, board.figures.saved_at) == (
        0,
        4,
        None,
        None,
    )
