"""Tables of this code, made once: who comes first migrates, all others copy what came of it.

On SQLite they lie in a file in `build/`, on PostgreSQL in a database of the same server. Both bear
the name of the code that made them, so that whoever changed a line of it migrates anew. With
PROVE=1 everybody migrates.
"""

import fcntl
import hashlib
import os
import sqlite3
from contextlib import closing
from pathlib import Path

from django.conf import settings
from django.db import connection

from tests.proving import PROVING

FOLDER = Path(settings.BASE_DIR, "build")
PREFIX = "to_so_tables_"


class KeptTables:
    """Lays the tables where they were made before; else holds the others back until they are."""

    def __init__(self, folder=FOLDER):
        self.lock = self.store = None
        if PROVING:
            return
        folder.mkdir(exist_ok=True)
        self.lock = (folder / f"{PREFIX}{connection.vendor}.lock").open("w")
        fcntl.flock(self.lock, fcntl.LOCK_EX)
        name = f"{PREFIX}{digest_of(code())}"
        self.store = File(folder, name) if connection.vendor == "sqlite" else Template(name)
        if self.store.exists():
            self.store.lay()
            self.lock.close()

    def keep(self):
        """Keep what was migrated now, unless it was laid."""
        if self.lock and not self.lock.closed:
            self.store.keep()
            self.lock.close()


class File:
    """Tables of SQLite; they are copied into the database in memory before anybody opens it."""

    def __init__(self, folder, name):
        self.path, self.opened = folder / f"{name}.sqlite3", None

    def exists(self):
        return self.path.exists()

    def lay(self):
        # It is there as long as somebody holds it open.
        self.opened = sqlite3.connect(connection.creation._get_test_db_name(), uri=True)
        with closing(sqlite3.connect(self.path)) as kept:
            kept.backup(self.opened)

    def keep(self):
        half = self.path.with_suffix(f".{os.getpid()}")
        with closing(sqlite3.connect(half)) as kept:
            connection.connection.backup(kept)
        for old in self.path.parent.glob(f"{PREFIX}*.sqlite3"):
            old.unlink()
        half.rename(self.path)


class Template:
    """Tables of PostgreSQL, which copies a database by itself."""

    def __init__(self, name):
        self.name = name

    def exists(self):
        with connection._nodb_cursor() as cursor:
            return connection.creation._database_exists(cursor, self.name)

    def lay(self):
        connection.settings_dict["TEST"]["TEMPLATE"] = self.name

    def keep(self):
        made = connection.settings_dict["NAME"]
        connection.close()
        with connection._nodb_cursor() as cursor:
            cursor.execute("SELECT datname FROM pg_database")
            for (old,) in cursor.fetchall():
                if old.startswith(PREFIX):
                    cursor.execute(f'DROP DATABASE "{old}"')
            cursor.execute(f'CREATE DATABASE "{self.name}" TEMPLATE "{made}"')


def code():
    """Return every file that can say how a table looks and what stands in it at first."""
    root = Path(settings.BASE_DIR)
    packages = {path.parent for path in root.glob("*/__init__.py")} - {root / "tests"}
    return sorted({root / "requirements.lock"}.union(*(each.rglob("*.py") for each in packages)))


def digest_of(paths):
    found = hashlib.sha256(sqlite3.sqlite_version.encode())
    for path in paths:
        found.update(f"{path}\n".encode() + path.read_bytes())
    return found.hexdigest()[:16]
