"""All faults on a PostgreSQL that syncs, in the numbers that `make prove PART=faults` plays."""

import pytest

from tests.faults import blackouts, plays
from tests.faults.conftest import sized
from tests.faults.grounds import recount
from tests.faults.test_sqlite import judged

pytestmark = [pytest.mark.slow, pytest.mark.long]


def test_killed_web(on_postgres, note):
    kills = sized(50)
    judged(on_postgres, plays.kill_web(on_postgres, kills), kills, note)


def test_killed_database(on_postgres, cluster, note):
    """The postmaster alone, with all its processes, and an immediate stop, by turns."""
    kills = sized(75)
    verdict = plays.kill_postgres(on_postgres, cluster, kills)
    judged(on_postgres, verdict, kills, note)


def test_power_cut_of_the_disk(on_postgres, cluster, note):
    times = sized(25)
    judged(on_postgres, blackouts.cut_postgres(on_postgres, cluster, times), times, note)


def test_database_that_promises_before_it_syncs_loses(on_postgres, cluster, note):
    verdict = plays.kill_postgres(on_postgres, cluster, 3, FAULTS_WEAK="synchronous_commit=off")
    note(verdict=verdict)
    assert verdict.lost


def test_killed_worker_and_database_in_a_file(on_postgres, cluster, note):
    kills, rows = sized(25), 2_000

    def strike(number):
        if number % 2:
            cluster.kill(alone=False)
            cluster.start()

    found = plays.kill_import(on_postgres, rows, kills, strike)
    said = recount(on_postgres.url)
    note(kills=kills, rows=rows, found=found, recount=said, met=dict(on_postgres.seen))
    assert not any(found.values()), found
    assert on_postgres.seen["struck midway"] >= kills * 9 // 10
    assert said.endswith("0 differ")


def test_lost_connections(on_postgres, note):
    cuts = sized(50)
    judged(on_postgres, plays.lose_postgres(on_postgres, cuts), cuts, note)
    assert on_postgres.seen["lines cut"] >= cuts // 2


def test_full_disk(on_postgres, cluster, note):
    """PostgreSQL ends where it finds no room for what it promises; an operator makes room and starts it."""
    times = sized(15)
    verdict = plays.fill_disk(on_postgres, times, cluster.flag, cluster.start)
    judged(on_postgres, verdict, times, note)
    assert on_postgres.seen[503] >= times


def test_busy(on_postgres, note):
    verdict = plays.hold(on_postgres, 30, 2, plays.locked_postgres)
    judged(on_postgres, verdict, 2, note)
    assert on_postgres.seen["Đang bận, bấm lại"] >= 2


def test_power_cut_of_a_database_that_syncs_nothing_loses(on_postgres, cluster, note):
    """The negative control, and the last: what it leaves is no database to go on with."""
    cluster.set("fsync", "off")
    verdict = blackouts.cut_unsynced(on_postgres, cluster, 20)
    note(verdict=verdict or "PostgreSQL does not start any more")
    assert verdict is None or verdict.lost
