"""The tables of a cluster as they were a minute before a mistake: put back beside it, looked at, taken over.

It does what docs/operations/cluster.md ("Quay về trước một lúc") has an operator type.
"""

import subprocess
from datetime import datetime
from types import TracebackType
from typing import Any, Self

import psycopg

from tools.cluster_nodes import AS_POSTGRES, database_programs, free_port, run, wait_for

PATIENCE = 300


def archive(cluster: Any, *words: str) -> str:
    """Have pgBackRest do something, on whoever is the primary; return what it said."""
    node = cluster.node(cluster.leader())
    given = [f"--config={node.folder / 'pgbackrest.conf'}", "--stanza=to-so", *words]
    return run(*AS_POSTGRES, "pgbackrest", *given)


class Beside:
    """A PostgreSQL of its own beside the cluster, with all that was committed before a moment and nothing later."""

    def __init__(self, cluster: Any, moment: datetime) -> None:
        self.cluster, self.moment, self.port = cluster, moment, free_port()
        self.folder = cluster.folder / "beside"
        self.server: subprocess.Popen[bytes] | None = None

    def way(self, database: str, host: str = "127.0.0.1", port: int = 0) -> str:
        """Return an address for the owner of all."""
        place = f"{host}:{port or self.port}"
        return f"postgres://postgres:{self.cluster.password}@{place}/{database}?connect_timeout=5"

    def __enter__(self) -> Self:
        run("install", "-d", "-o", "postgres", "-m", "700", str(self.folder))
        goal = [f"--pg1-path={self.folder}", "--type=time", f"--target={self.moment:%F %T.%f%z}"]
        archive(self.cluster, *goal, "--target-action=promote", "--archive-mode=off", "restore")
        # Settings of the machine it was copied from are not its own; nobody confirms its commits.
        own = {
            "listen_addresses": "127.0.0.1", "port": str(self.port), "unix_socket_directories": str(self.folder),
            "hba_file": str(self.folder / "pg_hba.conf"), "ident_file": str(self.folder / "pg_ident.conf"),
            "synchronous_standby_names": "", "archive_mode": "off",
        }  # fmt: skip
        words = [f"{database_programs()}/postgres", "-D", str(self.folder)]
        words += [word for key, value in own.items() for word in ("-c", f"{key}={value}")]
        with (self.cluster.folder / "beside.txt").open("ab") as log:
            self.server = subprocess.Popen(  # noqa: S603 - our own words
                [*AS_POSTGRES, *words], stdout=log, stderr=log, cwd="/"
            )
        if not wait_for(self.is_open, PATIENCE, 0.5):
            raise RuntimeError((self.cluster.folder / "beside.txt").read_text()[-3000:])
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self.server:
            run(*AS_POSTGRES, f"{database_programs()}/pg_ctl", "-D", str(self.folder), "-m", "immediate", "stop", check=False)  # fmt: skip
            self.server.wait(60)

    def is_open(self) -> bool:
        """Say whether it has come to the moment and takes questions."""
        try:
            with psycopg.connect(self.way("postgres")) as base:
                return base.execute("SELECT pg_is_in_recovery()").fetchone() == (False,)
        except psycopg.Error:
            return False

    def take_over(self, host: str) -> None:
        """Copy these tables into the cluster beside the spoilt ones, then change their names; nobody may be at work."""
        copy = self.folder / "toso.dump"
        run("pg_dump", "--format=custom", f"--file={copy}", self.way("toso"))
        with psycopg.connect(self.way("postgres", host, 5432), autocommit=True) as base:
            base.execute("CREATE DATABASE toso_moi OWNER toso")
            run(
                "pg_restore",
                "--exit-on-error",
                f"--dbname={self.way('toso_moi', host, 5432)}",
                str(copy),
            )
            base.execute("ALTER DATABASE toso ALLOW_CONNECTIONS false")
            base.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname IN ('toso', 'toso_moi')"
            )
            base.execute("ALTER DATABASE toso RENAME TO toso_hong")
            base.execute("ALTER DATABASE toso_moi RENAME TO toso")
        copy.unlink()
