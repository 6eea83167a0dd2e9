"""All faults on SQLite, in the numbers that `make prove PART=faults` plays."""

import pytest

from tests.faults import blackouts, device, plays
from tests.faults.conftest import sized
from tests.faults.grounds import recount
from tests.faults.people import Careless, Person

pytestmark = [pytest.mark.slow, pytest.mark.long, pytest.mark.django_db]


def judged(stage, verdict, strikes, note, **more):
    """Refuse a loss, a double, a sum that is off, or a run that did too little."""
    # A database that cannot be read is not counted anew.
    said = recount(stage.url) if verdict.is_right else ""
    note(strikes=strikes, verdict=verdict, recount=said, met=dict(stage.seen), **more)
    assert verdict.is_right, verdict
    assert said.endswith("0 differ")
    assert verdict.acknowledged >= plays.FEW * strikes


def test_killed_web(stage, note):
    kills = sized(120)
    judged(stage, plays.kill_web(stage, kills), kills, note)


def test_killed_parts_of_serve(stage, note):
    """Each part is begun again by `serve` itself; itself by what keeps it (systemd, a container)."""
    kills = sized(30)
    judged(stage, plays.kill_served(stage, kills), kills, note)


def test_killed_worker_in_a_file(stage, note):
    kills, rows = sized(25), 2_000
    found = plays.kill_import(stage, rows, kills)
    said = recount(stage.url)
    note(kills=kills, rows=rows, found=found, recount=said, met=dict(stage.seen))
    assert not any(found.values()), found
    assert stage.seen["struck midway"] >= kills * 9 // 10
    assert said.endswith("0 differ")


def test_power_cut(stage, disk, note):
    cuts, points = sized(25), sized(1_000)
    found = blackouts.cut_power(stage, disk, cuts, points, kills=2)
    judged(stage, found.after, cuts, note, points=dict(found.wrong))
    assert +found.wrong == {"points": points}


def test_power_cut_of_a_disk(stage_on_disk, powered, note):
    times = sized(25)
    judged(stage_on_disk, blackouts.cut_sqlite(stage_on_disk, powered, times), times, note)


@pytest.mark.parametrize("weak", ["NORMAL", "OFF"])
def test_power_cut_with_less_syncing_loses(stage, disk, note, weak):
    found = blackouts.cut_power(stage, disk, 1, 200, kills=3, FAULTS_WEAK=weak)
    note(verdict=found.after, points=dict(found.wrong))
    assert found.before.is_right
    assert found.after.lost
    assert found.wrong["points with a loss"] + found.wrong["corrupt"] > 20


def test_cut_lines(stage, note):
    saves = sized(200)
    right, careless = plays.cut_lines(stage, saves, (Person, Careless))
    note(control=careless, verdict=right, met=dict(stage.seen))
    assert right.is_right, right
    assert right.acknowledged >= saves
    assert careless.doubled


@pytest.mark.parametrize("what", ["FULL", "SICK"])
def test_full_or_sick_disk(stage, disk, note, what):
    times, flag = sized(15), stage.folder / "flag"
    env = device.fails(disk, stage.folder / "data", **{what: flag})
    judged(stage, plays.fill_disk(stage, times, flag, **env), times, note)
    assert stage.seen[503] >= times


def test_busy(stage, note):
    verdict = plays.hold(stage, 30, 2, plays.locked_sqlite)
    judged(stage, verdict, 2, note)
    assert stage.seen["Đang bận, bấm lại"] >= 2
