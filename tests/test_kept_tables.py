"""Tables that were made before are those of the code that is here."""

import sqlite3
from contextlib import closing
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from tests.kept_tables import PREFIX, File, code, digest_of
from tests.proving import PROVING


@pytest.mark.engines
@pytest.mark.django_db
def test_every_migration_stands_in_what_was_laid(kept_tables):
    executor = MigrationExecutor(connection)
    assert executor.migration_plan(executor.loader.graph.leaf_nodes()) == []
    assert PROVING or kept_tables.store.exists()


def test_whoever_changes_a_line_migrates_anew(tmp_path):
    path = tmp_path / "0001_initial.py"
    path.write_text("one")
    before = digest_of([path])
    assert digest_of([path]) == before
    path.write_text("two")
    assert digest_of([path]) != before
    assert digest_of([path, path]) != digest_of([path])


def test_models_migrations_and_triggers_are_among_the_code():
    found = {str(path.relative_to(settings.BASE_DIR)) for path in code()}
    assert found >= {
        "areas/models/placement.py",
        "audit/append_only.py",
        "config/settings/base.py",
        "requirements.lock",
        "web/adding.py",
        *(
            str(path.relative_to(settings.BASE_DIR))
            for path in Path(settings.BASE_DIR).glob("*/migrations/*.py")
        ),
    }


def test_of_files_the_newest_is_left(tmp_path, monkeypatch):
    with closing(sqlite3.connect(":memory:")) as made:
        made.execute("CREATE TABLE a (b)")
        monkeypatch.setattr("tests.kept_tables.connection", SimpleNamespace(connection=made))
        for name in ("a", "b"):
            File(tmp_path, f"{PREFIX}{name}").keep()
    assert [path.name for path in tmp_path.iterdir()] == [f"{PREFIX}b.sqlite3"]
    with closing(sqlite3.connect(tmp_path / f"{PREFIX}b.sqlite3")) as kept:
        assert kept.execute("SELECT name FROM sqlite_master").fetchall() == [("a",)]
