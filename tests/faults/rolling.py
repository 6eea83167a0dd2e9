"""A new version comes to one web server after the other, while people save: nobody is told to wait, nobody is cut off."""

import csv
import time

import psycopg

from tests.faults.failovers import Looking
from tests.faults.plays import MANY, go_on
from tools.cluster import SERVERS, asked

# What a migration of the first step does (docs/operations/cluster.md): the version before does not notice.
EXPAND = (
    "ALTER TABLE households_household ADD COLUMN later_note text",
    "CREATE INDEX CONCURRENTLY households_later_note ON households_household (later_note)",
)
CONTRACT = ("ALTER TABLE households_household DROP COLUMN later_note",)


def migrate(url, statements):
    """Change tables without holding anybody up: who does not get the lock at once lets go and tries again."""
    with psycopg.connect(url, autocommit=True) as base:
        base.execute("SET lock_timeout = '200ms'")
        for sql in statements:
            while True:
                try:
                    base.execute(sql)
                    break
                except psycopg.errors.LockNotAvailable:
                    time.sleep(0.2)


def sessions(cluster, name):
    """Return how many are with a server just now."""
    lines = cluster.tell_front("show stat").removeprefix("# ").splitlines()
    found = csv.DictReader(lines)
    return next(int(one["scur"]) for one in found if (one["pxname"], one["svname"]) == ("pages", name))  # fmt: skip


def renew(cluster, node):
    """Let a server finish, end it, begin it again, let people come to it."""
    cluster.tell_front(f"set server pages/{node.name} state drain")
    cluster.expect("end of what was asked", lambda: sessions(cluster, node.name) == 0)
    node.end("serve")
    node.start("serve")
    cluster.expect("pages", lambda: asked(f"http://{SERVERS[node.name]}:8000/readyz"))
    cluster.tell_front(f"set server pages/{node.name} state ready")


def roll(stage, cluster, rounds):
    """Widen the tables, renew each server, make the tables narrow again, so many times while people save."""
    people = stage.people(int(cluster.door.rpartition(":")[2]), kind=Looking)
    for one in people:
        one.met.clear()
    with stage.crowd(people) as crowd:
        for _ in range(rounds):
            go_on(crowd, stage.ledger, MANY)
            migrate(cluster.url, EXPAND)
            for node in cluster.servers:
                renew(cluster, node)
                go_on(crowd, stage.ledger, MANY)
            migrate(cluster.url, CONTRACT)
    return stage.compare()
