"""Done when 2: a worker killed anywhere leaves, in the end, what one undisturbed worker writes.

`make test` plays a few deaths; PROVE=1 plays fifty in a file of 10,000 rows.
"""

import json
import os
import re
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from tests.proving import sample_or_all

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[3]
KILLS, ROWS = sample_or_all((4, 800), (50, 10_000))
# When a row was written, and keys drawn by chance: not what a table says.
BY_CHANCE = {"uuid", "saved_at", "recorded_at", "at", "added_at", "beat_at", "worker"}
BY_CHANCE |= {"started_at", "finished_at", "fetched_at", "narrowed_at"}
# Of the journal: the keys of personal values, and the marks made with them.
BY_CHANCE |= {"key"}
MARK = re.compile(r"#[0-9a-f]{64}")
APP_TABLES = ("households_", "imports_", "audit_")


def crash(file, *words):
    """Do something to the database in that file, in a process of its own."""
    ended = subprocess.run(
        [sys.executable, "-m", "tests.imports.crash", *map(str, words)],
        cwd=ROOT,
        env={**os.environ, "DATABASE_URL": f"sqlite:///{file}"},
        capture_output=True,
        check=True,
        text=True,
    )
    return json.loads(ended.stdout)


def said(value):
    """Return a value of a table without what is drawn by chance in it."""
    return MARK.sub("#", value) if isinstance(value, str) else value


def tables(file):
    """Return every row of what an import writes, by table, but for what is drawn by chance."""
    found = {}
    with sqlite3.connect(file) as base:
        base.row_factory = sqlite3.Row
        names = [
            row[0] for row in base.execute("SELECT name FROM sqlite_master WHERE type='table'")
        ]
        for name in sorted(n for n in names if n.startswith(APP_TABLES) and "_fts" not in n):
            rows = base.execute(f"SELECT * FROM {name} ORDER BY 1").fetchall()
            found[name] = [{k: said(r[k]) for k in r.keys() if k not in BY_CHANCE} for r in rows]  # noqa: SIM118 - no mapping
    return found


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """Make a database with a confirmed file in it; return a function that copies it."""
    folder = tmp_path_factory.mktemp("killed")
    crash(folder / "made", "make", ROWS)
    with sqlite3.connect(folder / "made") as base:
        base.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def copy(name):
        (folder / name).write_bytes((folder / "made").read_bytes())
        return folder / name

    return copy


@pytest.fixture(scope="module")
def clean(made):
    """Return the tables as one worker leaves them whom nobody disturbs."""
    file = made("clean")
    assert crash(file, "clean") == 0
    found = tables(file)
    assert found["imports_import"][0]["state"] == "done"
    assert len(found["imports_rowresult"]) == ROWS
    assert len(found["households_household"]) > ROWS // 2
    return found


@pytest.mark.long
def test_wherever_workers_die_the_tables_are_those_of_one_clean_run(made, clean):
    file = made("killed")
    died = crash(file, "kill", KILLS, os.environ.get("KILL_SEED", "7"))
    midway = [at for how, at in died if how == signal.SIGKILL and 2 < at < ROWS]
    assert len(midway) >= KILLS * 9 // 10
    assert len(set(midway)) >= KILLS // 2
    found = tables(file)
    assert [name for name in clean if clean[name] != found[name]] == []


@pytest.mark.by_turns(2)
@pytest.mark.parametrize(
    ("what", "is_same"), [("whole", True), pytest.param("torn", False, marks=pytest.mark.long)]
)
def test_killed_between_facts_and_mark_only_the_transaction_saves_them(made, clean, what, is_same):
    """The second is the negative control: without it the comparison must find the difference."""
    file = made(what)
    (how, _at), *_rest = crash(file, what)
    assert how == signal.SIGKILL
    assert (tables(file) == clean) is is_same
