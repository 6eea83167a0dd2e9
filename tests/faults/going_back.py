"""A mistake in the tables of a cluster, and the way back to the moment before it: rows, files, whom was erased since, journal."""

import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import psycopg

from operations.backup.rules.sealing import new_pair
from tests.faults import books, imports
from tests.faults.failovers import HEALED
from tests.faults.plays import MANY, go_on
from tools.cluster import DATABASES, ROOT
from tools.cluster_restore import Beside, archive


class Site:
    """How an operator speaks to the site: with its settings, and the places of its backups."""

    def __init__(self, cluster, folder):
        self.cluster, self.backups, self.key = (
            cluster,
            Path(folder) / "backups",
            Path(folder) / "key.txt",
        )
        self.backups.mkdir()
        public, secret = new_pair()
        self.key.write_text(secret)
        self.env = cluster.commands | {"BACKUP_DIR": str(self.backups), "BACKUP_KEY": public}

    def run(self, *words):
        done = subprocess.run(
            [sys.executable, *words], cwd=ROOT, env=self.env, capture_output=True, text=True, check=False
        )  # fmt: skip
        assert not done.returncode, done.stdout + done.stderr
        return done.stdout

    @property
    def backup(self):
        return str(max(self.backups.glob("*.tar.age")))

    def files(self):
        media = self.cluster.folder / "media"
        return {one: one.read_bytes() for one in media.rglob("*") if one.is_file()}


def as_owner(cluster):
    way = (
        f"host={DATABASES[cluster.leader()]} user=postgres password={cluster.password} dbname=toso"
    )
    return psycopg.connect(way, autocommit=True)


def lay(stage, cluster, site):
    """Let people save, send a file, and make both kinds of copies; returns the moment after it."""
    archive(cluster, "--type=full", "backup")
    people = stage.people(int(cluster.door.rpartition(":")[2]))
    with stage.crowd(people) as crowd:
        go_on(crowd, stage.ledger, MANY)
    imports.send(people[0], stage.cast["names"][0][0], 20)
    site.run("manage.py", "backup")
    time.sleep(1)
    moment = datetime.now(UTC)
    time.sleep(1)
    return moment


def spoil(stage, cluster, site):
    """Erase somebody as the law asks, then do what nobody should: households of a commune, and every file, go."""
    # Of the other commune: with one of its own, the file that was sent would be forgotten, too.
    places = ", ".join(map(str, stage.cast["villages"][1]))
    rows = books.read(
        cluster.url, f"SELECT uuid FROM households_household WHERE village_id IN ({places})"
    )
    erased = next(str(key) for (key,) in rows if str(key) in stage.ledger.acknowledged)
    site.run("-m", "tests.faults.going_back", erased)
    site.run("manage.py", "check_journal")
    with as_owner(cluster) as base:
        base.execute("SET session_replication_role = replica")
        base.execute(
            "DELETE FROM households_household WHERE village_id = ANY(%s)",
            [stage.cast["villages"][0]],
        )
        base.execute("SELECT pg_switch_wal()")
    for one in site.files():
        one.unlink()
    return erased


def go_back(stage, cluster, site, moment):
    """Close the site, put the tables of the moment in its place, open it; returns what was said, and what stood beside."""
    for node in cluster.servers:
        node.end("serve")
    with Beside(cluster, moment) as beside:
        verdict = books.compare(beside.way("toso"), stage.ledger)
        beside.take_over(DATABASES[cluster.leader()])
    given = ["--files", site.backup, "--key-file", str(site.key)]
    said = site.run("manage.py", "after_restore", *given)
    site.run("manage.py", "database_timeouts")
    for node in cluster.servers:
        node.start("serve")
    cluster.expect("pages", cluster.serves, HEALED)
    return verdict, said


def erase(key):
    """Erase a household in the way of a commune that has one officer."""
    from accounts.models import User
    from erasure.actions.deciding import ask, confirm
    from households.models import Household

    household = Household.unscoped.select_related("village__commune").get(uuid=key)
    by = User.objects.get(area=household.village.commune)
    confirm(by=by, erasure=ask(by=by, household=household), alone=True)


if __name__ == "__main__":
    import django

    django.setup()
    erase(sys.argv[1])
