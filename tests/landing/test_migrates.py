"""A database of an earlier landing migrates to the models of today without a changed figure."""

import lzma
import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import psycopg
import pytest
from django.conf import settings
from django.db import connection

from tests.landing.journal import statements

pytestmark = [pytest.mark.engines, pytest.mark.slow]

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
NAME = "test_of_an_earlier_landing"
# What the pages of the province said when the dump was made: households, surveyed, covered, villages, with a team.
SAID = "SELECT SUM(households), SUM(surveyed), SUM(covered), SUM(villages), SUM(with_team) FROM rollup_communecount"

# A temporary password of then, which somebody else knew, opens nothing any more; all others stay.
TEMPORARY = (
    "UPDATE accounts_user SET must_change_password = TRUE WHERE username = 'tovien' RETURNING 1"
)
# Nobody can change an entry after it was rewritten, as before.
CHANGE = "UPDATE audit_auditentry SET verb = '' WHERE actor = 'truoc-day'"
CLOSED = "SELECT COUNT(*) FROM accounts_user WHERE password LIKE '!%' AND username IN ('tovien', 'canbo')"


def manage(url, *words):
    """Run a command of the project on a database of its own; return what it printed."""
    env = {**os.environ, "DATABASE_URL": url}
    done = subprocess.run(
        [sys.executable, "manage.py", *words],
        cwd=ROOT,
        env=env,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def check(url, ask):
    """Migrate a database; every count is that of its facts, every figure the one it had."""
    before = ask(SAID)
    assert before == (146, 137, 73, 586, 517)
    assert ask(TEMPORARY) == (1,)
    for statement in statements(url.partition(":")[0].replace("postgres", "postgresql")):
        assert ask(statement) == (1,)
    manage(url, "migrate", "-v0")
    look = "from tests.landing.journal import look; look()"
    assert manage(url, "shell", "-v0", "-c", look) == "854 entries, 462 names\n"
    with pytest.raises((sqlite3.DatabaseError, psycopg.Error), match="append-only"):
        ask(CHANGE)
    assert ", 0 differ" in manage(url, "recount", "--check")
    assert ask(SAID) == before
    assert ask(CLOSED) == (1,)


# Every day one of the two.
@pytest.mark.by_turns(2, on=0)
@pytest.mark.skipif(connection.vendor != "sqlite", reason="the dump of the other engine")
def test_a_database_of_sqlite_migrates(tmp_path):
    path = tmp_path / "landing.sqlite3"
    path.write_bytes(lzma.decompress((HERE / "landing.sqlite3.xz").read_bytes()))

    def ask(sql):
        with closing(sqlite3.connect(path, isolation_level=None)) as database:
            return database.execute(sql).fetchone()

    check(f"sqlite:///{path}", ask)
    # As the old entries were written, and as no entry of ours is: their bytes are gone, too.
    assert b'"head_name":[null' not in path.read_bytes()


@pytest.mark.by_turns(2, on=1)
@pytest.mark.skipif(connection.vendor != "postgresql", reason="the dump of the other engine")
@pytest.mark.django_db
def test_a_database_of_postgresql_migrates():
    given = settings.DATABASES["default"]
    server = f"{given['USER']}@{given['HOST']}:{given['PORT']}"

    def ask(sql, name=NAME):
        with psycopg.connect(f"postgresql://{server}/{name}", autocommit=True) as database:
            found = database.execute(sql)
            return found.fetchone() if found.description else None

    ask(f"DROP DATABASE IF EXISTS {NAME}", "postgres")
    ask(f"CREATE DATABASE {NAME} TEMPLATE template0 ENCODING 'UTF8'", "postgres")
    try:
        ask(lzma.decompress((HERE / "landing.sql.xz").read_bytes()).decode())
        check(f"postgres://{server}/{NAME}", lambda sql: tuple(map(int, ask(sql))))
    finally:
        ask(f"DROP DATABASE {NAME} WITH (FORCE)", "postgres")
