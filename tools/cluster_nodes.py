"""Machines on one machine: each a network namespace with its own address, on one bridge, with programs in it.

A node can be killed, frozen, cut off from the others and begun again, as a machine can.
"""

import base64
import json
import os
import shutil
import signal
import socket
import subprocess
import time
import urllib.request
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
# One cluster at a time on this machine.
BRIDGE, NETWORK, HERE = "toso-br", "10.77.0.0/24", "10.77.0.1"


PROGRAMS = ("patroni", "etcd", "haproxy", "pgbouncer", "pgbackrest", "ip", "runuser")
AS_POSTGRES = ["runuser", "-u", "postgres", "--"]
PATH = f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin"


def why_not() -> str:
    """Say why no cluster can be started here; "" where one can."""
    if missing := [name for name in PROGRAMS if not shutil.which(name, path=PATH)]:
        return f"not installed: {', '.join(missing)}"
    if not database_programs():
        return "not installed: PostgreSQL 15 or later"
    # It comes without what it speaks to etcd by, and says so only once it runs.
    if not run(
        "/usr/bin/python3", "-c", "import patroni.dcs.etcd3 as found; print(found)", check=False
    ):
        return "not installed: python3-etcd"
    return "" if os.geteuid() == 0 else "only root makes networks"


def database_programs() -> Path | None:
    """Return the folder of PostgreSQL's programs, the newest first; None where there are none."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), reverse=True)
    return found[0].parent if found else None


def run(*words: str, check: bool = True) -> str:
    """Run a program of the system; return what it wrote."""
    done = subprocess.run(words, check=False, capture_output=True, text=True)  # noqa: S603 - our own words
    if check and done.returncode:
        raise RuntimeError(f"{' '.join(words)}: {done.stderr[-1000:]}")
    return done.stdout


def wait_for(holds: Callable[[], object], seconds: float, pause: float = 0.1) -> bool:
    """Wait until something holds; say whether it came to hold."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if holds():
            return True
        time.sleep(pause)
    return False


def free_port() -> int:
    """Return a port that nobody listens on just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def asked(address: str, seconds: float = 3) -> Any:
    """Return the JSON that a program answers; None where it does not."""
    with suppress(OSError, ValueError), urllib.request.urlopen(address, timeout=seconds) as answer:  # noqa: S310 - ours
        return json.load(answer)
    return None


def told(address: str, words: dict[str, Any], who: str = "", method: str = "POST") -> None:
    """Tell a program something as JSON, in the name and with the password of `who`. Raises OSError."""
    head = {"Content-Type": "application/json"}
    if who:
        head["Authorization"] = f"Basic {base64.b64encode(who.encode()).decode()}"
    asking = urllib.request.Request(address, json.dumps(words).encode(), head, method=method)  # noqa: S310 - ours
    urllib.request.urlopen(asking, timeout=10).close()  # noqa: S310 - ours


def lock_etcd(host: str, password: str) -> None:
    """Let nobody in without a password, as `etcdctl` does; the others hear of it."""
    at = f"http://{host}:2379/v3/auth"
    told(f"{at}/role/add", {"name": "root"})
    told(f"{at}/user/add", {"name": "root", "password": password})
    told(f"{at}/user/grant", {"user": "root", "role": "root"})
    told(f"{at}/enable", {})


def build_network() -> None:
    """Make the bridge that the nodes are on; what an earlier cluster left goes first."""
    remove_network()
    run("ip", "link", "add", BRIDGE, "type", "bridge")
    run("ip", "addr", "add", f"{HERE}/24", "dev", BRIDGE)
    run("ip", "link", "set", BRIDGE, "up")


def remove_network() -> None:
    """End every program in our namespaces, and take them and the bridge away."""
    for name in namespaces():
        strike(pids_of(name), signal.SIGKILL)
        run("ip", "netns", "del", name, check=False)
    run("ip", "link", "del", BRIDGE, check=False)


def namespaces() -> list[str]:
    """Return our namespaces."""
    lines = run("ip", "netns", "list").splitlines()
    return [line.split()[0] for line in lines if line.startswith("toso-")]


def pids_of(namespace: str) -> list[int]:
    """Return the programs that run in a namespace."""
    return [int(one) for one in run("ip", "netns", "pids", namespace, check=False).split()]


def strike(pids: Sequence[int], how: signal.Signals) -> None:
    """Send a signal to each of them that is still there."""
    for pid in pids:
        with suppress(ProcessLookupError):
            os.kill(pid, how)


@dataclass
class Node:
    """One machine: its name, its address, its folder, and the programs it runs, in this order."""

    name: str
    host: str
    folder: Path
    programs: dict[str, list[str]] = field(default_factory=dict)
    env: dict[str, str] = field(default_factory=dict)
    started: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)
    # Of which version it runs what is ours.
    source: Path = ROOT

    @property
    def namespace(self) -> str:
        """Return the name of its namespace."""
        return f"toso-{self.name}"

    @property
    def cable(self) -> str:
        """Return the end of its cable at the bridge."""
        return f"toso-{self.name}"

    def build(self) -> None:
        """Make its namespace, its cable and its folder."""
        inside = ("ip", "-n", self.namespace)
        # An end that outlived its namespace for a moment.
        run("ip", "link", "del", self.cable, check=False)
        run("ip", "netns", "add", self.namespace)
        run("ip", "link", "add", self.cable, "type", "veth", "peer", "name", "eth0", "netns", self.namespace)  # fmt: skip
        run("ip", "link", "set", self.cable, "master", BRIDGE, "up")
        run(*inside, "addr", "add", f"{self.host}/24", "dev", "eth0")
        run(*inside, "link", "set", "eth0", "up")
        run(*inside, "link", "set", "lo", "up")
        self.folder.mkdir(parents=True, exist_ok=True)
        run("chown", "postgres", str(self.folder))

    def start(self, *names: str) -> None:
        """Start its programs, or some of them, each with a log of its own."""
        for name in names or self.programs:
            log = self.folder / f"{name}.txt"
            with log.open("ab") as file:
                words = ["ip", "netns", "exec", self.namespace, *self.programs[name]]
                self.started[name] = subprocess.Popen(  # noqa: S603 - our own words
                    words, stdout=file, stderr=file, env=self.env or None, cwd=self.source, start_new_session=True
                )  # fmt: skip

    def end(self, name: str) -> None:
        """Ask a program to end, and wait until it has."""
        self.started[name].terminate()
        self.started[name].wait(60)

    def cut_power(self) -> None:
        """Kill all of it at once."""
        while pids := pids_of(self.namespace):
            strike(pids, signal.SIGKILL)
            self._bury()
            time.sleep(0.02)

    def _bury(self) -> None:
        for process in self.started.values():
            process.poll()

    def find(self, word: str) -> list[int]:
        """Return those of its programs that have a word in their command."""
        return [pid for pid in pids_of(self.namespace) if word in _said(pid)]

    def kill_database(self) -> None:
        """Kill PostgreSQL, whoever keeps it running stays."""
        strike(self.find("postgres: ") + self.find("bin/postgres"), signal.SIGKILL)

    def freeze(self, word: str = "") -> list[int]:
        """Stop all of it where it stands, or what has a word in its command; return whom it struck."""
        struck = self.find(word)
        strike(struck, signal.SIGSTOP)
        return struck

    def thaw(self) -> None:
        """Let go on what was frozen."""
        strike(pids_of(self.namespace), signal.SIGCONT)

    def cut_off(self) -> None:
        """Pull its cable."""
        run("ip", "link", "set", self.cable, "down")

    def reconnect(self) -> None:
        """Plug its cable in again."""
        run("ip", "link", "set", self.cable, "up")


def _said(pid: int) -> str:
    with suppress(FileNotFoundError, ProcessLookupError):
        return Path(f"/proc/{pid}/cmdline").read_text()
    return ""
