"""Files from people read by forks of a process that has the reader loaded, as starting one for each file takes longest.

What is read, under which limits, and how it ends is the same. So in `make test` alone; in `make prove`, in what is played
by hand, and where that process itself is tested (`own_process`), each file has a new one, as in the product.
"""

import json
import os
import select
import signal
import socket
import subprocess
import sys
from contextlib import suppress
from functools import cached_property

import pytest
from django.conf import settings

from web.sandbox import run

MODULE = "imports.sandbox.inside"
# Number of bytes that no message reaches.
MESSAGE = 1 << 16
SERVER = f"""
import fcntl, gc, json, os, runpy, signal, socket, sys
from imports.sandbox.inside import kinds, limits, old_xml, out, page, text, workbook
from web.sandbox.inside import answering

def read(told, given):
    high = [fcntl.fcntl(fd, fcntl.F_DUPFD, 500) for fd in given]
    for fd, number in zip(high, told["numbers"]):
        os.dup2(fd, number)
    for fd in high:
        os.close(fd)
    sys.argv = ["{MODULE}", *told["arguments"]]
    runpy.run_module("{MODULE}", run_name="__main__")

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

gc.freeze()
asked = socket.socket(fileno=int(sys.argv[1]))
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

    @cached_property
    def asked(self):
        """Start what forks, once; it ends with us, whichever way we do."""
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        nothing = subprocess.DEVNULL
        with theirs:
            self.server = subprocess.Popen(
                [sys.executable, "-c", SERVER, str(theirs.fileno())],
                cwd=settings.BASE_DIR,
                env={"PYTHONDONTWRITEBYTECODE": "1", "PYTHONUTF8": "1"},
                stdin=nothing,
                stdout=nothing,
                stderr=nothing,
                pass_fds=[theirs.fileno()],
            )
        return ours

    def Popen(self, command, *, pass_fds=(), **how):
        if command[1:3] == ["-m", MODULE]:
            return Reader(self.asked, command, pass_fds)
        return subprocess.Popen(command, pass_fds=pass_fds, **how)

    def end(self):
        if "asked" in self.__dict__:
            self.asked.close()
            self.server.wait(10)


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
