"""Alerts and the dashboard ask only for what is measured, each alert says in words what it is and has its line in the book."""

import contextlib
import json
import re
import shutil
import subprocess
import urllib.request
from pathlib import Path

import pytest

from operations.status import exports
from operations.status.rules import KEYS, Facts, checks
from tests.faults.servers import free_port, wait_until
from tests.operations.status.test_rules import WELL
from tests.test_consistency import ROOT
from tools.cluster_nodes import PATH

pytestmark = pytest.mark.pure

FILES = ROOT / "deploy" / "monitoring"
ALERTS = (FILES / "alerts.yml").read_text()
BOARD = json.loads((FILES / "dashboard.json").read_text())
BOOK = (ROOT / "docs" / "operations" / "monitoring.md").read_text()
# Asked of the programs themselves on 30/11/2026: Patroni 4.0, HAProxy 3.0, node_exporter 1.9, blackbox_exporter.
OTHERS = {
    "patroni": {
        "dcs_last_seen", "is_paused", "postgres_running", "postgres_streaming", "postgres_timeline",
        "primary", "quorum_standby", "replica", "sync_standby", "xlog_location", "xlog_replayed_location",
    },
    "haproxy": {
        "backend_active_servers", "backend_current_queue", "backend_current_sessions", "backend_http_responses_total",
        "backend_queue_time_average_seconds", "backend_response_time_average_seconds", "server_status",
    },
    "node": {
        "cpu_seconds_total", "disk_io_time_seconds_total", "filesystem_avail_bytes", "filesystem_size_bytes",
        "memory_MemAvailable_bytes", "memory_MemTotal_bytes", "timex_offset_seconds", "timex_sync_status",
    },
    "probe": {"success", "ssl_earliest_cert_expiry"},
}  # fmt: skip
EXPRESSIONS = re.findall(r"^ +expr: (.+)$", ALERTS, re.MULTILINE)
PANELS = [one for one in BOARD["panels"] if one["type"] != "row"]
EXPRESSIONS += [target["expr"] for panel in PANELS for target in panel["targets"]]


def offered():
    """Return what `/metrics` answers where everything is known, as it is answered."""
    facts = Facts(**WELL | {"oldest_task": WELL["now"]})
    return exports.as_metrics(facts, checks(facts))


def test_only_what_is_measured_is_asked_for():
    known = OTHERS | {"toso": set(re.findall(r"^toso_(\w+)", offered(), re.MULTILINE))}
    asked = re.findall(rf"\b({'|'.join(known)})_(\w+)", "\n".join(EXPRESSIONS))
    assert {of for of, _ in asked} == set(known)
    unknown = {f"{of}_{name}" for of, name in asked if name not in known[of]}
    assert not unknown
    # Nobody else's: words that are functions or labels of PromQL have no underscore before a family we do not know.
    found = set(re.findall(r"\b([a-z]+)_\w+(?=[{\[\s)]|$)", "\n".join(EXPRESSIONS)))
    assert found - {"predict"} <= set(known), found


def test_what_is_asked_of_one_label_is_measured_under_it():
    ours = re.findall(r"\btoso_\w+\{[^}]*\}", "\n".join(EXPRESSIONS))
    assert ours
    assert not [one for one in ours if one not in offered()]
    front = (ROOT / "deploy" / "cluster" / "haproxy-web.cfg").read_text()
    proxies = set(re.findall(r'proxy="(\w+)"', "\n".join(EXPRESSIONS)))
    assert not [one for one in proxies if f"\nbackend {one}\n" not in front]


def test_where_the_book_leads_to_a_line_of_faults_there_is_one():
    rows = [line.split("|")[3] for line in BOOK.splitlines() if line.startswith("| `")]
    led = {word for row in rows if "faults.md" in row for word in re.findall(r"`([a-z_]+)`", row)}
    assert led
    # The first is a folder of PostgreSQL, the other a word of a log.
    assert led - {"pg_wal", "exception"} <= {*KEYS}, led


def test_each_alert_says_in_words_what_it_is():
    rules = ALERTS.count("- alert:")
    assert rules == ALERTS.count("severity:") == ALERTS.count("summary:") == ALERTS.count("expr:")


def test_each_alert_has_its_line_in_the_book_and_no_line_is_of_none():
    rows = [line.split("|")[1] for line in BOOK.splitlines() if line.startswith("| `")]
    told = {name for row in rows for name in re.findall(r"`([A-Z]\w+)`", row)}
    assert told == set(re.findall(r"- alert: (\w+)", ALERTS))


def test_panels_lie_side_by_side_and_ask_something():
    places = [tuple(panel["gridPos"].values()) for panel in PANELS]
    assert len(set(places)) == len(PANELS)
    assert all(x + w <= 24 for x, _, w, _ in places)
    assert all(panel["targets"] and panel["title"] for panel in PANELS)


@pytest.mark.long
@pytest.mark.skipif(not shutil.which("patroni"), reason="Patroni is not installed")
def test_patroni_measures_it():
    where = "import patroni.api as a; print(a.__file__)"
    done = subprocess.run(
        ["/usr/bin/python3", "-c", where], capture_output=True, text=True, check=False
    )
    said = Path(done.stdout.strip() or "/usr/lib/python3/dist-packages/patroni/api.py").read_text()
    assert not {name for name in OTHERS["patroni"] if f"patroni_{name}" not in said}


@pytest.mark.long
@pytest.mark.skipif(not shutil.which("haproxy", path=PATH), reason="HAProxy is not installed")
def test_haproxy_measures_it(tmp_path):
    port = free_port()
    text = f"""
defaults
    mode http
    timeout connect 1s
    timeout client 1s
    timeout server 1s
frontend measured
    bind 127.0.0.1:{port}
    http-request use-service prometheus-exporter if {{ path /metrics }}
backend pages
    server web1 127.0.0.1:9 check
"""
    (tmp_path / "haproxy.cfg").write_text(text)
    program = shutil.which("haproxy", path=PATH)
    with subprocess.Popen([program, "-db", "-f", str(tmp_path / "haproxy.cfg")]) as running:
        said = []

        def answers():
            with contextlib.suppress(OSError), urllib.request.urlopen(f"http://127.0.0.1:{port}/metrics") as answer:  # fmt: skip
                said.append(answer.read().decode())
            return said

        try:
            assert wait_until(answers, 30)
        finally:
            running.kill()
    measured = set(re.findall(r'^haproxy_(\w+)\{proxy="pages"', said[0], re.MULTILINE))
    assert not OTHERS["haproxy"] - measured
