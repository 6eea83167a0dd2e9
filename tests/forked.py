"""Files from people read by forks of a process that has the reader loaded, as starting one for each file takes longest.

What is read, under which limits, and how it ends is the same. So in `make test` alone; in `make prove`, in what is played
by hand, and where that process itself is tested (`own_process`), each file has a new one, as in the product; where many
files are tested, those of a fourth of the tests, of others each day (`own_process_by_turns`).
"""

import json
import os
import select
import signal
import socket
import subprocess
import sys
import threading
from contextlib import suppress

import pytest
from django.conf import settings

from tests.proving import is_of_today
from web.sandbox import run

IMPORTS = "imports.sandbox.inside"
TEMPLATES = "periodic.documents.rules.inside"
PAPERS = "teams.documents.rules.inside"
# What each reader loads for a file. Only that stands in the memory of its forks, which is limited.
LOADED = {
    IMPORTS: "kinds, limits, old_xml, out, page, text, workbook",
    TEMPLATES: "engine, package",
    (PAPERS, True): "mixed, pdf",
    (PAPERS, False): "mixed, picture",
}
# Number of bytes that no message reaches.
MESSAGE = 1 << 16
SERVER = f"""
import fcntl, gc, json, os, runpy, signal, socket, sys
from web.sandbox.inside import answering, limits

def read(told, given):
    high = [fcntl.fcntl(fd, fcntl.F_DUPFD, 500) for fd in given]
    for fd, number in zip(high, told["numbers"]):
        os.dup2(fd, number)
    for fd in high:
        os.close(fd)
    sys.argv = [module, *told["arguments"]]
    runpy.run_module(module, run_name="__main__")

def handle(data, talk, given):
    reader = os.fork()
    if not reader:
        talk.close()
        code = 1
        try:
            read(json.loads(data), given)
            code = 0
        except SystemExit as ended:
            code = ended.code or 0
        finally:
            os._exit(code)
    for fd in given:
        os.close(fd)
    talk.send(str(reader).encode())
    talk.send(str(os.waitpid(reader, 0)[1]).encode())

number, module, loaded = sys.argv[1:]
exec("from " + module + " import " + loaded)
gc.freeze()
asked = socket.socket(fileno=int(number))
signal.signal(signal.SIGCHLD, signal.SIG_IGN)
while True:
    data, given, _flags, _from = socket.recv_fds(asked, {MESSAGE}, 16)
    if not data:
        break
    if not os.fork():
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        asked.close()
        try:
            handle(data, socket.socket(fileno=given[0]), given[1:])
        finally:
            os._exit(0)
    for fd in given:
        os.close(fd)
"""


class Reader:
    """One that reads a file: as much of a `Popen` as `web.sandbox.run` asks for."""

    def __init__(self, asked, command, numbers):
        self.command, self.returncode = command, None
        self.talk, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with theirs:
            told = json.dumps({"arguments": command[3:], "numbers": list(numbers)})
            socket.send_fds(asked, [told.encode()], [theirs.fileno(), *numbers])
        self.pid = int(self.talk.recv(MESSAGE))

    def wait(self, timeout=None):
        if self.returncode is None:
            if not select.select([self.talk], [], [], timeout)[0]:
                raise subprocess.TimeoutExpired(self.command, timeout)
            self.returncode = os.waitstatus_to_exitcode(int(self.talk.recv(MESSAGE)))
        return self.returncode

    def kill(self):
        if self.returncode is None:
            with suppress(ProcessLookupError):
                os.kill(self.pid, signal.SIGKILL)

    def __enter__(self):
        return self

    def __exit__(self, *_error):
        self.wait()
        self.talk.close()


class Forking:
    """Stands for the module `subprocess`: files of imports are read by forks, whatever else by a process of its own."""

    DEVNULL, TimeoutExpired = subprocess.DEVNULL, subprocess.TimeoutExpired

    def __init__(self):
        self.asked, self.servers, self.lock = {}, [], threading.Lock()

    def start(self, module, loaded):
        """Start what forks a reader; it ends with us, whichever way we do."""
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        nothing = subprocess.DEVNULL
        with theirs:
            server = subprocess.Popen(
                [sys.executable, "-c", SERVER, str(theirs.fileno()), module, loaded],
                cwd=settings.BASE_DIR,
                env={"PYTHONDONTWRITEBYTECODE": "1", "PYTHONUTF8": "1"},
                stdin=nothing,
                stdout=nothing,
                stderr=nothing,
                pass_fds=[theirs.fileno()],
            )
        self.servers.append(server)
        return ours

    def Popen(self, command, *, pass_fds=(), **how):
        module = command[2] if command[1] == "-m" else ""
        reader = (module, "pdf" in command) if module == PAPERS else module
        if reader not in LOADED:
            return subprocess.Popen(command, pass_fds=pass_fds, **how)
        with self.lock:
            if reader not in self.asked:
                self.asked[reader] = self.start(module, LOADED[reader])
        return Reader(self.asked[reader], command, pass_fds)

    def end(self):
        for asked in self.asked.values():
            asked.close()
        for server in self.servers:
            server.wait(10)


@pytest.fixture(scope="session", autouse=True)
def files_are_read_by_forks():
    """Let no test wait for a reader of files to be loaded."""
    if os.environ.get("DAILY") != "1":
        yield
        return
    forks = Forking()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(run, "subprocess", forks)
        yield
    forks.end()


@pytest.fixture
def own_process(monkeypatch):
    """Read each file in a new process, as the product does."""
    monkeypatch.setattr(run, "subprocess", subprocess)


@pytest.fixture
def own_process_by_turns(request):
    """Read the files of today's fourth of the tests as the product does."""
    if is_of_today(request.node.nodeid, of=4):
        request.getfixturevalue("own_process")
