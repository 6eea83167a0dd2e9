"""How old the figures are: communes saved within thirty days, and the one that waits longest."""

from datetime import timedelta

import pytest
from django.utils import timezone

from areas.kinds import Level
from areas.models import Area
from reports.dashboard.queries.dashboard import days_since, freshness_of
from reports.units.queries.child_units import below
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
    return freshness_of(below(area, timezone.localdate()))


def test_communes_saved_lately_are_counted_of_all_and_the_longest_wait_named(communes):
    saved(communes, 2, 45, 137, None)
    fresh = read(communes[0].parent)
    assert (fresh.fresh, fresh.communes, fresh.oldest_days) == (1, 4, 137)
    assert fresh.oldest.pk == communes[2].pk
    assert days_since(fresh.saved_at) == 2


def test_the_country_counts_the_same_and_names_the_province(communes):
    saved(communes, 2, 45, 137, None)
    fresh = read(Area.unscoped.get(level=Level.COUNTRY))
    assert (fresh.fresh, fresh.communes, fresh.oldest_days) == (1, 4, 137)
    assert fresh.oldest.pk == communes[0].parent_id


def test_nobody_waits_while_all_were_saved_lately(communes):
    saved(communes, 1, 2, 3, 29)
    fresh = read(communes[0].parent)
    assert (fresh.fresh, fresh.communes, fresh.oldest) == (4, 4, None)


def test_of_nothing_saved_nothing_is_said(communes):
    saved(communes, None, None, None, None)
    fresh = read(communes[0].parent)
    assert (fresh.fresh, fresh.communes, fresh.oldest, fresh.saved_at) == (0, 4, None, None)
    assert days_since(None) is None
