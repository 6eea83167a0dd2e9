"""The real server in processes of its own: gunicorn as production runs it, and the worker of files."""

import contextlib
import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
# Seconds that a server may take to begin: the machine may be busy with other things.
PATIENCE = 240
KEY = "only-for-these-tests-0123456789-" * 2


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def children(pid):
    """Return the processes that a process started and that still run."""
    try:
        return [int(one) for one in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except FileNotFoundError:
        return []


def family(pid):
    """Return a process and all that it began, and what these began."""
    return [pid, *(one for child in children(pid) for one in family(child))]


def named(pid, word):
    """Say whether a word stands in the command of a process."""
    try:
        return word in Path(f"/proc/{pid}/cmdline").read_text().split("\0")
    except (FileNotFoundError, ProcessLookupError):
        return False


def strike(pid, how=signal.SIGKILL):
    """Kill a process, if it is still there."""
    try:
        os.kill(pid, how)
    except ProcessLookupError:
        return False
    return True


def is_alive(pid):
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


def wait_until(holds, seconds=PATIENCE, pause=0.02):
    """Wait for something; say whether it came."""
    end = time.monotonic() + seconds
    while not (found := holds()) and time.monotonic() < end:
        time.sleep(pause)
    return bool(found)


class Process:
    """One program of the product on a database, in a group of processes of its own."""

    def __init__(self, url, folder, **env):
        self.folder, self.process = Path(folder), None
        self.env = {
            **{key: value for key, value in os.environ.items() if not key.startswith("COV_")},
            "DJANGO_SETTINGS_MODULE": "tests.faults.settings",
            "DATABASE_URL": url,
            "DEBUG": "0",
            "SECRET_KEY": KEY,
            "MEDIA_ROOT": str(self.folder / "media"),
            **env,
        }

    def words(self):
        raise NotImplementedError

    @property
    def name(self):
        return type(self).__name__.lower()

    @property
    def pid(self):
        return self.process.pid

    def start(self):
        self.log = (self.folder / f"{self.name}.log").open("ab")
        self.process = subprocess.Popen(
            self.words(), cwd=ROOT, env=self.env, stdout=self.log, stderr=self.log, start_new_session=True
        )  # fmt: skip
        return self

    def kill(self):
        """Kill it and all that it began, as a power cut does."""
        if self.process is None:
            return
        everybody = family(self.pid) if self.process.poll() is None else []
        for pid in everybody:
            strike(pid)
        self.process.wait()
        wait_until(lambda: not any(map(is_alive, everybody)))
        self.log.close()
        # Its number may be somebody else's by now.
        self.process = None

    def stop(self):
        """Ask it to end; one that does not is killed."""
        if self.process is None:
            return
        self.process.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.process.wait(timeout=60)
        self.kill()

    def __enter__(self):
        return self.start()

    def __exit__(self, *_):
        self.stop()


class Web(Process):
    """gunicorn as `config/serving.py` says, at a port that stays its own."""

    def __init__(self, url, folder, **env):
        super().__init__(url, folder, **env)
        self.port = free_port()

    def words(self):
        serving = ["-c", "python:config.serving", "--bind", f"127.0.0.1:{self.port}"]
        return [sys.executable, "-m", "gunicorn", *serving, "config.wsgi"]

    def start(self):
        super().start()
        wait_until(lambda: self.process.poll() is not None or self.answers(), pause=0.1)
        if self.process.poll() is not None or not self.answers():
            raise RuntimeError((self.folder / f"{self.name}.log").read_text()[-2000:])
        return self

    def answers(self):
        """Say whether it answers at all, be it that the database is away."""
        asked = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            asked.request("GET", "/healthz")
            return asked.getresponse().status in {200, 503}
        except (OSError, http.client.HTTPException):
            return False
        finally:
            asked.close()

    def kill_a_worker(self, chance):
        """Kill one worker, which its master replaces; say whether there was one."""
        found = children(self.pid)
        return bool(found) and strike(chance.choice(found))

    def kill_master(self):
        """Kill the master alone: its workers notice and end, and what keeps it running starts another."""
        orphans = children(self.pid)
        strike(self.pid)
        self.process.wait()
        wait_until(lambda: not any(map(is_alive, orphans)))
        self.start()

    def kill_all(self):
        self.kill()
        self.start()


class Serve(Web):
    """The whole site by `manage.py serve`, which begins again what dies of it."""

    parts = ("config.wsgi", "worker", "daily")

    def words(self):
        (self.folder / "media").mkdir(mode=0o700, exist_ok=True)
        # The one thing in which we differ from a production: there is no proxy that speaks HTTPS.
        words = ["--bind", f"127.0.0.1:{self.port}", "--despite", "config.E014"]
        return [sys.executable, "manage.py", "serve", *words]

    def part(self, word):
        """Return the process of a part; nothing while there is none."""
        return next((pid for pid in children(self.pid) if named(pid, word)), None)

    def kill_part(self, word):
        """Kill a part, and wait until it was begun again."""
        wait_until(lambda: self.part(word))
        before = self.part(word)
        strike(before)
        if not wait_until(lambda: self.part(word) not in {None, before}):
            raise AssertionError(f"{word} was not begun again")

    def kill_a_worker(self, chance):
        web = self.part(self.parts[0])
        found = children(web) if web else []
        return bool(found) and strike(chance.choice(found))


class Worker(Process):
    """`manage.py worker`, which takes over from a dead one after so many seconds (in production 60)."""

    lease = 60

    def words(self):
        if self.lease == Worker.lease:
            return [sys.executable, "manage.py", "worker"]
        return [sys.executable, "-m", "tests.faults.hasty_worker", str(self.lease)]


class HastyWorker(Worker):
    """The same, but one that was killed is taken for dead after a second: only the waiting is shorter."""

    lease = 1
