"""Failovers of a cluster on this machine, in the numbers that `make prove PART=cluster` plays."""

import os
import random

import pytest

from tests.faults import books, failovers, going_back, rolling
from tests.faults.conftest import SEED, SHARE, sized
from tests.faults.grounds import prepare, recount
from tests.faults.people import Ledger
from tests.faults.plays import FEW, Stage, go_on
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


def test_new_versions_come_while_people_save(cluster, stage, note, tmp_path):
    rounds = 2 if SHARE >= 1 else 1
    verdict, beside = rolling.roll(stage, cluster, tmp_path, rounds)
    said = rolling.refused(cluster, tmp_path)
    note(verdict=verdict, rounds=rounds, beside=beside, met=dict(stage.seen), refused=said)
    assert verdict.is_right, verdict
    assert set(+stage.seen) <= {200, 302, "looked"}, stage.seen
    # With one server of each version both wrote households.
    assert all(new > 0 and old > old_before for (_none, old_before), (new, old) in beside), beside
    assert "Rename field head_name" in said


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


def test_a_mistake_is_gone_back_from_to_the_moment_before_it(cluster, stage, note, tmp_path):
    site = going_back.Site(cluster, tmp_path)
    moment = going_back.lay(stage, cluster, site)
    files = site.files()
    erased = going_back.spoil(stage, cluster, site)
    assert stage.compare().lost
    assert files
    assert not site.files()
    beside, said = going_back.go_back(stage, cluster, site, moment)
    # At that moment they were not erased yet: the list beside the backups erases them again.
    assert beside.is_right, beside
    assert "1 đã xóa lại" in said
    name = stage.ledger.acknowledged.pop(erased)
    stage.ledger.sent.pop(erased)
    assert not books.read(
        cluster.url, f"SELECT 1 FROM households_household WHERE head_name = '{name}'"
    )
    assert "0 differ" in said
    assert "ĐÚNG" in said
    assert site.files() == files
    with stage.crowd(stage.people(int(cluster.door.rpartition(":")[2]))) as crowd:
        go_on(crowd, stage.ledger, FEW)
    verdict = stage.compare()
    note(beside=beside, verdict=verdict, files=len(files), said=said)
    assert verdict.is_right, verdict


def test_commits_that_wait_for_nobody_are_lost(cluster, stage, note):
    """The control, and the last: this cluster promises nothing any more."""
    failovers.lose_unsent(stage, cluster, 8)
    verdict = stage.compare()
    note(verdict=verdict)
    assert verdict.lost
