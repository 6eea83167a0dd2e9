"""A whole cluster on one machine: three databases, two web servers, what stands between them, each in its own network.

python -m tools.cluster [--at 127.0.0.1:8080]

It fills the files of `deploy/cluster`, starts what they are for, prints where to sign in, and ends all at Ctrl-C. It
needs root (namespaces of networks) and, of Debian: patroni, python3-etcd, etcd-server, haproxy, pgbouncer, pgbackrest,
postgresql.
"""

import argparse
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from string import Template
from types import TracebackType
from typing import Any, Self

import psycopg

from tools.cluster_nodes import (
    AS_POSTGRES,
    HERE,
    NETWORK,
    PATH,
    ROOT,
    Node,
    asked,
    build_network,
    database_programs,
    free_port,
    lock_etcd,
    remove_network,
    run,
    told,
    wait_for,
    why_not,
)
from tools.cluster_restore import archive

FILES = ROOT / "deploy" / "cluster"
DATABASES = {"db1": "10.77.0.11", "db2": "10.77.0.12", "db3": "10.77.0.13"}
SERVERS = {"web1": "10.77.0.21", "web2": "10.77.0.22"}
# Who agrees on who leads: machines that keep no database.
VOTERS = {**SERVERS, "front1": "10.77.0.31"}
# A real site has another one for each of them.
PASSWORDS = [
    f"{of}_password" for of in ("etcd", "patroni", "postgres", "standby", "rewind", "repo")
]
# Seconds that something may take to begin, on a machine that is busy with other things.
PATIENCE = 240


class Cluster:
    """The machines, and what holds for all of them."""

    def __init__(self, door: str = "") -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="to-so-cluster-", dir="/tmp"))
        self.folder.chmod(0o755)
        self.password, self.key = secrets.token_hex(16), secrets.token_urlsafe(64)
        self.door = door or f"127.0.0.1:{free_port()}"
        self.primary, self.standby = free_port(), free_port()
        self.databases = [Node(name, host, self.folder / name) for name, host in DATABASES.items()]
        self.voters = [Node(name, host, self.folder / name) for name, host in VOTERS.items()]
        self.servers = self.voters[: len(SERVERS)]
        self.front: subprocess.Popen[bytes] | None = None
        self.states = ["quorum", "quorum"]

    @property
    def url(self) -> str:
        """Return the address of the primary, whoever it is, from outside of the nodes."""
        return f"postgres://toso:{self.password}@127.0.0.1:{self.primary}/toso"

    @property
    def nodes(self) -> list[Node]:
        """Return all machines."""
        return [*self.databases, *self.voters]

    def __enter__(self) -> Self:
        build_network()
        try:
            for node in self.nodes:
                node.build()
            self._start_databases()
            self._start_front()
        except BaseException:
            self.end()
            raise
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.end()

    def end(self) -> None:
        """End everything, and leave nothing behind but the logs where it failed."""
        if self.front:
            self.front.kill()
            self.front.wait()
        for node in self.nodes:
            node.thaw()
            node.cut_power()
        remove_network()
        if not os.environ.get("CLUSTER_KEEP"):
            shutil.rmtree(self.folder, ignore_errors=True)

    def _fill(self, name: str, folder: Path, to: str = "", **own: str) -> Path:
        """Write a file of `deploy/cluster` with what is so here."""
        line = "    server {} {}:{} check port {}"
        said = {
            "folder": str(folder), "here": str(FILES), "network": NETWORK,
            **dict.fromkeys(PASSWORDS, self.password),
            "bin": str(database_programs()), "connections": "120", "buffers": "128MB", "pool": "20", "door": self.door,
            "primary": "5000", "standby": "5001",
            "members": ",".join(f"{node}=http://{host}:2380" for node, host in VOTERS.items()),
            "repo": str(self.folder / "repo"), "etcd": ",".join(f"{host}:2379" for host in VOTERS.values()),
            "databases": "\n".join(line.format(*one, 5432, 8008) for one in DATABASES.items()),
            "servers": "\n".join(line.format(*one, 8000, 8000) for one in SERVERS.items()),
            **own,
        }  # fmt: skip
        file = folder / (to or name)
        file.write_text(Template((FILES / name).read_text()).substitute(said))
        run("chown", "postgres", str(file))
        file.chmod(0o600)
        return file

    def _start_databases(self) -> None:
        (self.folder / "repo").mkdir()
        run("chown", "postgres", str(self.folder / "repo"))
        for node in self.voters:
            file = self._fill("etcd.yaml", node.folder, node=node.name, host=node.host)
            node.programs = {"etcd": [*AS_POSTGRES, "etcd", "--config-file", str(file)]}
            node.start()
        hosts = VOTERS.values()
        self.expect("etcd", lambda: all(asked(f"http://{one}:2379/health") for one in hosts))
        lock_etcd(self.voters[0].host, self.password)
        for node in self.databases:
            file = self._fill("patroni.yml", node.folder, node=node.name, host=node.host)
            self._fill("pgbackrest.conf", node.folder)
            node.programs = {"patroni": [*AS_POSTGRES, "patroni", str(file)]}
        self.databases[0].start("patroni")
        self.expect("a primary", lambda: self.runs("patroni", self.databases[:1]) and self.leader())
        for node in self.databases[1:]:
            node.start("patroni")
        self.expect("standbys", lambda: self.runs("patroni", self.databases) and self.is_whole())
        archive(self, "stanza-create")
        host = self.leader()
        way = f"host={DATABASES[host]} user=postgres password={self.password} dbname=postgres"
        with psycopg.connect(way, autocommit=True) as base:
            base.execute(f"CREATE ROLE toso LOGIN PASSWORD '{self.password}'")
            base.execute("CREATE DATABASE toso OWNER toso")

    def _start_front(self) -> None:
        """Start what is outside of the nodes: the door for people, and a way to the primary."""
        ports = {"primary": str(self.primary), "standby": str(self.standby)}
        files = [
            self._fill("haproxy-web.cfg", self.folder),
            self._fill("haproxy-database.cfg", self.folder, **ports),
        ]
        words = ["haproxy", "-db", *(word for file in files for word in ("-f", str(file)))]
        with (self.folder / "front.txt").open("ab") as log:
            self.front = subprocess.Popen(words, stdout=log, stderr=log, env={"PATH": PATH})  # noqa: S603 - ours
        self.expect("the way to the primary", self.answers)

    def answers(self) -> bool:
        """Say whether the primary is reached from here."""
        with suppress(psycopg.Error), psycopg.connect(self.url, connect_timeout=5):
            return True
        return False

    def serve(self) -> None:
        """Start the web servers, on tables that are there by now."""
        (self.folder / "media").mkdir(mode=0o700, exist_ok=True)
        words = [sys.executable, "manage.py", "database_timeouts"]
        subprocess.run(words, cwd=ROOT, env=self.commands, check=True, stdout=subprocess.DEVNULL)  # noqa: S603 - ours
        for node in self.servers:
            users = node.folder / "userlist.txt"
            users.touch(mode=0o600)
            users.write_text(f'"toso" "{self.password}"\n')
            run("chown", "postgres", str(users))
            node.env = self.env("127.0.0.1:6432", "127.0.0.1:5000")
            bind = ["--bind", f"{node.host}:8000", "--despite", "config.E014"]
            programs = {
                "haproxy": ["haproxy", "-db", "-f", str(self._fill("haproxy-database.cfg", node.folder))],
                "pgbouncer": [*AS_POSTGRES, "pgbouncer", str(self._fill("pgbouncer.ini", node.folder))],
                "serve": [sys.executable, "manage.py", "serve", *bind],
            }  # fmt: skip
            node.programs |= programs
            node.start(*programs)
        self.expect("pages", self.serves)

    def serves(self) -> bool:
        """Say whether pages come from each web server. Raises RuntimeError with its log where one ended."""
        self.runs("serve", self.servers)
        return all(asked(f"http://{one}:8000/readyz") for one in SERVERS.values())

    def runs(self, program: str, nodes: Sequence[Node]) -> bool:
        """Say that a program runs on all of them. Raises RuntimeError with its log where one ended."""
        for node in nodes:
            if node.started[program].poll() is not None:
                raise RuntimeError((node.folder / f"{program}.txt").read_text())
        return True

    def tell_front(self, words: str) -> str:
        """Tell HAProxy in front something; return its answer."""
        with socket.socket(socket.AF_UNIX) as line:
            line.connect(str(self.folder / "haproxy.sock"))
            line.sendall(f"{words}\n".encode())
            return b"".join(iter(lambda: line.recv(65536), b"")).decode()

    @property
    def commands(self) -> dict[str, str]:
        """Return the settings of a command outside of the nodes."""
        way = f"127.0.0.1:{self.primary}"
        return self.env(way, way)

    def env(self, pages: str, work: str) -> dict[str, str]:
        """Return the settings of a web server: the same on each."""
        way = f"postgres://toso:{self.password}@"
        return {
            "PATH": PATH, "LC_ALL": "C.UTF-8", "DJANGO_SETTINGS_MODULE": "tests.faults.settings", "DEBUG": "0",
            "SECRET_KEY": self.key, "DATABASE_URL": f"{way}{pages}/toso", "WORK_DATABASE_URL": f"{way}{work}/toso",
            "PGBOUNCER": "1", "WEB_COMMIT_MS": "5000", "PROXY_COUNT": "1", "MEDIA_ROOT": str(self.folder / "media"),
        }  # fmt: skip

    def members(self, *without: Node) -> list[dict[str, Any]]:
        """Return what Patroni knows of its members, asked of those that are not struck."""
        for node in self.databases:
            if node not in without and (found := asked(f"http://{node.host}:8008/cluster")):
                return list(found["members"])
        return []

    def leader(self, *without: Node) -> str:
        """Return who is the primary; "" while nobody is."""
        for one in self.members(*without):
            if one["role"] == "leader" and one["state"] == "running":
                return str(one["name"])
        return ""

    def is_whole(self) -> bool:
        """Say whether the primary sends to both others, and waits for one of them where it should: asked of itself."""
        host = DATABASES.get(self.leader(), "")
        way = (
            f"host={host} user=postgres password={self.password} dbname=postgres connect_timeout=3"
        )
        sql = "SELECT sync_state FROM pg_stat_replication WHERE state = 'streaming' ORDER BY 1"
        with suppress(psycopg.Error), psycopg.connect(way) as base:
            return bool(host) and [row[0] for row in base.execute(sql)] == self.states
        return False

    def keep(self, **settings: Any) -> None:
        """Change what holds for all databases, as `patronictl edit-config` does."""
        host = DATABASES[self.leader()]
        told(f"http://{host}:8008/config", settings, f"patroni:{self.password}", "PATCH")

    def node(self, name: str) -> Node:
        """Return a machine by its name."""
        return next(one for one in self.nodes if one.name == name)

    def expect(self, what: str, holds: Any, seconds: float = PATIENCE) -> None:
        """Wait for something. Raises RuntimeError where it does not come, with where the logs are."""
        if not wait_for(holds, seconds, 0.3):
            os.environ["CLUSTER_KEEP"] = "1"
            raise RuntimeError(f"no {what} within {seconds} s, see {self.folder}")


def main() -> None:
    """Start it, say where it is, and wait for Ctrl-C."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--at", default="127.0.0.1:8080", help="where people come in")
    door = parser.parse_args().at
    if why := why_not():
        sys.exit(f"tools/cluster.py: {why}")
    say = sys.stdout.write
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    with suppress(KeyboardInterrupt), Cluster(door) as cluster:
        say("databases stand; tables and two communes are made (some minutes)\n")
        from tests.faults.grounds import PASSWORD, prepare  # noqa: PLC0415 - the tables of a play

        cast = prepare(cluster.url)
        cluster.serve()
        say(f"http://{door}/ as {' or '.join(cast['people'])}, password {PASSWORD}\n")
        say(f"primary: {cluster.leader()}; databases {DATABASES}, web {SERVERS}, here {HERE}\n")
        say(f"logs in {cluster.folder}; Ctrl-C ends all\n")
        signal.pause()


if __name__ == "__main__":
    main()
