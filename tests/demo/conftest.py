"""Demos of several sizes, each built once for the whole run and laid into the tests that read it."""

import functools
import io

import pytest
from django.core.management import call_command

from config import every_page
from tests.kept_world import made_once

# One demo is built in `make test`, that of the other map in `make prove`.
MAPS = [2024, pytest.param(2025, marks=pytest.mark.long)]
# Not the one that is there without being asked for.
PORT = 8123


@pytest.fixture
def a_demo(monkeypatch):
    """Answer of no demo but this test's; the password is the one that is printed."""
    monkeypatch.delenv("TOSO_DEMO_PASSWORD", raising=False)
    every_page.forget_demos()
    yield
    every_page.forget_demos()


def build_demo(*, households=300, communes=8, **options):
    """Build a demo by the command and return what it printed."""
    out = io.StringIO()
    call_command(
        "demo", "--no-serve", households=households, communes=communes, stdout=out, **options
    )
    return out.getvalue()


@pytest.fixture(scope="session")
def demos(folder_of_run):
    """Return a function that gives the demo of these options, built by the first who asks."""

    @functools.cache
    def kept(**options):
        name = "-".join(["demo", *(f"{key}{value}" for key, value in sorted(options.items()))])
        return made_once(folder_of_run, name, functools.partial(build_demo, **options))

    return kept


@pytest.fixture
def demo(db, a_demo, demos):
    """Return a function that lays a demo into the empty tables and returns what was printed."""

    def lay(**options):
        printed = demos(**{"map": 2024, "port": PORT, **options}).lay()
        every_page.forget_demos()
        return printed

    return lay
