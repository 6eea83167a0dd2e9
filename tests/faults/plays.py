"""What is played: people save while one fault after another strikes, then everything is compared.

Each play returns its figures. Strikes are paced by what was acknowledged, so that no run passes by doing nothing.
"""

import random
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from tests.faults import books, grounds
from tests.faults.people import Crowd, Ledger, Person
from tests.faults.servers import Web, wait_until

# People at once: with and without script by turns, of two communes.
CROWD = 4
# How many further saves are waited for before the next strike.
FEW, MANY = 1, 12
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
        self.folder = Path(self.folder)
        self.ledger = self.ledger or Ledger(self.folder / "ledger.txt")

    def people(self, port, number=CROWD, kind=Person, **how):
        """Let so many people sign in, half of them without script."""
        found = []
        for at in range(number):
            person = kind(port, self.ledger, with_script=at % 4 < 2, **how)
            found.append(person.sign_in(self.cast["people"][at % grounds.PEOPLE], grounds.PASSWORD))
        return found

    def crowd(self, people):
        return Crowd(people, [of[0] for of in self.cast["villages"]])

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
    go_on(crowd, stage.ledger, FEW)
    stage.seen += crowd.met


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
