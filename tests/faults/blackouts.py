"""Plays in which the power fails: a recorded disk that is replayed (`device`), a disk of our own (`power`)."""

import shutil
import sqlite3
from collections import Counter
from contextlib import closing
from pathlib import Path

import psycopg

from tests.faults import books
from tests.faults.device import Disk, acknowledge, cuts, fails, image, record_of
from tests.faults.plays import FEW, MANY, go_on, strike_often
from tests.faults.servers import Web


def cut_power(stage, device, times, points, kills=0, **env):
    """Cut the power `times` times in the middle of saves, each time dropping what SQLite had not synced.

    Before each time so many workers are killed. Then look at so many further points of the last record; returns
    the verdict and what was wrong at those.
    """
    file = Path(stage.url.removeprefix("sqlite:///"))
    log = stage.folder / "record"
    stage.ledger.told = lambda key: acknowledge(log, key)
    given = fails(device, file.parent, LOG=log)
    web = Web(stage.url, stage.folder, **given, **env).start()
    try:
        people = stage.people(web.port)
        before = _powered_off(web, file)
        log.unlink()
        web.start()
        with stage.crowd(people) as crowd:
            for number in range(1, times + 1):
                strike_often(crowd, stage, kills, lambda _: web.kill_a_worker(stage.chance))
                go_on(crowd, stage.ledger, stage.chance.randint(FEW, MANY))
                web.kill()
                wrong = _looked_at(stage, log, before, points if number == times else 0)
                before = _replayed(stage, log, before, file)
                log.unlink()
                web.start()
            go_on(crowd, stage.ledger, FEW)
    finally:
        web.stop()
    return stage.compare(), wrong


def _powered_off(web, file):
    """Stop the server in order, and return what stands on the disk."""
    web.stop()
    with sqlite3.connect(file) as base:
        base.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    base.close()
    return image(file)


def _replayed(stage, log, before, file):
    """Put in place of the database what the cut left of it; SQLite mends it when it is opened."""
    disk = Disk(before)
    for effect in record_of(log):
        disk.play(*effect)
    shutil.rmtree(file.parent)
    file.parent.mkdir()
    disk.cut(stage.chance, file.parent)
    return {one.name: bytearray(one.read_bytes()) for one in file.parent.iterdir()}


def _looked_at(stage, log, before, points):
    """Open the database as a cut at other points would have left it; count what is wrong there."""
    wrong, folder, known = Counter(), stage.folder / "cut", set(stage.ledger.acknowledged)
    told_before = known - {data.decode() for what, _n, _w, data in record_of(log) if what == "A"}
    for told in cuts(log, before, stage.chance, points, folder):
        wrong["points"] += 1
        try:
            with closing(books.opened(folder / "db.sqlite3")) as base:
                is_whole = books.is_sound(base)
                rows = base.execute(books.HOUSEHOLDS).fetchall()
        except sqlite3.DatabaseError:
            wrong["corrupt"] += 1
            continue
        verdict = books.judge(rows, told_before | set(told), stage.ledger.sent)
        wrong["corrupt"] += not is_whole
        wrong["points with a loss"] += bool(verdict.lost)
        wrong["lost"] += len(verdict.lost)
        wrong["doubled or half"] += bool(verdict.doubled or verdict.half or verdict.strange)
    return wrong


def power_of(disk, kill, start):
    """Return what cuts the power of a disk under whoever writes there: `kill` ends them, `start` begins them anew."""

    def strike(_number):
        disk.cut()
        kill()
        disk.again()
        start()

    return strike


def cut_sqlite(stage, disk, times):
    """Cut the power of the machine on which server and SQLite are."""
    with Web(stage.url, stage.folder) as web, stage.crowd(stage.people(web.port)) as crowd:
        strike_often(crowd, stage, times, power_of(disk, web.kill, web.start))
    return stage.compare()


def cut_postgres(stage, cluster, times):
    """Cut the power of the machine on which PostgreSQL is."""

    def kill():
        cluster.kill(alone=False)

    with Web(stage.url, stage.folder) as web, stage.crowd(stage.people(web.port)) as crowd:
        strike = power_of(cluster.disk, kill, cluster.start)
        strike_often(crowd, stage, times, strike)
    return stage.compare()


def cut_unsynced(stage, cluster, saves):
    """Save with a PostgreSQL that syncs nothing, then cut its power; returns a verdict, or None where all is broken."""
    with Web(stage.url, stage.folder) as web:
        with stage.crowd(stage.people(web.port)) as crowd:
            go_on(crowd, stage.ledger, saves)
        cluster.disk.cut()
        cluster.kill(alone=False)
        cluster.disk.again()
        try:
            cluster.start(20)
            return stage.compare()
        except (RuntimeError, psycopg.Error):
            return None
