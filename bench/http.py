"""Pages through gunicorn as production runs it, loaded by `wrk`: requests a second and their times."""

import http.client
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from os import environ
from statistics import median

from django.conf import settings
from django.core.management import CommandError
from django.db import connection

from bench.pages import PAGES, Budget, client_of
from bench.table import Line, Verdict, at_most
from bench.urls import FLOOR

# Readers at once, and seconds that a server may take to begin.
READERS, PATIENCE = 8, 60
# The floor for somebody who did not sign in: nothing is asked of the database.
NOBODY = "nobody"
_ADDRESSES = tuple(page.address for page in PAGES)
_UNIT = {"us": 1e-3, "ms": 1.0, "s": 1e3, "m": 6e4}


@dataclass(frozen=True)
class Answered:
    """What `wrk` says of one address: requests a second, and milliseconds."""

    rate: float
    p50: float
    p99: float

    def __str__(self) -> str:
        return f"{self.rate:,.0f} per s, p50 {self.p50:.1f} / p99 {self.p99:.1f} ms"


def http_lines(budgets: Mapping[str, Budget], seconds: float, turns: int) -> list[Line]:
    """Load every page warm and cold beside the floor of the same server.

    Cold is the same server told to keep no page (PAGE_CACHE_BYTES=0). Without `wrk` each line says
    that it was not run.
    """
    if not shutil.which("wrk"):
        return [_not_run(what) for what in ("floor", *(page.name for page in PAGES))]
    cookie = _cookie()
    lines = list[Line]()
    for word, kept_bytes in (("warm", settings.PAGE_CACHE_BYTES), ("cold", 0)):
        try:
            with serving(kept_bytes) as port:
                found = _loaded(port, cookie, seconds, turns)
        except CommandError as error:
            # The rest of a long run is not thrown away for it, but the run has failed.
            lines.append(
                Line(f"HTTP: {word} pages", str(error), verdict=Verdict.FAIL, correctness=True)
            )
        else:
            lines += _lines(word, budgets, found)
    return lines


def _lines(word: str, budgets: Mapping[str, Budget], found: Mapping[str, Answered]) -> list[Line]:
    floor = found[FLOOR]
    return [
        Line(f"HTTP: F beside the {word} pages", str(floor)),
        _line("HTTP: F, nobody signed in", found[NOBODY], floor, None),
        *(
            _line(
                f"HTTP: {page.name} page, {word}",
                found[page.address],
                floor,
                getattr(budgets.get(page.name, Budget()), word),
            )
            for page in PAGES
        ),
    ]


def _not_run(what: str) -> Line:
    return Line(f"HTTP: {what}", "not run: wrk is not installed")


def _line(measure: str, page: Answered, floor: Answered, limit: float | None) -> Line:
    ratio = floor.rate / page.rate
    return Line(
        measure,
        str(page),
        to_floor=ratio,
        target=f"<= {limit:g}x" if limit else "",
        verdict=at_most(ratio, limit) if limit else Verdict.NONE,
    )


def _cookie() -> str:
    """Sign the reader in and return the header that says so."""
    session = client_of("bench").cookies[settings.SESSION_COOKIE_NAME]
    connection.close()
    return f"{session.key}={session.value}"


def _loaded(port: int, cookie: str, seconds: float, turns: int) -> dict[str, Answered]:
    """Load the floor and the pages in turn; return the middle of the turns for each."""
    asked = {NOBODY: (FLOOR, ""), **{one: (one, cookie) for one in (FLOOR, *_ADDRESSES)}}
    for address, header in asked.values():
        status = answer_of(port, address, header)
        if status != http.client.OK:
            raise CommandError(f"{address} answers {status} to the reader.")
    found: dict[str, list[Answered]] = {name: [] for name in asked}
    for _ in range(turns):
        for name, (address, header) in asked.items():
            found[name].append(_wrk(port, address, header, seconds))
    return {name: _middle(some) for name, some in found.items()}


def _middle(some: list[Answered]) -> Answered:
    return Answered(
        *(median(getattr(one, name) for one in some) for name in ("rate", "p50", "p99"))
    )


def answer_of(port: int, address: str, cookie: str = "") -> int:
    """Ask once and return the status. Raises `OSError` while nobody listens."""
    asked = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        asked.request("GET", address, headers={"Cookie": cookie} if cookie else {})
        return asked.getresponse().status
    finally:
        asked.close()


def _wrk(port: int, address: str, cookie: str, seconds: float) -> Answered:
    done = subprocess.run(  # noqa: S603 - our own words
        ["wrk", "-t1", f"-c{READERS}", f"-d{seconds:g}s", "--latency", "--timeout", "60s",  # noqa: S607
         *(["-H", f"Cookie: {cookie}"] if cookie else []), f"http://127.0.0.1:{port}{address}"],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    return read(done.stdout)


def read(said: str) -> Answered:
    """Read the report of `wrk`. Raises `CommandError` where an answer was not a page."""
    if "Non-2xx" in said or "Socket errors" in said:
        raise CommandError(f"wrk was refused: {' '.join(said.split())}")
    rate = re.search(r"Requests/sec:\s+([\d.]+)", said)
    times = {
        share: float(number) * _UNIT[unit]
        for share, number, unit in re.findall(r"(\d+)%\s+([\d.]+)(us|ms|s|m)\b", said)
    }
    if not rate or not float(rate.group(1)) or not {"50", "99"} <= times.keys():
        raise CommandError(f"wrk gives no figures: {' '.join(said.split())}")
    return Answered(float(rate.group(1)), times["50"], times["99"])


@contextmanager
def serving(kept_bytes: int) -> Iterator[int]:
    """Serve the database in use by gunicorn as `config/serving.py` says; yields the port.

    The server is gone when the block ends, however it ends.
    """
    port = _free_port()
    given = {
        **environ,
        "DJANGO_SETTINGS_MODULE": "config.bench_settings",
        "BENCH_DATABASE": str(connection.settings_dict["NAME"]),
        "PAGE_CACHE_BYTES": str(kept_bytes),
    }
    with tempfile.TemporaryFile() as log:
        server = subprocess.Popen(  # noqa: S603 - our own words
            [sys.executable, "-m", "gunicorn", "-c", "python:config.serving",
             "--bind", f"127.0.0.1:{port}", "config.wsgi"],
            cwd=settings.BASE_DIR, env=given, stdout=log, stderr=log,
        )  # fmt: skip
        try:
            _wait(server, port)
            yield port
        except CommandError:
            log.seek(0)
            sys.stderr.write(log.read().decode(errors="replace")[-2_000:])
            raise
        finally:
            _stop(server)


def _free_port() -> int:
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        return int(door.getsockname()[1])


def _wait(server: subprocess.Popen[bytes], port: int) -> None:
    """Wait until the server answers."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and server.poll() is None:
        try:
            if answer_of(port, FLOOR) == http.client.OK:
                return
        except OSError:
            time.sleep(0.1)
    raise CommandError("gunicorn did not begin to serve.")


def _stop(server: subprocess.Popen[bytes]) -> None:
    """Ask the server to end its workers; a server that will not is killed, and they end without it."""
    server.terminate()
    try:
        server.wait(timeout=20)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait()
