"""Databases with people in them for the plays, and where their figures are written."""

import json
import os
import random
import shutil
import sqlite3
import subprocess
import time
from contextlib import closing
from datetime import UTC, datetime

import pytest
from django.db import connection

from audit import append_only
from tests.conftest import statements
from tests.faults import device, grounds, power
from tests.faults.plays import Stage
from tests.faults.servers import ROOT
from tests.proving import DAY

# Another seed, another run; a smaller share of the long plays where there is no time for all.
SEED = int(os.environ.get("FAULTS_SEED", DAY))
SHARE = float(os.environ.get("FAULTS_SHARE", "1"))


def sized(number):
    """Return how many times something is done in the long play, or the share that was asked for."""
    return max(3, round(number * SHARE))


@pytest.fixture(scope="session")
def made(tmp_path_factory, django_db_setup, django_db_blocker):
    """Make a file of SQLite from the tables of the tests, with people in it; returns it and whom it holds."""
    file = tmp_path_factory.mktemp("faults") / "made.sqlite3"
    if connection.vendor != "sqlite":
        return file, grounds.prepare(f"sqlite:///{file}")
    with django_db_blocker.unblock(), closing(sqlite3.connect(file)) as target:
        connection.ensure_connection()
        connection.connection.backup(target)

    def fill():
        append_only.protect(None, statements())
        return grounds.fill()

    cast = grounds.apart(f"sqlite:///{file}", fill, django_db_blocker)
    with closing(sqlite3.connect(file)) as base:
        base.execute("PRAGMA journal_mode=DELETE")
    return file, cast


@pytest.fixture
def stage(made, tmp_path):
    """Return a stage on a SQLite of its own."""
    file, cast = made
    return Stage(grounds.Sqlite(tmp_path, file).url, tmp_path, cast, random.Random(SEED))


@pytest.fixture
def stage_on_disk(made, powered, tmp_path):
    """Return a stage on a SQLite on the disk whose power can be cut."""
    file, cast = made
    ground = grounds.Sqlite(powered.place, file)
    # What was copied there is safe before anything begins.
    subprocess.run(["sync", "-f", str(powered.place)], check=True)
    yield Stage(ground.url, tmp_path, cast, random.Random(SEED))
    shutil.rmtree(ground.folder)


@pytest.fixture(scope="session")
def disk(tmp_path_factory):
    """Compile the disk that fails; returns the library."""
    return device.compiled(tmp_path_factory.mktemp("device"))


@pytest.fixture(scope="session")
def powered():
    """Return a disk of our own whose power can be cut."""
    if why := power.why_not():
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(why)
    folder = grounds.open_folder()
    own = power.Disk(folder)
    yield own
    own.remove()
    shutil.rmtree(folder)


@pytest.fixture(scope="session")
def cluster(disk, powered):
    """Start a PostgreSQL that syncs, on the disk whose power can be cut; its first database holds people."""
    if not grounds.bin_folder():
        if os.environ.get("CI") == "true":
            pytest.fail("no PostgreSQL")
        pytest.skip("no PostgreSQL (Debian: apt install postgresql)")
    # PostgreSQL's user reads neither our folder nor what is compiled there.
    folder = powered.place.parent
    library, flag = shutil.copy(disk, folder), folder / "full"
    env = device.fails(library, powered.place / "pg" / "data", FULL=flag)
    with grounds.Postgres(powered.place, env=env, wal_writer_delay="10s") as ground:
        ground.flag, ground.disk = flag, powered
        ground.cast = grounds.prepare(ground.copy("made"))
        yield ground


@pytest.fixture
def on_postgres(cluster, tmp_path):
    """Return a stage on a database of its own."""
    url = cluster.copy(f"play_{time.monotonic_ns()}", "made")
    return Stage(url, tmp_path, cluster.cast, random.Random(SEED))


@pytest.fixture
def note(request):
    """Return a function that writes down what a play found, with what it was found on; in build/faults/."""
    began = time.monotonic()

    def write(**figures):
        folder = ROOT / "build" / "faults"
        folder.mkdir(parents=True, exist_ok=True)
        words = ["git", "describe", "--always", "--dirty"]
        commit = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=False).stdout
        facts = {
            "at": f"{datetime.now(UTC):%Y-%m-%d %H:%M}",
            "commit": commit.strip(),
            "seed": SEED,
            "seconds": round(time.monotonic() - began),
            **{
                key: value if isinstance(value, int) else str(value)
                for key, value in figures.items()
            },
        }
        (folder / f"{request.node.path.stem}-{request.node.name}.json").write_text(
            json.dumps(facts, ensure_ascii=False)
        )

    return write
