"""Plays in which the power fails: a recorded disk that is replayed (`device`), a disk of our own (`power`)."""

import random
import shutil
import sqlite3
from collections import Counter
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

import psycopg

from tests.faults import books
from tests.faults.device import Disk, acknowledge, cuts, fails, image, record_of
from tests.faults.people import Person
from tests.faults.plays import FEW, MANY, go_on, strike_often
from tests.faults.proxy import Line
from tests.faults.servers import Web


class Found(NamedTuple):
    """What was right before the last cut and after it, and what was wrong at further points of its record."""

    before: books.Verdict
    after: books.Verdict
    wrong: Counter


def cut_power(stage, device, times, points, kills=0, saves=FEW, kind=Person, ways=(None,), **env):
    """Cut the power `times` times in the middle of saves, each time dropping what SQLite had not synced.

    Before each time so many workers are killed, at least so many households saved, and lines break in these ways.
    Then look at so many further points of the last record.
    """
    file, log = Path(stage.url.removeprefix("sqlite:///")), stage.folder / "record"
    stage.ledger.told = lambda key: acknowledge(log, key)
    safe = image(file)
    web = Web(stage.url, stage.folder, **fails(device, file.parent, LOG=log), **env)
    with web, Line(web.port) as line:
        people = stage.people(line.port, kind=kind)
        line.breaks = lambda number: random.Random(stage.seed + number).choice(ways)
        with stage.crowd(people) as crowd:
            for number in range(1, times + 1):
                strike_often(crowd, stage, kills, lambda _: web.kill_a_worker(stage.chance))
                go_on(crowd, stage.ledger, stage.chance.randint(saves, max(saves, MANY)))
                before = stage.compare()
                web.kill()
                wrong = _looked_at(stage, log, safe, points if number == times else 0)
                safe = _replayed(stage, log, safe, file)
                log.unlink()
                if number < times:
                    web.start()
        stage.seen["lines cut"] += line.cut
    return Found(before, _left_of(stage), wrong)


def _left_of(stage):
    """Compare what is left of the database; of one that cannot be read all is lost."""
    try:
        return stage.compare()
    except sqlite3.DatabaseError as error:
        if error.sqlite_errorcode & 0xFF not in {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}:
            raise
        stage.seen["unreadable"] += 1
        return books.judge([], dict(stage.ledger.acknowledged), dict(stage.ledger.sent))


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
