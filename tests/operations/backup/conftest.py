"""A site of its own, whose rows are committed: a backup sees only those. And an empty place to put one back into."""

import hashlib
import itertools
import sqlite3
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest
from django.db import connection

from operations.backup.rules.sealing import identity_in, new_pair
from teams.models import Decision
from tests.factories import ScanFactory
from tests.world import World
from web.keeping import lay_down

PUBLIC, SECRET = new_pair()
IDENTITY = identity_in(SECRET)
_NUMBERS = itertools.count(1)


@dataclass
class Site:
    """A small world with its files, and where its backups go."""

    folder: Path
    backups: Path
    world: World = None

    @property
    def media(self):
        return self.folder / "media"

    def keep_file(self, data):
        """Keep a scan as the pages do; return its name."""
        name = lay_down("scans", data)
        code, one = hashlib.sha256(data).hexdigest(), Decision.unscoped.first()
        ScanFactory(stored_as=name, sha256=code, size=len(data), decision=one)
        return name


@contextmanager
def pointed_at(name):
    """Let every query go to this database."""
    before, kept = connection.settings_dict["NAME"], connection.connection
    connection.settings_dict["NAME"], connection.connection = name, None
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"], connection.connection = before, kept


@contextmanager
def database_at(folder, *, filled):
    """Make a database of its own: a copy of the one for tests, or an empty one."""
    if connection.vendor == "sqlite":
        path = folder / "site.sqlite3"
        if filled:
            connection.ensure_connection()
            with closing(sqlite3.connect(path)) as copy:
                connection.connection.backup(copy)
        with pointed_at(str(path)):
            yield
        return
    source = connection.settings_dict["NAME"] if filled else "template0"
    name = f"{connection.settings_dict['NAME']}_{next(_NUMBERS)}"
    connection.close()
    given = {key: connection.settings_dict[key.upper()] for key in ("user", "host", "port")}
    with psycopg.connect(**given, dbname="postgres", autocommit=True) as server:
        server.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        server.execute(f"CREATE DATABASE {name} TEMPLATE {source}")
        try:
            with pointed_at(name):
                yield
        finally:
            server.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def site(transactional_db, kept_world, tmp_path, settings):
    """Return a site in use, with three files."""
    settings.BACKUP_DIR, settings.BACKUP_KEY = str(tmp_path / "backups"), [PUBLIC]
    settings.BACKUP_WORK_DIR = str(tmp_path / "work")
    (tmp_path / "site").mkdir()
    here = Site(tmp_path / "site", tmp_path / "backups")
    settings.MEDIA_ROOT = str(here.media)
    with database_at(here.folder, filled=True):
        here.world = kept_world.lay()
        for data in (b"scan 1" * 1000, b"scan 2", b"%PDF" + bytes(200_000)):
            here.keep_file(data)
        yield here


@pytest.fixture
def elsewhere(site, settings, tmp_path):
    """Return a context in which the site is another machine's: nothing is there yet."""

    @contextmanager
    def go(number=1):
        there = Site(tmp_path / f"there{number}", site.backups)
        there.folder.mkdir()
        before, settings.MEDIA_ROOT = settings.MEDIA_ROOT, str(there.media)
        try:
            with database_at(there.folder, filled=False):
                yield there
        finally:
            settings.MEDIA_ROOT = before

    return go
