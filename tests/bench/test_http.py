"""Servers of the benchmark: the load tool's report is read, and no server outlives its run."""

import shutil
import sqlite3
from contextlib import closing

import pytest
from django.core.management import CommandError
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from bench import http
from bench.urls import FLOOR

pytestmark = pytest.mark.slow

REPORT = """Running 1s test @ http://127.0.0.1:8000/
  Thread Stats   Avg      Stdev     Max   +/- Stdev
    Latency     3.06ms    1.10ms  20.11ms   92.33%
  Latency Distribution
     50%  980.00us
     75%    3.11ms
     99%    1.02s
  2620 requests in 1.00s, 38.11MB read
Requests/sec:   2617.35
"""


def test_rate_and_times_are_read_in_milliseconds():
    assert http.read(REPORT) == http.Answered(2617.35, 0.98, 1020.0)
    assert str(http.read(REPORT)) == "2,617 per s, p50 1.0 / p99 1020.0 ms"


@pytest.mark.parametrize(
    "report",
    [
        REPORT + "  Non-2xx or 3xx responses: 3\n",
        "  Socket errors: read 1\n" + REPORT,
        "no",
        REPORT.replace("2617.35", "0.00"),
    ],
)
def test_answers_that_were_no_pages_are_no_figures(report):
    with pytest.raises(CommandError):
        http.read(report)


def test_without_the_tool_it_is_said(monkeypatch):
    monkeypatch.setattr(shutil, "which", lambda name: None)
    (line,) = http.http_lines(1)
    assert (line.value, line.verdict) == ("not run: wrk is not installed", "")


@pytest.fixture
def empty(tmp_path, monkeypatch):
    """Name a database that nobody needs: F asks none. It says that it is of this version, else nobody serves it."""
    if connection.vendor != "sqlite":
        return
    path = tmp_path / "empty.sqlite3"
    monkeypatch.setitem(connection.settings_dict, "NAME", str(path))
    known = [(*key, "2026-03-02") for key in MigrationLoader(None).disk_migrations]
    with closing(sqlite3.connect(path)) as there, there:
        there.execute("CREATE TABLE django_migrations (id INTEGER PRIMARY KEY, app, name, applied)")
        there.executemany(
            "INSERT INTO django_migrations (app, name, applied) VALUES (?, ?, ?)", known
        )


def fail_while_serving():
    with http.serving(0) as port:
        assert http.status_of(port, FLOOR) == 200
        assert http.status_of(port, "/tong-quan/1/") == 302
        raise LookupError(port)


@pytest.mark.by_turns(2)
def test_server_is_there_for_its_block_and_gone_after_it_however_it_ends(empty):
    with pytest.raises(LookupError) as fault:
        fail_while_serving()
    with pytest.raises(OSError, match="refused"):
        http.status_of(fault.value.args[0], FLOOR)


def test_server_that_cannot_begin_says_why(empty, monkeypatch):
    monkeypatch.setenv("GUNICORN_CMD_ARGS", "--no-such-option")
    with pytest.raises(CommandError, match="no-such-option"), http.serving(0):
        pass
