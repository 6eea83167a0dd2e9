"""Alerts and the dashboard ask only for what is measured, each alert says in words what it is and has its line in the book."""

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from operations.status import exports
from tests.test_consistency import ROOT

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
    """Return the names of our own gauges, as they are written in the code."""
    said = re.findall(r'"(\w+)": \(|yield f?"([\w{}]+)"', Path(exports.__file__).read_text())
    names = {one for pair in said for one in pair if one}
    return names | {f"{name}_age_seconds" for name in names}


def test_only_what_is_measured_is_asked_for():
    known = OTHERS | {"toso": offered()}
    asked = re.findall(rf"\b({'|'.join(known)})_(\w+)", "\n".join(EXPRESSIONS))
    assert {of for of, _ in asked} == set(known)
    unknown = {f"{of}_{name}" for of, name in asked if name not in known[of]}
    assert not unknown
    # Nobody else's: words that are functions or labels of PromQL have no underscore before a family we do not know.
    found = set(re.findall(r"\b([a-z]+)_\w+(?=[{\[\s)]|$)", "\n".join(EXPRESSIONS)))
    assert found - {"predict"} <= set(known), found


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
