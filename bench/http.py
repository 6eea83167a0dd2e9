"""Pages through gunicorn as production runs it, loaded by `wrk`: requests a second and their times."""

import http.client
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from os import environ

from django.conf import settings
from django.core.management import CommandError
from django.db import connection

from bench.measuring import Line
from bench.pages import AT_MOST, PAGES, reader
from bench.urls import FLOOR

# Readers at once, and seconds that a server may take to begin.
READERS, PATIENCE = 8, 60
_UNIT = {"us": 1e-3, "ms": 1.0, "s": 1e3, "m": 6e4}


@dataclass(frozen=True)
class Answered:
    """What `wrk` reports of one address: requests a second, and milliseconds."""

    rate: float
    p50: float
    p99: float

    def __str__(self) -> str:
        return f"{self.rate:,.0f} per s, p50 {self.p50:.1f} / p99 {self.p99:.1f} ms"


def http_lines(seconds: float) -> list[Line]:
    """Load every page, cached and not, beside F of the same server; one that caches nothing serves the latter."""
    if not shutil.which("wrk"):
        return [Line("pages through gunicorn", "not run: wrk is not installed")]
    session = reader().cookies[settings.SESSION_COOKIE_NAME]
    connection.close()
    header, lines = f"Cookie: {session.key}={session.value}", list[Line]()
    for word, cache_bytes in (("cached", settings.PAGE_CACHE_BYTES), ("not cached", 0)):
        with serving(cache_bytes) as port:
            floor = _load(port, FLOOR, seconds, header)
            nobody = _load(port, FLOOR, seconds)
            pages = {name: _load(port, page, seconds, header) for name, page in PAGES.items()}
        lines.append(Line(f"HTTP: F beside pages {word}", str(floor)))
        lines.append(Line("HTTP: F, nobody signed in", str(nobody), floor.rate / nobody.rate))
        for name, page in pages.items():
            what = f"{name}, {word}"
            ratio, most = floor.rate / page.rate, AT_MOST.get(what, 0)
            lines.append(Line(f"HTTP: {what}", str(page), ratio, at_most=most))
    return lines


def _load(port: int, address: str, seconds: float, header: str = "") -> Answered:
    done = subprocess.run(  # noqa: S603 - our own words
        ["wrk", "-t1", f"-c{READERS}", f"-d{seconds:g}s", "--latency", "--timeout", "60s",  # noqa: S607 - from PATH
         *(["-H", header] if header else []), f"http://127.0.0.1:{port}{address}"],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    return read(done.stdout)


def read(report: str) -> Answered:
    """Read the report of `wrk`. Raises `CommandError` where an answer was not a page."""
    rate = re.search(r"Requests/sec:\s+([\d.]+)", report)
    times = {
        share: float(number) * _UNIT[unit]
        for share, number, unit in re.findall(r"(\d+)%\s+([\d.]+)(us|ms|s|m)\b", report)
    }
    refused = "Non-2xx" in report or "Socket errors" in report
    if refused or not rate or not float(rate[1]) or not {"50", "99"} <= times.keys():
        raise CommandError(f"wrk gives no figures: {' '.join(report.split())}")
    return Answered(float(rate[1]), times["50"], times["99"])


@contextmanager
def serving(cache_bytes: int) -> Iterator[int]:
    """Serve the database in use by gunicorn as `config/serving.py` says; yields the port.

    The server is gone when the block ends, however it ends.
    """
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    env = {
        **environ,
        "DJANGO_SETTINGS_MODULE": "bench.settings",
        "BENCH_DATABASE": str(connection.settings_dict["NAME"]),
        "PAGE_CACHE_BYTES": str(cache_bytes),
    }
    command = [sys.executable, "-m", "gunicorn", "-c", "python:config.serving"]
    command += ["--bind", f"127.0.0.1:{port}", "config.wsgi"]
    with tempfile.TemporaryFile() as log:
        server = subprocess.Popen(command, cwd=settings.BASE_DIR, env=env, stdout=log, stderr=log)  # noqa: S603 - ours
        try:
            if not _answers(server, port):
                log.seek(0)
                raise CommandError(
                    f"gunicorn did not begin to serve: {log.read()[-2_000:].decode()}"
                )
            yield port
        finally:
            _stop(server)


def _answers(server: subprocess.Popen[bytes], port: int) -> bool:
    """Wait until the server answers; returns False where it does not."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and server.poll() is None:
        try:
            return status_of(port, FLOOR) == http.client.OK
        except OSError:
            time.sleep(0.1)
    return False


def status_of(port: int, address: str) -> int:
    """Ask once and return the status. Raises `OSError` while nobody listens."""
    asked = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        asked.request("GET", address)
        return asked.getresponse().status
    finally:
        asked.close()


def _stop(server: subprocess.Popen[bytes]) -> None:
    """Ask the server to end its workers; one that will not is killed, and they end without it."""
    server.terminate()
    try:
        server.wait(timeout=20)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait()
