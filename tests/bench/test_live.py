"""The live baselines give what the count rows give, or they would be compared with something else."""

import time
from dataclasses import replace

import pytest
from django.db import OperationalError, connection, transaction
from django.utils import timezone

from bench import generate, live
from bench.measuring import no_longer_than
from households.declarations.actions import declare, declare_complete

pytestmark = pytest.mark.django_db


@pytest.fixture
def day(world, monkeypatch):
    monkeypatch.setattr(generate, "COUNTRY", world.country.pk)
    return timezone.localdate()


def known(found):
    """Leave out when a household was last saved: count rows keep that of closed ones too."""
    rest = {"saved_at": None, "oldest_at": None, "communes": 0, "fresh": 0}
    return {key: replace(figures, **rest) for key, figures in found.items()}


@pytest.mark.parametrize("way", [live.with_flags, live.without_flags])
def test_every_figure_of_every_province_is_the_same(day, way):
    ours = known(live.from_count_rows(day))
    assert known(way(day)) == ours
    assert sum(figures.covered for figures in ours.values()) > 0
    assert sum(figures.with_team for figures in ours.values()) > 0


@pytest.mark.parametrize("complete", [False, True], ids=["open", "complete"])
def test_what_is_declared_is_expected_the_same(world, day, complete):
    own, by = world.own, world.root
    declare(by=by, area=own.village, households=50, source="Thôn")
    declare(by=by, area=own.villages[1], households=7, source="Thôn")
    declare(by=by, area=own.area, households=100, source="Xã")
    if complete:
        declare_complete(by=by, area=own.village, reason="Đã rà soát")
    names = ("households", "expected", "unattributed", "undeclared_villages", "undeclared_lists")
    ours, live_ones = live.from_count_rows(day), live.with_flags(day)
    for key, figures in ours.items():
        assert [getattr(live_ones[key], n) for n in names] == [getattr(figures, n) for n in names]
    assert ours[world.province.pk].unattributed == (90 if complete else 43)


def test_a_way_that_was_stopped_says_so_and_passes_only_by_what_it_took(day, monkeypatch):
    def endless(day):
        raise OperationalError

    monkeypatch.setattr(live, "with_flags", endless)
    lines = live.live_lines(1e9, 0, budget=60)
    assert lines[1].value.startswith("stopped after ")
    assert lines[1].verdict == ""
    assert lines[3].verdict == "PASS"


def test_a_statement_is_stopped_at_its_budget():
    endless = (
        "WITH RECURSIVE s(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM s WHERE n < 100000000) "
        "SELECT COUNT(*) FROM s"
    )
    began = time.perf_counter()
    with (
        pytest.raises(OperationalError),
        no_longer_than(0.2),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(endless)
    assert time.perf_counter() - began < 10
