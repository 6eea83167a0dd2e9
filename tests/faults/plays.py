"""What is played: people save while one fault after another strikes, then everything is compared.

Each play returns its figures. Strikes are paced by what was acknowledged, so that no run passes by doing nothing.
"""

import random
import sqlite3
import time
from collections import Counter
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import psycopg

from tests.faults import books, grounds, imports
from tests.faults.people import Crowd, Ledger, Person
from tests.faults.proxy import Line
from tests.faults.servers import HastyWorker, Serve, Web, wait_until

# People at once: with and without script by turns, of two communes.
CROWD = 4
# How many further saves are waited for before the next strike.
FEW, MANY = 2, 14
# How lines break that do, and how many do not.
WAYS = (None, None, None, "request", "reply", "half")
# Seconds in which people must get on, whatever else the machine does.
PATIENCE = 240


@dataclass
class Stage:
    """A database with people in it, the folder of this play, the chance that decides where to strike."""

    url: str
    folder: Path
    cast: dict
    chance: random.Random
    ledger: Ledger = None
    seen: Counter = field(default_factory=Counter)

    def __post_init__(self):
        self.seed = self.chance.randrange(1_000_000)
        self.folder = Path(self.folder)
        self.ledger = self.ledger or Ledger(self.folder / "ledger.txt")

    def people(self, port, number=CROWD, kind=Person, **how):
        """Let so many people sign in, half of them without script."""
        found = []
        for at in range(number):
            person = kind(port, self.ledger, with_script=at % 4 < 2, **how)
            found.append(person.sign_in(self.cast["people"][at % grounds.PEOPLE], grounds.PASSWORD))
        return found

    @contextmanager
    def crowd(self, people):
        """Let them enter households for as long as the block runs; what they met is counted."""
        with Crowd(people, [of[0] for of in self.cast["villages"]]) as crowd:
            yield crowd
        self.seen += crowd.met
        if crowd.faults:
            raise crowd.faults[0]

    def compare(self):
        return books.compare(self.url, self.ledger)


def go_on(crowd, ledger, more):
    """Wait until so many further saves were acknowledged. Raises the fault that somebody met."""
    goal = len(ledger.acknowledged) + more
    done = wait_until(
        lambda: crowd.faults or len(ledger.acknowledged) >= goal, PATIENCE, pause=0.002
    )
    if crowd.faults:
        raise crowd.faults[0]
    if not done:
        raise AssertionError(f"nobody gets on: {crowd.met}")


def strike_often(crowd, stage, strikes, strike):
    """Strike so many times, each after some more saves, at a random moment."""
    for number in range(1, strikes + 1):
        go_on(crowd, stage.ledger, stage.chance.randint(FEW, MANY))
        time.sleep(stage.chance.uniform(0, 0.02))
        strike(number)
        stage.seen["strikes"] += 1
    go_on(crowd, stage.ledger, FEW)


def kill_web(stage, kills):
    """Kill a web worker `kills` times; every tenth time the master alone or all of it at once."""
    with Web(stage.url, stage.folder) as web, stage.crowd(stage.people(web.port)) as crowd:

        def strike(number):
            if number % 20 == 10:
                web.kill_master()
            elif number % 20 == 0:
                web.kill_all()
            else:
                wait_until(lambda: web.kill_a_worker(stage.chance))

        strike_often(crowd, stage, kills, strike)
    return stage.compare()


def kill_served(stage, kills):
    """Kill by turns what `manage.py serve` keeps: workers of the pages, each part, and itself with all of it."""
    with Serve(stage.url, stage.folder) as site, stage.crowd(stage.people(site.port)) as crowd:

        def strike(number):
            turn = number % 10
            if turn in {3, 5, 7}:
                site.kill_part(Serve.parts[(turn - 3) // 2])
            elif turn == 0:
                site.kill_all()
            else:
                wait_until(lambda: site.kill_a_worker(stage.chance))

        strike_often(crowd, stage, kills, strike)
        for part in Serve.parts:
            assert wait_until(lambda: site.part(part)), part  # noqa: B023 - asked at once
    return stage.compare()


def cut_lines(stage, saves, kinds=(Person,)):
    """Cut half of the connections between people and server: on the way there, after the save, in the answer.

    Each kind of people does so many saves; returns what was right after each.
    """
    verdicts = []
    with Web(stage.url, stage.folder) as web, Line(web.port) as line:
        for kind in kinds:
            line.breaks = lambda number: None
            people = stage.people(line.port, kind=kind)
            line.breaks = lambda number: random.Random(stage.seed + number).choice(WAYS)
            with stage.crowd(people) as crowd:
                go_on(crowd, stage.ledger, saves)
            verdicts.append(stage.compare())
        stage.seen["lines cut"] += line.cut
    return verdicts


def kill_postgres(stage, cluster, strikes, **env):
    """Kill the postmaster alone, with all it started, or stop it at once: by turns; start it again a moment later."""
    with Web(stage.url, stage.folder, **env) as web:
        people = stage.people(web.port)
        with psycopg.connect(stage.url, autocommit=True) as base:
            base.execute("CHECKPOINT")
        with stage.crowd(people) as crowd:

            def strike(number):
                if number % 3 == 0:
                    cluster.stop("immediate")
                else:
                    cluster.kill(alone=number % 3 == 1)
                cluster.start()

            strike_often(crowd, stage, strikes, strike)
    return stage.compare()


def lose_postgres(stage, cuts):
    """Cut the connections between the server and PostgreSQL, at times for as long as a restart of a switch takes."""
    given = urlsplit(stage.url)
    with Line(given.port) as line:
        url = stage.url.replace(f":{given.port}/", f":{line.port}/")
        with Web(url, stage.folder) as web, stage.crowd(stage.people(web.port)) as crowd:

            def strike(number):
                line.is_down = number % 3 == 0
                line.break_all()
                if line.is_down:
                    time.sleep(1)
                    line.is_down = False

            strike_often(crowd, stage, cuts, strike)
            stage.seen["lines cut"] += line.cut
    return stage.compare()


def fill_disk(stage, times, flag, start=lambda: None, **env):
    """Take away all room (or the syncing) `times` times until somebody was told; then give it back.

    While the file `flag` is there the disk is full, for the server (`env`) or for the database alone; `start` is
    what an operator does afterwards.
    """
    with Web(stage.url, stage.folder, **env) as web, stage.crowd(stage.people(web.port)) as crowd:

        def strike(_number):
            told = crowd.met[503]
            flag.touch()
            try:
                wait_until(lambda: crowd.met[503] > told or crowd.faults, PATIENCE)
            finally:
                flag.unlink()
            start()

        strike_often(crowd, stage, times, strike)
    return stage.compare()


def hold(stage, seconds, times, lock):
    """Hold a lock on the database for so long, as a backup or a long report might."""
    with Web(stage.url, stage.folder) as web, stage.crowd(stage.people(web.port)) as crowd:

        def strike(_number):
            with lock(stage.url):
                end = time.monotonic() + seconds
                while time.monotonic() < end and not crowd.faults:
                    time.sleep(0.1)

        strike_often(crowd, stage, times, strike)
    return stage.compare()


@contextmanager
def locked_sqlite(url):
    with closing(sqlite3.connect(url.removeprefix("sqlite:///"), timeout=30)) as base:
        base.isolation_level = None
        base.execute("BEGIN IMMEDIATE")
        yield
        base.execute("ROLLBACK")


@contextmanager
def locked_postgres(url):
    with psycopg.connect(url) as base:
        base.execute("SELECT 1 FROM rollup_communecount FOR UPDATE")
        yield
        base.rollback()


def kill_import(stage, rows, kills, strike=lambda number: None):
    """Kill the worker `kills` times while it writes a file of so many rows, after `strike` struck what it stands on."""
    file = imports.File(stage.url, rows)
    worker = HastyWorker(stage.url, stage.folder)
    with Web(stage.url, stage.folder) as web:
        (person,) = stage.people(web.port, 1)
        address = imports.send(person, stage.cast["names"][0][0], rows)
        imports.press(person, address)
        for number in range(1, kills + 1):
            if file.at()[0] == "failed":
                imports.press(person, address)
            worker.start()
            file.reach(rows * number // (kills + 2))
            time.sleep(stage.chance.uniform(0, 0.1))
            stage.seen["struck midway"] += file.at()[0] == "running"
            strike(number)
            worker.kill()
        with worker:
            while file.wait() and file.at()[0] != "done":
                imports.press(person, address)
        stage.seen += person.met
    return file.verdict()
