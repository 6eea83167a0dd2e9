"""Failovers of a cluster on this machine, in the numbers that `make prove PART=cluster` plays."""

import os
import random

import pytest

from tests.faults import failovers
from tests.faults.conftest import SEED, sized
from tests.faults.grounds import prepare, recount
from tests.faults.people import Ledger
from tests.faults.plays import Stage
from tools.cluster import Cluster, why_not

pytestmark = [pytest.mark.slow, pytest.mark.long]


@pytest.fixture(scope="module")
def cluster():
    """Start three databases, two web servers and what stands between them, with people in them."""
    if why := why_not():
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(why)
    with Cluster() as found:
        found.cast = prepare(found.url)
        found.serve()
        yield found


def staged(cluster, folder, first=0):
    """Return a stage on the cluster; names begin where no other play has come to."""
    ledger = Ledger(folder / "ledger.txt")
    ledger.number = first
    return Stage(cluster.url, folder, cluster.cast, random.Random(SEED), ledger)


def test_another_machine_takes_over(cluster, tmp_path, note):
    """What was acknowledged is there, once, whatever became of who acknowledged it; nobody read less than that."""
    stage = staged(cluster, tmp_path)
    ways = list(failovers.WAYS) * sized(4)
    stage.chance.shuffle(ways)
    struck = failovers.fail_often(stage, cluster, ways, saves=sized(5_000))
    verdict, said = stage.compare(), recount(cluster.url)
    note(verdict=verdict, recount=said, met=dict(stage.seen), struck=struck)
    assert verdict.is_right, verdict
    assert said.endswith("0 differ")
    assert stage.seen["looked"] > verdict.acknowledged // 2
    assert not stage.seen["stale"]
    assert not stage.seen["writes of the old primary"]
    assert verdict.acknowledged >= sized(5_000)
    seconds = sorted(one.seconds for one in struck)
    assert seconds[int(0.95 * len(seconds)) - 1] <= 30, struck


def test_commits_that_wait_for_nobody_are_lost(cluster, tmp_path, note):
    """The control, and the last: this cluster promises nothing any more."""
    stage = staged(cluster, tmp_path, first=1_000_000)
    failovers.lose_unsent(stage, cluster, 8)
    verdict = stage.compare()
    note(verdict=verdict)
    assert verdict.lost
