"""The files of a cluster hold together, and say of ours what is so; failovers are played by `make prove PART=cluster`."""

import os
import re
import runpy
import shutil
import subprocess
from pathlib import Path
from string import Template

import pytest

from config.settings.database import WEB_STATEMENT_MS
from tests.faults.people import NOT_NOW
from tests.test_consistency import ROOT
from tools import cluster
from tools.cluster_nodes import PATH, Node

FILES = ROOT / "deploy" / "cluster"
FILLED = [
    "etcd.yaml",
    "patroni.yml",
    "pgbackrest.conf",
    "pgbouncer.ini",
    "haproxy-database.cfg",
    "haproxy-web.cfg",
]


@pytest.fixture
def filled(tmp_path, monkeypatch):
    """Return a function that fills a file as `make cluster` does."""
    monkeypatch.setattr(cluster, "run", lambda *words: "")
    monkeypatch.setattr(cluster.tempfile, "mkdtemp", lambda **how: str(tmp_path))
    own = cluster.Cluster()
    who = {"node": "db1", "host": "10.77.0.11"}
    return lambda name: own._fill(name, tmp_path, **who).read_text()


@pytest.mark.parametrize("name", FILLED)
def test_every_gap_of_a_file_is_filled(filled, name):
    text = filled(name)
    assert "$" not in text
    assert set(Template((FILES / name).read_text()).get_identifiers())


def test_a_save_is_never_said_to_be_there_before_a_standby_has_it(filled):
    text = filled("patroni.yml")
    for line in (
        "synchronous_mode: quorum",
        "synchronous_mode_strict: true",
        'synchronous_commit: "on"',
    ):
        assert line in text
    # Patroni's own rule: a primary that gets no word of the others ends before another one begins.
    ttl, loop, retry = (int(re.search(rf"^    {key}: (\d+)", text, re.MULTILINE)[1]) for key in ("ttl", "loop_wait", "retry_timeout"))  # fmt: skip
    assert loop + 2 * retry <= ttl


def test_whoever_was_the_primary_loses_its_connections(filled):
    assert "on-marked-down shutdown-sessions" in filled("haproxy-database.cfg")


def test_no_standby_is_read_as_the_primary_before_it_has_been_asked(filled):
    primary = (
        filled("haproxy-database.cfg").partition("listen primary")[2].partition("\nlisten ")[0]
    )
    assert "tcp-request connection reject if { nbsrv(primary) gt 1 }" in primary


def test_what_a_visitor_says_of_https_is_not_believed_and_ours_is_said(filled):
    """Django is told by this header alone (SECURE_PROXY_SSL_HEADER), and leads to HTTPS where it is missing."""
    lines = [line.strip() for line in filled("haproxy-web.cfg").splitlines()]
    drop, tell = (
        "http-request del-header X-Forwarded-Proto",
        "http-request set-header X-Forwarded-Proto https if { ssl_fc }",
    )
    assert lines.index(drop) < lines.index(tell)


def test_whoever_sends_a_form_slowly_holds_no_process(filled):
    assert "option http-buffer-request" in filled("haproxy-web.cfg")


def test_nobody_is_cut_off_in_front_before_a_page_gives_up(filled):
    seconds = int(re.search(r"timeout server (\d+)s", filled("haproxy-web.cfg"))[1])
    assert seconds * 1000 > WEB_STATEMENT_MS + 10_000


def test_connections_are_lent_by_transaction_and_waiting_has_an_end(filled):
    text = filled("pgbouncer.ini")
    assert "pool_mode = transaction" in text
    assert int(re.search(r"query_wait_timeout = (\d+)", text)[1]) < 20


def test_where_no_server_answers_it_is_said_in_words():
    head, body = (FILES / "away.http").read_bytes().split(b"\r\n\r\n", 1)
    said = dict(line.split(b": ", 1) for line in head.split(b"\r\n")[1:])
    assert head.startswith(b"HTTP/1.1 503 ")
    assert int(said[b"Content-Length"]) == len(body)
    assert said[b"Retry-After"] == b"30"
    assert any(one in body.decode() for one in NOT_NOW)


def test_what_is_struck_is_told_by_its_command(monkeypatch):
    said = {
        1: "/usr/lib/postgresql/17/bin/postgres",
        2: "postgres: to-so: walsender",
        3: "/usr/bin/patroni",
    }
    monkeypatch.setattr("tools.cluster_nodes.pids_of", lambda namespace: list(said))
    monkeypatch.setattr("tools.cluster_nodes._said", said.get)
    struck = []
    monkeypatch.setattr("tools.cluster_nodes.strike", lambda pids, how: struck.extend(pids))
    node = Node("db1", "10.77.0.11", Path("/"))
    node.kill_database()
    assert sorted(struck) == [1, 2]
    assert node.freeze("walsender") == [2]
    assert node.freeze() == [1, 2, 3]


def test_no_machine_that_keeps_a_database_speaks_for_etcd(filled):
    """Else the time of a primary that dies with it is counted from the start again."""
    members = re.search(r"^initial-cluster: (.+)$", filled("etcd.yaml"), re.MULTILINE)[1]
    assert not [host for host in cluster.DATABASES.values() if host in members]
    assert len(members.split(",")) == 3
    asked = re.search(r"^  hosts: (.+)$", filled("patroni.yml"), re.MULTILINE)[1]
    assert {one.rpartition(":")[0] for one in asked.split(",")} == {*cluster.VOTERS.values()}


FILL = runpy.run_path(str(FILES / "fill.py"))
EXAMPLE = (FILES / "site.env.example").read_text()
THREE = "m1=10.0.0.1 m2=10.0.0.2 m3=10.0.0.3"


# The example with each password another one.
GIVEN = re.sub(r"^(\w+)_PASSWORD=$", r"\1_PASSWORD=of-\1", EXAMPLE, flags=re.MULTILINE)


def site(machines="", **more):
    """Return what a site says; of three machines that are all of it, or as the example has it."""
    said = FILL["read"](GIVEN) | more
    return said | dict.fromkeys(FILL["PLACES"], machines) if machines else said


@pytest.mark.parametrize(
    ("name", "files"),
    [
        ("db1", {"patroni.yml", "pgbackrest.conf"}),
        ("web1", {"etcd.yaml", "pgbouncer.ini", "userlist.txt", "haproxy.cfg", "away.http"}),
        ("front2", {"haproxy.cfg", "away.http"}),
    ],
)
def test_each_machine_gets_its_files_whole_and_is_told_where_each_goes(name, files):
    found, typed = FILL["filled"](site(), name)
    assert set(found) == files
    assert not [file for file, text in found.items() if "$" in text]
    assert not [file for file in files if file not in typed]


def test_three_machines_may_be_all_of_a_cluster():
    found, _typed = FILL["filled"](site(THREE), "m2")
    assert {Path(name).stem for name in FILLED} - {"haproxy-database", "haproxy-web"} <= {Path(name).stem for name in found}  # fmt: skip
    assert "hosts: 10.0.0.1:2379,10.0.0.2:2379,10.0.0.3:2379" in found["patroni.yml"]
    assert found["haproxy.cfg"].count("server m1 10.0.0.1:8000 check port 8000") == 1


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (EXAMPLE, "còn trống: ETCD_PASSWORD"),
        (EXAMPLE.replace("_PASSWORD=", "_PASSWORD=x"), "mỗi nơi một mật khẩu khác"),
        (GIVEN.replace("POOL=20", ""), "còn trống: POOL"),
        (
            GIVEN.replace("=of-REPO", "=a: #b"),
            "mật khẩu chỉ gồm chữ không dấu, số, dấu gạch ngang, có ít nhất một chữ: REPO_PASSWORD",
        ),
        (GIVEN.replace("=of-TOSO", "=12345678"), "ít nhất một chữ: TOSO_PASSWORD"),
        (
            GIVEN.replace("web2=10.0.0.22 front1", "web2 = 10.0.0.22 front1"),
            "cách nhau một dấu cách: VOTERS",
        ),
    ],
)
def test_a_site_that_is_not_filled_in_is_refused_in_words(text, said):
    with pytest.raises(SystemExit, match=said):
        FILL["read"](text)
    with pytest.raises(SystemExit, match="db9 không có trong"):
        FILL["filled"](site(), "db9")


@pytest.mark.skipif(not shutil.which("haproxy", path=PATH), reason="HAProxy is not installed")
@pytest.mark.parametrize("machines", ["", THREE])
def test_haproxy_takes_what_is_filled_in(machines, tmp_path):
    for name in ("m1",) if machines else ("web1", "front1"):
        found, _typed = FILL["filled"](site(machines, DOOR="127.0.0.1:8443"), name)
        (tmp_path / "away.http").write_text(found["away.http"], newline="")
        text = found["haproxy.cfg"].replace("/etc/haproxy/errors", str(tmp_path))
        (tmp_path / "haproxy.cfg").write_text(text)
        words = ["haproxy", "-c", "-f", str(tmp_path / "haproxy.cfg")]
        done = subprocess.run(words, env={**os.environ, "PATH": PATH}, capture_output=True, text=True, check=False)  # fmt: skip
        assert not done.returncode, done.stderr
        assert "ALERT" not in done.stderr
        assert "WARNING" not in done.stderr


def test_the_guide_names_every_file_and_setting_of_a_site():
    said = (ROOT / "docs" / "operations" / "cluster.md").read_text()
    assert not [one for one in (*FILLED, "fill.py", "site.env.example") if one not in said]
