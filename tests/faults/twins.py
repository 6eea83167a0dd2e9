"""Two processes with memory of their own on the database of the tests, each answering as a web server does.

They are forked, so that they need not load everything anew; what is played with real servers is in test_two_nodes.py.
"""

import multiprocessing
import os
import random
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from unittest import mock

from django.test import Client

from tests.access import content

_INHERITED = []


@dataclass
class Said:
    """What a twin answered; as much of an answer of Django as who asks looks at."""

    status_code: int
    text: str
    location: str
    cookies: dict
    headers: dict = field(default_factory=dict)
    streaming = False

    @property
    def content(self):
        return self.text.encode()


class Twin:
    """A process that does what it is told, one thing after the other."""

    def __init__(self):
        fork = multiprocessing.get_context("fork")
        self.line, theirs = fork.Pipe()
        self.process = fork.Process(target=_live, args=(theirs,), daemon=True)
        self.process.start()
        theirs.close()

    def begin(self, work, *given, **how):
        """Tell it to do something; others may be told meanwhile."""
        self.line.send((work, given, how))
        return self

    def end(self):
        """Return what came of what it was told last."""
        answer = self.line.recv()
        if isinstance(answer, BaseException):
            raise answer
        return answer

    def do(self, work, *given, **how):
        return self.begin(work, *given, **how).end()

    def stop(self):
        self.line.send(None)
        self.process.join(20)
        if self.process.is_alive():
            self.process.kill()


@contextmanager
def twins():
    """Yield two of them; pages are loaded before, once for all."""
    Client().get("/dang-nhap/")
    both = [Twin(), Twin()]
    try:
        yield both
    finally:
        for one in both:
            one.stop()


def at_once(both, work, *given):
    """Let both do the same at the same moment; return what came of it at each."""
    start = time.time() + 0.05
    for one in both:
        one.begin(_at, start, work, *given)
    return [one.end() for one in both]


def _at(start, work, *given):
    time.sleep(max(0, start - time.time()))
    return work(*given)


def _live(line):
    """Do what is told until there is nothing more; with a connection of its own, and chance of its own."""
    from django.db import connections

    # The starter's is not ours to close.
    _INHERITED.append(connections["default"])
    connections["default"] = connections.create_connection("default")
    random.seed(os.getpid())
    while told := line.recv():
        work, given, how = told
        try:
            answer = work(*given, **how)
        except BaseException as error:
            answer = AssertionError(repr(error))
        line.send(answer)
    connections["default"].close()
    os._exit(0)


def ask(cookies, method, address, fields=None, **how):
    """Ask for a page, as whoever has these cookies."""
    client = Client(raise_request_exception=False)
    client.cookies.load(cookies)
    response = getattr(client, method)(address, fields, **how)
    return Said(
        response.status_code,
        content(response),
        response.headers.get("Location", ""),
        {name: morsel.value for name, morsel in client.cookies.items()},
    )


class Person:
    """A browser whose every request reaches the other of two servers than the one before."""

    def __init__(self, both, cookies=()):
        self.both, self.cookies, self.at = both, dict(cookies), 0

    def ask(self, method, address, fields=None, *, at=None, **how):
        """Ask one of them, which is the next one where none is named."""
        if at is None:
            self.at, at = 1 - self.at, self.at
        said = self.both[at].do(ask, self.cookies, method, address, fields, **how)
        self.cookies = said.cookies
        return said

    def __getattr__(self, method):
        """Stand for a client of the tests: `get`, `post`, and all other methods."""
        if method not in {"get", "head", "options", "post", "put", "patch", "delete"}:
            raise AttributeError(method)
        return lambda address, fields=None, **how: self.ask(method, address, fields, **how)


def write_and_seal(rounds):
    """Write a line of the journal and seal it, over and over, until this one sealed some, too; return how many lines it did."""
    from areas.models import Area
    from audit.actions import record
    from operations.sealing.actions.sealing import seal

    country, sealed = Area.unscoped.get(level=0), 0
    # While one seals, the other passes: it may be done before its turn comes.
    for at in range(20 * rounds):
        if at >= rounds and sealed:
            break
        record(None, "Thử", country)
        sealed += seal()
    return sealed


def work_of_the_day():
    """Do what is due of the day's work, of which only the names are noted here; return what this one did."""
    from operations.daily import actions

    did = []

    def called(name):
        did.append(name)
        time.sleep(0.01)

    with mock.patch.object(actions, "call_command", called):
        actions.do_due(say=lambda words: None)
    return did
