"""Plays on a cluster: whoever is the primary is struck while people save, and another machine takes over.

Each play heals what it struck, and goes on when there are three databases again. What people were told "saved" is
compared with the primary of the end; what they read meanwhile, with what had been acknowledged before they asked.
"""

import re
import time
from collections import Counter
from itertools import pairwise
from typing import NamedTuple

from tests.faults.people import Fault, Person
from tests.faults.plays import FEW, MANY, go_on
from tools.cluster_nodes import run

# Seconds in which another one must lead, and in which all must be whole again.
TAKEN, HEALED = 120, 300
NUMBER = re.compile(r"([\d.]+)\s+hộ\s+·\s+đến")


class Struck(NamedTuple):
    """One failover: how, who it struck, seconds until people could save again."""

    way: str
    node: str
    seconds: float


class Looking(Person):
    """Somebody who looks at the figures of the village after each save: all that was acknowledged must be in them."""

    known, sent = Counter(), Counter()

    def enter(self, village, name, stop=None):
        self.sent[village] += 1
        key = super().enter(village, name, stop)
        with self.ledger.lock:
            self.known[village] += bool(key)
            least = self.known[village]
        page = self.open(f"/tong-quan/{village}/", stop)
        if page:
            found = NUMBER.search(re.sub(r"<[^>]+>", " ", page))
            if not found:
                raise Fault(f"no number in the page: {page}")
            number = int(found[1].replace(".", ""))
            self.met["looked"] += 1
            self.met["stale"] += not least <= number <= self.sent[village]
        return key


def kill(node):
    """PostgreSQL dies; who keeps it running stays."""
    node.kill_database()


def kill_sender(node):
    """What sends to the standbys stands still for a while, then PostgreSQL dies."""
    node.freeze("walsender")
    time.sleep(3)
    node.kill_database()


def cut_power(node):
    """All of the machine dies."""
    node.cut_power()


def part(node):
    """Nobody reaches the machine any more, and it goes on."""
    node.cut_off()


def freeze(node):
    """All of the machine stands still, and goes on later as if nothing had been."""
    node.freeze()


WAYS = {one.__name__: one for one in (kill, kill_sender, cut_power, part, freeze)}


def fail_over(stage, cluster, crowd, way, times):
    """Strike the primary in a way; wait until people save again, heal, wait until all is whole. Returns what it took."""
    go_on(crowd, stage.ledger, FEW)
    name = cluster.leader()
    node = cluster.node(name)
    began = time.monotonic()
    WAYS[way](node)
    cluster.expect("other primary", lambda: cluster.leader(node) not in {"", name}, TAKEN)
    mark = time.monotonic()
    go_on(crowd, stage.ledger, FEW)
    back = min(one for one in times if one > mark)
    if way == "part":
        stage.seen["writes of the old primary"] += writes(cluster, node)
    heal(node, way)
    cluster.expect("whole cluster", cluster.is_whole, HEALED)
    stage.seen["strikes"] += 1
    return Struck(way, name, round(longest(times, began, back), 1))


def longest(times, began, back):
    """Return the longest time without an acknowledgement from a strike on."""
    found = sorted([began, *(one for one in times if began < one <= back)])
    return max(after - before for before, after in pairwise(found))


def heal(node, way):
    """Do what an operator or the machine's own start does afterwards."""
    if way == "cut_power":
        node.start()
    elif way == "part":
        node.reconnect()
    elif way == "freeze":
        node.thaw()


def writes(cluster, node):
    """Say whether whoever is on the side of the old primary can still write there."""
    way = f"postgres://toso:{cluster.password}@{node.host}/toso?connect_timeout=5"
    sql = "SELECT pg_logical_emit_message(true, 'to-so', 'late')"
    words = ["ip", "netns", "exec", node.namespace, "timeout", "10", "psql", "-qXc", sql, way]
    try:
        run(*words)
    except RuntimeError:
        return 0
    return 1


def fail_often(stage, cluster, ways, saves=0, number=6):
    """Let people save, and strike in these ways one after the other; returns all of Struck."""
    port, times = int(cluster.door.rpartition(":")[2]), []
    stage.ledger.told = lambda key: times.append(time.monotonic())
    people = stage.people(port, number, kind=Looking)
    with stage.crowd(people) as crowd:
        struck = [fail_over(stage, cluster, crowd, way, times) for way in ways]
        while len(stage.ledger.acknowledged) < saves:
            go_on(crowd, stage.ledger, MANY)
    return struck


def lose_unsent(stage, cluster, saves):
    """The control: commits that wait for nobody, a sender that stands still, so many saves, then no power."""
    cluster.keep(synchronous_mode=False, synchronous_mode_strict=False)
    cluster.states = ["async", "async"]
    cluster.expect("cluster that waits for nobody", cluster.is_whole, HEALED)
    port = int(cluster.door.rpartition(":")[2])
    people = stage.people(port, 2)
    node = cluster.node(cluster.leader())
    with stage.crowd(people) as crowd:
        go_on(crowd, stage.ledger, FEW)
        node.freeze("walsender")
        go_on(crowd, stage.ledger, saves)
        node.cut_power()
    cluster.expect("other primary", lambda: cluster.leader(node) not in {"", node.name}, TAKEN)
    cluster.expect("way to it", cluster.answers, TAKEN)
