"""Servers of the benchmark: what the load tool says is read, and no server outlives its run."""

import shutil

import pytest
from django.core.management import CommandError
from django.db import connection

from bench import http
from bench.pages import Budget
from bench.urls import FLOOR

SAID = """Running 1s test @ http://127.0.0.1:8000/
  1 threads and 8 connections
  Thread Stats   Avg      Stdev     Max   +/- Stdev
    Latency     3.06ms    1.10ms  20.11ms   92.33%
    Req/Sec     2.63k   201.10     2.94k    80.00%
  Latency Distribution
     50%  980.00us
     75%    3.11ms
     90%    3.54ms
     99%    1.02s
  2620 requests in 1.00s, 38.11MB read
Requests/sec:   2617.35
Transfer/sec:     38.07MB
"""


def test_rate_and_times_are_read_in_milliseconds():
    assert http.read(SAID) == http.Answered(2617.35, 0.98, 1020.0)
    assert str(http.read(SAID)) == "2,617 per s, p50 1.0 / p99 1020.0 ms"


@pytest.mark.parametrize(
    "said",
    [
        SAID + "  Non-2xx or 3xx responses: 3\n",
        "  Socket errors: read 1\n" + SAID,
        "no",
        SAID.replace("2617.35", "0.00"),
    ],
)
def test_answers_that_were_no_pages_are_no_figures(said):
    with pytest.raises(CommandError):
        http.read(said)


def test_a_server_that_fails_fails_the_run_and_leaves_the_rest_of_it(monkeypatch):
    monkeypatch.setattr(shutil, "which", lambda name: "/usr/bin/wrk")
    monkeypatch.setattr(http, "_cookie", lambda: "a=b")

    def refuse(kept_bytes):
        raise CommandError("gunicorn did not begin to serve.")

    monkeypatch.setattr(http, "serving", refuse)
    lines = http.http_lines({}, 1, 1)
    assert [(line.measure, line.verdict, line.correctness) for line in lines] == [
        ("HTTP: warm pages", "FAIL", True),
        ("HTTP: cold pages", "FAIL", True),
    ]


def test_without_the_tool_each_line_says_that_it_was_not_run(monkeypatch):
    monkeypatch.setattr(shutil, "which", lambda name: None)
    lines = http.http_lines({"national": Budget(1, 1)}, 1, 1)
    assert len(lines) == 6
    assert {(line.value, line.verdict) for line in lines} == {("not run: wrk is not installed", "")}


@pytest.fixture
def empty(tmp_path, monkeypatch):
    """Name a database that nobody needs: the floor asks none."""
    name = str(tmp_path / "empty.sqlite3")
    if connection.vendor == "sqlite":
        monkeypatch.setitem(connection.settings_dict, "NAME", name)


def fail_while_serving():
    with http.serving(0) as port:
        assert http.answer_of(port, FLOOR) == 200
        assert http.answer_of(port, "/tong-quan/1/") == 302
        raise LookupError(port)


def test_a_server_is_there_for_its_block_and_gone_after_it_however_it_ends(empty):
    with pytest.raises(LookupError) as fault:
        fail_while_serving()
    with pytest.raises(OSError, match="refused"):
        http.answer_of(fault.value.args[0], FLOOR)


def test_a_server_that_cannot_begin_is_said(empty, monkeypatch, capsys):
    monkeypatch.setenv("GUNICORN_CMD_ARGS", "--no-such-option")
    with pytest.raises(CommandError, match="did not begin"), http.serving(0):
        pass
    assert "no-such-option" in capsys.readouterr().err
