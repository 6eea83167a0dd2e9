"""New versions come to one web server after the other, while people save: nobody is told to wait, nobody is cut off.

The first brings a column and an index and writes it, the next forgets it, the last takes it away: each time the version
before goes on beside, on the new tables.
"""

import csv

import psycopg

from tests.faults.failovers import Looking
from tests.faults.plays import MANY, go_on
from tests.faults.servers import ROOT
from tests.faults.versions import BAD, Version, following
from tools.cluster import SERVERS, asked

WRITTEN = "SELECT count(*) FILTER (WHERE later = 'moi'), count(*) FILTER (WHERE later = '') FROM households_household"


def sessions(cluster, name):
    """Return how many are with a server just now."""
    lines = cluster.tell_front("show stat").removeprefix("# ").splitlines()
    found = csv.DictReader(lines)
    return next(int(one["scur"]) for one in found if (one["pxname"], one["svname"]) == ("pages", name))  # fmt: skip


def renew(cluster, node, source):
    """Let a server finish, end it, begin it again with other sources, let people come to it."""
    cluster.tell_front(f"set server pages/{node.name} state drain")
    cluster.expect("end of what was asked", lambda: sessions(cluster, node.name) == 0)
    node.end("serve")
    node.source = source
    node.start("serve")
    cluster.expect("pages", lambda: asked(f"http://{SERVERS[node.name]}:8000/readyz"))
    cluster.tell_front(f"set server pages/{node.name} state ready")


def written(cluster):
    """Return how many households the new version wrote, and how many the one before, both as the new tables say."""
    with psycopg.connect(cluster.url) as base:
        return base.execute(WRITTEN).fetchone()


def forget(cluster):
    """Let the tables be those of this version again, which they are but for what they say of themselves."""
    with psycopg.connect(cluster.url) as base:
        base.execute("DELETE FROM django_migrations WHERE name LIKE '%\\_roll\\__'")


def roll(stage, cluster, folder, rounds):
    """Bring one version after the other, so many times, then this one again; returns what was right, and who wrote beside whom."""
    people = stage.people(int(cluster.door.rpartition(":")[2]), kind=Looking)
    for one in people:
        one.met.clear()
    env, versions, beside = cluster.commands, following(folder), []
    with stage.crowd(people) as crowd:
        for _ in range(rounds):
            for version in versions:
                go_on(crowd, stage.ledger, MANY)
                code, said = version.migrate_open(env)
                assert not code, said
                before = written(cluster) if version is versions[0] else ()
                for node in cluster.servers:
                    renew(cluster, node, version.folder)
                    go_on(crowd, stage.ledger, 2 * MANY)
                    if before and node is cluster.servers[0]:
                        beside.append((before, written(cluster)))
            forget(cluster)
            for node in cluster.servers:
                renew(cluster, node, ROOT)
    return stage.compare(), beside


def refused(cluster, folder):
    """Try to bring a version that the one before cannot bear; returns what was said."""
    steps, knows = BAD
    code, said = Version(folder / "bad", steps, knows=knows).migrate_open(cluster.commands)
    assert code, said
    return said
