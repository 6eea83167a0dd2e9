"""What a request passes through stays as short as docs/architecture.md says."""

import re
import sqlite3
import subprocess
import sys
from contextlib import closing

import pytest
from django.db import connection

from tests.test_consistency import ROOT

ROW = re.compile(r"^\| ([^|]+) \|.*\| (\d+) in (\d+) \|$", re.MULTILINE)
COUNTED = re.compile(r"^\| ([^|]+) \| [\d,]+ \| (\d+) \| (\d+) \| \d+ \|$", re.MULTILINE)


@pytest.fixture
def tables(django_db_setup, django_db_blocker, tmp_path):
    """Return a file with the empty tables of the tests, so that they are not migrated once more."""
    if connection.vendor != "sqlite":
        return []
    file = tmp_path / "tables.sqlite3"
    with django_db_blocker.unblock(), closing(sqlite3.connect(file)) as target:
        connection.ensure_connection()
        connection.connection.backup(target)
    return [file]


@pytest.mark.slow
def test_no_flow_passes_more_functions_and_files_than_allowed(tables):
    allowed = ROW.findall((ROOT / "docs/architecture.md").read_text())
    assert len(allowed) == 8
    told = subprocess.run(
        [sys.executable, ROOT / "tools/flows.py", *tables],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    found = {name: (int(own), int(files)) for name, own, files in COUNTED.findall(told)}
    most = {name: (int(own), int(files)) for name, own, files in allowed}
    assert {n: found[n] for n in most if found[n][0] > most[n][0] or found[n][1] > most[n][1]} == {}
