"""Failovers of a cluster on this machine, in the numbers that `make prove PART=cluster` plays."""

import os
import random

import pytest

from tests.faults import failovers, rolling
from tests.faults.conftest import SEED, sized
from tests.faults.grounds import prepare, recount
from tests.faults.people import Ledger
from tests.faults.plays import Stage
from tools.cluster import Cluster, why_not

pytestmark = [pytest.mark.slow, pytest.mark.long]


@pytest.fixture(scope="module")
def cluster(tmp_path_factory):
    """Start three databases, two web servers and what stands between them, with people in them."""
    if why := why_not():
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(why)
    with Cluster() as found:
        found.cast = prepare(found.url)
        found.ledger = Ledger(tmp_path_factory.mktemp("cluster") / "ledger.txt")
        found.serve()
        yield found


@pytest.fixture
def stage(cluster, tmp_path):
    """Return a stage on the cluster; all plays share what was acknowledged."""
    return Stage(cluster.url, tmp_path, cluster.cast, random.Random(SEED), cluster.ledger)


def test_a_new_version_comes_while_people_save(cluster, stage, note):
    rounds = sized(5)
    verdict = rolling.roll(stage, cluster, rounds)
    note(verdict=verdict, rounds=rounds, met=dict(stage.seen))
    assert verdict.is_right, verdict
    assert set(+stage.seen) <= {200, 302, "looked"}, stage.seen


def test_another_machine_takes_over(cluster, stage, note):
    """What was acknowledged is there, once, whatever became of who acknowledged it; nobody read less than that."""
    before = len(stage.ledger.acknowledged)
    ways = list(failovers.WAYS) * sized(4)
    stage.chance.shuffle(ways)
    struck = failovers.fail_often(stage, cluster, ways, saves=before + sized(5_000))
    verdict, said = stage.compare(), recount(cluster.url)
    note(verdict=verdict, recount=said, met=dict(stage.seen), struck=struck)
    assert verdict.is_right, verdict
    assert said.endswith("0 differ")
    assert stage.seen["looked"] > (verdict.acknowledged - before) // 2
    assert not stage.seen["stale"]
    assert not stage.seen["writes of the old primary"]
    assert verdict.acknowledged - before >= sized(5_000)
    seconds = sorted(one.seconds for one in struck)
    assert seconds[int(0.95 * len(seconds)) - 1] <= 30, struck


def test_commits_that_wait_for_nobody_are_lost(cluster, stage, note):
    """The control, and the last: this cluster promises nothing any more."""
    failovers.lose_unsent(stage, cluster, 8)
    verdict = stage.compare()
    note(verdict=verdict)
    assert verdict.lost
